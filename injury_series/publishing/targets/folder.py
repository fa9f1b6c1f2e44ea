"""Publish to a plain folder of this machine, for a host that takes a folder by hand."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NoReturn

from injury_series.outputs.progress import Tell
from injury_series.publishing.release import Held, Release
from injury_series.publishing.target import Say
from injury_series.publishing.targets.place import Place
from injury_series.publishing.targets.swapping import mend, swap


class Folder:
    """Publish to an address such as "folder:../upload"; a path in it begins at the project's folder.

    The folder holds the last site that was published and nothing else. Raises PublishError where the address
    names none.
    """

    compressed = False
    live = False
    sets_headers = False

    def __init__(self, address: str, project: Path) -> None:
        self._place = Place(address, project)
        self.where = f"the folder {self._place.path}"

    def alone(self, say: Say) -> AbstractContextManager[None]:  # noqa: ARG002 - the system lets go of its locks
        """Hold off every other publishing to the folder."""
        return self._place.alone()

    def held(self) -> Held:
        """Return the release that the folder holds, if it is as it was published."""
        folder = self._place.path
        with self._place.plain_errors():
            sizes = {
                path.relative_to(folder).as_posix(): path.stat().st_size
                for path in folder.rglob("*")
                if path.is_file()
            }
        release = self._place.release(sizes)
        return Held((release,), release) if release else Held()

    def send(self, site: Path, release: Release, held: Held, tell: Tell) -> None:  # noqa: ARG002 - made whole
        """Make a copy of the site aside, and put it in the folder's place in one step."""
        place, total = self._place, len(release.files)
        with place.plain_errors():
            mend(place.path)
            there = place.path
            empty = not there.exists() or (there.is_dir() and not any(there.iterdir()))
            place.refuse_foreign(empty=empty)
            shutil.rmtree(place.aside, ignore_errors=True)
            try:
                for done, path in enumerate(sorted(release.files)):
                    tell("copying", done, total)
                    (place.aside / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(site / path, place.aside / path)
                with place.changing(release):
                    swap(place.aside, there)
            finally:
                shutil.rmtree(place.aside, ignore_errors=True)
        tell("copying", total, total)

    def roll_back(self, to: Release, held: Held) -> NoReturn:  # noqa: ARG002 - nothing older is there
        """Refuse: the folder holds one release."""
        raise self._place.none_older()

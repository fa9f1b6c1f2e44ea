"""Publish to a ZIP file of this machine, for a host that takes one by hand."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NoReturn
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from injury_series.outputs.progress import Tell
from injury_series.publishing.release import Held, Release
from injury_series.publishing.target import PublishError, Say
from injury_series.publishing.targets.place import Place

_UNIX = 3
_MODE = 0o100644 << 16


class Zip:
    """Publish to an address such as "zip:my-story.zip"; a path in it begins at the project's folder.

    The file holds the last site that was published, without a folder around it; the same site gives the same
    bytes. Raises PublishError where the address names none.
    """

    compressed = False
    live = False
    sets_headers = False

    def __init__(self, address: str, project: Path) -> None:
        self._place = Place(address, project)
        self.where = f"the file {self._place.path}"

    def alone(self, say: Say) -> AbstractContextManager[None]:  # noqa: ARG002 - the system lets go of its locks
        """Hold off every other publishing to the file."""
        return self._place.alone()

    def held(self) -> Held:
        """Return the release that the file holds, if it is as it was published."""
        try:
            with ZipFile(self._place.path) as packed:
                sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
        except (OSError, BadZipFile):
            return Held()
        release = self._place.release(sizes)
        return Held((release,), release) if release else Held()

    def send(self, site: Path, release: Release, held: Held, tell: Tell) -> None:  # noqa: ARG002 - made whole
        """Pack the site aside, and put that in the file's place in one step."""
        place, total = self._place, len(release.files)
        with place.plain_errors():
            if place.path.is_dir():
                raise PublishError(f"{place.path} is a folder; PUBLISH_TO in publishconf.py asks for a file.")
            place.refuse_foreign(empty=not place.path.exists())
            try:
                with ZipFile(place.aside, "w") as packed:
                    for done, path in enumerate(sorted(release.files)):
                        tell("packing", done, total)
                        with (site / path).open("rb") as file, packed.open(_entry(path), "w") as entry:
                            shutil.copyfileobj(file, entry)
                with place.changing(release):
                    place.aside.replace(place.path)
            finally:
                place.aside.unlink(missing_ok=True)
        tell("packing", total, total)

    def roll_back(self, to: Release, held: Held) -> NoReturn:  # noqa: ARG002 - nothing older is there
        """Refuse: the file holds one release."""
        raise self._place.none_older()


def _entry(path: str) -> ZipInfo:
    """Return what is said of a file in the ZIP: no time, the same rights for all, on every system."""
    entry = ZipInfo(path)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _MODE
    return entry

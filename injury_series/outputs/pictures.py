"""Publish the pictures that the story shows: drawings as they are, photos as copies without their notes.

While the texts are read it is only noted which pictures they show; then all are made at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from injury_series.errors import Fault
from injury_series.outputs.progress import Tell
from injury_series.outputs.store import Store
from injury_series.source.figures import FOLDER
from injury_series.story.slugs import slugify
from injury_series.view.addresses import Addresses
from injury_series.view.pictures import Copies, Image

if TYPE_CHECKING:
    from injury_series.outputs.copies import Done

_TYPES = {"avif": "image/avif", "webp": "image/webp"}


class Pictures:
    """Find the pictures of one content folder, and make what is published of those that are shown.

    `paths` are the files below the folder `root` that are pictures. After `make`, `files` maps a path of the
    site to the file that is copied there, and `faults` are about pictures that cannot be shown.
    """

    def __init__(self, root: Path, paths: Iterable[Path], addresses: Addresses) -> None:
        self.root = root
        self.addresses = addresses
        self.files: dict[str, Path] = {}
        self.faults: list[Fault] = []
        self._paths = {_composed(path.relative_to(root).as_posix()): path for path in paths}
        self._noted: dict[Path, bool] = {}
        self._images: dict[Path, Image] = {}

    def find(self, src: str) -> bool:
        """Tell whether there is a picture such as "images/hip.jpg", and note that readers are shown it."""
        return self._note(src, shown=True)

    def find_unshown(self, src: str) -> bool:
        """Tell whether there is a picture; only a text that is not published shows it."""
        return self._note(src, shown=False)

    def make(self, store: Store, tell: Tell) -> None:
        """Make what is published of the pictures that were found, or take it from the `store`.

        Those of texts that are not published are looked through for faults, and nothing is made of them.
        """
        from injury_series.outputs.copies import Work, make_all  # what it imports takes long

        works = [Work(path, shown) for path, shown in sorted(self._noted.items())]
        for work, done in zip(works, make_all(works, store, tell), strict=True):
            if done.unfit:
                name = f"{self.root.name}/{work.path.relative_to(self.root).as_posix()}"
                self.faults.append(Fault(name, 0, "", f"This picture cannot be shown: {done.unfit}."))
            elif work.shown:
                self._images[work.path] = self._publish(work.path, done)

    def image(self, src: str, alt: str = "") -> Image | None:
        """Return what readers are shown of a picture, or None where nothing is."""
        path = self._path(src)
        image = self._images.get(path) if path else None
        return replace(image, alt=alt) if image else None

    def _note(self, src: str, *, shown: bool) -> bool:
        path = self._path(src)
        if path is None or not path.resolve().is_relative_to(self.root.resolve()):
            return False
        self._noted[path] = self._noted.get(path, False) or shown
        return True

    def _path(self, src: str) -> Path | None:
        if not src.startswith(FOLDER):
            return None
        return self._paths.get(_composed(src)) or self._paths.get(_composed(unquote(src)))

    def _publish(self, path: Path, done: Done) -> Image:
        """Return the view of a picture, and note where its copies go."""
        name = slugify(path.stem) or "picture"
        listed: dict[str, list[str]] = {}
        for copy in done.copies:
            width = "" if copy.form == "svg" else f"-{copy.width}"
            place = f"{FOLDER}{name}{width}.{done.key[:10]}.{copy.form}"
            self.files[place] = copy.file
            listed.setdefault(copy.form, []).append(f"{self.addresses.at(place)} {copy.width}w")
        *newer, plain = ((form, ", ".join(copies)) for form, copies in listed.items())
        last = done.copies[-1]
        return Image(
            src=listed[last.form][-1].rpartition(" ")[0],
            alt="",
            width=last.width,
            height=last.height,
            caption=None,
            srcset=plain[1] if len(listed[last.form]) > 1 else "",
            forms=tuple(Copies(_TYPES[form], srcset) for form, srcset in newer),
        )


def _composed(name: str) -> str:
    """Return a name in one spelling: some systems write an umlaut as two characters (Unicode, form C)."""
    return unicodedata.normalize("NFC", name)

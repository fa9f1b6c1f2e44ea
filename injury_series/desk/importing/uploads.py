"""Find the pictures of an old site in its folder of uploads, and say where each goes in this one."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from injury_series.errors import ContentFaults, Fault
from injury_series.outputs.photos import UnfitPhoto, check_photo
from injury_series.outputs.svg import check_drawing
from injury_series.source.figures import FOLDER

SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".heic", ".heif")
_MARK = "/wp-content/uploads/"
_SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)")
_INSIDE = ("wp-content/uploads", "uploads")
_SITES = re.compile(r"^sites/\d+/")
_NOT_THERE = "it is not in the folder of uploads"
_NO_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]")


@dataclass(slots=True)
class Uploads:
    """Look up pictures by their old addresses; `shown` maps those that a text shows to their files.

    `folder` is None where none was given; `content` is this site's own, whose pictures need no second look.
    """

    folder: Path | None
    content: Path
    shown: dict[str, Path] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    _files: dict[str, Path] = field(default_factory=dict)

    def list_files(self) -> None:
        """List the folder once; ContentFaults where there is none."""
        if self.folder is None:
            return
        if not self.folder.is_dir():
            hint = "Name the folder wp-content/uploads, as it was copied from the old site."
            raise ContentFaults([Fault(str(self.folder), 0, "", "There is no such folder.", hint=hint)])
        inside = (self.folder / step for step in _INSIDE)
        root = next((folder for folder in inside if folder.is_dir()), self.folder)
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = Path(folder) / name
                self._files[_composed(path.relative_to(root).as_posix())] = path

    def find(self, address: str) -> str | None:
        """Return how a text names the picture of an old address, or None; then `why` says why not.

        Of a picture in several sizes it is the largest.
        """
        place = place_of(address)
        found = self._place(place)
        if found:
            return self._found(found)
        self.why[place] = _NOT_THERE if self.folder else "no folder of uploads was given"
        return None

    def find_shown(self, address: str) -> str | None:
        """Return how texts name a picture of an old address, where one of them shows it."""
        name = f"{FOLDER}{_named(self._place(place_of(address)))}"
        return name if name in self.shown else None

    def _place(self, place: str) -> str:
        """Return the path of a file in the folder, or nothing."""
        sizes = dict.fromkeys((unsized(place), place))
        names = (name for size in sizes for name in (size, _SITES.sub("", size)))
        return next((name for name in names if name in self._files), "")

    def reason(self, address: str) -> str:
        """Return why a file was not brought over."""
        place = place_of(address)
        if place in self.why:
            return self.why[place]
        if self.folder and not self._place(place):
            return _NOT_THERE
        if not place.lower().endswith(SUFFIXES):
            return "it is not a picture; this site holds no other files"
        return "no text shows it"

    def _found(self, place: str) -> str | None:
        name = f"{FOLDER}{_named(place)}"
        if name not in self.shown:
            unfit = _unfit(self._files[place], self.content / name)
            if unfit:
                self.why[place] = unfit
                return None
            self.shown[name] = self._files[place]
        return name


def place_of(address: str) -> str:
    """Return the path of an upload below its folder: "2019/05/knee.jpg"."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path)
    inside = path.partition(_MARK)[2]
    return _composed(inside or path.lstrip("/")) if parts.path else ""


def unsized(place: str) -> str:
    """Return the path of the picture that another, of a set size, was made from."""
    return _SIZE.sub("", place)


def is_upload(address: str) -> bool:
    """Tell whether an address is that of an uploaded file."""
    return _MARK in address


def _unfit(path: Path, there: Path) -> str:
    """Return why a picture cannot be shown, or nothing; one that is in the story already was looked at."""
    if PurePosixPath(path.name).suffix.lower() not in SUFFIXES:
        return f"pictures of this form cannot be shown, only {', '.join(SUFFIXES)}"
    content = path.read_bytes()
    if there.is_file() and there.read_bytes() == content:
        return ""
    try:
        if path.suffix.lower() == ".svg":
            check_drawing(content)
        else:
            check_photo(content)
    except (UnfitPhoto, ValueError) as error:
        return str(error)
    return ""


def _named(place: str) -> str:
    """Return a path that every system takes, and no step of which is hidden."""
    steps = [_NO_NAME.sub("-", step).lstrip(".~#") or "-" for step in place.split("/")]
    return "/".join(steps)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)

"""Find every file in the content folder and say what it is; a file that is nothing is a fault."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from injury_series.errors import ContentFaults, Fault
from injury_series.story.slugs import slug_of_file

HELD = "_held"
"""The folder of comments that wait for the writer; never built."""

_FOLDERS = ("posts", "phases", "providers", "comments", "pages", "images")
_KINDS = ("posts", "phases", "providers", "pages")
_NOT_OURS = (".", "~", "#")
_LITTER = ("Thumbs.db", "desktop.ini")
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".heic", ".heif")


@dataclass(slots=True)
class ContentFiles:
    """Hold the paths of all content, sorted; `comments` are by the name of their folder, the post's slug."""

    root: Path
    posts: list[Path] = field(default_factory=list)
    phases: list[Path] = field(default_factory=list)
    providers: list[Path] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    images: list[Path] = field(default_factory=list)
    comments: dict[str, list[Path]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def series(self) -> Path:
        """Return the path of `series.yaml`."""
        return self.root / "series.yaml"

    def name(self, path: Path) -> str:
        """Return a path as messages name it: `content/posts/setback.md`."""
        return f"{self.root.name}/{self.below(path)}" if path != self.root else self.root.name

    def below(self, path: Path) -> str:
        """Return a path as it is below the content folder: `posts/setback.md`."""
        return str(path)[len(str(self.root)) + 1 :].replace(os.sep, "/")


def find_content(root: Path) -> ContentFiles:
    """List the content folder.

    Raises ContentFaults where there is no such folder; files that fit nowhere become `faults`.
    """
    if not root.is_dir():
        raise ContentFaults([Fault(root.name, 0, "", "There is no such folder. It holds the story.")])
    files = ContentFiles(root)
    for folder, folders, names in os.walk(root, onerror=lambda error: _unreadable(error, files)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != HELD)
        for name in folders:
            if (Path(folder) / name).is_symlink():
                problem = "This is a link to another folder. Put the folder itself here."
                files.faults.append(Fault(files.name(Path(folder) / name), 0, "", problem))
        for name in sorted(names):
            if is_ours(name):
                _place(Path(folder) / name, files)
    if not files.series.is_file():
        problem = "This file is missing. It says what the series is: title, condition, byline, disclaimer."
        files.faults.append(Fault(files.name(files.series), 0, "", problem))
    return files


def is_ours(name: str) -> bool:
    """Tell whether a file of this name may be the writer's: not what an editor or a system puts beside it."""
    return not name.startswith(_NOT_OURS) and not name.endswith("~") and name not in _LITTER


def _unreadable(error: OSError, files: ContentFiles) -> None:
    place = files.name(Path(str(error.filename)))
    files.faults.append(Fault(place, 0, "", f"This folder cannot be read: {error.strerror}."))


def _place(path: Path, files: ContentFiles) -> None:
    steps = tuple(files.below(path).split("/"))
    if steps == ("series.yaml",):
        return
    kind, text = steps[0], path.suffix == ".md"
    if text and kind != "comments" and not slug_of_file(path.stem):
        problem = "This file's name makes no address. Give it letters or digits."
        files.faults.append(Fault(files.name(path), 0, "", problem))
        return
    if kind == "images" and path.suffix.lower() in _PICTURES:
        files.images.append(path)
    elif kind in _KINDS and text and len(steps) > 1 and (kind == "posts" or len(steps) == 2):
        getattr(files, kind).append(path)
    elif kind == "comments" and text and len(steps) == 3:
        files.comments.setdefault(steps[1], []).append(path)
    else:
        files.faults.append(Fault(files.name(path), 0, "", _why_not(kind, steps)))


def _why_not(kind: str, steps: tuple[str, ...]) -> str:
    if len(steps) == 1 or kind not in _FOLDERS:
        known = ", ".join(_FOLDERS)
        return f"Nothing is made of this file. Content is series.yaml and the folders {known}."
    if kind == "images":
        return f"This is not a picture that can be shown: {', '.join(_PICTURES)}."
    if kind == "comments":
        return "Nothing is made of this file. A comment is comments/<slug of its post>/<name>.md."
    return f"Nothing is made of this file. In {kind}/ each file is <name>.md."

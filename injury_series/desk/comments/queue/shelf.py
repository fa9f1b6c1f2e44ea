"""Find comments below a content folder: those that wait, those let in, one by its name, one post's thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from injury_series.desk.comments.queue.entry import Entry, read_entry
from injury_series.desk.comments.queue.harmless import in_one_line
from injury_series.errors import ContentFaults, Fault
from injury_series.source.files import HELD

LIST = "python3 tasks.py comments list"
_LISTED = 12
"""Of more names than this only the nearest are told."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Know where comments lie below the content folder `root`; dates are in the writer's zone."""

    root: Path
    zone: ZoneInfo

    @property
    def folder(self) -> Path:
        """Return the folder of all comments."""
        return self.root / "comments"

    def held(self) -> list[Entry]:
        """Return every comment that waits, the oldest first."""
        return sorted(map(self._read, self.paths(held=True)), key=lambda entry: entry.age)

    def of_post(self, post: str) -> dict[str, Entry]:
        """Return the comments under a post by their id; where one lies twice, the one let in."""
        folders = (self.folder / HELD / post, self.folder / post)
        return {path.stem: self._read(path) for folder in folders for path in _files(folder)}

    def paths(self, *, held: bool) -> Iterator[Path]:
        """Yield the files of all comments that wait, or of all let in."""
        folder = self.folder / HELD if held else self.folder
        for post in sorted(folder.iterdir()) if folder.is_dir() else ():
            if post.name != HELD and not post.name.startswith("."):
                yield from _files(post)

    def place(self, entry: Entry, *, held: bool) -> Path:
        """Return where a comment lies while it waits, or once it is let in."""
        folder = self.folder / HELD if held else self.folder
        return folder / entry.post / f"{entry.id}.md"

    def find(self, name: str, *, let_in_too: bool) -> Entry:
        """Return the comment that the writer means: `post/id`, the id alone, or its file.

        Raises ContentFaults, with a guess, where there is none or more than one.
        """
        paths = {f"{path.parent.name}/{path.stem}": path for path in self.paths(held=True)}
        if let_in_too:
            paths = {f"{path.parent.name}/{path.stem}": path for path in self.paths(held=False)} | paths
        wanted = "/".join(name.strip().removesuffix(".md").split("/")[-2:])
        found = [each for each in paths if each == wanted or each.partition("/")[2] == wanted]
        if len(found) != 1:
            raise ContentFaults([_not_one(in_one_line(wanted), found, list(paths), let_in_too=let_in_too)])
        return self._read(paths[found[0]])

    def again(self, entry: Entry) -> Entry | None:
        """Return a comment as its file has it now, or None where it is gone."""
        return self._read(entry.path) if entry.path.is_file() else None

    def _read(self, path: Path) -> Entry:
        return read_entry(path, self.root, self.zone)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.glob("*.md") if path.is_file() and not path.name.startswith("."))


def _not_one(wanted: str, found: list[str], names: list[str], *, let_in_too: bool) -> Fault:
    what = "a comment" if let_in_too else "a comment that waits"
    if found:
        problem = f'"{wanted}" is the name of {len(found)} comments.'
        return Fault("comments", 0, "", problem, allowed=tuple(sorted(found)))
    problem = f'"{wanted}" is not {what}.' if wanted else f"Which one? Name {what}."
    if not names:
        return Fault("comments", 0, "", problem, hint="None is there.")
    ids = {name.partition("/")[2]: name for name in sorted(names)}
    if "/" not in wanted:
        near = [ids[id_] for id_ in get_close_matches(wanted, ids, n=1)]
    else:
        near = get_close_matches(wanted, names, n=1)
    if len(names) <= _LISTED:
        return Fault("comments", 0, "", problem, near[0] if near else "", tuple(sorted(names)))
    guess = f'Did you mean "{near[0]}"? ' if near else ""
    return Fault("comments", 0, "", problem, hint=f"{guess}To see them: {LIST}")

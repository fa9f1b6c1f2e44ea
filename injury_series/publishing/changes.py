"""What publishing a release would change, in files and in the words of a writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from injury_series.publishing.release import Release, SiteFile

_UNITS = ("B", "KB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class Changes:
    """Hold the files that are new, have changed or go, by path with their sizes in bytes, in order.

    `posts` and `comments` count those that are new or have changed.
    """

    added: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    posts: int
    comments: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def words(self) -> str:
        """Return what changed in words: "1 post, 2 comments, 14 files"."""
        files = len(self.added) + len(self.changed) + len(self.removed)
        counts = ((self.posts, "post"), (self.comments, "comment"), (files, "file"))
        return ", ".join(counted(number, noun) for number, noun in counts if number)


def compare(last: Release | None, new: Release) -> Changes:
    """Return what changes for readers when `new` follows `last`, or comes first."""
    files = last.files if last else {}
    told = last.told if last else None
    return Changes(
        added=_sizes(new.files, [path for path in new.files if path not in files]),
        changed=_sizes(
            new.files, [path for path in new.files if path in files and files[path] != new.files[path]]
        ),
        removed=_sizes(files, [path for path in files if path not in new.files]),
        posts=_new(new.told.posts, told.posts if told else {}),
        comments=_new(new.told.comments, told.comments if told else {}),
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 post", "2 posts"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def in_words(size: float) -> str:
    """Return a size of so many bytes as people say it: "14 KB" (of 1,000 bytes)."""
    step = 0
    while size >= 1000 and step < len(_UNITS) - 1:
        size, step = size / 1000, step + 1
    return f"{size:.0f} {_UNITS[step]}" if size >= 10 or not step else f"{size:.1f} {_UNITS[step]}"


def _sizes(files: Mapping[str, SiteFile], paths: list[str]) -> dict[str, int]:
    return {path: files[path].size for path in sorted(paths)}


def _new(now: Mapping[str, str], before: Mapping[str, str]) -> int:
    return sum(before.get(name) != digest for name, digest in now.items())

"""Name a part of the site that is made as a whole, and say what files it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

Pieces: TypeAlias = Mapping[str, tuple[str, Callable[[], str]]]
"""The bodies that a page is put together from, by the marks that stand for them in its view: the name of a
body's file, and what makes it."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """Show a page: its address, its template, its view; `changed` is when what it shows last changed."""

    href: str
    template: str
    view: Any
    changed: datetime | None
    pieces: Pieces = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViewFile:
    """Show a file that `write` makes from a view."""

    path: str
    view: Any
    write: Callable[[Any], bytes]


@dataclass(frozen=True, slots=True)
class BytesFile:
    """Hold a file that is ready."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CopyFile:
    """Name a file that is copied from elsewhere; its path says what it holds, by a hash."""

    path: str
    file: Path


SiteFile: TypeAlias = PageFile | ViewFile | BytesFile | CopyFile


@dataclass(frozen=True, slots=True)
class Product:
    """Name a part of the site; `files` makes what is in it, and reads only the bodies that it shows.

    `source` is the file that it tells of, a folder of such files with a "/" at its end, or empty. `waits_at`
    is, for what a preview makes only when it is asked for, where that is: a path of the site. Those that are
    `shared` are many of a kind, and may be made in another process. `pieces` makes those of its page, where
    it is one page that has any.
    """

    name: str
    files: Callable[[], Iterable[SiteFile]]
    source: str = ""
    waits_at: str | None = None
    shared: bool = False
    pieces: Callable[[], Pieces] | None = None

    def tells_of(self, files: Set[str]) -> bool:
        """Tell whether it tells of one of these files."""
        if self.source.endswith("/"):
            return any(file.startswith(self.source) for file in files)
        return self.source in files

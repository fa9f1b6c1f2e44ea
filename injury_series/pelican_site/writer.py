"""Write pages and files below the output folder; what is as it was stays the same file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pelican.writers import Writer

from injury_series.errors import InjurySeriesError
from injury_series.pelican_site.pieces import Chunks, Span

_AT_ONCE = 1 << 20


class Written(NamedTuple):
    """Name the files that a writer told of, by their paths of the site, and those that it wrote itself."""

    told: set[str]
    new: list[str]


class SeriesWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Write what the series' generator hands over; no two things may be written to one place.

    The setting LAST_OUTPUT is the output of the last build, or None: a file that holds the same bytes there
    is linked to, not written. `told` names all files, by their paths of the site; `new` those
    that are not as they were.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.told: set[str] = set()
        self.new: list[str] = []
        self._last: str | None = settings["LAST_OUTPUT"]
        self._folders: set[str] = set()

    def keep(self, path: str) -> None:
        """Keep the file of the last build at a path of the site."""
        self._link(self._old(path), self._place(path))

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file at a path of the site; a path that ends with "/" is a folder with an index.html."""
        place, old = self._place(path), self._old(path)
        if holds(old, content):
            self._link(old, place)
        else:
            Path(place).write_bytes(content)
            self.new.append(file_of(path))

    def write_chunks(self, path: str, chunks: Chunks) -> None:
        """Write a file of bytes and of stretches of the file of the last build."""
        put(chunks, self._old(path), self._place(path))
        self.new.append(file_of(path))

    def write_copy(self, path: str, file: Path) -> None:
        """Write a copy of a file at a path of the site."""
        self.write_bytes(path, file.read_bytes())

    def written(self) -> Written:
        """Return what was written so far, for the writer of another process to `add`."""
        return Written(self.told, self.new)

    def add(self, written: Written) -> None:
        """Take what another process has written for what was written here."""
        for path in written.told:
            self.tell(path)
        self.new += written.new

    def drop(self, paths: Iterable[str]) -> None:
        """Take files away; aside, they were never there."""

    def shown(self) -> None:
        """Hear that what the writer of the story looks at is made; the rest follows."""

    def finish(self) -> None:
        """Hear that all is made."""

    def _link(self, old: str, new: str) -> None:
        try:
            os.link(old, new)
        except FileExistsError:  # another process has done it, and could not go on
            return
        except OSError:  # a disk without links
            shutil.copy2(old, new)

    def _old(self, path: str) -> str:
        return f"{self._last}/{file_of(path)}" if self._last else ""

    def _place(self, path: str) -> str:
        """Return the place of a file, in a folder that is there."""
        place = f"{self.output_path}/{self.tell(path)}"
        self._make_folder(place.rpartition("/")[0])
        return place

    def tell(self, path: str) -> str:
        """Note a path of the site and return its file; InjurySeriesError where there is one already."""
        name = file_of(path)
        if name in self.told:
            raise InjurySeriesError(f"Two things would be at /{path}; is it one of a post's aliases?")
        self.told.add(name)
        return name

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._folders.add(folder)
            with suppress(FileExistsError):
                try:
                    os.mkdir(folder)  # noqa: PTH102 - thousands of them
                except FileNotFoundError:
                    self._make_folder(folder.rpartition("/")[0])
                    os.mkdir(folder)  # noqa: PTH102


def file_of(path: str) -> str:
    """Return the path of the file that stands for a path of the site: a folder is its index.html."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def holds(file: str, content: bytes) -> bool:
    """Tell whether there is a file that holds these bytes; a link to one is none."""
    try:
        return bool(file) and os.lstat(file).st_size == len(content) and Path(file).read_bytes() == content
    except OSError:
        return False


def put(chunks: Chunks, old: str, new: str) -> None:
    """Write the file `new` of bytes and of stretches of the file `old`."""
    with Path(new).open("wb") as file:
        for chunk in chunks:
            if isinstance(chunk, bytes):
                file.write(chunk)
            else:
                _copy(old, chunk, file)


def _copy(old: str, span: Span, new: BinaryIO) -> None:
    """Copy a stretch of a file, a little at a time: such a page can be larger than all else together."""
    with Path(old).open("rb") as file:
        end = file.seek(0, os.SEEK_END) if span.end is None else span.end
        file.seek(span.start)
        while some := file.read(min(_AT_ONCE, end - file.tell())):
            new.write(some)

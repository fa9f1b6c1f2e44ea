"""Write into the folder of a preview while it is shown: each file is whole at any moment."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from injury_series.pelican_site.pieces import Chunks
from injury_series.pelican_site.placing import make_way, through_link
from injury_series.pelican_site.writer import SeriesWriter, Written, file_of, holds, put


class LiveWriter(SeriesWriter):
    """Write files in place; at the end, those of THERE that are not told of are taken away.

    The setting THERE has the paths of the files in the folder;
    SHOW is told of files that are not as they were, first of those that the writer looks at.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings={**settings, "LAST_OUTPUT": output_path})
        self.changed: list[str] = []
        self._show: Callable[[list[str]], None] = settings["SHOW"]
        self._there: set[str] = settings["THERE"]

    def keep(self, path: str) -> None:
        """Keep the file that is at a path of the site."""
        self.tell(path)

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file at a path of the site."""
        old = self._old(path)
        if holds(old, content) and not through_link(Path(old), Path(self.output_path)):
            self._place(path)
        else:
            self.write_chunks(path, [content])

    def write_chunks(self, path: str, chunks: Chunks) -> None:
        """Write a file of bytes and of stretches of the file that is there."""
        make_way(Path(self._old(path)), Path(self.output_path))
        place = self._place(path)
        put(chunks, place, f"{place}.new")
        os.replace(f"{place}.new", place)  # noqa: PTH105
        self.changed.append(file_of(path))
        self.new.append(file_of(path))

    def add(self, written: Written) -> None:
        """Take what another process has written for what was written here."""
        super().add(written)
        self.changed += written.new

    def drop(self, paths: Iterable[str]) -> None:
        """Take files away."""
        for path in paths:
            with suppress(OSError):
                Path(self.output_path, path).unlink()
            self.changed.append(path)

    def shown(self) -> None:
        """Tell of what is made so far."""
        told, self.changed = self.changed, []
        self._show(told)

    def finish(self) -> None:
        """Take away what is no longer told of, and tell of the rest."""
        self.drop(self._there - self.told)
        self.shown()

"""Write only what differs from the last output, aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from injury_series.pelican_site.pieces import Chunks
from injury_series.pelican_site.placing import through_link
from injury_series.pelican_site.writer import SeriesWriter, file_of, holds


class PatchWriter(SeriesWriter):
    """Write files that are not as they were in the output of the last build; `new` names them."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.new: list[str] = []

    def keep(self, path: str) -> None:
        """Keep the file of the last build at a path of the site."""
        self.tell(path)

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file at a path of the site."""
        old = self._old(path)
        if holds(old, content) and not through_link(Path(old), Path(self._last or "")):
            self.tell(path)
        else:
            self.write_chunks(path, [content])

    def write_chunks(self, path: str, chunks: Chunks) -> None:
        """Write a file of bytes and of stretches of the file of the last build."""
        super().write_chunks(path, chunks)
        self.new.append(file_of(path))

"""Write only what differs from the last output, aside."""

from __future__ import annotations

from pathlib import Path

from injury_series.pelican_site.placing import through_link
from injury_series.pelican_site.writer import SeriesWriter, holds


class PatchWriter(SeriesWriter):
    """Write files that are not as they were in the output of the last build; `new` names them."""

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

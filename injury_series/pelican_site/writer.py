"""Write pages and files below the output folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from pelican.writers import Writer

from injury_series.errors import InjurySeriesError


class SeriesWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Write what the series' generator hands over; no two things may be written to one place."""

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file at a path of the site; a path that ends with "/" is a folder with an index.html."""
        self._place(path).write_bytes(content)

    def write_copy(self, path: str, file: Path) -> None:
        """Write a copy of a file at a path of the site."""
        shutil.copyfile(file, self._place(path))

    def _place(self, path: str) -> Path:
        place = Path(self.output_path) / (f"{path}index.html" if not path or path.endswith("/") else path)
        if place in self._written_files:
            raise InjurySeriesError(f"Two things would be at /{path}; is it one of a post's aliases?")
        self._written_files.add(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

"""Write pages and files below the output folder."""

from __future__ import annotations

from pathlib import Path

from pelican.writers import Writer

from injury_series.errors import InjurySeriesError


class SeriesWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Write what the series' generator hands over; no two things may be written to one place."""

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file at a path of the site; a path that ends with "/" is a folder with an index.html."""
        place = Path(self.output_path) / (f"{path}index.html" if not path or path.endswith("/") else path)
        if place in self._written_files:
            raise InjurySeriesError(f"Two things would be at /{path}; is it one of a post's aliases?")
        self._written_files.add(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

"""Write and take away files so that a decision can be undone as long as nobody else has changed them."""

from __future__ import annotations

from pathlib import Path

from injury_series.desk.comments.records import FILE, Records
from injury_series.desk.comments.safe_file import write_whole
from injury_series.errors import InjurySeriesError
from injury_series.source.files import HELD


class Steps:
    """Remember how files were before the first change and how they are after the last."""

    def __init__(self, content: Path) -> None:
        self._records = content / "comments" / HELD / FILE
        self._before: dict[Path, str | None] = {}
        self._after: dict[Path, str | None] = {}

    def write(self, path: Path, text: str) -> None:
        """Write a file whole; InjurySeriesError where the disk does not take it."""
        self._remember(path)
        write_whole(path, text)
        self._after[path] = text

    def take_away(self, path: Path) -> None:
        """Take a file away; InjurySeriesError where the disk refuses."""
        self._remember(path)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise InjurySeriesError(f"{path}: this cannot be taken away: {error.strerror}.") from error
        self._after[path] = None

    def save(self, records: Records) -> None:
        """Write the records."""
        self._remember(self._records)
        records.save()
        self._after[self._records] = text_in(self._records)

    def undo(self) -> bool:
        """Put everything back, the last change first; False, and nothing done, where a file changed since."""
        if any(text_in(path) != text for path, text in self._after.items()):
            return False
        for path, text in reversed(self._before.items()):
            if text is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, text, private=path == self._records)
        return True

    def _remember(self, path: Path) -> None:
        self._before.setdefault(path, text_in(path))


def text_in(path: Path) -> str | None:
    """Return a file's text with its line ends as they are, or None where it is not there.

    Raises InjurySeriesError where it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InjurySeriesError(f"{path}: this cannot be read: {error.strerror}.") from error

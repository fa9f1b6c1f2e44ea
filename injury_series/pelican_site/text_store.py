"""Keep what was read of each text in one file beside the output, by a key of all that it was read from."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

_UNUSED = 30
"""After how many days a text that no build used is thrown away."""

_WAIT = 10
"""How many seconds a build waits for another that is writing."""

_AT_ONCE = 500
_FEW = 32
"""Up to so many texts wait to be saved: a preview's edits until it rests."""

_MADE_OF = (
    "CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, sum INTEGER, text TEXT, day INTEGER)",
    "CREATE INDEX IF NOT EXISTS days ON texts (day)",
)


class TextStore:
    """Keep texts by key; it can be deleted at any time, and two builds may use it at once.

    Where the file is damaged, cannot be written, or the disk is full, nothing is kept and every text is read
    anew; `remarks` then says so in a sentence.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.remarks: list[str] = []
        self._unsaved: dict[str, str] = {}

    def find(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the texts that are kept under these keys."""
        asked = dict.fromkeys(keys)
        found = {key: self._unsaved[key] for key in asked if key in self._unsaved}
        wanted = [key for key in asked if key not in found]

        def work(db: sqlite3.Connection) -> None:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = db.execute(f"SELECT key, sum, text FROM texts WHERE key IN ({marks})", some)
                found.update((key, text) for key, sum_, text in rows if crc32(text.encode()) == sum_)

        if wanted and self.path.exists():
            self._do(work)
        return found

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keep texts, each under its key; a few are for this process alone until `save`."""
        self._unsaved |= texts
        if len(self._unsaved) > _FEW:
            self.save()

    def save(self) -> None:
        """Keep for other processes what is kept here."""
        texts, self._unsaved = self._unsaved, {}
        rows = [(key, crc32(text.encode()), text, _today()) for key, text in texts.items()]
        if rows:
            self._do(lambda db: db.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", rows))

    def clean(self, used: Iterable[str]) -> None:
        """Remember which keys are in use, once a day, and throw away what no build has used for a month."""
        day = _today()

        def work(db: sqlite3.Connection) -> None:
            (oldest,) = db.execute("SELECT min(day) FROM texts").fetchone()
            if oldest is not None and oldest < day:
                rows = ((day, key, day) for key in used)
                db.executemany("UPDATE texts SET day = ? WHERE key = ? AND day < ?", rows)
                db.execute("DELETE FROM texts WHERE day < ?", (day - _UNUSED,))

        if self.path.exists():
            self._do(work)

    def _do(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do something in one step, whole or not at all."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_WAIT)) as db, db:
                for statement in _MADE_OF:
                    db.execute(statement)
                work(db)
        except sqlite3.OperationalError as error:
            self._remark(
                f"{self.path}: this cannot be used ({error}), so nothing is kept for the next build."
            )
        except (sqlite3.DatabaseError, OSError) as error:
            self._remark(
                f"{self.path}: this was damaged ({error}) and is thrown away; all texts are read anew."
            )
            for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                with suppress(OSError):
                    path.unlink()

    def _remark(self, line: str) -> None:
        if line not in self.remarks:
            self.remarks.append(line)


def _today() -> int:
    return int(time.time() // 86_400)

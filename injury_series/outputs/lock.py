"""Let one process at a time do a thing, by a file that it holds while it does; a killed one holds nothing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.05
_PATIENCE = 600


@contextmanager
def alone(path: Path, given_up: str) -> Iterator[None]:
    """Hold the file at `path` until the end of the block, as soon as no other process does.

    Where the folder cannot be written, or its disk has no locks, it does without. Raises InjurySeriesError
    with the words `given_up` after ten minutes.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield
        return
    try:
        for _ in range(int(_PATIENCE / _PAUSE)):
            if locked(file):
                break
            time.sleep(_PAUSE)
        else:
            from injury_series.errors import InjurySeriesError  # seldom; and every task passes here

            raise InjurySeriesError(given_up)
        yield
    finally:
        os.close(file)


def locked(file: int) -> bool:
    """Try to take an open file for this process; tell whether it has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # any other: a file system that has no locks, where we do without
        return not isinstance(error, (BlockingIOError, PermissionError))
    return True

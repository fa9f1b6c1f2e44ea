"""Put one folder in the place of another in one step, where the system can."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_HERE = -100
"""AT_FDCWD: a path begins where we are."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux's renameat2, and RENAME_SWAP of macOS's renamex_np."""


def swap(new: Path, place: Path) -> None:
    """Put the folder `new` where `place` is; what was there is removed.

    Where the system cannot exchange names in one step there is a moment between; `mend` goes back from it.
    Raises OSError; then all is as it was.
    """
    old = _old(place)
    if place.is_dir() and _exchanged(new, place):
        shutil.rmtree(new, ignore_errors=True)
        return
    if place.is_dir():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        with suppress(OSError):
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def mend(place: Path) -> None:
    """Bring back what was at `place` where a swap was cut off between its two steps."""
    old = _old(place)
    if old.is_dir() and not place.exists():
        old.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step; false where the system or the disk has no such step."""
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return not library.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE)
        return not library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    except (OSError, TypeError, AttributeError):  # Windows, or a system library without it
        return False

"""Change the sources of a corpus as a writer would: always other words, never the same ones again."""

from __future__ import annotations

import re
import time
from itertools import count
from pathlib import Path

from tests.bench.corpus import PHASES

_LETTERS = "abcdefghijklmnoprstuvwxy"
_MARK = re.compile(r"(?<=The word of this day is )[a-z]+qz(?=\.)")
_PHASE = re.compile(r"^(phase: |phases:\n  - )([\w-]+)$", re.MULTILINE)
_ORDER = re.compile(r"^(order|weight): (\d+)$", re.MULTILINE)
_numbers = count(time.time_ns() // 1000)  # what a run before has left in a store is never met again


def another_word() -> str:
    """Return a word that no text holds yet, in plain letters."""
    number, word = next(_numbers), ""
    while number:
        number, digit = divmod(number, len(_LETTERS))
        word += _LETTERS[digit]
    return f"{word}qz"


def change_word(post: Path) -> str:
    """Put another word into a post's body and return it."""
    word = another_word()
    _replace(post, _MARK, word)
    return word


def change_phase(post: Path) -> str:
    """Move a post to the phase after its own, or back, and return that phase's slug."""
    now = _found(post, _PHASE)[2]
    first = list(PHASES).index(now)
    other = list(PHASES)[first + 1 if first % 2 == 0 else first - 1]
    _replace(post, _PHASE, rf"\g<1>{other}")
    return other


def change_order(phase: Path) -> bool:
    """Move a phase behind the one after it, or back, and return whether it now stands behind."""
    now = int(_found(phase, _ORDER)[2])
    behind = now % 10 == 0
    _replace(phase, _ORDER, rf"\g<1>: {now + 15 if behind else now - 15}")
    return behind


def _found(path: Path, pattern: re.Pattern[str]) -> re.Match[str]:
    found = pattern.search(path.read_text("utf-8"))
    assert found, f"{path.name} has nothing like {pattern.pattern}"
    return found


def _replace(path: Path, pattern: re.Pattern[str], new: str) -> None:
    text, changes = pattern.subn(new, path.read_text("utf-8"), count=1)
    assert changes, f"{path.name} has nothing like {pattern.pattern}"
    path.write_text(text, encoding="utf-8")

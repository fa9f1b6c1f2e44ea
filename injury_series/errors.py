"""Hold the one root error and the fault, which words every message about content and settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class InjurySeriesError(Exception):
    """Tell the writer, in plain words, what is wrong; the root of every error raised on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Say one thing that is wrong: where, what was found, what is allowed, and a way out.

    `file` is relative to the project, with forward slashes; `line` counts from 1, or is 0 where no line is
    meant; `field` is the front matter key or empty; `problem` is one sentence; `value` is what was found.
    """

    file: str
    line: int
    field: str
    problem: str
    value: str = ""
    allowed: tuple[str, ...] = ()
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        words = [f"{place}:", *([f"{self.field}:"] if self.field else []), self.problem]
        if self.allowed:
            words.append(f"Known: {', '.join(self.allowed)}.")
        guess = get_close_matches(self.value, self.allowed, n=1) if self.value else []
        if guess:
            words.append(f'Did you mean "{guess[0]}"?')
        if self.hint:
            words.append(self.hint)
        return " ".join(words)


class ContentFaults(InjurySeriesError):
    """Carry every fault found in the content, in order of file and line, to be shown together.

    Pelican's own command ends with `exitcode`.
    """

    exitcode = 1

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SettingsError(InjurySeriesError):
    """Say what is wrong in `pelicanconf.py` or `publishconf.py`."""

    exitcode = 1

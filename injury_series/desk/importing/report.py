"""Keep account of everything that was read: what was made of it, or why not; the sums always agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """Say what became of a thing that was read."""

    MADE = "made"
    HELD = "held"
    LEFT = "left"
    THERE = "already there"
    KEPT = "changed here"


KINDS = ("posts", "pages", "comments", "pingbacks and trackbacks", "pictures and files", "categories", "tags",
         "other things")  # fmt: skip

_HEADS = {
    Fate.MADE: "Made:",
    Fate.HELD: "Held: comments that wait for you, which no build shows:",
    Fate.LEFT: "Left: nothing was made of these:",
    Fate.KEPT: "There already, and not as this import would make it; each was kept as it is:",
}


@dataclass(slots=True)
class Ledger:
    """Gather fates and notes; every thing that was read has one fate."""

    fates: dict[str, Counter[Fate]] = field(default_factory=lambda: defaultdict(Counter))
    lines: dict[Fate, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, fate: Fate, line: str = "", number: int = 1) -> None:
        """Note what became of one thing, or of several that one line names."""
        self.fates[kind][fate] += number
        if line and number:
            self.lines[fate].append(line)

    def note(self, line: str) -> None:
        """Note what the writer should look at."""
        self.notes.append(line)

    def report(self, dry_run: bool) -> Iterator[str]:
        """Yield the whole report in lines: names first, sums last, so that the sums stay in sight."""
        for fate, head in _HEADS.items():
            if self.lines[fate]:
                would = dry_run and fate in (Fate.MADE, Fate.HELD)
                yield f"Would be {head[0].lower()}{head[1:]}" if would else head
                yield from (f"  {line}" for line in self.lines[fate])
                yield ""
        if self.notes:
            yield "Look at these:"
            yield from (f"  {line}" for line in self.notes)
            yield ""
        yield from self._sums()

    def _sums(self) -> Iterator[str]:
        yield "".join([" " * 25, f"{'read':>7}", *(f"{fate:>15}" for fate in Fate)])
        for kind in KINDS:
            fates = self.fates[kind]
            if fates.total():
                row = "".join(f"{fates[fate] or '-':>15}" for fate in Fate)
                yield f"{kind:<25}{fates.total():>7}{row}"

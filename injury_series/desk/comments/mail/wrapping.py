"""Put paragraphs together that a mail program broke at the edge of its page, and leave meant ends alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NARROWEST, _WIDEST = 60, 80
_BEGINS = re.compile(r"[-*+\u2022\u2013\u2014>#]|\d{1,3}[.)]\s|\w[.)]\s")
"""Begins a line that nobody puts behind the one before: of a list, a quote, a heading."""


def unwrapped(lines: Sequence[str]) -> str:
    """Return lines as paragraphs with an empty line between them; every end of line that is left is meant."""
    width = _width(lines)
    made: list[str] = []
    last = ""
    for line in map(str.strip, lines):
        if last and line and width and _goes_on(last, line, width):
            made[-1] += f" {line}"
        else:
            made.append(line)
        last = line
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip("\n")


def _width(lines: Iterable[str]) -> int:
    """Return how wide the page was, or 0 where nothing was broken at an edge."""
    widest = max((len(line.rstrip()) for line in lines if " " in line.strip()), default=0)
    return widest if _NARROWEST <= widest <= _WIDEST else 0


def _goes_on(last: str, line: str, width: int) -> bool:
    """Tell whether the first word of a line had no room in the line before; an address there is no line."""
    return " " in last and len(last) + 1 + len(line.split(maxsplit=1)[0]) > width and not _BEGINS.match(line)

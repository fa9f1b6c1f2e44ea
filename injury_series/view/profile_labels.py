"""Place the words of a profile: years under it, numbers beside it, names where there is room for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from injury_series.story.dates import Point
from injury_series.story.profile import Stretch
from injury_series.view.profile_lines import Frame, percent, place

PHONE, SHEET = 280, 580
"""The least widths, in pixels, of the drawing on a phone and from the width on at which wide labels show."""

LETTER = 6.6
"""The room of a letter, in pixels."""

_YEARS, _MONTHS, _DAYS = (1, 2, 5, 10, 20, 50, 100, 500), (1, 2, 3, 6), (1, 2, 5, 10, 15)


@dataclass(frozen=True, slots=True)
class Label:
    """Show a word at `x` and `y`, in percent; `wide` is true for one that a phone has no room for.

    `anchor` is "start" or "end", or empty where it is centred; `shift` is in pixels, or empty.
    """

    x: str
    y: str
    text: str
    anchor: str = ""
    shift: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """Hold the room of a word: from `left` to `right` in pixels, its line at `y`."""

    left: float
    right: float
    y: float

    def meets(self, other: _Box, line: float) -> bool:
        """Tell whether two words touch, on lines of this height."""
        return (
            self.left < other.right + LETTER
            and other.left < self.right + LETTER
            and abs(self.y - other.y) < line
        )


@dataclass(slots=True)
class Board:
    """Take words in the order of their weight; one that would touch another is not taken.

    `line` is the height of a line, in hundredths of the height of the drawing.
    """

    line: float = 6
    taken: dict[int, list[_Box]] = field(default_factory=lambda: {PHONE: [], SHEET: []})

    def put(self, text: str, x: float, *rows: float) -> Label | None:
        """Return a word centred at `x` (0 to 1000) on the first row with room for it, or None."""
        for y, widths in ((y, widths) for y in rows for widths in ((PHONE, SHEET), (SHEET,))):
            anchor, shift = _fitted(text, x, widths[0])
            boxes = {width: _box(text, x * width / 1000 + shift, y, anchor) for width in widths}
            if any(box.meets(other, self.line) for w, box in boxes.items() for other in self.taken[w]):
                continue
            for width, box in boxes.items():
                self.taken[width].append(box)
            moved = f"{shift:.0f}" if shift else ""
            return Label(percent(x), f"{place(y)}%", text, anchor, moved, PHONE not in widths)
        return None


def years(frame: Frame, y: float) -> tuple[str, tuple[Label, ...]]:
    """Return the ticks of the time as path data from the bottom down, and their words on the row `y`."""
    days, unit = _marks(frame)
    places = [frame.x(day) for day in days]
    shown: list[Label] = []
    for day, x, after in zip(days, places, [*places[1:], 1000.0], strict=True):
        text = _words(day, unit, whole=not shown)
        if (after - x) * PHONE / 1000 >= len(text) * LETTER:
            shown.append(Label(percent(x), f"{place(y)}%", text, "start"))
    base, down = place(frame.bottom), place(y - frame.bottom)
    return "".join(f"M{place(x)} {base}v{down}" for x in places[1:]), tuple(shown)


def _fitted(text: str, x: float, width: int) -> tuple[str, float]:
    """Return how a word keeps within the drawing: its anchor at the very ends, and its shift near them."""
    half, at = len(text) * LETTER / 2, x * width / 1000
    if min(at, width - at) < LETTER:
        return ("start" if at < half else "end"), 0
    return "", max(half - at, 0) - max(at + half - width, 0)


def _box(text: str, at: float, y: float, anchor: str) -> _Box:
    """Return the room of a word at a place in pixels."""
    long = len(text) * LETTER
    left = at - {"start": 0.0, "end": long}.get(anchor, long / 2)
    return _Box(left, left + long, y)


def _marks(frame: Frame) -> tuple[list[date], float]:
    """Return the days that are marked, as close as a phone has room for, and the days in their unit."""
    days = frame.time.last.toordinal() - frame.time.first.toordinal() + 1
    fitting = (
        (unit, step)
        for unit, steps, letters in ((1, _DAYS, 10), (30.4, _MONTHS, 9), (365.2, _YEARS, 6))
        for step in steps
        if days / (unit * step) * letters * LETTER <= PHONE
    )
    unit, step = next(fitting, (365.2, _YEARS[-1]))
    return list(_counted(frame.time, unit, step)), unit


def _counted(time: Stretch, unit: float, step: int) -> Iterator[date]:
    """Yield the first day of the time, then each first day of a step within it."""
    yield time.first
    for year in range(time.first.year, time.last.year + 1):
        yield from (day for day in _within(year, unit, step) if time.first < day <= time.last)


def _within(year: int, unit: float, step: int) -> Iterator[date]:
    """Yield the days of a year at which a step begins."""
    if unit > 31:
        if year % step == 0:
            yield date(year, 1, 1)
        return
    for month in range(1, 13, step if unit > 1 else 1):
        yield date(year, month, 1)
        if unit == 1:
            yield from (date(year, month, day) for day in range(1 + step, 30 - step // 2, step) if day < 29)


def _words(day: date, unit: float, *, whole: bool) -> str:
    """Return how a day is marked: its year, its month, or itself; `whole` adds the year."""
    if unit > 31:
        return str(day.year)
    month = Point(day.year, day.month).words(year=False)[:3]
    named = month if unit > 1 else f"{day.day} {month}"
    return f"{named} {day.year}" if whole or (day.month == 1 and (unit > 1 or day.day == 1)) else named

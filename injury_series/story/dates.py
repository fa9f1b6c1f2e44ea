"""Keep story dates as exact as they were written: a year, a month, a day, a part of a year, or a span of two.

Written: `2018`, `2018-09`, `2018-09-14`, `2019-early`, `2019-autumn`, `2019-04 to 2019-08`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Written out, as the standard library's names follow the language of the machine."""

PARTS_OF_YEAR: dict[str, tuple[int, int]] = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
}
"""First and last month of each part of a year. Winter is left out: it lies in two years."""

HOW_TO_WRITE = (
    "Write a year, a month, a day, a part of a year or a span: "
    "2019, 2019-04, 2019-04-03, 2019-early, 2019-04 to 2019-08."
)

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-([a-z]+))?")


class FuzzyDateError(ValueError):
    """Say, in a sentence for the writer, why a text is no story date."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Point:
    """Hold one date as exactly as it is known: month and day may be missing, or a part of the year stand in.

    Points are in a total order: by first day, then the longer before the shorter (a year before its January),
    then by how they are written.
    """

    year: int
    month: int | None = None
    day: int | None = None
    part: str | None = None

    @property
    def first(self) -> date:
        """Return the first day that it can mean."""
        if self.part:
            return date(self.year, PARTS_OF_YEAR[self.part][0], 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Return the last day that it can mean."""
        month = PARTS_OF_YEAR[self.part][1] if self.part else self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """Return the value for HTML's `<time datetime>`; a part of a year is only its year there."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    def words(self, *, year: bool = True, month: bool = True) -> str:
        """Return the date in English, without its year or month where the other end of a span says it."""
        ending = f" {self.year}" if year else ""
        if self.part:
            return f"mid-{self.year}" if self.part == "mid" and year else f"{self.part}{ending}"
        if self.month is None:
            return str(self.year)
        day = str(self.day) if self.day else ""
        return f"{day} {MONTHS[self.month - 1]}{ending}".strip() if month else day

    def __str__(self) -> str:
        return f"{self.year:04}-{self.part}" if self.part else self.iso

    def __lt__(self, other: Point) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int, str]:
        return (self.first, -self.last.toordinal(), str(self))


@total_ordering
@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """Hold a story date: a point (`start` equals `end`) or a span between two.

    Where one end lies within the other ("2017 to 2017-11"), the exact one bounds the span.
    """

    start: Point
    end: Point

    @property
    def is_span(self) -> bool:
        """Tell whether two points were written."""
        return self.start != self.end

    @property
    def first(self) -> date:
        """Return the first day that it can mean."""
        return self.start.first

    @property
    def last(self) -> date:
        """Return the last day that it can mean."""
        return self.end.last

    def contains(self, other: FuzzyDate) -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: FuzzyDate) -> bool:
        """Tell whether the two can share a day."""
        return self.first <= other.last and other.first <= self.last

    def pieces(self) -> tuple[tuple[str, str | None], ...]:
        """Return the words in pieces, each with its `<time datetime>` or None: April, to, August 2019."""
        if not self.is_span:
            return ((self.start.words(), self.start.iso),)
        a, b = self.start, self.end
        alike = bool(a.month and b.month) or bool(a.part and b.part)
        one_year = a.year == b.year and alike
        one_month = one_year and a.month == b.month and bool(a.day and b.day)
        return (
            (a.words(year=not one_year, month=not one_month), a.iso),
            (" to ", None),
            (b.words(), b.iso),
        )

    @property
    def words(self) -> str:
        """Return the date in English: "April to August 2019"."""
        return "".join(text for text, _ in self.pieces())

    def __str__(self) -> str:
        return f"{self.start} to {self.end}" if self.is_span else str(self.start)

    def __lt__(self, other: FuzzyDate) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int, str]:
        return (self.first, -self.last.toordinal(), str(self))


def parse_fuzzy_date(text: str) -> FuzzyDate:
    """Read a story date as the writer wrote it.

    Raises FuzzyDateError with a sentence that says what is wrong.
    """
    start_text, to, end_text = text.strip().partition(" to ")
    start = _parse_point(start_text.strip())
    if not to:
        return FuzzyDate(start, start)
    end = _parse_point(end_text.strip())
    if end.last < start.first:
        raise FuzzyDateError(f'"{text}" ends before it begins.')
    return FuzzyDate(start, end)


def spanning(dates: list[FuzzyDate]) -> FuzzyDate | None:
    """Return the span from the earliest start to the latest end, or None where there is no date."""
    if not dates:
        return None
    return FuzzyDate(min(d.start for d in dates), max((d.end for d in dates), key=lambda p: (p.last, p)))


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise FuzzyDateError(f'"{text}" is not a date. {HOW_TO_WRITE}')
    year, month, day, part = match.groups()
    if part and part not in PARTS_OF_YEAR:
        hint = " For a winter write its months: 2018-12 to 2019-02." if part == "winter" else ""
        raise FuzzyDateError(f'"{part}" is not a part of a year. Known: {", ".join(PARTS_OF_YEAR)}.{hint}')
    point = Point(int(year), int(month) if month else None, int(day) if day else None, part)
    try:
        point.first, point.last  # noqa: B018 - a day that is in no calendar raises
    except ValueError:
        raise FuzzyDateError(f'"{text}" is a date that is in no calendar.') from None
    return point

"""Say a profile in words and numbers, for the table under it and for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

from injury_series.story.dates import FuzzyDate, Point
from injury_series.story.measures import Better, Measure
from injury_series.story.profile import Profile, Value
from injury_series.view.typography import plain

ROWS = 40
"""How many rows a table may have before its values are gathered by month, and then by year."""

TOLD = 6
"""Up to how many values are told one by one; of more, the first, the best, the worst and the last."""

Line: TypeAlias = tuple[FuzzyDate, str]
"""A line of the table: the date, and the value without its unit."""


def number(value: Decimal) -> str:
    """Return a number as it is read: without zeros at its end, with a true minus."""
    return f"{value.normalize() + 0:f}".replace("-", "\u2212")


def span(low: Decimal, high: Decimal) -> str:
    """Return a value as it was written: "3", or "2 to 3"."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def with_unit(value: str, measure: Measure) -> str:
    """Return a value with its unit: "2 to 3 miles"."""
    return f"{value} {plain(measure.unit)}"


def table(values: tuple[Value, ...]) -> list[Line]:
    """Return the lines of the table: each value; where they are many, those of a month or a year in one."""
    groups: dict[FuzzyDate | int, list[Value]] = {place: [value] for place, value in enumerate(values)}
    for by_month in (True, False):
        if len(groups) > ROWS:
            groups = {}
            for value in values:
                groups.setdefault(_period(value.date, by_month=by_month), []).append(value)
    return sorted(
        _line(group[0].date if isinstance(date, int) else date, group) for date, group in groups.items()
    )


def told(values: Iterable[Value], measure: Measure) -> str:
    """Return values in words, "not known" where there is none: "3 miles (December 2017), 0 miles (2018)"."""
    each = [f"{with_unit(span(v.low, v.high), measure)} ({v.date.words})" for v in values]
    return ", ".join(each) or "not known"


def description(profile: Profile) -> str:
    """Return the profile in words; of many values the first, the best, the worst and the last."""
    values, measure = profile.values, profile.measure
    since = "; not known since" if profile.gaps and profile.gaps[-1].last == profile.time.last else ""
    if len(values) <= TOLD:
        return f"{told(values, measure)}{since}."
    lowest, highest = min(values, key=lambda v: v.low), max(values, key=lambda v: v.high)
    best, worst = (highest, lowest) if measure.better is Better.HIGHER else (lowest, highest)
    named = {"first": values[0], "best": best, "worst": worst, "last": values[-1]}
    return "; ".join(f"{name} {told([value], measure)}" for name, value in named.items()) + since + "."


def _period(date: FuzzyDate, *, by_month: bool) -> FuzzyDate:
    """Return the month or the year that a date lies in, or the date where it lies in none."""
    month = Point(date.first.year, date.first.month if by_month else None)
    return FuzzyDate(month, month) if date.last <= month.last else date


def _line(date: FuzzyDate, values: list[Value]) -> Line:
    value = span(min(v.low for v in values), max(v.high for v in values))
    return date, value if len(values) == 1 else f"{value} ({len(values)} values)"

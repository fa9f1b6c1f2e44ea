"""The profile: a measure over the time of the story, and the times in which it is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from injury_series.story.dates import FuzzyDate
from injury_series.story.measures import Measure, Reading
from injury_series.story.series import Series

JOINED_DAYS = 10
"""How many days apart two exact readings may be and still be one line: a weekly habit, and some days more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold a time from its `first` to its `last` day."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a reading over the days that its date can mean; `low` equals `high` for a single number."""

    date: FuzzyDate
    time: Stretch
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold a stretch in which the same values hold, from the lowest to the highest of them."""

    time: Stretch
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold a measure over time.

    `values` are all there are, by date. `runs` are those of exact days close enough to be one line; every
    other value is in `plateaus`. `grounds` say what the plateaus leave open where they overlap, and `gaps`
    are the stretches of `time` that nothing is known of.
    """

    measure: Measure
    time: Stretch
    values: tuple[Value, ...]
    plateaus: tuple[Value, ...]
    runs: tuple[tuple[Value, ...], ...]
    grounds: tuple[Ground, ...]
    gaps: tuple[Stretch, ...]

    def during(self, time: Stretch) -> tuple[Value, ...]:
        """Return the values that share a day with a stretch."""
        return tuple(v for v in self.values if v.time.first <= time.last and time.first <= v.time.last)


def profiles(series: Series) -> tuple[Profile, ...]:
    """Return a profile for every measure that has a reading, in the order of `series.yaml`.

    All run over the same time: from the first to the last date of phases, readings and "where I am now".
    """
    readings = [reading for post in series.posts for reading in post.readings]
    spans = [span for phase in series.phases if (span := series.span_of_phase(phase.slug))]
    dates = spans + [reading.date for reading in readings]
    if series.about.now:
        dates.append(series.about.now.as_of)
    if not readings:
        return ()
    time = Stretch(min(when.first for when in dates), max(when.last for when in dates))
    by_measure = {
        measure: [reading for reading in readings if reading.measure == measure.name]
        for measure in series.about.measures
    }
    return tuple(make_profile(measure, own, time) for measure, own in by_measure.items() if own)


def make_profile(measure: Measure, readings: Iterable[Reading], time: Stretch) -> Profile:
    """Return the profile of one measure over a time that holds all its readings."""
    ordered = tuple(
        Value(r.date, Stretch(r.date.first, r.date.last), r.low, r.high)
        for r in sorted(readings, key=lambda r: (r.date, r.low, r.high))
    )
    runs = _runs(ordered)
    in_runs = {id(value) for run in runs for value in run}
    plateaus = tuple(value for value in ordered if id(value) not in in_runs)
    known = [value.time for value in plateaus]
    known += [Stretch(run[0].time.first, run[-1].time.last) for run in runs]
    return Profile(measure, time, ordered, plateaus, runs, _grounds(plateaus), _gaps(time, known))


def _runs(values: tuple[Value, ...]) -> tuple[tuple[Value, ...], ...]:
    """Return the lines: single numbers on exact days, one a day, close to one another."""
    runs: list[list[Value]] = []
    for value in values:
        day = value.time.first
        if day != value.time.last or value.low != value.high:
            continue
        apart = (day - runs[-1][-1].time.first).days if runs else JOINED_DAYS + 1
        if apart > JOINED_DAYS:
            runs.append([value])
        elif apart:
            runs[-1].append(value)
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _grounds(plateaus: tuple[Value, ...]) -> tuple[Ground, ...]:
    """Cut the time at every day on which a value begins or ends to hold."""
    cuts = sorted({day for v in plateaus for day in (v.time.first, _next(v.time.last))})
    waiting = sorted(plateaus, key=lambda v: v.time.first, reverse=True)
    holding: list[Value] = []
    grounds = []
    for first, after in pairwise(cuts):
        while waiting and waiting[-1].time.first <= first:
            holding.append(waiting.pop())
        holding = [value for value in holding if value.time.last >= first]
        if holding:
            low, high = min(v.low for v in holding), max(v.high for v in holding)
            grounds.append(Ground(Stretch(first, _next(after, -1)), low, high))
    return tuple(grounds)


def _gaps(time: Stretch, known: list[Stretch]) -> tuple[Stretch, ...]:
    """Return what is left of a time where nothing is known."""
    gaps, day = [], time.first
    for stretch in sorted(known, key=lambda s: s.first):
        if stretch.first > day:
            gaps.append(Stretch(day, _next(stretch.first, -1)))
        day = max(day, _next(stretch.last))
    if day <= time.last:
        gaps.append(Stretch(day, time.last))
    return tuple(gaps)


def _next(day: date, days: int = 1) -> date:
    """Return the day after (or before) a day; the last day of the calendar has none after it."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))

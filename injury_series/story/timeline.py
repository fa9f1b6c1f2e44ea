"""The timeline: all that has a story date, by when it happened and not by when it was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from injury_series.story.care import Diagnosis, Event, Treatment
from injury_series.story.dates import FuzzyDate
from injury_series.story.measures import Reading
from injury_series.story.phases import Phase
from injury_series.story.posts import Post
from injury_series.story.series import Series

Thing: TypeAlias = Phase | Event | Diagnosis | Treatment | Reading

_RANK: tuple[type, ...] = (Phase, Event, Diagnosis, Treatment, Reading)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one thing that has a date; `post` is where it is told, or None for a phase."""

    date: FuzzyDate
    thing: Thing
    post: Post | None


def timeline(series: Series) -> tuple[Entry, ...]:
    """Return everything dated in the series, in the order of the dates.

    Of what begins on one day the longer comes first, then a phase before what is in it, then story order.
    """
    entries = list(_entries(series))
    entries.sort(key=lambda entry: (entry.date, _RANK.index(type(entry.thing))))
    return tuple(entries)


def _entries(series: Series) -> Iterator[Entry]:
    for phase in series.phases:
        span = series.span_of_phase(phase.slug)
        if span:
            yield Entry(span, phase, None)
    for post in series.posts:
        yield from (Entry(event.date, event, post) for event in post.events)
        yield from (Entry(d.date, d, post) for d in post.diagnoses if d.date)
        yield from (Entry(t.span, t, post) for t in post.treatments if t.span)
        yield from (Entry(reading.date, reading, post) for reading in post.readings)

"""Show dates: those of the story as exactly as they were written, those of publishing by the day."""

from __future__ import annotations

from datetime import datetime

from injury_series.story.dates import MONTHS, FuzzyDate
from injury_series.view.parts import When, WhenPart


def when(date: FuzzyDate) -> When:
    """Return a story date as readers see it."""
    return When(tuple(WhenPart(text, iso) for text, iso in date.pieces()))


def when_known(date: FuzzyDate | None) -> When | None:
    """Return a story date as readers see it, or None."""
    return when(date) if date else None


def day(moment: datetime) -> When:
    """Return a date of publishing: "1 December 2019"."""
    return When(
        (WhenPart(f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}", moment.date().isoformat()),)
    )

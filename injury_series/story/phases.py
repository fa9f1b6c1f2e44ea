"""A phase: a named stretch of the injury."""

from __future__ import annotations

from dataclasses import dataclass

from injury_series.story.dates import FuzzyDate


@dataclass(frozen=True, slots=True)
class Phase:
    """Hold a phase; `order` is the writer's own number, `source` the file that tells of it."""

    slug: str
    source: str
    title: str
    order: int
    happened: FuzzyDate | None = None
    summary: str | None = None

"""A page: a text that stands beside the series, such as "about"."""

from __future__ import annotations

from dataclasses import dataclass

from injury_series.story.posts import Status


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page's facts; pages without an `order` come last, by title."""

    slug: str
    source: str
    title: str
    summary: str | None = None
    status: Status = Status.PUBLISHED
    order: int | None = None

"""A post: one part of the series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from injury_series.story.care import Diagnosis, Event, Treatment
from injury_series.story.dates import FuzzyDate
from injury_series.story.measures import Reading


class Status(StrEnum):
    """Say whether the writer is done with a text."""

    PUBLISHED = "published"
    DRAFT = "draft"


class State(StrEnum):
    """Say whether a text is out: a published post dated in the future is scheduled."""

    PUBLISHED = "published"
    DRAFT = "draft"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class PostImage:
    """Hold the picture at the head of a post."""

    src: str
    alt: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """Hold something to read elsewhere; `checked` is when the writer last looked at it."""

    title: str
    url: str | None = None
    note: str | None = None
    checked: FuzzyDate | None = None


@dataclass(frozen=True, slots=True)
class Discussion:
    """Hold another place where a post is talked about."""

    site: str
    url: str


@dataclass(frozen=True, slots=True)
class Post:
    """Hold a post's facts; `phase` is a phase's slug, `providers` are keys, dates know their time zone."""

    slug: str
    source: str
    title: str
    date: datetime
    phase: str
    summary: str
    providers: tuple[str, ...] = ()
    status: Status = Status.PUBLISHED
    part: int | None = None
    happened: FuzzyDate | None = None
    treatments: tuple[Treatment, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    events: tuple[Event, ...] = ()
    readings: tuple[Reading, ...] = ()
    resources: tuple[Resource, ...] = ()
    discussions: tuple[Discussion, ...] = ()
    image: PostImage | None = None
    content_notes: tuple[str, ...] = ()
    updated: datetime | None = None
    aliases: tuple[str, ...] = ()
    disclosure: str | None = None

    def state(self, now: datetime) -> State:
        """Tell whether the post is out at `now`."""
        if self.status is Status.DRAFT:
            return State.DRAFT
        return State.SCHEDULED if self.date > now else State.PUBLISHED

    @property
    def changed(self) -> datetime:
        """Return when the text last changed."""
        return max(self.date, self.updated or self.date)

    def people(self) -> tuple[str, ...]:
        """Return the keys of every provider that the front matter names, in the order of naming."""
        groups: tuple[tuple[Treatment | Diagnosis | Event, ...], ...]
        groups = (self.treatments, self.diagnoses, self.events)
        named = (thing.provider for group in groups for thing in group if thing.provider)
        return tuple(dict.fromkeys((*self.providers, *named)))


def in_story_order(posts: list[Post]) -> tuple[Post, ...]:
    """Order posts: those with a `part` take that place, the others fill the rest by date, then slug."""
    placed = sorted((p for p in posts if p.part is not None), key=lambda p: (p.part, p.date, p.slug))
    others = sorted((p for p in posts if p.part is None), key=lambda p: (p.date, p.slug))
    ordered: list[Post] = []
    while placed or others:
        due = placed and (placed[0].part or 0) <= len(ordered) + 1
        ordered.append(placed.pop(0) if due or not others else others.pop(0))
    return tuple(ordered)

"""The series: the story as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from injury_series.story.dates import FuzzyDate, spanning
from injury_series.story.measures import Measure
from injury_series.story.pages import Page
from injury_series.story.phases import Phase
from injury_series.story.posts import Post, State, Status, in_story_order
from injury_series.story.providers import Provider
from injury_series.story.threads import Comment

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WhereNow:
    """Hold how the writer is now, and as of when."""

    text: str
    as_of: FuzzyDate


@dataclass(frozen=True, slots=True)
class Announcement:
    """Hold a part that is announced and not yet written."""

    title: str
    when: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Hold what `series.yaml` says of the story as a whole."""

    title: str
    condition: str
    byline: str
    disclaimer: str
    subtitle: str | None = None
    bio: str | None = None
    now: WhereNow | None = None
    measures: tuple[Measure, ...] = ()
    up_next: tuple[Announcement, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Hold the whole story: phases in their order, posts in story order, providers as the story meets them.

    `comments` are by the slug of the post that they stand under, the oldest first.
    """

    about: About
    phases: tuple[Phase, ...]
    providers: tuple[Provider, ...]
    posts: tuple[Post, ...]
    pages: tuple[Page, ...]
    comments: dict[str, tuple[Comment, ...]]

    def published(self, now: datetime) -> Series:
        """Return the series as readers may see it at `now`.

        Drafts and scheduled posts are gone, and with them their comments and every phase and provider that
        only they tell of.
        """
        posts = tuple(post for post in self.posts if post.state(now) is State.PUBLISHED)
        told = {post.phase for post in posts}
        return replace(
            self,
            phases=tuple(phase for phase in self.phases if phase.slug in told),
            providers=_as_met(self.providers, posts, strangers=False),
            posts=posts,
            pages=tuple(page for page in self.pages if page.status is Status.PUBLISHED),
            comments={post.slug: self.comments.get(post.slug, ()) for post in posts},
        )

    def phase(self, slug: str) -> Phase:
        """Return the phase with this slug; KeyError where there is none."""
        return _only(phase for phase in self.phases if phase.slug == slug)

    def provider(self, key: str) -> Provider:
        """Return the provider with this key; KeyError where there is none."""
        return _only(provider for provider in self.providers if provider.key == key)

    def posts_of_phase(self, slug: str) -> tuple[Post, ...]:
        """Return the posts of a phase in story order."""
        return tuple(post for post in self.posts if post.phase == slug)

    def posts_of_provider(self, key: str) -> tuple[Post, ...]:
        """Return the posts that name a provider, in story order."""
        return tuple(post for post in self.posts if key in post.people())

    def span_of_phase(self, slug: str) -> FuzzyDate | None:
        """Return when a phase happened: as its file says, or from its posts."""
        own = self.phase(slug).happened
        return own or spanning([post.happened for post in self.posts_of_phase(slug) if post.happened])

    @property
    def span(self) -> FuzzyDate | None:
        """Return when the story happened, from its first date to its last."""
        spans = [self.span_of_phase(phase.slug) for phase in self.phases]
        return spanning([span for span in spans if span])

    @property
    def changed(self) -> datetime | None:
        """Return when anything in the series was last published or changed."""
        dates = [post.changed for post in self.posts]
        dates += [comment.date for comments in self.comments.values() for comment in comments]
        return max(dates, default=None)


def assemble(
    about: About,
    phases: list[Phase],
    providers: list[Provider],
    posts: list[Post],
    pages: list[Page],
    comments: dict[str, tuple[Comment, ...]],
) -> Series:
    """Return the series with everything in its order, whatever the order it was read in."""
    ordered = in_story_order(posts)
    return Series(
        about=about,
        phases=tuple(sorted(phases, key=lambda phase: (phase.order, phase.slug))),
        providers=_as_met(providers, ordered, strangers=True),
        posts=ordered,
        pages=tuple(sorted(pages, key=lambda p: (p.order is None, p.order or 0, p.title, p.slug))),
        comments={
            slug: tuple(sorted(under, key=lambda comment: (comment.date, comment.id)))
            for slug, under in comments.items()
        },
    )


def _as_met(providers: Iterable[Provider], posts: Iterable[Post], *, strangers: bool) -> tuple[Provider, ...]:
    """Order providers as the posts meet them; those that no post names come last, or not at all."""
    met = {key: place for place, key in enumerate(dict.fromkeys(k for post in posts for k in post.people()))}
    kept = [provider for provider in providers if strangers or provider.key in met]
    return tuple(sorted(kept, key=lambda provider: (met.get(provider.key, len(met)), provider.key)))


def _only(found: Iterator[T]) -> T:
    for thing in found:
        return thing
    raise KeyError

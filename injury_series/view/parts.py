"""Hold the small views that many pages share: dates, links, phases, providers, posts in a list."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class WhenPart:
    """Show one piece of a date: its words, and the value of `<time datetime>` where it is a date."""

    text: str
    datetime: str | None


@dataclass(frozen=True, slots=True)
class When:
    """Show a date or span, never more exactly than it was written."""

    parts: tuple[WhenPart, ...]

    @property
    def text(self) -> str:
        """Return the words alone: "April to August 2019"."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Link:
    """Show a link: where to, and its words."""

    href: str
    text: Markup


@dataclass(frozen=True, slots=True)
class PhaseMark:
    """Name a phase wherever one is named: its blaze (1 to 8), its title, its page."""

    title: Markup
    href: str
    blaze: int


@dataclass(frozen=True, slots=True)
class ProviderMark:
    """Name a provider as the writer wants them shown; `role` is None where the name says it already."""

    name: Markup
    role: Markup | None
    href: str


@dataclass(frozen=True, slots=True)
class CommentCount:
    """Count a post's comments and link to the thread: 2, "2 comments"; 0 says "No comments yet"."""

    number: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PostCard:
    """Show a post in a list.

    `state` is "published", or in a preview "draft" or "scheduled"; `current` is true in the list of parts on
    the post's own page; `part` counts from 1.
    """

    href: str
    title: Markup
    part: int
    phase: PhaseMark
    happened: When | None
    published: When
    summary: Markup
    comments: CommentCount
    state: str
    current: bool


@dataclass(frozen=True, slots=True)
class UpNext:
    """Announce a part that is not written yet; `when` is the writer's own words, such as "in spring"."""

    title: Markup
    when: Markup | None


@dataclass(frozen=True, slots=True)
class Now:
    """Say where the writer is now, and as of when."""

    text: Markup
    as_of: When

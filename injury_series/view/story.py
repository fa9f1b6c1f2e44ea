"""Show the whole story on one page: every part in story order, and the way through them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from markupsafe import Markup

from injury_series.story.posts import Post
from injury_series.view.care import Later, make_later
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Link, Now, PhaseMark, PostCard, UpNext, When
from injury_series.view.pictures import Image, first_seen
from injury_series.view.post import Resource, make_resource
from injury_series.view.site import make_head, make_now
from injury_series.view.together import BodyOnPage
from injury_series.view.typography import counted, plain, typeset

PART = "part-"
"""How the id of a part on the page begins; its slug follows."""


@dataclass(frozen=True, slots=True)
class StoryPart:
    """Show one part; `anchor` is its id on the page, `card` leads to its own page and its comments.

    `body` is a mark: what stands in its place is one of the `story_bodies`.
    """

    anchor: str
    card: PostCard
    content_notes: tuple[Markup, ...]
    later: tuple[Later, ...]
    image: Image | None
    image_waits: bool
    body: Markup
    resources: tuple[Resource, ...]
    disclosure: Markup | None


@dataclass(frozen=True, slots=True)
class StoryStretch:
    """Show parts that follow one another in one phase; a phase that the story returns to has two."""

    phase: PhaseMark
    happened: When | None
    parts: tuple[StoryPart, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Show the whole story; `title` is that of the series, `book` the address of the same as a book."""

    head: Head
    title: Markup
    subtitle: Markup | None
    condition: Markup
    happened: When | None
    total: str
    stretches: tuple[StoryStretch, ...]
    now: Now | None
    up_next: tuple[UpNext, ...]
    complete: bool
    byline: Markup
    bio: Markup | None
    disclaimer: Markup
    book: str


def make_story(edition: Edition) -> StoryPage:
    """Return the whole story on one page."""
    series, about = edition.series, edition.series.about
    title = plain(about.title)
    return StoryPage(
        head=make_head(
            edition,
            title="The whole story",
            description=f"\u201c{title}\u201d on one page, every part in order, to read, print or save.",
            href=edition.addresses.story(),
            section="story",
        ),
        title=typeset(about.title),
        subtitle=typeset(about.subtitle) if about.subtitle else None,
        condition=typeset(about.condition),
        happened=when_known(series.span),
        total=counted(len(series.posts), "part", "parts"),
        stretches=_stretches(edition),
        now=make_now(edition),
        up_next=edition.up_next,
        complete=about.complete,
        byline=typeset(about.byline),
        bio=typeset(about.bio) if about.bio else None,
        disclaimer=typeset(about.disclaimer),
        book=edition.addresses.book(),
    )


def story_bodies(edition: Edition) -> dict[str, tuple[str, Callable[[], Markup]]]:
    """Return, by the mark of each part, the name of its file and what makes its body.

    A body has ids that no other part has, and headings that stand below the part's own `<h2>`. Links between
    parts stay on the page: who has it on paper, or saved for a flight, has those parts too.
    """
    first = _first_with_picture(edition)
    places = {edition.addresses.post(post.slug): f"#{_anchor(post)}" for post in edition.series.posts}

    def placed(post: Post) -> Markup:
        body = edition.bodies[post.source]
        on_page = BodyOnPage(post.slug, edition.addresses.post(post.slug), places)
        return on_page.placed(first_seen(body) if post is first and not post.image else body)

    return {_mark(post): (post.source, partial(placed, post)) for post in edition.series.posts}


def _stretches(edition: Edition) -> tuple[StoryStretch, ...]:
    """Return the parts in story order, those of one phase together where they follow on."""
    first = _first_with_picture(edition)
    return tuple(
        StoryStretch(
            phase=edition.phase_marks[phase],
            happened=when_known(edition.series.span_of_phase(phase)),
            parts=tuple(_part(edition, post, first=post is first) for post in posts),
        )
        for phase, posts in groupby(edition.series.posts, key=lambda post: post.phase)
    )


def _part(edition: Edition, post: Post, *, first: bool) -> StoryPart:
    """Return a part; the `first` that has a picture is the only one where that does not wait."""
    card, image = edition.cards[post.slug], post.image
    return StoryPart(
        anchor=_anchor(post),
        card=card,
        content_notes=tuple(typeset(note) for note in post.content_notes),
        later=tuple(_here(edition, later) for later in make_later(edition, edition.later[post.slug])),
        image=edition.picture(image.src, image.alt, image.caption) if image else None,
        image_waits=not first,
        body=Markup(_mark(post)),
        resources=tuple(make_resource(resource) for resource in post.resources),
        disclosure=typeset(post.disclosure) if post.disclosure else None,
    )


def _first_with_picture(edition: Edition) -> Post | None:
    return next((p for p in edition.series.posts if p.image or p.source in edition.pictured), None)


def _here(edition: Edition, later: Later) -> Later:
    """Return later knowledge whose link leads to the part on this page."""
    told = edition.series.posts[later.told.part - 1]
    link = Link(f"#{_anchor(told)}", later.told.post.text)
    return replace(later, told=replace(later.told, post=link))


def _anchor(post: Post) -> str:
    return PART + post.slug


def _mark(post: Post) -> str:
    """Return what stands for a body: no text can hold it (XML 1.0, section 2.2)."""
    return f"\x02{_anchor(post)}\x03"

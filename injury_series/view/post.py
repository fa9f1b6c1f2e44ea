"""Show one post, and everything a reader who lands on it needs around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from injury_series.story.posts import Post
from injury_series.story.posts import Resource as StoryResource
from injury_series.view.care import Later, Tried, make_later, make_tried
from injury_series.view.dates import day, when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Feed, Head
from injury_series.view.parts import Link, Now, PhaseMark, PostCard, ProviderMark, UpNext, When
from injury_series.view.pictures import Image, first_seen
from injury_series.view.profile import ProfileView, SmallGround, make_small_profile
from injury_series.view.site import make_head, make_now
from injury_series.view.thread import ThreadView, make_thread
from injury_series.view.typography import plain, typeset

PARTS_SHOWN = 40
"""How many parts of a series a post lists; of a longer one it lists those around it."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Show something to read elsewhere; `href` is None where no address is known."""

    title: Markup
    href: str | None
    note: Markup | None
    checked: When | None


@dataclass(frozen=True, slots=True)
class PostPage:
    """Show a post: where in the story it is, its text, what belongs to it, the way on, the thread.

    `part` of `total` counts from 1; `state` is "published", "draft" or "scheduled" (the latter two only in a
    preview); `later` is what later parts tell of it, `tried` its treatments at a glance; `parts` is the
    series in order, this post marked current; `all_parts` leads to the whole of it where it is too long to
    list here; `passages` of the body are marked, each with a link past it; `ends` is true for the last part
    of a story that is complete.
    """

    head: Head
    title: Markup
    part: int
    total: int
    phase: PhaseMark
    happened: When | None
    published: When
    updated: When | None
    state: str
    summary: Markup
    content_notes: tuple[Markup, ...]
    passages: int
    providers: tuple[ProviderMark, ...]
    later: tuple[Later, ...]
    tried: tuple[Tried, ...]
    now: Now | None
    profile: ProfileView | None
    image: Image | None
    body: Markup
    resources: tuple[Resource, ...]
    disclosure: Markup | None
    byline: Markup
    bio: Markup | None
    disclaimer: Markup
    parts: tuple[PostCard, ...]
    all_parts: Link | None
    previous: Link | None
    next: Link | None
    ends: bool
    up_next: tuple[UpNext, ...]
    thread: ThreadView


def make_post(edition: Edition, post: Post, ground: SmallGround | None) -> PostPage:
    """Return the page of a post; `ground` is what the small profiles of all posts share."""
    series, addresses, about = edition.series, edition.addresses, edition.series.about
    card = edition.cards[post.slug]
    place, total = card.part - 1, len(series.posts)
    image = edition.picture(post.image.src, post.image.alt, post.image.caption) if post.image else None
    return PostPage(
        head=make_head(
            edition,
            title=post.title,
            description=post.summary,
            href=card.href,
            kind="article",
            published=post.date.isoformat(),
            updated=post.changed.isoformat(),
            feeds=(
                Feed(f"Comments: {plain(post.title)}", addresses.absolute(addresses.thread_feed(post.slug))),
            ),
        ),
        title=card.title,
        part=card.part,
        total=total,
        phase=card.phase,
        happened=card.happened,
        published=card.published,
        updated=day(post.updated) if post.updated else None,
        state=card.state,
        summary=card.summary,
        content_notes=tuple(typeset(note) for note in post.content_notes),
        passages=edition.passages.get(post.source, 0),
        providers=edition.providers_of(post.people()),
        later=make_later(edition, edition.later[post.slug]),
        tried=make_tried(edition, post),
        now=make_now(edition),
        profile=make_small_profile(ground, post),
        image=image,
        body=edition.bodies[post.source] if image else first_seen(edition.bodies[post.source]),
        resources=tuple(make_resource(resource) for resource in post.resources),
        disclosure=typeset(post.disclosure) if post.disclosure else None,
        byline=typeset(about.byline),
        bio=typeset(about.bio) if about.bio else None,
        disclaimer=typeset(about.disclaimer),
        parts=_parts_around(edition, place),
        all_parts=Link(addresses.phases(), typeset(f"All {total} parts")) if total > PARTS_SHOWN else None,
        previous=edition.post_link(series.posts[place - 1] if place else None),
        next=edition.post_link(series.posts[place + 1] if place + 1 < total else None),
        ends=edition.ends_with(post),
        up_next=edition.up_next,
        thread=make_thread(edition, post),
    )


def _parts_around(edition: Edition, place: int) -> tuple[PostCard, ...]:
    first = max(0, min(place - PARTS_SHOWN // 2, len(edition.series.posts) - PARTS_SHOWN))
    cards = edition.cards_of(edition.series.posts[first : first + PARTS_SHOWN])
    return tuple(replace(card, current=True) if card.part == place + 1 else card for card in cards)


def make_resource(resource: StoryResource) -> Resource:
    """Return something to read elsewhere as readers see it."""
    return Resource(
        title=typeset(resource.title),
        href=resource.url,
        note=typeset(resource.note) if resource.note else None,
        checked=when_known(resource.checked),
    )

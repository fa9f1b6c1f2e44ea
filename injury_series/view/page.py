"""Show a page of its own (about, disclaimer), and the page for an address that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.pages import Page
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Link, PostCard
from injury_series.view.pictures import first_seen
from injury_series.view.site import make_head
from injury_series.view.typography import plain, shortened, text_of, typeset


@dataclass(frozen=True, slots=True)
class PlainPage:
    """Show a page of the writer's own; `state` is "published", or "draft" in a preview."""

    head: Head
    title: Markup
    summary: Markup | None
    body: Markup
    state: str


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """Show the ways back for a reader who is off the trail."""

    head: Head
    start: PostCard | None
    latest: PostCard | None
    ways: tuple[Link, ...]


def make_page(edition: Edition, page: Page) -> PlainPage:
    """Return a page of the writer's own."""
    body = edition.bodies[page.source]
    return PlainPage(
        head=make_head(
            edition,
            title=page.title,
            description=page.summary or shortened(text_of(body), 160) or plain(page.title),
            href=edition.addresses.page(page.slug),
            section=page.slug,
        ),
        title=typeset(page.title),
        summary=typeset(page.summary) if page.summary else None,
        body=first_seen(body),
        state=page.status.value,
    )


def make_not_found(edition: Edition) -> NotFoundPage:
    """Return the page for an address that is not there."""
    cards, addresses = list(edition.cards.values()), edition.addresses
    ways = [Link(addresses.phases(), Markup("Its phases"))]
    if edition.series.providers:
        ways.append(Link(addresses.providers(), Markup("Its providers")))
    return NotFoundPage(
        head=make_head(
            edition,
            title="Off the trail",
            description="There is no page at this address. Here are the ways back to the story.",
            href=addresses.at("404.html"),
            hidden=True,
        ),
        start=cards[0] if cards else None,
        latest=edition.newest,
        ways=tuple(ways),
    )

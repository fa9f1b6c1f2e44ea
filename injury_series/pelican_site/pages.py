"""List every page of the site: its address, its template, its view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from injury_series.outputs.social import Socials
from injury_series.outputs.structured_data import page_data, series_data
from injury_series.story.posts import Post
from injury_series.view.comments import make_comments
from injury_series.view.edition import Edition
from injury_series.view.follow import make_follow
from injury_series.view.home import make_home
from injury_series.view.page import make_not_found, make_page
from injury_series.view.phase import make_phase, make_phases
from injury_series.view.post import make_post
from injury_series.view.profile import make_small_ground
from injury_series.view.provider import make_provider, make_providers
from injury_series.view.search import make_search
from injury_series.view.story import make_story
from injury_series.view.summary import make_summary
from injury_series.view.timeline import make_timeline
from injury_series.view.treatment import make_treatment, make_treatments


@dataclass(frozen=True, slots=True)
class PageFile:
    """Hold a page that is ready to be rendered; `changed` is when what it shows last changed, if known."""

    href: str
    template: str
    view: Any
    changed: datetime | None


def make_pages(edition: Edition, socials: Socials | None) -> Iterator[PageFile]:
    """Yield every page; those with `view.head.hidden` are left out of the sitemap.

    `socials` names the pictures of posts; without it posts have the picture of the series.
    """
    yield _home(edition)
    yield from _posts(edition, socials)
    yield from _phases(edition)
    yield from _providers(edition)
    yield from _treatments(edition)
    yield from _whole(edition)
    for page in edition.series.pages:
        yield _page(edition, "page", make_page(edition, page), None)
    yield _page(edition, "not_found", make_not_found(edition), None)


def _home(edition: Edition) -> PageFile:
    home = make_home(edition)
    home = replace(home, head=replace(home.head, structured=series_data(edition)))
    return PageFile(edition.addresses.home(), "home", home, edition.series.changed)


def _posts(edition: Edition, socials: Socials | None) -> Iterator[PageFile]:
    ground, addresses = make_small_ground(edition), edition.addresses
    for post in edition.series.posts:
        view = make_post(edition, post, ground)
        if socials:
            social = socials.name(post.slug, view)
            image = addresses.absolute(addresses.at(social.path))
            view = replace(view, head=replace(view.head, image=image, image_alt=social.alt))
        yield _page(edition, "post", view, _changed(edition, (post,)), post)
        for comments in make_comments(edition, post):
            yield _page(edition, "comments", comments, _changed(edition, (post,)))


def _phases(edition: Edition) -> Iterator[PageFile]:
    series = edition.series
    yield _page(edition, "phases", make_phases(edition), _changed(edition, series.posts))
    for phase in series.phases:
        changed = _changed(edition, series.posts_of_phase(phase.slug))
        for view in make_phase(edition, phase):
            yield _page(edition, "phase", view, changed)


def _providers(edition: Edition) -> Iterator[PageFile]:
    series = edition.series
    if series.providers:
        yield _page(edition, "providers", make_providers(edition), _changed(edition, series.posts))
    for provider in series.providers:
        changed = _changed(edition, series.posts_of_provider(provider.key))
        yield _page(edition, "provider", make_provider(edition, provider), changed, provider)


def _treatments(edition: Edition) -> Iterator[PageFile]:
    if edition.treatments:
        yield _page(edition, "treatments", make_treatments(edition), _changed(edition, edition.series.posts))
    for record in edition.treatments.values():
        changed = _changed(edition, tuple(mention.post for mention in record.mentions))
        yield _page(edition, "treatment", make_treatment(edition, record), changed)


def _whole(edition: Edition) -> Iterator[PageFile]:
    """Yield the pages that show the whole story in another way."""
    changed = _changed(edition, edition.series.posts)
    yield _page(edition, "timeline", make_timeline(edition), changed)
    yield _page(edition, "summary", make_summary(edition), changed)
    if edition.series.posts:
        yield _page(edition, "story", make_story(edition), changed)
    yield _page(edition, "search", make_search(edition), changed)
    yield _page(edition, "follow", make_follow(edition), changed)


def _page(
    edition: Edition, template: str, view: Any, changed: datetime | None, subject: object = None
) -> PageFile:
    """Return a page with its structured data; its title there is the one in its head without the series'."""
    href = view.head.canonical.removeprefix(edition.addresses.origin)
    title = view.head.title.rpartition(" \u00b7 ")[0] or view.head.title
    head = replace(view.head, structured=page_data(edition, subject, title, view.head))
    return PageFile(href, template, replace(view, head=head), changed)


def _changed(edition: Edition, posts: tuple[Post, ...]) -> datetime | None:
    """Return when posts or the comments under them last changed."""
    dates = [post.changed for post in posts]
    dates += [comment.changed for post in posts for comment in edition.series.comments.get(post.slug, ())]
    return max(dates, default=None)

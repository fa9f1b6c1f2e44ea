"""List every page of the site: its address, its template, its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from injury_series.outputs.social import Socials
from injury_series.outputs.structured_data import page_data, series_data
from injury_series.pelican_site.product import PageFile, Product
from injury_series.story.phases import Phase
from injury_series.story.posts import Post
from injury_series.story.providers import Provider
from injury_series.view.comments import make_comments
from injury_series.view.edition import Edition
from injury_series.view.follow import make_follow
from injury_series.view.home import make_home
from injury_series.view.page import make_not_found, make_page
from injury_series.view.phase import make_phase, make_phases
from injury_series.view.post import make_post
from injury_series.view.profile import SmallGround, make_small_ground
from injury_series.view.provider import make_provider, make_providers
from injury_series.view.search import make_search
from injury_series.view.story import make_story, story_bodies
from injury_series.view.summary import make_summary
from injury_series.view.timeline import make_timeline
from injury_series.view.treatment import make_treatment, make_treatments


def list_pages(edition: Edition, socials: Socials | None) -> Iterator[Product]:
    """Yield every page, as part of a product; those with `view.head.hidden` are left out of the sitemap.

    `socials` names the pictures of posts; without it posts have the picture of the series.
    """
    series = edition.series
    yield Product("home", lambda: [_home(edition)])
    yield from _phases(edition)
    yield from _whole(edition)
    yield from _providers(edition)
    yield from _treatments(edition)
    for page in series.pages:
        yield _one(edition, f"page {page.slug}", "page", partial(make_page, edition, page), None, page.source)
    yield _one(edition, "not found", "not_found", partial(make_not_found, edition), None)
    yield from _posts(edition, socials)


def _home(edition: Edition) -> PageFile:
    home = make_home(edition)
    home = replace(home, head=replace(home.head, structured=series_data(edition)))
    return PageFile(edition.addresses.home(), "home", home, edition.series.changed)


def _posts(edition: Edition, socials: Socials | None) -> Iterator[Product]:
    ground = make_small_ground(edition)
    for post in edition.series.posts:
        make = partial(_post, edition, post, ground, socials)
        yield Product(f"post {post.slug}", make, source=post.source, shared=True)


def _post(
    edition: Edition, post: Post, ground: SmallGround | None, socials: Socials | None
) -> Iterator[PageFile]:
    view, changed = make_post(edition, post, ground), _changed(edition, (post,))
    if socials:
        social = socials.of(post)
        image = edition.addresses.absolute(edition.addresses.at(social.path))
        view = replace(view, head=replace(view.head, image=image, image_alt=social.alt))
    yield _page(edition, "post", view, changed, post)
    for comments in make_comments(edition, post):
        yield _page(edition, "comments", comments, changed)


def _phases(edition: Edition) -> Iterator[Product]:
    series = edition.series
    changed = partial(_changed, edition, series.posts)
    folder = "".join(phase.source.rpartition("/")[0] + "/" for phase in series.phases[:1])
    yield _one(edition, "phases", "phases", partial(make_phases, edition), changed, folder)
    for phase in series.phases:
        yield Product(f"phase {phase.slug}", partial(_phase, edition, phase), source=phase.source)


def _phase(edition: Edition, phase: Phase) -> Iterator[PageFile]:
    changed = _changed(edition, edition.series.posts_of_phase(phase.slug))
    for view in make_phase(edition, phase):
        yield _page(edition, "phase", view, changed)


def _providers(edition: Edition) -> Iterator[Product]:
    series = edition.series
    changed = partial(_changed, edition, series.posts)
    if series.providers:
        yield _one(edition, "providers", "providers", partial(make_providers, edition), changed)
    for provider in series.providers:
        yield Product(
            f"provider {provider.key}", partial(_provider, edition, provider), source=provider.source
        )


def _provider(edition: Edition, provider: Provider) -> Iterator[PageFile]:
    changed = _changed(edition, edition.series.posts_of_provider(provider.key))
    yield _page(edition, "provider", make_provider(edition, provider), changed, provider)


def _treatments(edition: Edition) -> Iterator[Product]:
    changed = partial(_changed, edition, edition.series.posts)
    if edition.treatments:
        yield _one(edition, "treatments", "treatments", partial(make_treatments, edition), changed)
    for record in edition.treatments.values():
        told = partial(_changed, edition, tuple(mention.post for mention in record.mentions))
        view = partial(make_treatment, edition, record)
        yield _one(edition, f"treatment {record.slug}", "treatment", view, told)


def _whole(edition: Edition) -> Iterator[Product]:
    """Yield the pages that show the whole story in another way."""
    changed = partial(_changed, edition, edition.series.posts)
    yield _one(edition, "timeline", "timeline", partial(make_timeline, edition), changed)
    yield _one(edition, "summary", "summary", partial(make_summary, edition), changed)
    if edition.series.posts:
        path = edition.addresses.path(edition.addresses.story())
        bodies = partial(story_bodies, edition)
        yield Product("story", partial(_story, edition), waits_at=path, pieces=bodies)
    yield _one(edition, "search", "search", partial(make_search, edition), changed)
    yield _one(edition, "follow", "follow", partial(make_follow, edition), changed)


def _story(edition: Edition) -> Iterator[PageFile]:
    page = _page(edition, "story", make_story(edition), _changed(edition, edition.series.posts))
    yield replace(page, pieces=story_bodies(edition))


def _one(
    edition: Edition,
    name: str,
    template: str,
    view: Callable[[], Any],
    changed: Callable[[], datetime | None] | None,
    source: str = "",
) -> Product:
    """Return a product that is one page."""

    def files() -> Iterator[PageFile]:
        yield _page(edition, template, view(), changed() if changed else None)

    return Product(name, files, source=source)


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

"""Make what stands around every page: the site, and the facts of a page's `<head>`."""

from __future__ import annotations

from markupsafe import Markup

from injury_series.view.dates import day, when
from injury_series.view.edition import Edition
from injury_series.view.head import Feed, Head, MenuEntry, Site
from injury_series.view.parts import Link, Now
from injury_series.view.typography import plain, shortened, typeset

SOCIAL_IMAGE = "social.png"
_DESCRIPTION_LENGTH = 300
_LOCALES = {"en": "en_US"}


def make_site(edition: Edition) -> Site:
    """Return what is the same on every page."""
    about, addresses, series = edition.series.about, edition.addresses, edition.series
    menu = [MenuEntry(addresses.home(), "The story", "home")]
    menu.append(MenuEntry(addresses.timeline(), "Timeline", "timeline"))
    if edition.treatments:
        menu.append(MenuEntry(addresses.treatments(), "Treatments", "treatments"))
    if series.providers:
        menu.append(MenuEntry(addresses.providers(), "Providers", "providers"))
    about_page = [page for page in series.pages if page.slug == "about"]
    menu += [MenuEntry(addresses.page(page.slug), plain(page.title), page.slug) for page in about_page]
    menu.append(MenuEntry(addresses.search(), "Search", "search"))
    made = [
        Link(addresses.follow(), Markup("Follow the story")),
        Link(addresses.phases(), Markup("Phases")),
        Link(addresses.summary(), Markup("Summary for a doctor")),
        *(_whole(edition) if series.posts else ()),
    ]
    return Site(
        title=typeset(about.title),
        plain_title=plain(about.title),
        subtitle=typeset(about.subtitle) if about.subtitle else None,
        byline=typeset(about.byline),
        disclaimer=typeset(about.disclaimer),
        language=edition.choices.language,
        locale=_locale(edition.choices.language),
        home=addresses.home(),
        menu=tuple(menu),
        pages=(*made, *(Link(addresses.page(page.slug), typeset(page.title)) for page in series.pages)),
        legend=tuple(edition.phase_marks.values()),
        follow=addresses.follow(),
        newest=edition.newest.published.parts[0].datetime or "" if edition.newest else "",
        updated=day(edition.since),
        assets=edition.assets,
        preview=edition.choices.preview,
    )


def _whole(edition: Edition) -> tuple[Link, Link]:
    """Return the links to the whole story."""
    addresses = edition.addresses
    return (
        Link(addresses.story(), Markup("Whole story on one page")),
        Link(addresses.book(), Markup("As a book (EPUB)")),
    )


def make_now(edition: Edition) -> Now | None:
    """Return where the writer is now, where `series.yaml` says it."""
    now = edition.series.about.now
    return Now(typeset(now.text), when(now.as_of)) if now else None


def site_feeds(edition: Edition) -> tuple[Feed, ...]:
    """Return the feeds of the whole series: its posts, its comments, and its posts as JSON Feed."""
    title, addresses = plain(edition.series.about.title), edition.addresses
    return (
        Feed(title, addresses.absolute(addresses.feed("all"))),
        Feed(f"{title}: comments", addresses.absolute(addresses.feed("comments"))),
        Feed(title, addresses.absolute(addresses.json_feed())),
    )


def make_head(
    edition: Edition,
    *,
    title: str,
    description: str,
    href: str,
    section: str = "",
    kind: str = "website",
    published: str | None = None,
    updated: str | None = None,
    feeds: tuple[Feed, ...] = (),
    hidden: bool = False,
) -> Head:
    """Return the facts of a page's `<head>`; `title` and `description` are the writer's plain texts.

    The page's own `feeds` come before those of the series; the image is that of the series.
    """
    series_title = plain(edition.series.about.title)
    own = plain(title)
    absolute = edition.addresses.absolute
    return Head(
        title=own if own == series_title else f"{own} \u00b7 {series_title}",
        description=shortened(plain(description), _DESCRIPTION_LENGTH),
        canonical=absolute(href),
        kind=kind,
        image=absolute(edition.assets.files.get(SOCIAL_IMAGE, "")),
        image_alt=f"{series_title}: a mountain drawn in contour lines",
        published=published,
        updated=updated,
        feeds=feeds + site_feeds(edition),
        structured=Markup(),
        section=section,
        hidden=hidden or edition.choices.preview,
    )


def _locale(language: str) -> str:
    """Return a language as Open Graph writes it: "en" is en_US, "en-GB" is en_GB."""
    name, _, region = language.partition("-")
    return f"{name}_{region.upper()}" if region else _LOCALES.get(name, f"{name}_{name.upper()}")

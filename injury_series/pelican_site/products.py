"""List everything that the site is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from injury_series.outputs.comment_places import make_comment_places
from injury_series.outputs.feeds import FeedFile, list_feeds
from injury_series.outputs.progress import Tell
from injury_series.outputs.redirects import make_redirects
from injury_series.outputs.serving import make_headers
from injury_series.outputs.sitemap import make_robots, make_sitemap
from injury_series.outputs.social import Socials
from injury_series.outputs.store import Store
from injury_series.pelican_site.last_build import Listed
from injury_series.pelican_site.made import Made
from injury_series.pelican_site.pages import list_pages
from injury_series.pelican_site.product import BytesFile, CopyFile, Product, SiteFile, ViewFile
from injury_series.view.edition import Edition
from injury_series.view.story import make_story


@dataclass(frozen=True, slots=True)
class Making:
    """Hold what the products are made with.

    `static` is the theme's folder of files. `for_readers` says whether that is made too which a reader needs
    and a writer does not wait for: the book, the pictures for chats. `on_demand` offers what waits until it
    is asked for.
    """

    made: Made
    static: Path
    store: Store
    tell: Tell
    for_readers: bool
    on_demand: bool


def list_products(making: Making) -> Iterator[Product]:
    """Yield every product but the maps."""
    made, edition = making.made, making.made.edition
    preview = edition.choices.preview
    socials = None if preview else Socials(edition, making.static)  # no link to a preview is sent to anyone
    yield Product("theme", lambda: (BytesFile(*file) for file in made.theme_files.contents.items()))
    yield Product("pictures", lambda: (CopyFile(*file) for file in made.pictures.files.items()))
    yield from list_pages(edition, socials)
    yield Product("comment places", partial(_places, edition))
    yield Product("old addresses", lambda: (BytesFile(*file) for file in make_redirects(edition)))
    for feed in list_feeds(edition):
        path = edition.addresses.path(feed.href)
        yield Product(f"feed {path}", partial(_feed, feed, path), waits_at=path, shared=feed.of_each)
    if edition.series.posts and (making.for_readers or making.on_demand):
        path = edition.addresses.path(edition.addresses.book())
        yield Product("book", partial(_book, making, path), waits_at=path)
    if socials and making.for_readers:
        yield Product("pictures for chats", partial(_socials, socials, making))


def list_maps(edition: Edition, pages: Callable[[], list[Listed]]) -> Iterator[Product]:
    """Yield what tells machines of all pages; `pages` lists them when all are made."""
    addresses = edition.addresses

    def sitemap() -> Iterator[SiteFile]:
        listed = [(addresses.absolute(page.href), page.changed) for page in pages() if not page.hidden]
        yield BytesFile("sitemap.xml", make_sitemap(listed))

    def robots() -> Iterator[SiteFile]:
        at = addresses.absolute(addresses.at("sitemap.xml"))
        yield BytesFile("robots.txt", make_robots(at, open_to_all=not edition.choices.preview))

    def headers() -> Iterator[SiteFile]:
        paths = [addresses.path(page.href) for page in pages()]
        yield BytesFile("_headers", make_headers(addresses, paths, edition.choices.isso))

    yield Product("sitemap", sitemap, waits_at="sitemap.xml")
    yield Product("robots", robots, waits_at="robots.txt")
    yield Product("headers", headers, waits_at="_headers")


def _places(edition: Edition) -> Iterator[SiteFile]:
    for href, content in make_comment_places(edition):
        yield BytesFile(edition.addresses.path(href), content)


def _feed(feed: FeedFile, path: str) -> Iterator[SiteFile]:
    yield ViewFile(path, feed.view(), feed.write)


def _book(making: Making, path: str) -> Iterator[SiteFile]:
    from injury_series.outputs.book import make_book  # it takes long to import, and few builds want it

    edition, files = making.made.edition, making.made.pictures.files
    yield BytesFile(path, make_book(edition, make_story(edition), making.static, files, making.store))


def _socials(socials: Socials, making: Making) -> Iterator[SiteFile]:
    for path, file in socials.draw(making.store, making.tell):
        yield CopyFile(path, file)

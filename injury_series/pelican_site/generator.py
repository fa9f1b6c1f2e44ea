"""Generate the site: make the edition, then write every page and every file beside the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican.generators import Generator

from injury_series.outputs.book import make_book
from injury_series.outputs.comment_places import make_comment_places
from injury_series.outputs.feeds import make_feeds
from injury_series.outputs.redirects import make_redirects
from injury_series.outputs.serving import make_headers
from injury_series.outputs.sitemap import make_robots, make_sitemap
from injury_series.outputs.social import Socials
from injury_series.pelican_site.making import make_edition
from injury_series.pelican_site.pages import PageFile, make_pages
from injury_series.pelican_site.writer import SeriesWriter
from injury_series.view.site import make_site
from injury_series.view.story import StoryPage


class SeriesGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Make the whole site from the series; Pelican's own generators make nothing here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.env.loader = FileSystemLoader(self._templates_path)  # no theme of Pelican's own slips in

    def generate_context(self) -> None:
        """Read all content; raises ContentFaults or SettingsError before anything is written."""
        self.made = make_edition(self.settings, self.readers)

    def generate_output(self, writer: SeriesWriter) -> None:
        """Write the site below the output folder."""
        edition = self.made.edition
        addresses = edition.addresses
        static = Path(self.settings["THEME"]) / "static"
        shared = not edition.choices.preview  # no link to a preview is sent to anyone
        socials = Socials(edition, static) if shared else None
        pages = list(make_pages(edition, socials))
        site = make_site(edition)
        for page in pages:
            html = self.get_template(page.template).render(page=page.view, site=site)
            writer.write_bytes(addresses.path(page.href), html.encode())
        for feed in make_feeds(edition):
            writer.write_bytes(addresses.path(feed.href), feed.content)
        for href, places in make_comment_places(edition):
            writer.write_bytes(addresses.path(href), places)
        for path, content in make_redirects(edition):
            writer.write_bytes(path, content)
        for path, content in self.made.theme_files.contents.items():
            writer.write_bytes(path, content)
        for path, file in self.made.pictures.files.items():
            writer.write_copy(path, file)
        for path, file in socials.draw(self.settings["STORE"], self.settings["TELL"]) if socials else ():
            writer.write_copy(path, file)
        self._write_book(pages, writer)
        self._write_maps(pages, writer)
        self.written = len(pages)

    def _write_book(self, pages: list[PageFile], writer: SeriesWriter) -> None:
        static, pictures = Path(self.settings["THEME"]) / "static", self.made.pictures.files
        edition = self.made.edition
        for story in (page.view for page in pages if isinstance(page.view, StoryPage)):
            book = make_book(edition, story, static, pictures)
            writer.write_bytes(edition.addresses.path(edition.addresses.book()), book)

    def _write_maps(self, pages: list[PageFile], writer: SeriesWriter) -> None:
        edition = self.made.edition
        absolute, at = edition.addresses.absolute, edition.addresses.at
        listed = [(page.view.head.canonical, page.changed) for page in pages if not page.view.head.hidden]
        writer.write_bytes("sitemap.xml", make_sitemap(listed))
        robots = make_robots(absolute(at("sitemap.xml")), open_to_all=not edition.choices.preview)
        writer.write_bytes("robots.txt", robots)
        paths = (edition.addresses.path(page.href) for page in pages)
        writer.write_bytes("_headers", make_headers(edition.addresses, paths, edition.choices.isso))

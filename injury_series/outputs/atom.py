"""Write Atom (RFC 4287), with what is said of comments (RFC 4685) and that a feed is whole (RFC 5005)."""

from __future__ import annotations

import io
from datetime import datetime
from xml.sax.saxutils import quoteattr

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from injury_series.view.edition import Edition
from injury_series.view.typography import plain

_THREADING = "http://purl.org/syndication/thread/1.0"
_HISTORY = "http://purl.org/syndication/history/1.0"
_HTML = "http://www.w3.org/1999/xhtml"
SHEET = "feed"


class AtomFeed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Add to Atom what the library has not.

    An item's `extras` are further elements of its entry, each a name, a text and attributes; the feed's
    `sheet` is the style that a browser shows it in, `follow` the page about following, both addresses. A feed
    without entries has the date `since`, not the clock's.
    """

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["since"])

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:fh": _HISTORY, "xmlns:thr": _THREADING}

    def write(self, outfile: io.StringIO, encoding: str) -> None:
        """Write the feed as the library does, with the style behind the XML declaration (xml-stylesheet)."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        href = quoteattr(self.feed["sheet"])
        handler.processingInstruction("xml-stylesheet", f'type="text/css" href={href}')
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        # What is not here is no longer in the feed: so programs drop a part or a comment that was taken back.
        handler.addQuickElement("fh:complete")
        # The one link that a browser follows in XML; other programs pass foreign elements by.
        handler.addQuickElement(
            "a", "What this is, and how to follow", {"xmlns": _HTML, "href": self.feed["follow"]}
        )

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, object]) -> None:
        super().add_item_elements(handler, item)
        for name, text, attributes in item["extras"]:  # type: ignore[attr-defined]
            handler.addQuickElement(name, text, attributes)


def new_atom(
    edition: Edition, title: str, href: str, feed: str, since: datetime, description: str
) -> AtomFeed:
    """Return a feed without entries: of the page at `href`, itself at `feed`."""
    absolute = edition.addresses.absolute
    return AtomFeed(
        title=title,
        link=absolute(href),
        description=description,
        language=edition.choices.language,
        feed_url=absolute(feed),
        feed_guid=absolute(feed),
        author_name=plain(edition.series.about.byline),
        since=since,
        sheet=edition.assets.sheets[SHEET],
        follow=absolute(edition.addresses.follow()),
    )


def atom_bytes(feed: AtomFeed) -> bytes:
    """Return a feed as it is published."""
    text = io.StringIO()
    feed.write(text, "utf-8")
    return text.getvalue().encode()

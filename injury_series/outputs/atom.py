"""Write Atom (RFC 4287), with what is said of comments (RFC 4685) and that a feed is whole (RFC 5005)."""

from __future__ import annotations

import io
from datetime import datetime
from xml.sax.saxutils import quoteattr

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from injury_series.outputs.feed_view import CommentsFeed, FeedHead, PostsFeed

_THREADING = "http://purl.org/syndication/thread/1.0"
_HISTORY = "http://purl.org/syndication/history/1.0"
_HTML = "http://www.w3.org/1999/xhtml"
SHEET = "feed"


class AtomFeed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Add to Atom what the library has not.

    An item's `extras` are further elements of its entry, each a name, a text and attributes; the feed's
    `sheet` is the style that a browser shows it in, `follow` the page about following, both addresses. A feed
    without entries has the date `since`, not the clock's; `whole` is true where all that there is is in it.
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
        if self.feed["whole"]:
            # What is not here is no longer in it: so programs drop a part or a comment that was taken back.
            handler.addQuickElement("fh:complete")
        # The one link that a browser follows in XML; other programs pass foreign elements by.
        handler.addQuickElement(
            "a", "What this is, and how to follow", {"xmlns": _HTML, "href": self.feed["follow"]}
        )

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, object]) -> None:
        super().add_item_elements(handler, item)
        for name, text, attributes in item["extras"]:  # type: ignore[attr-defined]
            handler.addQuickElement(name, text, attributes)


def write_posts(view: PostsFeed) -> bytes:
    """Return a feed of posts as it is published."""
    feed = _feed(view.head)
    for entry in view.entries:
        replies = {
            "rel": "replies",
            "type": "application/atom+xml",
            "href": entry.thread_feed,
            "thr:count": str(entry.comments),
        }
        feed.add_item(
            title=entry.title,
            link=entry.address,
            unique_id=entry.address,
            description=None,
            content=entry.html,
            author_name=view.head.byline,
            categories=[entry.phase],
            pubdate=entry.published,
            updateddate=entry.changed,
            extras=[
                ("summary", entry.summary, {}),  # plain text, as a browser too shows it
                ("link", "", replies),
                ("thr:total", str(entry.comments), {}),
            ],
        )
    return _bytes(feed)


def write_comments(view: CommentsFeed) -> bytes:
    """Return a feed of comments as it is published."""
    feed = _feed(view.head)
    for entry in view.entries:
        answers = {"ref": entry.answers_id, "href": entry.answers, "type": "text/html"}
        feed.add_item(
            title=entry.title,
            link=entry.address,
            unique_id=entry.id,
            description=None,
            content=entry.html,
            author_name=entry.author,
            pubdate=entry.published,
            updateddate=entry.changed,
            extras=[("thr:in-reply-to", "", answers)],
        )
    return _bytes(feed)


def _feed(head: FeedHead) -> AtomFeed:
    """Return a feed without entries."""
    return AtomFeed(
        title=head.title,
        link=head.page,
        description=head.description,
        language=head.language,
        feed_url=head.address,
        feed_guid=head.address,
        author_name=head.byline,
        since=head.since,
        sheet=head.sheet,
        follow=head.follow,
        whole=head.whole,
    )


def _bytes(feed: AtomFeed) -> bytes:
    text = io.StringIO()
    feed.write(text, "utf-8")
    return text.getvalue().encode()

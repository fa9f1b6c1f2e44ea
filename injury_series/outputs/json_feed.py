"""Write the feed of all posts as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from injury_series.outputs.feed_entry import FeedEntry
from injury_series.view.edition import Edition
from injury_series.view.typography import plain

_VERSION = "https://jsonfeed.org/version/1.1"
_ICON = "icons/icon-180.png"


def json_feed(edition: Edition, title: str, description: str, entries: Iterable[FeedEntry]) -> bytes:
    """Return the feed of these entries, the newest first.

    How many comments a post has, and where, stands in an item's `_discussion`, an extension of ours: its
    `comments` is a number, `url` leads to the thread, `feed_url` is the Atom feed of its comments.
    """
    addresses = edition.addresses
    feed = {
        "version": _VERSION,
        "title": title,
        "home_page_url": addresses.absolute(addresses.home()),
        "feed_url": addresses.absolute(addresses.json_feed()),
        "description": description,
        "icon": addresses.absolute(edition.assets.files[_ICON]),
        "authors": [{"name": plain(edition.series.about.byline)}],
        "language": edition.choices.language,
        "items": [_item(entry) for entry in entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    image = {"image": entry.image} if entry.image else {}
    return {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        **image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.changed.isoformat(),
        "tags": [entry.phase],
        "_discussion": {
            "comments": entry.comments,
            "url": entry.thread,
            "feed_url": entry.thread_feed,
        },
    }

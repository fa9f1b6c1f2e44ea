"""Write the feed of all posts as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from injury_series.outputs.feed_entry import FeedEntry
from injury_series.outputs.feed_view import PostsFeed

_VERSION = "https://jsonfeed.org/version/1.1"
ICON = "icons/icon-180.png"


def write_json_feed(view: PostsFeed) -> bytes:
    """Return a feed of posts as it is published.

    How many comments a post has, and where, stands in an item's `_discussion`, an extension of ours: its
    `comments` is a number, `url` leads to the thread, `feed_url` is the Atom feed of its comments.
    """
    head = view.head
    feed = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.address,
        "description": head.description,
        "icon": head.icon,
        "authors": [{"name": head.byline}],
        "language": head.language,
        "items": [_item(entry) for entry in view.entries],
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

"""Show a feed as the programs that write it read it: frozen, and nothing but plain texts and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from injury_series.outputs.feed_entry import FeedEntry


@dataclass(frozen=True, slots=True)
class FeedHead:
    """State what a feed is: its texts are plain, its addresses absolute.

    `page` is what it is a feed of, `address` its own; `since` stands in for the date of a feed without
    entries; `sheet` is the style that a browser shows it in, `icon` its picture, `follow` the page about
    following; `whole` is true where all that there is stands in it.
    """

    title: str
    page: str
    address: str
    description: str
    language: str
    byline: str
    since: datetime
    sheet: str
    icon: str
    follow: str
    whole: bool


@dataclass(frozen=True, slots=True)
class PostsFeed:
    """Show a feed of posts, the newest first."""

    head: FeedHead
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """Show a comment as feeds tell it.

    `id` is what it is called for ever, `address` where it stands now; so `answers_id` and `answers` for what
    it replies to, a comment or the post.
    """

    id: str
    address: str
    title: str
    author: str
    html: str
    published: datetime
    changed: datetime
    answers_id: str
    answers: str


@dataclass(frozen=True, slots=True)
class CommentsFeed:
    """Show a feed of comments, the newest first."""

    head: FeedHead
    entries: tuple[CommentEntry, ...]

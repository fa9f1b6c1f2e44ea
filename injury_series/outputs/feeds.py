"""List the feeds: of all posts, each phase, each provider, all comments, the comments of each post."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from injury_series.outputs.atom import SHEET, write_comments, write_posts
from injury_series.outputs.feed_entry import COMPLETE, Entries, absolute_links
from injury_series.outputs.feed_view import CommentEntry, CommentsFeed, FeedHead, PostsFeed
from injury_series.outputs.json_feed import ICON, write_json_feed
from injury_series.story.posts import Post
from injury_series.story.threads import Comment
from injury_series.view.edition import Edition
from injury_series.view.thread import REMOVED
from injury_series.view.typography import plain

NEWEST = 50
"""How many posts a feed holds: programs ask for it again and again, and keep what they have read."""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """Name a feed by its address; `view` makes what it shows, `write` its bytes from that.

    Of those `of_each` there is one for each post.
    """

    href: str
    view: Callable[[], Any]
    write: Callable[[Any], bytes]
    of_each: bool = False


def list_feeds(edition: Edition) -> Iterator[FeedFile]:
    """Yield every feed. All are Atom; that of all posts is JSON Feed too."""
    series, addresses = edition.series, edition.addresses
    title, entries = plain(series.about.title), Entries(edition)
    every = partial(_posts_feed, edition, entries, title, addresses.home(), series.posts)
    yield FeedFile(addresses.feed("all"), partial(every, addresses.feed("all")), write_posts)
    yield FeedFile(addresses.json_feed(), partial(every, addresses.json_feed()), write_json_feed)
    for phase in series.phases:
        name, feed = f"{title}: {plain(phase.title)}", addresses.feed("phases", phase.slug)
        posts, page = series.posts_of_phase(phase.slug), addresses.phase(phase.slug)
        yield FeedFile(feed, partial(_posts_feed, edition, entries, name, page, posts, feed), write_posts)
    for provider in series.providers:
        name, feed = f"{title}: {plain(provider.shown_name)}", addresses.feed("providers", provider.slug)
        posts, page = series.posts_of_provider(provider.key), addresses.provider(provider.slug)
        yield FeedFile(feed, partial(_posts_feed, edition, entries, name, page, posts, feed), write_posts)
    yield from _comments_feeds(edition, title)


def _comments_feeds(edition: Edition, title: str) -> Iterator[FeedFile]:
    series, addresses = edition.series, edition.addresses
    name, feed, since = f"{title}: comments", addresses.feed("comments"), edition.since
    view = partial(_comments_feed, edition, name, addresses.home(), series.posts, feed, since)
    yield FeedFile(feed, view, write_comments)
    for post in series.posts:
        feed = addresses.thread_feed(post.slug)
        view = partial(_thread_feed, edition, title, post, feed)
        yield FeedFile(feed, view, write_comments, of_each=True)


def _thread_feed(edition: Edition, title: str, post: Post, feed: str) -> CommentsFeed:
    name, page = f"{title}: comments on {plain(post.title)}", edition.addresses.thread(post.slug)
    return _comments_feed(edition, name, page, (post,), feed, post.date)


def _posts_feed(
    edition: Edition, entries: Entries, title: str, page: str, posts: Iterable[Post], feed: str
) -> PostsFeed:
    newest_first = sorted(posts, key=lambda post: (post.date, post.slug), reverse=True)
    about = edition.series.about
    ends = f"{_about(edition).rstrip('.')}. {COMPLETE}" if about.complete else _about(edition)
    head = _head(edition, title, page, feed, edition.since, ends, whole=len(newest_first) <= NEWEST)
    return PostsFeed(head, tuple(entries.of(post) for post in islice(newest_first, NEWEST)))


def _comments_feed(
    edition: Edition, title: str, page: str, posts: Iterable[Post], feed: str, since: datetime
) -> CommentsFeed:
    comments = [(post, comment) for post in posts for comment in edition.series.comments.get(post.slug, ())]
    comments.sort(key=lambda pair: (pair[1].date, pair[1].id), reverse=True)
    head = _head(edition, title, page, feed, since, _about(edition), whole=True)
    return CommentsFeed(head, tuple(_comment(edition, post, comment) for post, comment in comments))


def _comment(edition: Edition, post: Post, comment: Comment) -> CommentEntry:
    """Return the entry of a comment; its id stays, also where it comes onto another page."""
    addresses, absolute = edition.addresses, edition.addresses.absolute
    page, reply_to = addresses.post(post.slug), comment.reply_to
    return CommentEntry(
        id=absolute(addresses.comment(post.slug, comment.id)),
        address=absolute(edition.comment_href(post.slug, comment.id)),
        title=f"{plain(comment.author or REMOVED)} on {plain(post.title)}",
        author=plain(comment.author or "A reader"),
        html=absolute_links(edition.comment_bodies[comment.source] or REMOVED, edition, page),
        published=comment.date,
        changed=comment.changed,
        answers_id=absolute(addresses.comment(post.slug, reply_to) if reply_to else page),
        answers=absolute(edition.comment_href(post.slug, reply_to) if reply_to else page),
    )


def _about(edition: Edition) -> str:
    """Return what the story is about."""
    about = edition.series.about
    return plain(about.subtitle or about.condition)


def _head(
    edition: Edition, title: str, page: str, feed: str, since: datetime, description: str, *, whole: bool
) -> FeedHead:
    absolute = edition.addresses.absolute
    return FeedHead(
        title=title,
        page=absolute(page),
        address=absolute(feed),
        description=description,
        language=edition.choices.language,
        byline=plain(edition.series.about.byline),
        since=since,
        sheet=edition.assets.sheets[SHEET],
        icon=absolute(edition.assets.files[ICON]),
        follow=absolute(edition.addresses.follow()),
        whole=whole,
    )

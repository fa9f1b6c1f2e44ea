"""Make the feeds: of all posts, each phase, each provider, all comments, the comments of each post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from injury_series.outputs.atom import atom_bytes, new_atom
from injury_series.outputs.feed_entry import COMPLETE, FeedEntry, absolute_links, make_entry
from injury_series.outputs.json_feed import json_feed
from injury_series.story.posts import Post
from injury_series.story.threads import Comment
from injury_series.view.edition import Edition
from injury_series.view.thread import REMOVED
from injury_series.view.typography import plain


@dataclass(frozen=True, slots=True)
class FeedFile:
    """Hold a feed that is ready: its address and its bytes."""

    href: str
    content: bytes


def make_feeds(edition: Edition) -> Iterator[FeedFile]:
    """Yield every feed. All are Atom; that of all posts is JSON Feed too."""
    series, title = edition.series, plain(edition.series.about.title)
    newest_first = sorted(series.posts, key=lambda post: (post.date, post.slug), reverse=True)
    entries = {post.slug: make_entry(edition, post) for post in newest_first}
    yield from _posts_feeds(edition, title, entries)
    about = _about(edition, complete=True)
    yield FeedFile(edition.addresses.json_feed(), json_feed(edition, title, about, entries.values()))
    yield from _comments_feeds(edition, title)


def _posts_feeds(edition: Edition, title: str, entries: Mapping[str, FeedEntry]) -> Iterator[FeedFile]:
    """Yield the feeds of posts; `entries` are by the post's slug, the newest first."""
    series, addresses = edition.series, edition.addresses
    yield _posts_feed(edition, title, addresses.home(), addresses.feed("all"), entries.values())
    for phase in series.phases:
        name, href = f"{title}: {plain(phase.title)}", addresses.phase(phase.slug)
        feed, posts = addresses.feed("phases", phase.slug), series.posts_of_phase(phase.slug)
        yield _posts_feed(edition, name, href, feed, _of(posts, entries))
    for provider in series.providers:
        name, href = f"{title}: {plain(provider.shown_name)}", addresses.provider(provider.slug)
        feed, posts = addresses.feed("providers", provider.slug), series.posts_of_provider(provider.key)
        yield _posts_feed(edition, name, href, feed, _of(posts, entries))


def _of(posts: tuple[Post, ...], entries: Mapping[str, FeedEntry]) -> list[FeedEntry]:
    slugs = {post.slug for post in posts}
    return [entry for slug, entry in entries.items() if slug in slugs]


def _comments_feeds(edition: Edition, title: str) -> Iterator[FeedFile]:
    series, addresses = edition.series, edition.addresses
    every = [(post, comment) for post in series.posts for comment in series.comments.get(post.slug, ())]
    name, feed = f"{title}: comments", addresses.feed("comments")
    yield _comments_feed(edition, name, addresses.home(), feed, every, edition.since)
    for post in series.posts:
        own = [(post, comment) for comment in series.comments.get(post.slug, ())]
        name, feed = f"{title}: comments on {plain(post.title)}", addresses.thread_feed(post.slug)
        yield _comments_feed(edition, name, addresses.thread(post.slug), feed, own, post.date)


def _about(edition: Edition, *, complete: bool) -> str:
    """Return what the story is about; where it is `complete`, a feed of posts says so too."""
    about = edition.series.about
    text = plain(about.subtitle or about.condition)
    return f"{text.rstrip('.')}. {COMPLETE}" if complete and about.complete else text


def _posts_feed(edition: Edition, title: str, href: str, feed: str, entries: Iterable[FeedEntry]) -> FeedFile:
    made = new_atom(edition, title, href, feed, edition.since, _about(edition, complete=True))
    for entry in entries:
        replies = {
            "rel": "replies",
            "type": "application/atom+xml",
            "href": entry.thread_feed,
            "thr:count": str(entry.comments),
        }
        made.add_item(
            title=entry.title,
            link=entry.address,
            unique_id=entry.address,
            description=None,
            content=entry.html,
            author_name=plain(edition.series.about.byline),
            categories=[entry.phase],
            pubdate=entry.published,
            updateddate=entry.changed,
            extras=[
                ("summary", entry.summary, {}),  # plain text, as a browser too shows it
                ("link", "", replies),
                ("thr:total", str(entry.comments), {}),
            ],
        )
    return FeedFile(feed, atom_bytes(made))


def _comments_feed(
    edition: Edition, title: str, href: str, feed: str, comments: list[tuple[Post, Comment]], since: datetime
) -> FeedFile:
    made = new_atom(edition, title, href, feed, since, _about(edition, complete=False))
    absolute = edition.addresses.absolute
    for post, comment in sorted(comments, key=lambda pair: (pair[1].date, pair[1].id), reverse=True):
        page = edition.addresses.post(post.slug)
        reply_to, ref, href = comment.reply_to, page, page
        if reply_to:  # what it is called stays, also where the thread grows and it comes onto another page
            ref, href = (
                edition.addresses.comment(post.slug, reply_to),
                edition.comment_href(post.slug, reply_to),
            )
        answers = {"ref": absolute(ref), "href": absolute(href), "type": "text/html"}
        made.add_item(
            title=f"{plain(comment.author or REMOVED)} on {plain(post.title)}",
            link=absolute(edition.comment_href(post.slug, comment.id)),
            unique_id=absolute(edition.addresses.comment(post.slug, comment.id)),
            description=None,
            content=absolute_links(edition.comment_bodies[comment.source] or REMOVED, edition, page),
            author_name=plain(comment.author or "A reader"),
            pubdate=comment.date,
            updateddate=comment.changed,
            extras=[("thr:in-reply-to", "", answers)],
        )
    return FeedFile(feed, atom_bytes(made))

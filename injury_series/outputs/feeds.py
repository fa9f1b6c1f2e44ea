"""Make the Atom feeds (RFC 4287), with what they say of comments (RFC 4685)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from feedgenerator import Atom1Feed

from injury_series.story.posts import Post
from injury_series.story.threads import Comment
from injury_series.view.care import make_later
from injury_series.view.edition import Edition
from injury_series.view.pictures import plain_pictures
from injury_series.view.typography import plain, typeset

_THREADING = "http://purl.org/syndication/thread/1.0"
_SITE_LINK = re.compile(r"""\b(href|src)=(["'])(/[^/][^"']*|/)\2""")
_PAGE_LINK = re.compile(r"""\bhref=(["'])(#[^"']*)\1""")


@dataclass(frozen=True, slots=True)
class FeedFile:
    """Hold a feed that is ready: its address and its bytes."""

    href: str
    content: bytes


class _AtomFeed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Add the elements of comments to Atom; a feed without entries has a date of its own, not the clock's."""

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["since"])

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:thr": _THREADING}

    def add_item_elements(self, handler: object, item: dict[str, object]) -> None:
        super().add_item_elements(handler, item)
        for name, text, attributes in item["threading"]:  # type: ignore[attr-defined]
            handler.addQuickElement(name, text, attributes)  # type: ignore[attr-defined]


def make_feeds(edition: Edition) -> Iterable[FeedFile]:
    """Yield every feed: all posts, each phase, each provider, all comments, the comments of each post."""
    series, addresses = edition.series, edition.addresses
    title = plain(series.about.title)
    yield _posts_feed(edition, title, addresses.home(), addresses.feed("all"), series.posts)
    for phase in series.phases:
        name, href = f"{title}: {plain(phase.title)}", addresses.phase(phase.slug)
        yield _posts_feed(
            edition, name, href, addresses.feed("phases", phase.slug), series.posts_of_phase(phase.slug)
        )
    for provider in series.providers:
        name, href = f"{title}: {plain(provider.shown_name)}", addresses.provider(provider.slug)
        feed, posts = addresses.feed("providers", provider.slug), series.posts_of_provider(provider.key)
        yield _posts_feed(edition, name, href, feed, posts)
    every = [(post, comment) for post in series.posts for comment in series.comments.get(post.slug, ())]
    name, feed = f"{title}: comments", addresses.feed("comments")
    yield _comments_feed(edition, name, addresses.home(), feed, every, edition.since)
    for post in series.posts:
        own = [(post, comment) for comment in series.comments.get(post.slug, ())]
        name, feed = f"{title}: comments on {plain(post.title)}", addresses.thread_feed(post.slug)
        yield _comments_feed(edition, name, addresses.thread(post.slug), feed, own, post.date)


def absolute_links(html: str, edition: Edition, page: str) -> str:
    """Return HTML that can stand anywhere: links of the site and of the `page` get scheme and host."""
    origin = edition.addresses.origin
    html = _SITE_LINK.sub(lambda m: f"{m[1]}={m[2]}{origin}{m[3]}{m[2]}", html)
    return _PAGE_LINK.sub(lambda m: f"href={m[1]}{edition.addresses.absolute(page)}{m[2]}{m[1]}", html)


def _new_feed(edition: Edition, title: str, href: str, feed: str, since: datetime) -> _AtomFeed:
    absolute, about = edition.addresses.absolute, edition.series.about
    return _AtomFeed(
        title=title,
        link=absolute(href),
        description=plain(about.subtitle or about.condition),
        language=edition.choices.language,
        feed_url=absolute(feed),
        feed_guid=absolute(feed),
        author_name=plain(about.byline),
        since=since,
    )


def _posts_feed(edition: Edition, title: str, href: str, feed: str, posts: tuple[Post, ...]) -> FeedFile:
    made = _new_feed(edition, title, href, feed, edition.since)
    for post in sorted(posts, key=lambda post: (post.date, post.slug), reverse=True):
        page = edition.addresses.post(post.slug)
        address = edition.addresses.absolute(page)
        number = edition.comment_count(post).number
        thread_feed = edition.addresses.absolute(edition.addresses.thread_feed(post.slug))
        replies = {
            "rel": "replies",
            "type": "application/atom+xml",
            "href": thread_feed,
            "thr:count": str(number),
        }
        made.add_item(
            title=plain(post.title),
            link=address,
            unique_id=address,
            description=typeset(post.summary),
            content=absolute_links(_with_later(edition, post), edition, page),
            author_name=plain(edition.series.about.byline),
            categories=[plain(edition.series.phase(post.phase).title)],
            pubdate=post.date,
            updateddate=post.changed,
            threading=[("link", "", replies), ("thr:total", str(number), {})],
        )
    return _file(made, feed)


def _with_later(edition: Edition, post: Post) -> str:
    """Return a post's picture and body, behind the notes on what later parts tell of it."""
    notes = make_later(edition, edition.later[post.slug])
    told = [f"<p>{note.note(note.told.post.href)}</p>\n" for note in notes]
    image = edition.picture(post.image.src, post.image.alt, post.image.caption) if post.image else None
    figure = [f"{image.figure(waits=False)}\n"] if image else []
    return plain_pictures("".join([*told, *figure, edition.bodies[post.source]]))


def _comments_feed(
    edition: Edition, title: str, href: str, feed: str, comments: list[tuple[Post, Comment]], since: datetime
) -> FeedFile:
    made, absolute = _new_feed(edition, title, href, feed, since), edition.addresses.absolute
    for post, comment in sorted(comments, key=lambda pair: (pair[1].date, pair[1].id), reverse=True):
        page = edition.addresses.post(post.slug)
        answered = edition.addresses.comment(post.slug, comment.reply_to) if comment.reply_to else page
        answers = {"ref": absolute(answered), "href": absolute(answered), "type": "text/html"}
        made.add_item(
            title=f"{plain(comment.author)} on {plain(post.title)}",
            link=absolute(edition.addresses.comment(post.slug, comment.id)),
            unique_id=absolute(edition.addresses.comment(post.slug, comment.id)),
            description=None,
            content=absolute_links(edition.comment_bodies[comment.source], edition, page),
            author_name=plain(comment.author),
            pubdate=comment.date,
            updateddate=comment.date,
            threading=[("thr:in-reply-to", "", answers)],
        )
    return _file(made, feed)


def _file(feed: _AtomFeed, href: str) -> FeedFile:
    text = io.StringIO()
    feed.write(text, "utf-8")
    return FeedFile(href, text.getvalue().encode())

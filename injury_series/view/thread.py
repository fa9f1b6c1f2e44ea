"""Show a post's thread: its comments, nested as they answer each other, and the ways to reply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from injury_series.story.posts import Post
from injury_series.story.threads import Branch, Comment, nested
from injury_series.view.addresses import comment_anchor
from injury_series.view.dates import day
from injury_series.view.edition import Edition
from injury_series.view.live import LiveThread, make_live
from injury_series.view.paging import Paging, make_paging
from injury_series.view.parts import Link, When
from injury_series.view.replies import reply_link
from injury_series.view.typography import plain, shortened, text_of, typeset


@dataclass(frozen=True, slots=True)
class CommentView:
    """Show one comment and the replies under it.

    `anchor` is its id on the page ("comment-first-reader"), `href` its permalink;
    `answers` names whose comment it answers, and links there, where its place does not show it (else None);
    `reply` is where a reply is written (None where the writer has set no address); `url` is the author's own
    site. One that was `removed` says so in words, and has no author, no body and no `reply`.
    """

    anchor: str
    href: str
    author: Markup | None
    removed: Markup | None
    by_writer: bool
    url: str | None
    date: When
    body: Markup
    answers: Link | None
    reply: str | None
    replies: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """Show a thread under a post, or one page of it where it is long.

    `number` and `text` count the whole thread; `paging` is None where one page holds it; `places` is the
    address of the file that says on which page each comment is, for links from before; `discussions` are
    other places where the post is talked about; `live` leads to where it goes on by itself.
    """

    number: int
    text: str
    comments: tuple[CommentView, ...]
    paging: Paging | None
    places: str | None
    reply: str | None
    discussions: tuple[Link, ...]
    feed: str
    live: LiveThread | None = None


@dataclass(frozen=True, slots=True)
class NewComment:
    """Show one of the newest comments on the home page; `excerpt` is plain text of a line or two."""

    href: str
    author: Markup
    by_writer: bool
    date: When
    post: Link
    excerpt: str


REMOVED = "Removed at the reader\u2019s wish"
"""What stands in place of a comment that its reader wanted gone."""

NESTED = 4
"""How deep replies are set in; deeper ones stay there in a row and say whom they answer."""


def make_thread(edition: Edition, post: Post, page: int = 1) -> ThreadView:
    """Return a page of the thread under a post; the first stands on the post's own."""
    pages, count = edition.threads.get(post.slug, ((),)), edition.comment_count(post)
    authors = {comment.id: comment.author for comments in pages for comment in comments}
    make = partial(_comment, edition, post, authors)
    return ThreadView(
        number=count.number,
        text=count.text,
        comments=tuple(_row(nested(pages[page - 1]), make)),
        paging=make_paging(page, len(pages), lambda number: edition.addresses.thread(post.slug, number)),
        places=edition.addresses.comment_places(post.slug) if len(pages) > 1 else None,
        reply=_reply(edition, post, None),
        discussions=tuple(Link(place.url, typeset(place.site)) for place in post.discussions),
        feed=edition.addresses.thread_feed(post.slug),
        live=make_live(edition, post),
    )


def newest_comments(edition: Edition, number: int) -> tuple[NewComment, ...]:
    """Return the newest comments of the whole series, the newest first."""
    posts = {post.slug: post for post in edition.series.posts}
    every = [
        (comment, slug)
        for slug, comments in edition.series.comments.items()
        for comment in comments
        if not comment.removed
    ]
    every.sort(key=lambda pair: (pair[0].date, pair[1], pair[0].id), reverse=True)
    return tuple(
        NewComment(
            href=edition.comment_href(slug, comment.id),
            author=typeset(comment.author or ""),
            by_writer=comment.by_writer,
            date=day(comment.date),
            post=Link(edition.addresses.post(slug), typeset(posts[slug].title)),
            excerpt=shortened(text_of(edition.comment_bodies[comment.source]), 160),
        )
        for comment, slug in every[:number]
    )


def _row(
    branches: tuple[Branch, ...], make: Callable[[Branch, tuple[CommentView, ...]], CommentView]
) -> Iterator[CommentView]:
    """Yield comments with their replies under them; at the deepest indent all that follows, in a row."""
    for branch in branches:
        if branch.level < NESTED:
            yield make(branch, tuple(_row(branch.replies, make)))
        else:
            yield make(branch, ())
            yield from (make(reply, ()) for reply in _all_below(branch))


def _all_below(branch: Branch) -> Iterator[Branch]:
    waiting = list(reversed(branch.replies))
    while waiting:
        reply = waiting.pop()
        yield reply
        waiting += reversed(reply.replies)


def _comment(
    edition: Edition,
    post: Post,
    authors: dict[str, str | None],
    branch: Branch,
    replies: tuple[CommentView, ...],
) -> CommentView:
    comment = branch.comment
    answers = comment.reply_to if branch.level == 1 or branch.level > NESTED else None
    return CommentView(
        anchor=comment_anchor(comment.id),
        href=edition.comment_href(post.slug, comment.id),
        author=typeset(comment.author) if comment.author else None,
        removed=Markup(REMOVED) if comment.removed else None,
        by_writer=comment.by_writer,
        url=comment.url,
        date=day(comment.date),
        body=edition.comment_bodies[comment.source],
        answers=_answered(edition, post, answers, authors[answers]) if answers else None,
        reply=None if comment.removed else _reply(edition, post, comment),
        replies=replies,
    )


def _answered(edition: Edition, post: Post, id_: str, author: str | None) -> Link:
    return Link(edition.comment_href(post.slug, id_), typeset(author or "a comment since removed"))


def _reply(edition: Edition, post: Post, comment: Comment | None) -> str | None:
    """Return the e-mail link for a reply."""
    email = edition.choices.reply_email
    if not email:
        return None
    return reply_link(email, plain(post.title), post.slug, comment.id if comment else None)

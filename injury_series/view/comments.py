"""Show a further page of a long thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from injury_series.story.posts import Post
from injury_series.view.edition import Edition
from injury_series.view.head import Feed, Head
from injury_series.view.parts import Link
from injury_series.view.site import make_head
from injury_series.view.thread import ThreadView, make_thread
from injury_series.view.typography import plain


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """Show a page of the thread under a post, which is part `part` of the story."""

    head: Head
    part: int
    post: Link
    thread: ThreadView


def make_comments(edition: Edition, post: Post) -> Iterator[CommentsPage]:
    """Yield the pages of a thread but the first, which stands under its post."""
    addresses, card, title = edition.addresses, edition.cards[post.slug], plain(post.title)
    feed = Feed(f"Comments: {title}", addresses.absolute(addresses.thread_feed(post.slug)))
    for page in range(2, len(edition.threads.get(post.slug, ())) + 1):
        yield CommentsPage(
            head=make_head(
                edition,
                title=f"Comments on {title}, page {page}",
                description=f"What readers and the writer said about \u201c{title}\u201d, page {page}.",
                href=addresses.comments(post.slug, page),
                feeds=(feed,),
            ),
            part=card.part,
            post=Link(card.href, card.title),
            thread=make_thread(edition, post, page),
        )

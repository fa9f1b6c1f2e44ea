"""Part a long thread into pages: the first comments stay under the post, others have pages of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from injury_series.story.threads import Comment

UNDER_POST, ON_PAGE = 1_800, 9_500
"""How many letters of comments stand on the post's own page, and on each further one.

A post has 14 KB for everything; its text, the style and what is around it take most of that.
"""

_AROUND = 120
"""What stands around the words of a comment weighs as many letters, packed."""


def thread_pages(
    comments: Sequence[Comment], letters: Callable[[Comment], int]
) -> tuple[tuple[Comment, ...], ...]:
    """Return the comments of a thread, given as they are read, by page; the first page is the post's own.

    A conversation is parted only where it does not fit a page of its own. `letters` measures a comment.
    """
    pages: list[list[Comment]] = [[]]
    room = UNDER_POST
    for talk in _conversations(comments):
        sizes = [letters(comment) + _AROUND for comment in talk]
        if pages[-1] and room < sum(sizes) <= ON_PAGE:
            pages.append([])
            room = ON_PAGE
        for comment, size in zip(talk, sizes, strict=True):
            if pages[-1] and room < size:
                pages.append([])
                room = ON_PAGE
            pages[-1].append(comment)
            room -= size
    return tuple(tuple(page) for page in pages)


def _conversations(comments: Sequence[Comment]) -> Iterator[list[Comment]]:
    """Yield each comment on the post itself with everything that was said under it."""
    talk: list[Comment] = []
    for comment in comments:
        if comment.reply_to is None and talk:
            yield talk
            talk = []
        talk.append(comment)
    if talk:
        yield talk

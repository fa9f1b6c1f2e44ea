"""Comments, and the threads that they make by answering each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold one comment's facts; `id` is its file's name, `reply_to` the id that it answers.

    One that was `removed` at its reader's wish keeps its place, and has no author and no words.
    """

    id: str
    source: str
    author: str | None
    date: datetime
    reply_to: str | None = None
    by_writer: bool = False
    url: str | None = None
    removed: datetime | None = None

    @property
    def changed(self) -> datetime:
        """Return when it last changed: when it came, or when it was removed."""
        return self.removed or self.date


@dataclass(frozen=True, slots=True)
class Branch:
    """Hold a comment where it stands in its thread; `level` counts from 1, oldest reply first."""

    comment: Comment
    level: int
    replies: tuple[Branch, ...]


def in_order(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return the comments as they are read: each with its replies behind it, the oldest first.

    A reply to what is not there is left out.
    """
    by_parent = _by_parent(sorted(comments, key=lambda c: (c.date, c.id)))
    order: list[Comment] = []
    waiting = by_parent[None][::-1]
    while waiting:
        order.append(waiting.pop())
        waiting += by_parent[order[-1].id][::-1]
    return tuple(order)


def nested(comments: Sequence[Comment]) -> tuple[Branch, ...]:
    """Return comments, given as they are read, as they answer each other.

    A reply to what is not among them stands at the first level. Deep threads cost no recursion.
    """
    by_parent, levels = _by_parent(comments), dict[str | None, int]()
    for comment in comments:
        levels[comment.id] = levels.get(comment.reply_to, 0) + 1
    branches: dict[str, Branch] = {}
    for comment in reversed(comments):
        replies = tuple(branches[reply.id] for reply in by_parent[comment.id])
        branches[comment.id] = Branch(comment, levels[comment.id], replies)
    return tuple(branches[comment.id] for comment in comments if levels[comment.id] == 1)


def circle_of(comment: Comment, by_id: dict[str, Comment]) -> tuple[str, ...]:
    """Return the ids along which a comment answers itself, or nothing where it does not."""
    path = [comment.id]
    reply_to = comment.reply_to
    while reply_to in by_id:
        if reply_to == comment.id:
            return (*path, comment.id)
        if reply_to in path:
            return ()
        path.append(reply_to)
        reply_to = by_id[reply_to].reply_to
    return ()


def _by_parent(comments: Iterable[Comment]) -> dict[str | None, list[Comment]]:
    by_parent: dict[str | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        by_parent[comment.reply_to].append(comment)
    return by_parent

"""Comments, and the threads that they make by answering each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold one comment's facts; `id` is its file's name, `reply_to` the id that it answers."""

    id: str
    source: str
    author: str
    date: datetime
    reply_to: str | None = None
    by_writer: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """Hold a comment where it stands in its thread; `level` counts from 1, oldest reply first."""

    comment: Comment
    level: int
    replies: tuple[Branch, ...]


def thread(comments: Iterable[Comment]) -> tuple[Branch, ...]:
    """Return the comments as they answer each other, oldest first at each level.

    A reply to what is not there is left out. Deep threads cost no recursion.
    """
    by_parent: dict[str | None, list[Comment]] = defaultdict(list)
    for comment in sorted(comments, key=lambda c: (c.date, c.id)):
        by_parent[comment.reply_to].append(comment)
    order: list[tuple[Comment, int]] = []
    waiting = [(comment, 1) for comment in reversed(by_parent[None])]
    while waiting:
        comment, level = waiting.pop()
        order.append((comment, level))
        waiting += [(reply, level + 1) for reply in reversed(by_parent[comment.id])]
    branches: dict[str, Branch] = {}
    for comment, level in reversed(order):
        replies = tuple(branches[reply.id] for reply in by_parent[comment.id])
        branches[comment.id] = Branch(comment, level, replies)
    return tuple(branches[comment.id] for comment in by_parent[None])


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

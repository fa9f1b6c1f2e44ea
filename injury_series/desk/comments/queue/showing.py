"""Show a comment that waits within its thread: whom it answers, what it says, who answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from injury_series.desk.comments.queue.day import day_of
from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.harmless import in_one_line
from injury_series.desk.comments.queue.marks import Mark
from injury_series.desk.comments.queue.screen import Screen
from injury_series.story.threads import in_order
from injury_series.view.typography import shortened

_STEP = 2
_AROUND = 160
"""Letters that are shown of a comment that stands around the one that is looked at."""

NEW = "> "
"""The sign of the comment that is looked at."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold a comment at its level in the thread, counted from 0."""

    entry: Entry
    level: int


def placed(thread: Mapping[str, Entry]) -> list[Placed]:
    """Return a thread in the order in which it is read; what answers nothing that is there is at level 0.

    Comments that answer each other in a circle come last, as if they answered the post.
    """
    there = [entry.comment for entry in thread.values() if entry.comment]
    ids = {comment.id for comment in there}
    comments = [each if each.reply_to in ids else replace(each, reply_to=None) for each in there]
    levels: dict[str | None, int] = {None: -1}
    for comment in in_order(comments):
        levels[comment.id] = levels[comment.reply_to] + 1
    rows = [Placed(thread[id_], level) for id_, level in levels.items() if id_]
    loose = sorted(
        (entry for entry in thread.values() if entry.id not in levels), key=lambda entry: entry.age
    )
    return [*rows, *(Placed(entry, 0) for entry in loose)]


def show(screen: Screen, entry: Entry, thread: Mapping[str, Entry], title: str, *, whole: bool) -> None:
    """Show a comment with what it answers and what answers it, or with the `whole` thread."""
    screen.say(f"{in_one_line(title)}  ({entry.name})", strong=True)
    rows = placed({**thread, entry.id: entry})
    shown = rows if whole else _around(rows, entry)
    for row in shown:
        screen.say()
        _show_one(screen, row, of=entry, whole=whole)
    if len(shown) < len(rows):
        left = len(rows) - len(shown)
        screen.say(f"\n({left} more in this thread)")


def show_marks(screen: Screen, entry: Entry, marks: list[Mark]) -> None:
    """Show what to look at in a comment, and how it can be let in where something keeps it out."""
    for mark in marks:
        screen.say(f"! {mark.words}", strong=mark.stops)
    if any(mark.stops for mark in marks):
        screen.say(f"It cannot be let in so. Mend {entry.file}, then accept it (a); or refuse it (r).")


def _around(rows: list[Placed], entry: Entry) -> list[Placed]:
    """Return what a comment answers, up to the top, the comment, and what answers it."""
    by_id = {row.entry.id: row for row in rows}
    near, above = {entry.id}, entry.reply_to
    while above in by_id and above not in near:
        near.add(above)
        above = by_id[above].entry.reply_to
    near |= {row.entry.id for row in rows if row.entry.reply_to == entry.id}
    return [row for row in rows if row.entry.id in near]


def _show_one(screen: Screen, row: Placed, *, of: Entry, whole: bool) -> None:
    entry, is_it = row.entry, row.entry.id == of.id
    indent = row.level * _STEP + len(NEW)
    screen.say(_head(entry), indent=indent, strong=is_it, sign=NEW if is_it else "")
    body = entry.body.strip() if is_it or whole else shortened(in_one_line(entry.body), _AROUND)
    if body:
        screen.say(body, indent=indent)


def _head(entry: Entry) -> str:
    words = [entry.author]
    if entry.comment:
        words.append(day_of(entry.comment.date))
        words += [entry.comment.url] if entry.comment.url else []
        words += ["by you"] if entry.comment.by_writer else []
    words += ["waits"] if entry.held else []
    return ", ".join(words)

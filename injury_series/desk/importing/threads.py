"""Place each comment of a text in its thread, so that every reply answers a comment that readers see."""

from __future__ import annotations

from dataclasses import dataclass

from injury_series.desk.importing.places import is_comment
from injury_series.desk.importing.records import WpComment
from injury_series.story.slugs import slugify

PINGS = ("pingback", "trackback")
_HELD = ("0", "hold")
_WHY = {"spam": "spam", "trash": "thrown away", "post-trashed": "thrown away with its post"}


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold a comment that is brought over; `odd` says where its place differs from the one it had."""

    comment: WpComment
    held: bool
    reply_to: str | None
    odd: str = ""


@dataclass(slots=True)
class Thread:
    """Hold the comments under one text: those that are brought over, and those that are not, with why."""

    placed: list[Placed]
    left: list[tuple[WpComment, str]]
    pings: list[WpComment]


def place_comments(comments: list[WpComment]) -> Thread:
    """Return the thread of one text, at any depth.

    A reply to what is not brought over, or not yet let in, answers the next comment up that is.
    """
    thread, kept = Thread([], [], []), dict[str, WpComment]()
    for comment in comments:
        if comment.type in PINGS:
            thread.pings.append(comment)
        elif why := _why_left(comment, kept):
            thread.left.append((comment, why))
        else:
            kept[comment.id] = comment
    everyone = {comment.id: comment for comment in reversed(comments)}
    answers: dict[str, str | None] = {}
    for comment in kept.values():
        reply_to = _nearest(comment, kept, everyone)
        odd = (
            ""
            if (reply_to or "0") == (comment.parent or "0")
            else "what it answered is not shown, so it answers the next one up"
        )
        if reply_to and _leads_to(reply_to, comment.id, answers):
            reply_to, odd = None, "the comments answered each other in a circle"
        answers[comment.id] = reply_to
        thread.placed.append(Placed(comment, _is_held(comment), reply_to, odd))
    return thread


def _why_left(comment: WpComment, kept: dict[str, WpComment]) -> str:
    if not is_comment(comment.type):
        return f'no comment but a "{comment.type}"'
    if comment.approved != "1" and not _is_held(comment):
        return _WHY.get(comment.approved, f'marked "{comment.approved}"')
    if not comment.id or slugify(comment.id) != comment.id:
        return "without a number"
    return "there twice" if comment.id in kept else ""


def _is_held(comment: WpComment) -> bool:
    return comment.approved in _HELD


def _nearest(comment: WpComment, kept: dict[str, WpComment], everyone: dict[str, WpComment]) -> str | None:
    """Return the first comment upwards that this one can answer."""
    seen, parent = {comment.id}, comment.parent
    while parent in everyone and parent not in seen:
        if parent in kept and (_is_held(comment) or not _is_held(kept[parent])):
            return parent
        seen.add(parent)
        parent = everyone[parent].parent
    return None


def _leads_to(id_: str | None, end: str, answers: dict[str, str | None]) -> bool:
    while id_ is not None and id_ != end:
        id_ = answers.get(id_)
    return id_ == end

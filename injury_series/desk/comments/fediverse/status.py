"""Read what a server tells of a status, as strangers wrote it: every part may be missing or wrong."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from injury_series.desk.importing.tree import words_of

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WANTS_NO_ROBOTS = re.compile(r"#no(?:bots?|index|archive)\b", re.I)
_LONGEST = 20_000


class WrongShapeError(ValueError):
    """Say that this is no status."""


@dataclass(frozen=True, slots=True)
class Account:
    """Hold who wrote a status; `acct` is "ada", or "ada@other.example" where they live elsewhere.

    `is_hidden` is true where their server puts a warning before them, `wants_no_robots` where they ask that
    search engines and other programs leave them out.
    """

    name: str
    acct: str
    url: str
    uri: str
    is_bot: bool
    is_hidden: bool
    wants_no_robots: bool


@dataclass(frozen=True, slots=True)
class Status:
    """Hold one status; `content` is HTML, `warning` stands before it, `answers` is the id of another.

    `mentions` are the addresses of the people whom it names, `attached` the kinds of its media.
    """

    id: str
    uri: str
    url: str
    answers: str
    date: datetime
    visibility: str
    is_boost: bool
    account: Account
    warning: str
    content: str
    mentions: frozenset[str]
    attached: tuple[str, ...]

    @property
    def left_out(self) -> str:
        """Return why it may not stand elsewhere, in words that follow a number, or nothing.

        An unlisted one may be read by anyone, and is not meant to be shown around. `indexable` is not looked
        at: it is about search within the Fediverse, and false unless somebody sets it.
        """
        reasons = {
            "not public": self.visibility not in ("public", "unlisted"),
            "unlisted": self.visibility == "unlisted",
            "only passed on": self.is_boost,
            "by people who ask that programs and search engines leave them out": self.account.wants_no_robots,
            "by programs": self.account.is_bot,
            "by accounts that their server hides": self.account.is_hidden,
            f"longer than {_LONGEST:,} characters": len(self.content) + len(self.warning) > _LONGEST,
        }
        return next((words for words, holds in reasons.items() if holds), "")


def read_status(told: Any) -> Status:
    """Return a status; WrongShapeError where what names it, its date, its author or its words are missing."""
    return Status(
        id=_text(told, "id", needed=True),
        uri=_text(told, "uri", needed=True),
        url=_text(told, "url"),
        answers=_text(told, "in_reply_to_id"),
        date=_date(_text(told, "created_at", needed=True)),
        visibility=_text(told, "visibility"),
        is_boost=bool(told.get("reblog")),
        account=_account(told.get("account")),
        warning=_text(told, "spoiler_text"),
        content=_text(told, "content"),
        mentions=frozenset(_text(each, "url") for each in _list(told, "mentions")),
        attached=tuple(_text(each, "type") for each in _list(told, "media_attachments")),
    )


def descendants(told: Any) -> list[Any]:
    """Return what a server tells of the answers to a status; WrongShapeError where it tells none."""
    if not isinstance(told, Mapping) or not isinstance(told.get("descendants"), list):
        raise WrongShapeError
    return _list(told, "descendants")


def in_order(statuses: Iterable[Status], root: str) -> Iterator[tuple[Status, str]]:
    """Yield each status with the id of the one that it stands under, and that one before it.

    What answers a status that is not there, or itself by a round, stands under the `root`.
    """
    by_id = {status.id: status for status in statuses if status.id != root}
    answers: dict[str, list[Status]] = defaultdict(list)
    waiting = sorted(by_id.values(), key=lambda status: (status.date, status.uri))
    for status in waiting:
        answers[status.answers if status.answers in by_id else root].append(status)
    yielded: set[str] = set()
    turns = deque((status, root) for status in [*answers[root], *waiting])
    while turns:
        status, under = turns.popleft()
        if status.id in yielded:
            continue
        yielded.add(status.id)
        yield status, under
        turns.extendleft((answer, status.id) for answer in reversed(answers[status.id]))


def _account(told: Any) -> Account:
    acct, url = _text(told, "acct", needed=True), _text(told, "url")
    note = _text(told, "note")
    wants_no_robots = told.get("noindex") is True or bool(_WANTS_NO_ROBOTS.search(words_of(note[:_LONGEST])))
    return Account(
        name=_text(told, "display_name")[:_LONGEST],
        acct=acct,
        url=url,
        uri=_text(told, "uri") or url or acct,
        is_bot=told.get("bot") is True,
        is_hidden=told.get("limited") is True or told.get("suspended") is True,
        wants_no_robots=wants_no_robots,
    )


def _text(told: Any, key: str, *, needed: bool = False) -> str:
    """Return a text without what no text can hold; "" where there is none, unless it is `needed`."""
    value = told.get(key) if isinstance(told, Mapping) else None
    text = _NO_TEXT.sub("", value.replace("\r", "\n")) if isinstance(value, str) else ""
    if needed and not text.strip():
        raise WrongShapeError(key)
    return text


def _list(told: Any, key: str) -> list[Any]:
    value = told.get(key) if isinstance(told, Mapping) else None
    return value if isinstance(value, list) else []


def _date(text: str) -> datetime:
    try:
        date = datetime.fromisoformat(text)
        return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise WrongShapeError("created_at") from error

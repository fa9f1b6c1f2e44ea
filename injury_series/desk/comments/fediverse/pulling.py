"""Take the public replies to one status in, each under the reply that it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from injury_series.desk.comments.fediverse.place import StatusPlace
from injury_series.desk.comments.fediverse.server import NoAnswerError, Servers
from injury_series.desk.comments.fediverse.status import (
    Status,
    WrongShapeError,
    descendants,
    in_order,
    read_status,
)
from injury_series.desk.comments.fediverse.words import StatusWords, author_of, page_address
from injury_series.desk.comments.intake import Fate, Intake
from injury_series.desk.comments.reply import CameBy, Reply

_SHOWN_TO_STRANGERS = 60
"""How many replies Mastodon shows to those without an account there."""
_UNREADABLE = "What the server answered is no status that can be read."
_NO_WORDS = "without words"


@dataclass(slots=True)
class Pulled:
    """Count what became of replies; `left_out` has the reasons, in words that follow a number."""

    held: int = 0
    known: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    cut_off: bool = False

    @property
    def read(self) -> int:
        """Return how many there were."""
        return self.held + self.known + self.left_out.total()

    def add(self, other: Pulled) -> None:
        """Count the replies of another discussion too."""
        self.held, self.known = self.held + other.held, self.known + other.known
        self.left_out += other.left_out


@dataclass(frozen=True, slots=True)
class Pulling:
    """Pull replies from servers into what waits for the writer."""

    servers: Servers
    intake: Intake
    words: StatusWords

    def pull(self, post: str, place: StatusPlace) -> Pulled:
        """Take in every public reply to a status, and to its replies, as answers to the post of that slug.

        Raises NoAnswerError where the server gives nothing that can be read.
        """
        try:
            root = read_status(self.servers.status(place))
            told = descendants(self.servers.context(place))
        except WrongShapeError as error:
            raise NoAnswerError(_UNREADABLE) from error
        pulled = Pulled(cut_off=len(told) >= _SHOWN_TO_STRANGERS)
        stands: dict[str, str | None] = {root.id: None}
        for status, under in in_order(_readable(told, pulled), root.id):
            reply_to = stands[under]
            why = status.left_out
            fate = None if why else self._take(post, status, reply_to)
            if fate in (None, Fate.NO_WORDS):
                pulled.left_out[why or _NO_WORDS] += 1
            elif fate is Fate.KNOWN:
                pulled.known += 1
            else:
                pulled.held += 1
            stands[status.id] = status.uri if self._has_place(status) else reply_to
        return pulled

    def _take(self, post: str, status: Status, answers: str | None) -> Fate:
        if self.intake.records.of_token(status.uri):
            return Fate.KNOWN  # and its words need not be turned again
        return self.intake.take(
            Reply(
                post=post,
                id=f"fedi-{sha256(status.uri.encode()).hexdigest()[:10]}",
                author=author_of(status.account),
                date=status.date,
                body=self.words.body(status),
                came_by=CameBy.FEDIVERSE,
                token=status.uri,
                reader=status.account.uri,
                answers_token=answers,
                url=page_address(status.account.url),
            )
        )

    def _has_place(self, status: Status) -> bool:
        """Tell whether answers can stand under it: a refused reply, or one left out, has no place."""
        record = self.intake.records.of_token(status.uri)
        return bool(record and record.id)


def _readable(told: list[object], pulled: Pulled) -> Iterator[Status]:
    for each in told:
        try:
            yield read_status(each)
        except WrongShapeError:
            pulled.left_out["that cannot be read"] += 1

"""Keep account of the mails that were read: every one is held, known already, or left with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from injury_series.desk.comments.mail.charsets import readable
from injury_series.desk.comments.mail.message import Mail
from injury_series.desk.comments.mail.reading import NO_TAG, Left
from injury_series.desk.comments.strangers import without_addresses
from injury_series.desk.importing.naming import written
from injury_series.source.files import HELD
from injury_series.view.typography import shortened

_LISTED = 20
"""How many mails of a kind are listed, the newest; there may be thousands that are none of ours."""

_LONGEST = 60
_BY_HAND = (
    "To take one in all the same: save it as an .eml file, write the post behind its subject, such as "
    "[{}], and read that file."
)


@dataclass(slots=True)
class Report:
    """Gather what became of each mail; of a sender it names nothing."""

    zone: ZoneInfo
    now: datetime
    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    known: int = 0
    left: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    odd: list[str] = field(default_factory=list)

    def hold(self, post: str, id_: str, odd: tuple[str, ...]) -> None:
        """Note a mail that waits for the writer now."""
        self.held[post].append(id_)
        self.odd += [f"{_folder(post)}{id_}.md: {line}" for line in odd]

    def leave(self, why: Left, mail: Mail | None, called: str) -> None:
        """Note a mail of which nothing is made; one that cannot be read has its number alone."""
        date = mail.date(self.now) if mail else self.now
        day = written(date.astimezone(self.zone))[:10]
        line = f'{day} "{_plain(mail.words("Subject"))}"' if mail else called
        self.left[why.kind].append((date, line))

    def lines(self, source: str, example: str) -> Iterator[str]:
        """Yield the report: names first, sums last; `example` is a post that a subject could name."""
        if self.held:
            yield "Held: these wait for you, and no build shows them:"
            yield from (f"  {_folder(post)} {', '.join(ids)}" for post, ids in sorted(self.held.items()))
            yield ""
        for kind, mails in self.left.items():
            yield f"Left, {len(mails)}: {kind}:"
            yield from _listed(mails)
            if kind == NO_TAG:
                yield f"  {_BY_HAND.format(example)}"
            yield ""
        if self.odd:
            yield "Look at these:"
            yield from (f"  {line}" for line in self.odd)
            yield ""
        yield self._sums(source)

    @property
    def holds(self) -> int:
        """Return how many wait now that did not before."""
        return sum(map(len, self.held.values()))

    def _sums(self, source: str) -> str:
        left = sum(map(len, self.left.values()))
        read = self.holds + self.known + left
        mails = f"{read} mail{'' if read == 1 else 's'}"
        return f"Read {mails} in {source}: {self.holds} held, {self.known} known already, {left} left."


def _folder(post: str) -> str:
    return f"content/comments/{HELD}/{post}/"


def _listed(mails: list[tuple[datetime, str]]) -> Iterator[str]:
    newest = sorted(mails, key=lambda mail: mail[0], reverse=True)
    yield from (f"  {line}" for _, line in newest[:_LISTED])
    if len(mails) > _LISTED:
        yield f"  and {len(mails) - _LISTED} older"


def _plain(text: str) -> str:
    """Return words of a stranger in one short line that is safe in a terminal."""
    return shortened(without_addresses(" ".join(readable(text).split())), _LONGEST)

"""Make of each mail a reply to a post, or say why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from injury_series.desk.comments.mail.charsets import readable
from injury_series.desk.comments.mail.machines import machine_made
from injury_series.desk.comments.mail.message import Mail
from injury_series.desk.comments.mail.own_words import MOST_LETTERS, Said, said_in
from injury_series.desk.comments.mail.parts import Parts, parts_of
from injury_series.desk.comments.mail.places import Places
from injury_series.desk.comments.mail.sources import MOST, RawMail
from injury_series.desk.comments.records import Records
from injury_series.desk.comments.reply import CameBy, Reply
from injury_series.desk.comments.strangers import reader_name
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.story.slugs import slugify

NO_TAG = "no post is named in the subject"
_TOO_LONG = f"over {MOST_LETTERS:,} letters of words, or very long with all that it quotes"
NO_WORDS = "no words of the reader's own"
_HUGE = "too large, and no words in its first 2 MB"
_LONGEST_ID = 40

_UNKNOWN_COMMENT = 'it answers the comment "{}", which is not there: it stands under the post'
_ATTACHED = "{} attached and left out: comments show no pictures or files"
_OWN_ADDRESS = (
    "it says that it comes from your own address; anybody can write that, so it waits like the others"
)
_CUT = "the mail is very large: only its first 2 MB were read"


@dataclass(frozen=True, slots=True)
class Left:
    """Say why nothing is made of a mail."""

    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """Say that a mail was read before."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a reply, and what the writer should look at in it."""

    reply: Reply
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    post: str
    answers: str | None = None
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Read mails; `records` know which were read before, `own` is the writer's address or ""."""

    places: Places
    records: Records
    zone: ZoneInfo
    now: datetime
    own: str
    to_markdown: ToMarkdown

    def read(self, raw: RawMail, head: Mail) -> Found | Known | Left:
        """Return what is made of a mail; it is only read whole where its headers say that it is for us."""
        if head.id and self.records.of_token(head.id):
            return Known()
        why = machine_made(head)
        if why:
            return Left(why)
        place = self._place(head)
        return place if isinstance(place, Left) else self._found(raw, place)

    def _place(self, head: Mail) -> _Place | Left:
        tag = self.places.named_in(head.words("Subject"))
        if tag is None:
            return self._place_of_answered(head) or Left(NO_TAG)
        if not tag.known:
            return Left("its subject names a post that is not there")
        if tag.comment is None:
            return _Place(tag.post)
        if self.places.has_comment(tag.post, tag.comment):
            return _Place(tag.post, tag.comment)
        return _Place(tag.post, odd=(_UNKNOWN_COMMENT.format(tag.comment),))

    def _place_of_answered(self, head: Mail) -> _Place | None:
        """Return the place of a mail that answers one that was taken in before."""
        records = filter(None, map(self.records.of_token, head.answered))
        return next((_Place(record.post, record.id or None) for record in records), None)

    def _found(self, raw: RawMail, place: _Place) -> Found | Left:
        mail = Mail(raw.whole())
        parts = parts_of(mail.message)
        if parts.why:
            return Left(parts.why)
        said = said_in(parts, _names(mail), self.to_markdown)
        if said is None:
            return Left(_TOO_LONG)
        if not said.body.strip():
            return Left(_HUGE if raw.size > MOST else NO_WORDS)
        odd = (*place.odd, *self._odd(mail, parts, raw))
        return Found(self._reply(mail, said, place), odd)

    def _odd(self, mail: Mail, parts: Parts, raw: RawMail) -> list[str]:
        things = "1 thing was" if parts.attached == 1 else f"{parts.attached} things were"
        is_own = bool(self.own) and mail.address.casefold() == self.own.casefold()
        told = ((parts.attached, _ATTACHED.format(things)), (raw.size > MOST, _CUT), (is_own, _OWN_ADDRESS))
        return [line for is_so, line in told if is_so]

    def _reply(self, mail: Mail, said: Said, place: _Place) -> Reply:
        name = reader_name(readable(said.signed)) if said.signed else reader_name(readable(mail.sender))
        date = mail.date(self.now)
        slug = slugify(name)[:_LONGEST_ID].strip("-") or "reader"
        return Reply(
            post=place.post,
            id=f"{slug}-{date.astimezone(self.zone):%Y-%m-%d}",
            author=name,
            date=date,
            body=said.body,
            came_by=CameBy.MAIL,
            token=mail.id or _token(mail, said),
            reader=mail.address or mail.sender,
            answers=place.answers,
            notice=said.notice,
        )


def _token(mail: Mail, said: Said) -> str:
    """Return a name for a mail that has none: one that the same mail has each time."""
    facts = "\0".join((mail.raw("Date"), mail.raw("From"), said.body))
    return sha256(facts.encode("utf-8", "replace")).hexdigest()


def _names(mail: Mail) -> frozenset[str]:
    """Return what the sender is called in the headers, word by word, in small letters."""
    words = f"{mail.sender} {mail.address.partition('@')[0]}".casefold()
    return frozenset(re.split(r"[\W\d_]+", words)) - {""}

"""Read the headers of a mail: who wrote it, when, to what; whatever is broken in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from injury_series.desk.comments.mail.charsets import decoded, readable

_ID = re.compile(r"<[^<>\s]+>")
_YEARS = range(1990, 2200)
_BROKEN = (HeaderParseError, LookupError, TypeError, ValueError)


class Mail:
    """Hold one mail, or its headers alone; what is asked for and not there is empty."""

    def __init__(self, data: bytes) -> None:
        """Read the bytes of a mail, as it was sent (RFC 5322)."""
        self.message: Message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.compat32)
        self._raw: dict[str, list[str]] = {}
        for name, value in self.message.raw_items():
            self._raw.setdefault(name.lower(), []).append(_as_text(str(value)))

    def raw(self, name: str) -> str:
        """Return the first header of this name as it is written, in one line."""
        return next(iter(self._raw.get(name.lower(), ())), "")

    def words(self, name: str) -> str:
        """Return a header with its encoded words decoded (RFC 2047), in one line."""
        return _in_words(self.raw(name))

    @property
    def address(self) -> str:
        """Return the sender's address, or whatever stands in its place."""
        return parseaddr(self.raw("From"))[1].strip()

    @property
    def sender(self) -> str:
        """Return the name that the sender's program gives."""
        name, address = parseaddr(self.raw("From"))
        return _in_words(name or ("" if "@" in address else address))

    @property
    def id(self) -> str:
        """Return the name that this mail has among all mails, or nothing."""
        return self.raw("Message-ID").strip()

    @property
    def answered(self) -> list[str]:
        """Return the ids of the mails that this one answers, the nearest first."""
        nearest = _ID.findall(self.raw("In-Reply-To"))
        return list(dict.fromkeys([*nearest, *reversed(_ID.findall(self.raw("References")))]))

    def date(self, now: datetime) -> datetime:
        """Return when it was written, else when it came; `now` where neither is said or can be."""
        written = [_date(self.raw("Date"))]
        came = [_date(each.rpartition(";")[2]) for each in self._raw.get("received", ())]
        return next((date for date in (*written, *came) if date and date <= now), now)


def _as_text(value: str) -> str:
    """Return a header in one line; letters that are sent without being encoded are read, too."""
    data = value.encode("utf-8", "surrogateescape")
    return " ".join(readable(decoded(data, "utf-8")).split())


def _in_words(text: str) -> str:
    try:
        pieces = decode_header(text)
        made = "".join(_piece(piece, charset) for piece, charset in pieces)
    except _BROKEN:
        made = text
    return " ".join(readable(made).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        return piece.decode("raw-unicode-escape", "replace")
    return decoded(piece, charset.partition("*")[0])  # a language may stand behind it (RFC 2231)


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (IndexError, OverflowError, TypeError, ValueError):
        return None
    if date.year not in _YEARS:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)

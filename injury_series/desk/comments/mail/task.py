"""Read the mails in which readers answered, and hold each for the writer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from rich.console import Console

from injury_series.desk.comments.intake import Fate, Intake
from injury_series.desk.comments.mail.message import Mail
from injury_series.desk.comments.mail.places import Places
from injury_series.desk.comments.mail.reading import NO_WORDS, Found, Left, Reader
from injury_series.desk.comments.mail.report import Report
from injury_series.desk.comments.mail.server import account_of, opened
from injury_series.desk.comments.mail.sources import RawMail, find_mails
from injury_series.desk.guarded import guarded
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.progress import shown_progress
from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.place import Place, read_place

CONF = Path("pelicanconf.py")
_UNREADABLE = Left("these cannot be read as mails")
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What Python's reader of mails raises over some that are broken."""


class _Mails(Protocol):
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[RawMail]: ...


def run_read(source: str, *, now: datetime | None = None) -> int:
    """Take in the replies of a mailbox and return the exit code: 0, 1, or 130 if stopped.

    `source` is an mbox, a Maildir, an .eml file or a folder of them; "" is the IMAP mailbox that the
    environment names.
    """

    def work() -> int:
        try:
            return _read(source, now or datetime.now(UTC))
        except KeyboardInterrupt:
            print("Stopped. What is held already is whole; read again to go on.")
            return 130

    return guarded(work)


def _read(source: str, now: datetime) -> int:
    place = read_place(CONF)
    places = Places(place.content, place.zone)
    report = Report(place.zone, now)
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    with _opened(source) as (name, mails), Intake(place.content, place.zone, now) as intake:
        _take_all(mails, _reader(place, places, intake, now), intake, report)
    for line in report.lines(name, places.example):
        console.print(line, markup=False)
    console.print(f"\n{_what_now(report)}", markup=False)
    return 0


@contextmanager
def _opened(source: str) -> Iterator[tuple[str, _Mails]]:
    """Give the mails of a source, and what messages call it."""
    if source:
        yield source, find_mails(Path(source))
        return
    account = account_of(os.environ)
    with opened(account) as server:
        yield f"{account.folder} on {account.host}", server


def _reader(place: Place, places: Places, intake: Intake, now: datetime) -> Reader:
    own = str(read_conf(CONF, {}).get("REPLY_EMAIL") or "")
    return Reader(places, intake.records, place.zone, now, own, ToMarkdown(full=False))


def _take_all(mails: _Mails, reader: Reader, intake: Intake, report: Report) -> None:
    bars = Console(stderr=True, highlight=False, emoji=False)
    with shown_progress(bars, "Reading mails") as tell:
        for number, raw in enumerate(mails, 1):
            _take(raw, reader, intake, report)
            tell("mails", number, len(mails))


def _take(raw: RawMail, reader: Reader, intake: Intake, report: Report) -> None:
    head: Mail | None = None
    data = raw.head()
    try:
        head = Mail(data) if data.strip() else None
        found = reader.read(raw, head) if head else _UNREADABLE
    except _BROKEN:
        found, head = _UNREADABLE, None
    if isinstance(found, Found):
        _hold(found, head, raw, intake, report)
    elif isinstance(found, Left):
        report.leave(found, head, raw.called)
    else:
        report.known += 1


def _hold(found: Found, head: Mail | None, raw: RawMail, intake: Intake, report: Report) -> None:
    fate = intake.take(found.reply)
    record = intake.records.of_token(found.reply.token)
    if fate is Fate.HELD and record:
        report.hold(record.post, record.id, found.odd)
    elif fate is Fate.NO_WORDS:
        report.leave(Left(NO_WORDS), head, raw.called)
    else:
        report.known += 1


def _what_now(report: Report) -> str:
    if report.holds:
        return "To look at what waits, and let it in: python3 tasks.py comments"
    return "Nothing new waits."

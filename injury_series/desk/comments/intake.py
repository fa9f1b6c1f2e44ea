"""Take in replies from outside: each becomes a file that waits for the writer, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from zoneinfo import ZoneInfo

from injury_series.desk.comments.records import Record, Records, State
from injury_series.desk.comments.reply import Reply
from injury_series.desk.comments.safe_file import write_whole
from injury_series.desk.comments.strangers import reader_name, web_address, words_of_stranger
from injury_series.desk.importing.naming import written
from injury_series.desk.importing.texts import file_text
from injury_series.errors import ContentFaults
from injury_series.source.files import HELD
from injury_series.source.front_matter import read_document
from injury_series.story.slugs import slugify


class Fate(Enum):
    """Say what became of a reply that was taken in."""

    HELD = auto()
    LET_IN = auto()
    KNOWN = auto()
    NO_WORDS = auto()


class Intake:
    """Take replies in below a content folder; dates are put into the writer's zone, none lies after `now`.

    Use it in a `with`: the records are saved at its end, also where something went wrong on the way.
    """

    def __init__(self, content: Path, zone: ZoneInfo, now: datetime) -> None:
        self._folder, self._zone, self._now = content / "comments", zone, now
        self.records = Records.read(content)

    def __enter__(self) -> Intake:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Save the records, with what another task has written down meanwhile."""
        self.records.save()

    def take(self, reply: Reply) -> Fate:
        """Write the file of a reply that is not there yet, and remember it.

        A reply whose id is taken by another gets a number behind it. Where the program is killed half way,
        each file is there whole or not at all, and taking the reply again finds it by its date.
        """
        if self.records.of_token(reply.token):
            return Fate.KNOWN
        body = words_of_stranger(reply.body)
        if not body:
            return Fate.NO_WORDS
        date = min(reply.date, self._now).astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        id_, there = self._place(reply, written(date))
        if not there:
            folder = self._folder / (reply.post if reply.let_in else f"{HELD}/{reply.post}")
            write_whole(folder / f"{id_}.md", self._text(reply, written(date), body))
        state = State.ACCEPTED if self._is_let_in(reply.post, id_) else State.HELD
        reader = self.records.hash_of(reply.reader)
        self.records.put(
            reply.token, Record(reply.post, id_, reply.came_by, reader, state, notice=reply.notice)
        )
        return Fate.KNOWN if there else Fate.LET_IN if reply.let_in else Fate.HELD

    def _place(self, reply: Reply, date: str) -> tuple[str, bool]:
        """Return a free id, or the id of the file that this very reply has made before."""
        wanted = slugify(reply.id) or "comment"
        for id_ in _numbered(wanted):
            paths = [folder / f"{id_}.md" for folder in self._folders(reply.post)]
            there = [path for path in paths if path.exists()]
            if not there:
                return id_, False
            if any(_date_in(path) == date for path in there) and not self._is_of_another(reply.post, id_):
                return id_, True
        raise AssertionError  # numbers do not run out

    def _is_of_another(self, post: str, id_: str) -> bool:
        """Tell whether a remembered reply made a file: two may have one second and one name."""
        return self.records.of_comment(post, id_) is not None

    def _folders(self, post: str) -> tuple[Path, Path]:
        return self._folder / post, self._folder / HELD / post

    def _is_let_in(self, post: str, id_: str) -> bool:
        return (self._folder / post / f"{id_}.md").exists()

    def _text(self, reply: Reply, date: str, body: str) -> str:
        values = {
            "author": reader_name(reply.author),
            "date": date,
            "reply-to": self._answered(reply),
            "by-writer": reply.by_writer,
            "url": web_address(reply.url or ""),
        }
        return file_text(values, body)

    def _answered(self, reply: Reply) -> str | None:
        """Return the comment that is answered, where one is there; else the reply stands under the post."""
        record = self.records.of_token(reply.answers_token) if reply.answers_token else None
        id_ = record.id if record and record.post == reply.post else reply.answers
        folders = self._folders(reply.post)[: 1 if reply.let_in else 2]
        return id_ if id_ and any((folder / f"{id_}.md").exists() for folder in folders) else None


def _numbered(id_: str) -> Iterator[str]:
    yield id_
    number = 2
    while True:
        yield f"{id_}-{number}"
        number += 1


def _date_in(path: Path) -> str:
    try:
        header = read_document(path, path.name).header.data
    except ContentFaults:
        return ""
    return str(header.get("date", ""))

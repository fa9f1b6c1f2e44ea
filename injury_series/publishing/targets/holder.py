"""Say who is publishing, where nothing but files can be kept: a note that is touched and taken away."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from injury_series.publishing.target import PublishError, Say

_STALE = timedelta(minutes=15)
_TOUCHED = 240.0
"""Every so many seconds the note is written anew."""


class Note(Protocol):
    """Read, write and remove the one note of a place."""

    def read(self) -> bytes | None: ...
    def write(self, text: bytes) -> None: ...
    def remove(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Holder:
    """Hold who publishes: a token of this time, the machine, its process, and when it was last seen."""

    token: str
    machine: str
    process: int
    seen: datetime

    def to_json(self) -> bytes:
        """Return the note."""
        data = {"token": self.token, "machine": self.machine, "process": self.process}
        return json.dumps({**data, "seen": self.seen.isoformat()}).encode()

    @property
    def over(self) -> bool:
        """Tell whether nobody publishes any more: not seen for long, or ended on this machine."""
        if datetime.now(UTC) - self.seen > _STALE:
            return True
        return self.machine == _machine() and not _runs(self.process)


@contextmanager
def hold(note: Note, where: str, say: Say) -> Iterator[Callable[[], None]]:
    """Hold a place while this runs, and give a function that raises PublishError once somebody took it over.

    A note that is stale or damaged is taken over, which `say` is told. Raises PublishError where somebody
    else is publishing there.
    """
    text = note.read()
    found = _read(text) if text else None
    if found and not found.over:
        raise PublishError(_busy(found, where))
    if text:
        when = f" at {found.seen:%H:%M} UTC on {found.seen:%Y-%m-%d}" if found else ""
        say(f"The last publishing to {where} was cut off{when}. This one takes over and mends what it left.")
    mine = Holder(uuid.uuid4().hex, _machine(), os.getpid(), datetime.now(UTC))
    note.write(mine.to_json())

    def still_ours() -> None:
        now = _read(note.read() or b"")
        if now is None or now.token != mine.token:
            raise PublishError(_busy(now, where))

    still_ours()
    ended = threading.Event()
    toucher = threading.Thread(target=_touch, args=(note, mine, still_ours, ended), daemon=True)
    toucher.start()
    try:
        yield still_ours
    finally:
        ended.set()
        toucher.join()
        with suppress(PublishError):
            still_ours()
            note.remove()


def _touch(note: Note, mine: Holder, still_ours: Callable[[], None], ended: threading.Event) -> None:
    while not ended.wait(_TOUCHED):
        with suppress(PublishError):
            still_ours()
            note.write(replace(mine, seen=datetime.now(UTC)).to_json())


def _busy(holder: Holder | None, where: str) -> str:
    who = (
        f"{holder.machine.partition('/')[0]}, last seen at {holder.seen:%H:%M} UTC" if holder else "somebody"
    )
    return (
        f"Another publishing to {where} is running ({who}). What was published before is served as before. "
        "Wait until it is done, and publish again; one that was cut off is taken over after 15 minutes."
    )


def _read(text: bytes) -> Holder | None:
    try:
        data = json.loads(text)
        seen = datetime.fromisoformat(data["seen"]).astimezone(UTC)
        return Holder(str(data["token"]), str(data["machine"]), int(data["process"]), seen)
    except (ValueError, KeyError, TypeError):
        return None


def _machine() -> str:
    return f"{socket.gethostname()}/{uuid.getnode():x}"


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # there, asking with a signal would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

"""Find the mails in what the writer names: an mbox, a Maildir, one .eml file, a folder of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from injury_series.errors import Fault, InjurySeriesError

MOST = 2_000_000
"""How many bytes of a mail are read: more than any words have; what lies behind them is attached."""

_HEADERS = 200_000
_FROM = b"From "
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?\s*[!-9;-~]+[ \t]*:")
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_SEPARATOR = re.compile(
    rb"From (?:\r?\n|.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*"
    rb"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.*\d\d:\d\d)"
)
_KNOWN = "an mbox file, a Maildir folder, an .eml file, a folder of .eml files"


@dataclass(frozen=True, slots=True)
class RawMail:
    """Hold one mail that is read when it is wanted.

    `called` is how messages name it, `size` its bytes; `head` returns its headers, `whole` all of it, up to
    MOST bytes.
    """

    called: str
    size: int
    head: Callable[[], bytes]
    whole: Callable[[], bytes]


def find_mails(source: Path) -> Sequence[RawMail]:
    """Return the mails of a source, in their order; InjurySeriesError where it is none, or cannot be read."""
    if not source.exists():
        raise InjurySeriesError(_worded(source, "There is no such file or folder."))
    if source.is_dir():
        return _in_folder(source)
    with _told(source), source.open("rb") as file:
        start = file.read(1000)
    if start.startswith(_OUTLOOK):
        problem = "This is a mail as Outlook keeps it (.msg). Save it as .eml, or forward it to yourself."
        raise InjurySeriesError(_worded(source, problem))
    if start.startswith(_FROM) or not start:
        with _told(source):
            return _in_mbox(source)
    if _HEADER.match(start):
        return [_alone(source, source.name)]
    raise InjurySeriesError(_worded(source, "This is no mail, and no mailbox."))


def _in_folder(folder: Path) -> Sequence[RawMail]:
    with _told(folder):
        if (folder / "cur").is_dir() or (folder / "new").is_dir():
            parts = [path for name in ("cur", "new") for path in (folder / name).glob("[!.]*")]
            files = sorted((path for path in parts if path.is_file()), key=lambda path: path.name)
            return [_alone(path, f"mail {number}") for number, path in enumerate(files, 1)]
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".eml" and path.is_file())
        if not files and (folder / "mbox").is_file():  # Apple Mail gives away a folder with that file in it
            return _in_mbox(folder / "mbox")
    if not files:
        raise InjurySeriesError(_worded(folder, "There are no mails in this folder."))
    return [_alone(path, path.name) for path in files]


def _in_mbox(path: Path) -> Sequence[RawMail]:
    with path.open("rb") as file:
        starts = list(_starts(file))
        ends = [start for start, _ in starts[1:]] + [file.seek(0, 2)]
    return [
        _piece(path, f"mail {number}", start + skipped, end)
        for number, ((start, skipped), end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _starts(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Yield where each mail of an mbox begins, and how long the line is that says so (RFC 4155).

    A line of a text may begin with "From " too: one that begins a mail has an empty line before it.
    """
    at, empty = 0, True
    for line in iter(partial(file.readline, _HEADERS), b""):
        if empty and _SEPARATOR.match(line):
            yield at, len(line)
        at, empty = at + len(line), not line.strip(b"\r\n")


def _alone(path: Path, called: str) -> RawMail:
    return _piece(path, called, 0, path.stat().st_size, is_mbox=False)


def _piece(path: Path, called: str, start: int, end: int, *, is_mbox: bool = True) -> RawMail:
    def read(most: int) -> bytes:
        with _told(path), path.open("rb") as file:
            file.seek(start)
            data = file.read(min(most, end - start))
        return _unescaped(data) if is_mbox else data.removeprefix(b"\xef\xbb\xbf")

    return RawMail(called, end - start, lambda: _head(read(_HEADERS)), lambda: read(MOST))


def _head(data: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", data.lstrip(b"\r\n"), maxsplit=1)[0] + b"\r\n\r\n"


def _unescaped(data: bytes) -> bytes:
    """Return a mail of an mbox without the sign before lines that begin with "From "."""
    return re.sub(rb"(?m)^>(>*From )", rb"\1", data)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InjurySeriesError(f"{path}: this cannot be read: {error.strerror}.") from error


def _worded(source: Path, problem: str) -> str:
    return str(Fault(str(source), 0, "", problem, hint=f"Give {_KNOWN}."))

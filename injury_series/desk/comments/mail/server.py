"""Read a mailbox on a server, over IMAP and TLS, and leave everything in it as it is (RFC 3501)."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from injury_series.desk.comments.mail.sources import MOST, RawMail
from injury_series.errors import Fault, InjurySeriesError

_PREFIX = "INJURY_SERIES_IMAP_"
_PORT = "993"
_TIMEOUT = 30
_AT_ONCE = 200
"""How many headers are asked for at a time."""

_FIELDS = (
    "From Date Subject Message-ID In-Reply-To References Received Return-Path Content-Type Auto-Submitted "
    "Precedence List-Id X-Spam-Flag X-Spam-Status X-Autoreply X-Autorespond"
)
_HEADERS = f"(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({_FIELDS.upper()})])"
_ANSWER = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_FOLDER_LINE = re.compile(rb'\([^)]*\) (?:NIL|"[^"]*") "?([^"]*)"?$')
_HINT = "The mailbox is named by the environment: see docs/comments.md."
_PASSWORD_HINT = "Many providers want an app password here, which you make in their settings."


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what opens a mailbox on a server; the password is in no message and no picture of this."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int
    folder: str


def account_of(environment: Mapping[str, str]) -> Account:
    """Return the account that the environment names; InjurySeriesError where a part of it is missing."""
    given = {name: environment.get(_PREFIX + name, "").strip() for name in ("HOST", "USER", "PASSWORD")}
    missing = [_PREFIX + name for name, value in given.items() if not value]
    if missing:
        problem = f"Which mails? No file is given, and {', '.join(missing)} not set."
        hint = "Such as: python3 tasks.py comments read replies.mbox"
        raise InjurySeriesError(str(Fault("comments read", 0, "", problem, hint=f"{hint}\n{_HINT}")))
    port = environment.get(f"{_PREFIX}PORT", "").strip() or _PORT
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise InjurySeriesError(f'{_PREFIX}PORT: "{port}" is not a port. It is mostly {_PORT}.')
    folder = environment.get(f"{_PREFIX}FOLDER", "").strip() or "INBOX"
    return Account(given["HOST"], given["USER"], given["PASSWORD"], int(port), folder)


class Server:
    """Read the mails of one folder; only headers are asked for until a mail is wanted whole."""

    def __init__(self, account: Account, imap: imaplib.IMAP4_SSL) -> None:
        """Take an account and a line to its server on which the folder is open."""
        self._account, self._imap = account, imap
        self._uids = _all_uids(account, imap)

    def __len__(self) -> int:
        """Return how many mails there are."""
        return len(self._uids)

    def __iter__(self) -> Iterator[RawMail]:
        """Yield every mail, the oldest first."""
        for start in range(0, len(self._uids), _AT_ONCE):
            wanted = self._uids[start : start + _AT_ONCE]
            with _told(self._account):
                _, answer = self._imap.uid("FETCH", ",".join(wanted), _HEADERS)
            found = {uid: (size, data) for uid, size, data in _answers(answer)}
            for number, uid in enumerate(wanted, start + 1):
                size, head = found.get(uid, (0, b""))
                yield self._mail(uid, number, size, head)

    def _mail(self, uid: str, number: int, size: int, head: bytes) -> RawMail:
        return RawMail(f"mail {number}", size, lambda: head, lambda: self._whole(uid))

    def _whole(self, uid: str) -> bytes:
        with _told(self._account):
            _, answer = self._imap.uid("FETCH", uid, f"(UID BODY.PEEK[]<0.{MOST}>)")
        return next((data for found, _, data in _answers(answer) if found == uid), b"")


@contextmanager
def opened(account: Account) -> Iterator[Server]:
    """Open a folder for reading only, and close the line at the end.

    InjurySeriesError says in a sentence what stands in the way; the server's certificate must be good.
    """
    with _told(account):
        imap = imaplib.IMAP4_SSL(
            account.host, account.port, ssl_context=ssl.create_default_context(), timeout=_TIMEOUT
        )
    try:
        with _told(account):
            _log_in(account, imap)
            _examine(account, imap)
            server = Server(account, imap)
        yield server
    finally:
        _close(imap)


def _log_in(account: Account, imap: imaplib.IMAP4_SSL) -> None:
    try:
        if "AUTH=PLAIN" in imap.capabilities:
            secret = f"\0{account.user}\0{account.password}".encode()
            imap.authenticate("PLAIN", lambda _: secret)
        else:
            imap.login(_quoted(account.user), account.password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError):
        problem = f'{account.host} does not take this password for the user "{account.user}".'
        raise InjurySeriesError(f"{problem} {_PASSWORD_HINT}") from None  # the cause may hold the password


def _examine(account: Account, imap: imaplib.IMAP4_SSL) -> None:
    done, _ = imap.select(_quoted(_in_ascii(account.folder)), readonly=True)
    if done != "OK":
        problem = "The mailbox has no such folder."
        raise InjurySeriesError(
            str(Fault(f"{_PREFIX}FOLDER", 0, "", problem, account.folder, _folders(imap)))
        ) from None


def _folders(imap: imaplib.IMAP4_SSL) -> tuple[str, ...]:
    done, lines = imap.list()
    found = (_FOLDER_LINE.match(line) for line in lines if isinstance(line, bytes)) if done == "OK" else ()
    names = (match[1].decode("ascii", "replace") for match in found if match)
    return tuple(sorted(name for name in names if name.isprintable()))[:30]


def _all_uids(account: Account, imap: imaplib.IMAP4_SSL) -> list[str]:
    with _told(account):
        _, answer = imap.uid("SEARCH", "ALL")
    numbers = b" ".join(part for part in answer if isinstance(part, bytes)).split()
    return [str(number) for number in sorted({int(each) for each in numbers if each.isdigit()})]


def _answers(parts: list[Any]) -> Iterator[tuple[str, int, bytes]]:
    """Yield number, size and bytes of each mail in an answer; the server may say them in any order."""
    for place, part in enumerate(parts):
        if isinstance(part, tuple):
            after = (
                parts[place + 1] if place + 1 < len(parts) and isinstance(parts[place + 1], bytes) else b""
            )
            said = part[0] + b" " + after
            uid, size = _ANSWER.search(said), _SIZE.search(said)
            if uid:
                yield uid[1].decode(), int(size[1]) if size else 0, part[1]


def _close(imap: imaplib.IMAP4_SSL) -> None:
    """Say goodbye; who has gone already needs none."""
    try:
        imap.logout()
    except (imaplib.IMAP4.error, OSError):
        imap.shutdown()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_ascii(folder: str) -> str:
    """Return a folder's name as IMAP writes it (RFC 3501, section 5.1.3)."""

    def encoded(match: re.Match[str]) -> str:
        made = b64encode(match[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{made}-"

    return re.sub(r"[^\x20-\x7e]+", encoded, folder.replace("&", "&-"))


@contextmanager
def _told(account: Account) -> Iterator[None]:
    """Say in a sentence what the network, the certificate or the server has against it."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError) as error:
        raise InjurySeriesError(f"{account.host}:{account.port}: {_why(error)}") from None


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"Its certificate is not good: {error.verify_message}. Nothing was sent to it."
    for kind, words in _WHYS:
        if isinstance(error, kind):
            return words
    return f"It cannot be reached: {getattr(error, 'strerror', '') or 'the line was cut'}. {_GO_ON}"


_GO_ON = "What is held already is whole; read again to go on."
_WHYS: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLError, f"It does not speak TLS on this port: IMAP over TLS is mostly on {_PORT}."),
    (socket.gaierror, "There is no such host, or no way to the network."),
    (TimeoutError, f"It gave no answer for {_TIMEOUT} seconds. {_GO_ON}"),
    (ConnectionRefusedError, f"Nothing answers there: IMAP over TLS is mostly on {_PORT}."),
    (imaplib.IMAP4.abort, f"The line was cut. {_GO_ON}"),
    (imaplib.IMAP4.error, f"It answers in a way that IMAP does not know. {_GO_ON}"),
)

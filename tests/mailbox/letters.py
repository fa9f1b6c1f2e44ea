"""Make mails as readers' programs make them, byte by byte, since those are seldom right."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

ANN = "Ann Example <ann@reader.example>"
TO_THE_FALL = "Re: The fall [the-fall]"
DATE = "Mon, 20 Jan 2020 10:00:00 +0000"
OURS = (
    "--------------------\n"
    "What is published: the words above, and your name as you sign them. Never your address.\n"
    "Want to hear of an answer? Write yes here:"
)
QUOTE = "On Sun, Jan 19, 2020 at 9:12 PM A cyclist <reply@knee.example> wrote:\n> Thank you.\n> How is yours?"
_NUMBERS = count(1)


def a_mail(
    body: str | bytes,
    subject: str = TO_THE_FALL,
    sender: str = ANN,
    *,
    kind: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
    headers: Mapping[str, str | None] | None = None,
) -> bytes:
    """Return a mail; `headers` are more of them, or None for one that is to be missing."""
    made: dict[str, str | None] = {
        "Message-ID": f"<{next(_NUMBERS)}@reader.example>",
        "Date": DATE,
        "From": sender,
        "To": "reply@knee.example",
        "Subject": subject,
        "MIME-Version": "1.0",
        "Content-Type": kind,
        "Content-Transfer-Encoding": encoding,
        **(headers or {}),
    }
    lines = [f"{name}: {value}\n" for name, value in made.items() if value is not None]
    return "".join(lines).encode() + b"\n" + _encoded(body, encoding)


def a_part(
    body: str | bytes, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit", more: str = ""
) -> bytes:
    """Return a part of a mail; `more` are whole header lines."""
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{more}\n"
    return head.encode() + _encoded(body, encoding)


def in_parts(*parts: bytes, kind: str = "mixed", **more: object) -> bytes:
    """Return a mail of several parts; what else it says is said as to `a_mail`."""
    body = b"".join(b"--part\n" + part + b"\n" for part in parts) + b"--part--\n"
    return a_mail(body, kind=f'multipart/{kind}; boundary="part"', **more)  # type: ignore[arg-type]


def nested(*parts: bytes, kind: str) -> bytes:
    """Return several parts as one part of a mail."""
    body = b"".join(b"--inner\n" + part + b"\n" for part in parts) + b"--inner--\n"
    return a_part(body, f'multipart/{kind}; boundary="inner"')


def _encoded(body: str | bytes, encoding: str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    if encoding == "base64":
        return base64.encodebytes(data)
    return quopri.encodestring(data) if encoding == "quoted-printable" else data


def as_mbox(mails: Iterable[bytes]) -> bytes:
    """Return mails as one mbox, with the sign before lines that begin with "From "."""
    made = bytearray()
    for mail in mails:
        escaped = mail.replace(b"\nFrom ", b"\n>From ")
        made += b"From ann@reader.example Mon Jan 20 10:00:00 2020\n" + escaped.rstrip(b"\n") + b"\n\n"
    return bytes(made)


def as_maildir(mails: Iterable[bytes], folder: Path) -> Path:
    """Write mails as a Maildir, seen and unseen ones, and return the folder."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, mail in enumerate(mails):
        place = f"cur/{number:05}.host:2,S" if number % 2 else f"new/{number:05}.host"
        (folder / place).write_bytes(mail)
    return folder


def as_files(mails: Iterable[bytes], folder: Path) -> Path:
    """Write each mail as an .eml file with the ends of lines that mails have, and return the folder."""
    folder.mkdir()
    for number, mail in enumerate(mails):
        (folder / f"{number:05}.eml").write_bytes(mail.replace(b"\n", b"\r\n"))
    return folder

"""Find the words in a mail: its texts, plain and HTML, and what is attached and never taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message

from injury_series.desk.comments.mail.charsets import decoded, readable
from injury_series.desk.comments.mail.flowed import unflowed

_ENCRYPTED = "encrypted, which only your mail program can read"
_INVITATION = "an invitation"
_SIGNATURES = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-keys",
)
_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_DEEPEST = 40


@dataclass(slots=True)
class Parts:
    """Hold a mail's texts in their order; `attached` counts what else is in it, `why` says why none count."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: int = 0
    why: str = ""


def parts_of(message: Message) -> Parts:
    """Return what is in a mail."""
    found = Parts()
    _gather(message, found, 0)
    if any("-----BEGIN PGP MESSAGE-----" in text for text in found.plain):
        found.why = _ENCRYPTED
    return found


def _gather(part: Message, found: Parts, depth: int) -> None:
    kind = part.get_content_type()
    if kind in _SEALED:
        found.why = _ENCRYPTED
    elif kind == "text/calendar":
        found.why = _INVITATION
    elif kind.startswith("multipart/") and part.is_multipart() and depth < _DEEPEST:
        for inner in part.get_payload():
            if isinstance(inner, Message):
                _gather(inner, found, depth + 1)
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        (found.plain if kind == "text/plain" else found.html).append(_text(part))
    elif kind not in _SIGNATURES:
        found.attached += 1


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = readable(decoded(data, _named(part, "charset")))
    if part.get_content_type() == "text/plain" and _named(part, "format").lower() == "flowed":
        return unflowed(text, delsp=_named(part, "delsp").lower() == "yes")
    return text


def _named(part: Message, name: str) -> str:
    """Return a parameter of the content type, or nothing; in it, too, an odd charset may be named."""
    try:
        value = part.get_param(name, "")
    except (LookupError, ValueError):
        return ""
    return value[2] if isinstance(value, tuple) else str(value or "")

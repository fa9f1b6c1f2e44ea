"""Tell from an address which post of which Fediverse server it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_THIS_MACHINE = "127.0.0.1"
_PATH = re.compile(
    r"/(?:(?:web|deck)/)?"
    r"(?:@[^/]+/(?:(?:statuses|posts)/)?|(?:ap/)?users/[^/]+/statuses/|statuses/|notice/)"
    r"([A-Za-z0-9_-]{1,64})/?"
)


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Hold where a status is: the server's `origin` ("https://social.example"), and its `id` there."""

    origin: str
    id: str


def status_place(url: str) -> StatusPlace | None:
    """Return which status an address may be, or None where no Fediverse server has such addresses.

    Whether there is such a server, it has to be asked. Only https is, but for a server on this machine.
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = parts.hostname or ""
    secure = parts.scheme == "https" or (parts.scheme == "http" and host == _THIS_MACHINE)
    match = _PATH.fullmatch(parts.path)
    if not (secure and host and match) or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    return StatusPlace(f"{parts.scheme}://{host}{port}", match[1])

"""Look at how a host is reached: HTTPS only, its certificate's days, HTTP/2."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from injury_series.publishing.verify.asking import Asker
from injury_series.publishing.verify.finding import Finding

_FEW_DAYS = 14
_DAY = 24 * 3600
_TIME = 10.0
_REDIRECTS = (301, 302, 307, 308)


def days_left(address: str) -> int | None:
    """Return for how many days the certificate at an address is good yet, or None where there is none."""
    host, port = _place(address)
    with suppress(OSError, ValueError):
        context = ssl.create_default_context()
        raw = socket.create_connection((host, port), _TIME)
        with raw, context.wrap_socket(raw, server_hostname=host) as secure:
            until = str((secure.getpeercert() or {}).get("notAfter"))
            return int((ssl.cert_time_to_seconds(until) - time.time()) // _DAY)
    return None


def look_at_connection(address: str, days: int | None, asker: Asker) -> Iterator[Finding]:
    """Yield what is wrong with the way to a site at an address that begins with https."""
    if days is not None and days < _FEW_DAYS:
        found = f"its certificate is good for {days} days yet"
        way_out = "Look why it was not renewed: on a server of your own, run `certbot renew` there."
        yield Finding(address, found, "good for longer", way_out, grave=False)
    if not _speaks_http2(address):
        way_out = "Let your server speak it: `http2` in the `listen` line of nginx."
        yield Finding(address, "HTTP/2 is not spoken", "spoken", way_out, grave=False)
    if urlsplit(address).port is None:
        yield from look_at_plain(
            f"http://{urlsplit(address).netloc}{urlsplit(address).path}/", address, asker
        )


def look_at_plain(plain: str, address: str, asker: Asker) -> Iterator[Finding]:
    """Yield what is wrong where `plain`, the same without encryption, does not lead to `address`."""
    answer = asker.ask(plain)
    leads_on = answer.status in _REDIRECTS and answer.headers.get("location", "").startswith(address)
    if not leads_on:
        found = answer.problem or f"is answered with {answer.status}, without HTTPS"
        way_out = "Redirect it there: each ready piece in serving/ does."
        yield Finding(plain, found, f"a redirect to {address}", way_out, grave=answer.status == 200)


def _speaks_http2(address: str) -> bool:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # only its language is asked for
    context.set_alpn_protocols(["h2", "http/1.1"])
    host, port = _place(address)
    with suppress(OSError):
        raw = socket.create_connection((host, port), _TIME)
        with raw, context.wrap_socket(raw, server_hostname=host) as secure:
            return secure.selected_alpn_protocol() == "h2"
    return False


def _place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 443

"""Say where old addresses lead now, as nginx and Caddy read it: from `_redirects`, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

REDIRECTS = "_redirects"
_SIGN = re.compile(r"[^A-Za-z0-9/\x80-\U0010ffff]")


def moved(text: str) -> Iterator[tuple[str, str]]:
    """Yield the old address and the new of each line of `_redirects`."""
    for line in text.splitlines():
        old, new, *_ = line.split()
        yield old, new


def for_nginx(text: str) -> str:
    """Return the lines for a `map` of nginx.

    They are expressions: it would match mere words in any case, so that /Fall/ led to /fall/ without end.
    """
    return "".join(f'"~{_pattern(old)}" "{new}";\n' for old, new in moved(text))


def for_caddy(text: str) -> str:
    """Return the lines for a `map` of Caddy."""
    return "".join(f'"~{_pattern(old)}" "{new}"\n' for old, new in moved(text))


def _pattern(old: str) -> str:
    """Return an expression for one path; each sign that could mean more is written as its number."""
    escaped = _SIGN.sub(lambda sign: rf"\x{ord(sign[0]):02x}", unquote(old))
    return f"^{escaped}$"

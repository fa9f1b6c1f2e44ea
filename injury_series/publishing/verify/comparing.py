"""Compare what readers get for a file with what was built, and with what it is to be served with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from injury_series.outputs.serving import (
    FOREVER,
    FRESH,
    cache_control,
    content_type,
    is_text,
    security_headers,
)
from injury_series.publishing.verify.asking import Answer
from injury_series.publishing.verify.finding import Finding

SMALL = 1024
"""Up to how many bytes a text may come as it is."""

_KIN = {
    "application/feed+json": ("application/json",),
    "application/xml": ("text/xml", "application/atom+xml"),
    "text/javascript": ("application/javascript",),
    "image/x-icon": ("image/vnd.microsoft.icon",),
    "application/octet-stream": ("application/gzip", "binary/octet-stream", ""),
}
"""Types that readers' programs take for the one that is meant."""

_AGE = re.compile(r"max-age=(\d+)")
_YEAR = 31_536_000
_PIECES = "The ready pieces serving/nginx.conf and serving/Caddyfile set it."
_HOSTS = "This host sets its own; a server of your own, Netlify and Cloudflare Pages set what you say."


def compare_file(
    path: str, content: bytes, answer: Answer, *, sets_headers: bool, isso: str
) -> list[Finding]:
    """Return what is wrong with the answer for the file at a path of the site, which holds `content`."""
    if answer.problem:
        way_out = "Look at your host, then run `verify` again."
        return [Finding(answer.address, answer.problem, "there", way_out, passing=True)]
    if answer.status != 200:
        found = "is missing (404)" if answer.status == 404 else f"is answered with {answer.status}"
        return [Finding(answer.address, found, "there (200)", "Publish again.", passing=True)]
    if answer.content != content:
        way_out = "Where a cache stands before your host, empty it; then run `verify` again."
        return [
            Finding(answer.address, "other bytes than were built", "as it was built", way_out, passing=True)
        ]
    found_here = [*_type(path, answer), *_packing(path, content, answer)]
    wrong = dict(_headers(path, answer, isso))
    if wrong and not sets_headers:
        names = ", ".join(wrong)
        return [
            *found_here,
            Finding(answer.address, f"not so guarded: {names}", "there", _HOSTS, grave=False),
        ]
    return found_here + [
        Finding(answer.address, f"{name} is {_said(answer, name)}", f'"{wanted}"', _PIECES)
        for name, wanted in wrong.items()
    ]


def _type(path: str, answer: Answer) -> Iterator[Finding]:
    wanted, found = content_type(path), answer.headers.get("content-type", "")
    kind, right = (_essence(type_) for type_ in (found, wanted))
    if found.replace(" ", "").lower() != wanted.replace(" ", ""):
        grave = kind != right and kind not in _KIN.get(right, ())
        if grave or kind != right or "charset" in found:
            yield Finding(answer.address, f'its type is "{found}"', f'"{wanted}"', _PIECES, grave=grave)


def _essence(type_: str) -> str:
    return type_.partition(";")[0].strip().lower()


def _packing(path: str, content: bytes, answer: Answer) -> Iterator[Finding]:
    if is_text(path) and len(content) > SMALL and not answer.headers.get("content-encoding"):
        way_out = "Switch compression on at your host."
        yield Finding(answer.address, "is not compressed", "compressed", way_out, grave=False)


def _headers(path: str, answer: Answer, isso: str) -> Iterator[tuple[str, str]]:
    """Yield the headers that are missing or say something else, each with what it should say."""
    if not _keeps(answer.headers.get("cache-control", ""), cache_control(path)):
        yield "Cache-Control", cache_control(path)
    for name, wanted in security_headers(path, isso).items():
        if answer.headers.get(name.lower(), "") != wanted:
            yield name, wanted


def _keeps(found: str, wanted: str) -> bool:
    """Tell whether a file is kept as long as is wanted, in whichever words."""
    age = _AGE.search(found)
    seconds = int(age[1]) if age else -1
    return (
        seconds >= _YEAR if wanted == FOREVER else wanted == FRESH and ("no-cache" in found or seconds == 0)
    )


def _said(answer: Answer, name: str) -> str:
    said = answer.headers.get(name.lower())
    return "missing" if said is None else f'"{said}"'

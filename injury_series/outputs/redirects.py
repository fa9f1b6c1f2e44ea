"""Lead old addresses of posts to where they are now: a small page each, and lines for hosts that redirect."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from injury_series.view.edition import Edition
from injury_series.view.typography import plain

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={href}">
</head>
<body><p>This part of the story is now at <a href="{href}">{title}</a>.</p></body>
</html>
"""


def make_redirects(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield a page for each old address, by its path of the site, and `_redirects` if there is one.

    `_redirects` is read by Netlify, Cloudflare Pages, Codeberg Pages and GitLab Pages.
    """
    addresses, lines = edition.addresses, []
    for post in edition.series.posts:
        href = addresses.post(post.slug)
        for alias in post.aliases:
            page = _PAGE.format(
                language=escape(edition.choices.language),
                title=escape(plain(post.title)),
                address=escape(addresses.absolute(href)),
                href=escape(href),
            )
            lines.append(f"{addresses.at(alias.lstrip('/'))} {href} 301\n")
            yield place_of(alias), page.encode()
    if lines:
        yield "_redirects", "".join(lines).encode()


def place_of(alias: str) -> str:
    """Return the path of the site at which an old address is answered: a file, or a folder's page."""
    path = alias.lstrip("/")
    last = path.rpartition("/")[2]
    return path if not last or "." in last else f"{path}/"

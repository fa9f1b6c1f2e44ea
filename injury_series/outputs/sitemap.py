"""Tell search engines which pages there are and when they last changed (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def make_sitemap(pages: Iterable[tuple[str, str]]) -> bytes:
    """Return `sitemap.xml` for pages, each an absolute address and when it last changed (ISO 8601), or ""."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<urlset xmlns="{_NAMESPACE}">']
    for address, changed in pages:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{lastmod}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def make_robots(sitemap: str, *, open_to_all: bool) -> bytes:
    """Return `robots.txt`: everything may be read, or in a preview nothing."""
    rule = "Allow: /" if open_to_all else "Disallow: /"
    return f"User-agent: *\n{rule}\n\nSitemap: {sitemap}\n".encode()

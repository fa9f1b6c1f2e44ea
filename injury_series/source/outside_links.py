"""List the links of a story that lead to other sites, each with every place where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from injury_series.source.outline import Outline
from injury_series.source.readable import Readable
from injury_series.story.providers import Shown

_IN_HTML = re.compile(r"""<a\s[^>]*?href\s*=\s*["'](https?://[^"'\s]+)""", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Hold where a link stands; `field` is the front matter key or empty."""

    file: str
    line: int
    field: str = ""


def outside_links(
    readable: Readable, outlines: dict[str, Outline], own_origin: str
) -> dict[str, tuple[Place, ...]]:
    """Return every address of another site, without its `#`, in order, with the places where it stands."""
    found: dict[str, set[Place]] = defaultdict(set)
    for href, place in (*_in_facts(readable), *_in_bodies(outlines)):
        try:
            parts = urlsplit(href)
            other = parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != own_origin
        except ValueError:
            continue
        if other and parts.hostname:
            found[urldefrag(href).url].add(place)
    return {href: tuple(sorted(places)) for href, places in sorted(found.items())}


def _in_facts(readable: Readable) -> Iterator[tuple[str, Place]]:
    for post in readable.posts:
        for group in ("resources", "discussions"):
            for number, thing in enumerate(getattr(post.header, group)):
                if thing.url:
                    line = post.line(group, number, "url")
                    yield thing.url, Place(post.document.file, line, f"{group}[{number + 1}].url")
    for provider in readable.providers:
        if provider.header.url and provider.header.shown is Shown.NAME:  # a hidden one's is not published
            yield provider.header.url, Place(provider.document.file, provider.line("url"), "url")


def _in_bodies(outlines: dict[str, Outline]) -> Iterator[tuple[str, Place]]:
    for file, outline in outlines.items():
        yield from ((link.href, Place(file, link.line)) for link in outline.links)
        for found in _IN_HTML.finditer(outline.text):
            line = outline.first_line + outline.text[: found.start()].count("\n")
            yield found[1], Place(file, line)

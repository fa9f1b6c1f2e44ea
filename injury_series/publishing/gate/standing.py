"""Find what must stand on a finished site, the disclaimer, and what may not, the marks of a preview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.seen import Kind, seen
from injury_series.view.addresses import Addresses
from injury_series.view.edition import Edition

_REPORT = "Look in theme/templates/, where this is made."
_NOT_FOUND = re.compile(r"noindex\b", re.I)
_CLOSED = re.compile(r"disallow:\s*/", re.I)
_STATE = re.compile(r"(?:Draft|Scheduled), not published\b|Preview: drafts")
_NEAR = re.compile(
    r"localhost|.*\.(?:localhost|local|internal|lan)|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|.*:.*"
)


class Disclaimer:
    """Know where the disclaimer must stand; each text that is seen goes through `hear`."""

    def __init__(self, edition: Edition) -> None:
        addresses = edition.addresses
        pages = [addresses.post(post.slug) for post in edition.series.posts]
        pages += [addresses.home(), addresses.story()]
        self._book = addresses.path(addresses.book())
        self._due = {*(f"{addresses.path(href)}index.html" for href in pages), self._book}
        self._words = _compared(edition.series.about.disclaimer)
        self._longest = max(self._words.split(), key=len, default="")

    def hear(self, text: str, paths: Iterable[str]) -> None:
        """Take a text, as compared, and the files where it shows."""
        if self._longest in text.casefold() and self._words in _compared(text):
            in_book = f"{self._book}/"
            self._due -= {self._book if path.startswith(in_book) else path for path in paths}

    def unsaid(self) -> Iterator[tuple[str, Leak]]:
        """Yield each page of a post, and the first page, the whole story and the book, that lacks it."""
        for path in sorted(self._due):
            problem = "The disclaimer of content/series.yaml does not stand here."
            yield path, Leak(problem, path, _REPORT, may_stand=False)


def marked(edition: Edition, kind: Kind, text: str, paths: Iterable[str]) -> Iterator[tuple[str, Leak]]:
    """Yield what marks a preview: what search engines shall not find, and the words on its state."""
    if kind is Kind.ASIDE and _NOT_FOUND.match(text):
        aliases = {
            f"{alias.strip('/')}/index.html" for post in edition.series.posts for alias in post.aliases
        }
        for path in paths:
            if (path.startswith("posts/") or path == "index.html") and path not in aliases:
                problem = "This page asks search engines to leave it out, as only a preview does."
                yield path, Leak(problem, path, _REPORT, may_stand=False)
    if kind is Kind.WORDS and _CLOSED.fullmatch(text.strip()) and "robots.txt" in paths:
        problem = "This asks search engines to leave the whole site out, as only a preview does."
        yield "robots.txt", Leak(problem, "robots.txt", "Build with --publish.", may_stand=False)
    if kind is Kind.WORDS and _STATE.match(text):
        for path in paths:
            yield (
                path,
                Leak("A mark of the preview stands here.", path, "Build with --publish.", may_stand=False),
            )


def unreachable(addresses: Addresses) -> Iterator[Leak]:
    """Yield that readers cannot reach the site's own address."""
    if _NEAR.fullmatch(urlsplit(addresses.origin).hostname or ""):
        problem = f'SITEURL is "{addresses.origin}", which readers cannot reach.'
        way_out = "Write the address where readers find the site, such as https://my-story.org."
        yield Leak(problem, addresses.origin, way_out, may_stand=False)


def line_of_setting(project: Path, name: str) -> int:
    """Return the line on which `pelicanconf.py` sets something, or 0."""
    path = project / "pelicanconf.py"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(name)), 0)


def _compared(text: str) -> str:
    return re.sub(r"[\W_]+", " ", seen(text).casefold()).strip()

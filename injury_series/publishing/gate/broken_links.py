"""Find links of a finished site that lead nowhere in it: of pages, feeds, styles, the book and redirects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from injury_series.publishing.built_site import NO_SUCH_PLACE, BuiltSite, is_in_page
from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.outside import STYLE_ADDRESS
from injury_series.publishing.gate.seen import Kind

_LINKS = frozenset((Kind.LINK, Kind.ASKED))


class BrokenLinks:
    """Know what a site holds: its files, those that are packed in its books, and the places in each.

    `has_place` tells of the path of a file whether a name is a place in it.
    """

    def __init__(
        self, site: BuiltSite, packed: frozenset[str], has_place: Callable[[str, str], bool]
    ) -> None:
        self._site = site
        self._packed = packed
        self._has_place = has_place
        self._known: dict[tuple[str, str], str] = {}

    def in_text(self, path: str, kind: Kind, text: str) -> Iterator[Leak]:
        """Yield the links of one text of the file `path` that lead nowhere."""
        for written in _written(path, kind, text, self._site.origin):
            anywhere = path not in self._packed and (written[:1] == "/" or "://" in written)
            place = ("" if anywhere else path, written)
            if place not in self._known:
                self._known[place] = self._wrong(path, written)
            if self._known[place]:
                way_out, own = "Mend the link, or take it out.", written.removeprefix(self._site.origin)
                problem = f'The link "{own}" leads nowhere. {self._known[place]}'
                yield Leak(problem, own, way_out, may_stand=False)

    def _wrong(self, path: str, written: str) -> str:
        parts = urlsplit(written)
        if path in self._packed and not parts.scheme and not parts.netloc:
            return self._wrong_in_book(path, unquote(parts.path), unquote(parts.fragment))
        own = self._site.within(_href(path), written)
        if own is None:
            return ""
        to, fragment = own
        wrong = self._site.nothing_at(to)
        if wrong or not is_in_page(fragment):
            return wrong
        name = to.removeprefix("/")
        file = f"{name}index.html" if name[-1:] in ("", "/") else name
        return "" if self._has_place(file, fragment) else NO_SUCH_PLACE

    def _wrong_in_book(self, path: str, name: str, fragment: str) -> str:
        target = normpath(str(PurePosixPath(path).parent / name)) if name else path
        if target not in self._packed:
            return "No such file is in the book."
        if fragment and not self._has_place(target, fragment):
            return "The file is in the book, but no such place in it."
        return ""


def may_link(kind: Kind, text: str) -> bool:
    """Tell whether a text may hold a link; most do not."""
    return kind in _LINKS or kind is Kind.STYLE or (kind in (Kind.ADDRESS, Kind.WORDS) and "/" in text)


def _written(path: str, kind: Kind, text: str, origin: str) -> Iterator[str]:
    if kind in _LINKS and not text.lower().startswith(("data:", "mailto:", "tel:", "sms:", "javascript:")):
        yield text
    elif kind is Kind.STYLE:
        found = (next(filter(None, match.groups()), "") for match in STYLE_ADDRESS.finditer(text))
        yield from (address for address in found if address and not address.startswith(("data:", "#")))
    elif path == "_redirects" and kind is Kind.WORDS:
        yield from text.split()[1:2]
    elif kind in (Kind.ADDRESS, Kind.WORDS) and text.startswith(f"{origin}/") and " " not in text:
        yield text


def _href(path: str) -> str:
    return f"/{path.removesuffix('index.html')}"

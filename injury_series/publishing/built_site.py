"""Read a finished site as a stranger would: its files, its pages, and what these ask for and lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html as lxml_html  # type: ignore[import-untyped]

_LOADS = {
    ("img", "src"), ("source", "src"), ("script", "src"), ("iframe", "src"), ("embed", "src"),
    ("audio", "src"), ("video", "src"), ("video", "poster"), ("track", "src"), ("object", "data"),
    ("input", "src"), ("image", "href"), ("use", "href"), ("form", "action"), ("base", "href"),
    ("feimage", "href"), ("script", "href"), ("body", "background"), ("a", "ping"), ("button", "formaction"),
    ("item", "href"), ("content", "src"),
}  # fmt: skip
"""Attributes whose address a browser or a reader of books asks for (HTML, SVG 2, EPUB 3.3, NCX, Atom)."""

_SETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
_LEADS = {("a", "href"), ("area", "href"), ("blockquote", "cite"), ("q", "cite")}
_ASKED_FOR = {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
_ICONS = {"icon", "apple-touch-icon", "mask-icon"}
_BETWEEN = re.compile(r",\s+|(?<=[wx]),|(?<=\d[wx])\s*,")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.I)


NO_SUCH_PLACE = "The page is there, but no such place in it."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Hold an address that a page names, as it is written; `loads` where a browser asks for it by itself."""

    written: str
    loads: bool
    line: int = 0


@dataclass(frozen=True)
class BuiltPage:
    """Hold one page; `path` is that of its file below the site, `html` its text."""

    path: str
    html: str

    @property
    def href(self) -> str:
        """Return the address of the page within the site: "/posts/setback/"."""
        return f"/{self.path.removesuffix('index.html')}"

    @property
    def root(self) -> lxml_html.HtmlElement:
        """Return the page as a tree."""
        return lxml_html.document_fromstring(
            self.html.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
        )

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return every place of the page that a link can lead to."""
        return frozenset(self.root.xpath("//@id | //a/@name"))

    @cached_property
    def outgoing(self) -> tuple[Outgoing, ...]:
        """Return every address in the page, in the order in which they stand there."""
        return tuple(found for element in self.root.iter("*") for found in addresses_of(element))


class BuiltSite:
    """Hold a finished site below a folder; `origin` is where it is served from: "https://my.example"."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder
        self.origin = origin.rstrip("/")

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Return the path of every file, with forward slashes, in order."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in found))

    @cached_property
    def pages(self) -> dict[str, BuiltPage]:
        """Return every page by its address within the site."""
        paths = (path for path in self.files if path.endswith(".html"))
        pages = (BuiltPage(path, (self.folder / path).read_text(encoding="utf-8")) for path in paths)
        return {page.href: page for page in pages}

    def broken(self, page: BuiltPage, written: str) -> str:
        """Return what is wrong with an address in a page, or nothing; other sites are not asked."""
        own = self.within(page.href, written)
        if own is None:
            return ""
        path, fragment = own
        target = self.pages.get(path)
        wrong = self.nothing_at(path)
        if wrong or target is None or not is_in_page(fragment):
            return wrong
        return "" if fragment in target.ids else NO_SUCH_PLACE

    def nothing_at(self, path: str) -> str:
        """Return what is wrong with a path of this site, or nothing where a file or a page is there."""
        name = path.removeprefix("/")
        if name in self._names or (f"{name}index.html" in self._pages and name[-1:] in ("", "/")):
            return ""
        if f"{name}/index.html" in self._pages:
            return f"The page is at {path}/, with a slash at its end."
        return "Nothing is there."

    def within(self, base: str, written: str) -> tuple[str, str] | None:
        """Return the path and fragment of an address of this site, or None where it leads elsewhere."""
        try:
            whole = urlsplit(urljoin(f"{self.origin}{base}", written.strip()))
        except ValueError:
            return None
        home = urlsplit(self.origin)
        if (whole.scheme, whole.netloc) != (home.scheme, home.netloc):
            return None
        path = unquote(whole.path)
        if home.path and not f"{path}/".startswith(f"{home.path}/"):
            return None
        return path[len(home.path) :] or "/", unquote(whole.fragment)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(path for path in self.files if not path.endswith("index.html"))

    @cached_property
    def _pages(self) -> frozenset[str]:
        return frozenset(path for path in self.files if path.endswith("index.html"))


def is_in_page(fragment: str) -> bool:
    """Tell whether a fragment names a place of a page: none does that is empty, or only marks words."""
    return bool(fragment) and fragment != "top" and not fragment.startswith(":~:")


def addresses_of(element: Any) -> Iterator[Outgoing]:
    """Yield every address that an element of HTML, SVG or XML names."""
    tag, line = _local(element.tag), element.sourceline or 0
    for name, value in element.attrib.items():
        place = (tag, _local(name))
        if place in _LOADS:
            yield Outgoing(value, True, line)
        elif place in _LEADS:
            yield Outgoing(value, False, line)
        elif place in _SETS:
            parts = (part.split() for part in _BETWEEN.split(value))
            yield from (Outgoing(part[0], True, line) for part in parts if part)
    if tag == "link" and element.get("href"):
        kinds = set((element.get("rel") or "").lower().split())
        yield Outgoing(element.get("href"), bool(kinds & (_ASKED_FOR | _ICONS)), line)
    if tag == "meta":
        yield from _of_meta(element, line)


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2].lower()


def _of_meta(element: Any, line: int) -> Iterator[Outgoing]:
    content = element.get("content") or ""
    refresh = _REFRESH.match(content) if (element.get("http-equiv") or "").lower() == "refresh" else None
    if refresh:
        yield Outgoing(refresh[1], True, line)
    elif element.get("property") in ("og:url", "og:image") or element.get("name") == "twitter:image":
        yield Outgoing(content, False, line)

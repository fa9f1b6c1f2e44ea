"""Read a finished site as a stranger would: its files, its pages, and what these ask for and lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html as lxml_html  # type: ignore[import-untyped]

_LOADS = {
    ("img", "src"), ("source", "src"), ("script", "src"), ("iframe", "src"), ("embed", "src"),
    ("audio", "src"), ("video", "src"), ("video", "poster"), ("track", "src"), ("object", "data"),
    ("input", "src"), ("image", "href"), ("use", "href"), ("form", "action"),
}  # fmt: skip
_SETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
_LEADS = {("a", "href"), ("area", "href"), ("blockquote", "cite"), ("q", "cite")}
_ASKED_FOR = {"stylesheet", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
_ICONS = {"icon", "apple-touch-icon", "mask-icon"}
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.I)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Hold an address that a page names, as it is written; `loads` where a browser asks for it by itself."""

    written: str
    loads: bool


@dataclass(frozen=True)
class BuiltPage:
    """Hold one page; `path` is that of its file below the site, `html` its text."""

    path: str
    html: str

    @property
    def href(self) -> str:
        """Return the address of the page within the site: "/posts/setback/"."""
        return f"/{self.path.removesuffix('index.html')}"

    @cached_property
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
        return tuple(found for element in self.root.iter("*") for found in _addresses(element))


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
        if path.removeprefix("/") in self._names:
            return ""
        target = self.pages.get(path)
        if target is None:
            return "Nothing is there."
        if fragment and fragment not in target.ids:
            return "The page is there, but no such place in it."
        return ""

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


def _addresses(element: lxml_html.HtmlElement) -> Iterator[Outgoing]:
    tag = str(element.tag)
    for name, value in element.attrib.items():
        place = (tag, name.rpartition(":")[2])
        if place in _LOADS:
            yield Outgoing(value, loads=True)
        elif place in _LEADS:
            yield Outgoing(value, loads=False)
        elif place in _SETS:
            yield from (Outgoing(part.split()[0], loads=True) for part in value.split(",") if part.split())
    if tag == "link" and element.get("href"):
        kinds = set(element.get("rel", "").lower().split())
        yield Outgoing(element.get("href", ""), loads=bool(kinds & (_ASKED_FOR | _ICONS)))
    if tag == "meta":
        yield from _of_meta(element)


def _of_meta(element: lxml_html.HtmlElement) -> Iterator[Outgoing]:
    content = element.get("content", "")
    refresh = _REFRESH.match(content) if element.get("http-equiv", "").lower() == "refresh" else None
    if refresh:
        yield Outgoing(refresh[1], loads=True)
    elif element.get("property", "") in ("og:url", "og:image") or element.get("name") == "twitter:image":
        yield Outgoing(content, loads=False)

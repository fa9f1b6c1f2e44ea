"""Turn the HTML of bodies into XHTML that a book may hold (EPUB 3.3, 6.1), its links and pictures with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.entities import html5
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin

import nh3
from lxml import etree, html  # type: ignore[import-untyped]  # the library has no types
from markupsafe import Markup

from injury_series.view.addresses import Addresses
from injury_series.view.together import Outline

OPS = "http://www.idpf.org/2007/ops"
etree.register_namespace("epub", OPS)

_TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption",
    "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_ADDRESS = re.compile(r"""[\s"<>\\^`{|}]""")
_DARK = re.compile(r"@media[^{}]*prefers-color-scheme\s*:\s*dark[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_NOTES = {"footnote": "footnotes", "footnote-ref": "noteref", "footnote-backref": "backlink"}


class BookPictures:
    """Take into the book the pictures that it shows, out of those that the site publishes by their paths.

    `taken` maps a name in the book to its bytes; `described` is true while each has words in its place.
    """

    def __init__(self, addresses: Addresses, published: Mapping[str, Path]) -> None:
        self.addresses = addresses
        self.published = published
        self.taken: dict[str, bytes] = {}
        self.described = True
        self._names: dict[str, str] = {}

    def take(self, src: str, alt: str) -> str | None:
        """Return the name in the book of the picture at an address, or None where there is none."""
        path = unquote(self.addresses.path(src))
        if path not in self.published:
            return None
        self.described = self.described and bool(alt.strip())
        if path not in self._names:
            self._names[path] = f"images/picture-{len(self.taken) + 1}{PurePosixPath(path).suffix}"
            self.taken[self._names[path]] = _for_readers(self.published[path])
        return self._names[path]


class BookTexts:
    """Set the bodies of a book: `bodies` is by the address of the page that each has on the web.

    `places` maps such an address to the file in the book that has the same.
    """

    def __init__(
        self,
        addresses: Addresses,
        bodies: Mapping[str, Markup],
        places: Mapping[str, str],
        pictures: BookPictures,
    ) -> None:
        self.addresses = addresses
        self.places = places
        self.pictures = pictures
        self._trees = {page: _parsed(body) for page, body in bodies.items()}
        self._ids = {page: _unique_ids(tree) for page, tree in self._trees.items()}

    def text(self, page: str) -> Markup:
        """Return a body as well-formed XHTML whose headings go on below the `<h1>` of its file."""
        tree, outline = self._trees[page], Outline(2)
        for element in tree.iter(etree.Element):
            if element.tag == "a" and element.get("href"):
                element.set("href", self.link(element.get("href"), page))
            elif element.tag == "img":
                self._place(element)
            elif re.fullmatch("h[1-6]", element.tag):
                element.tag = f"h{outline.open(int(element.tag[1]))}"
            _mark_note(element)
        return Markup(well_formed(etree.tostring(tree, encoding="unicode")) + "\n")

    def link(self, href: str, page: str) -> str:
        """Return where a link on a page leads: to a place that the book has, or to the web."""
        target, fragment = urldefrag(href)
        target = target or page
        known = not fragment or unquote(fragment) in self._ids.get(target, ())
        if target in self.places and known:
            own = self.places[target] if target != page else ""
            return f"{own}#{fragment}" if fragment else self.places[target]
        absolute = urljoin(self.addresses.absolute(page), href)
        return _NO_ADDRESS.sub(lambda m: f"%{ord(m[0]):02X}", absolute)

    def _place(self, image: html.HtmlElement) -> None:
        alt = image.get("alt", "")
        name = self.pictures.take(image.get("src", ""), alt)
        if name:
            image.set("src", name)
            image.set("alt", alt)
        else:
            image.tag, image.text = "span", alt
            for attribute in ("src", "alt", "width", "height"):
                image.attrib.pop(attribute, None)


def well_formed(text: str) -> str:
    """Return XHTML without what XML does not know: names such as `&nbsp;`, characters that control."""
    text = _ENTITY.sub(lambda m: "".join(f"&#{ord(c)};" for c in html5.get(m[1], m[0])), text)
    return _NO_XML.sub("", text)


def _parsed(body: Markup) -> html.HtmlElement:
    """Return a body with the elements and attributes that HTML of today has for a text, and no others."""
    clean = nh3.clean(body, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes=_SCHEMES)
    return html.fragment_fromstring(_NO_XML.sub("", clean), create_parent="div")


def _unique_ids(tree: html.HtmlElement) -> set[str]:
    """Return the ids of a body; one that is there already, or that XML does not allow, is taken away."""
    ids: set[str] = set()
    for element in tree.iter(etree.Element):
        id_ = element.get("id")
        if id_ is not None and (not id_ or id_ in ids or re.search(r"\s", id_)):
            del element.attrib["id"]
        elif id_:
            ids.add(id_)
    return ids


def _mark_note(element: html.HtmlElement) -> None:
    """Say what is a footnote and what refers to it, so that a reader may show it in place."""
    kind = _NOTES.get(element.get("class", ""))
    if kind:
        element.set(f"{{{OPS}}}type", kind)
    elif element.tag == "li" and element.get("id", "").startswith("fn:"):
        element.set(f"{{{OPS}}}type", "footnote")


def _for_readers(file: Path) -> bytes:
    """Return a picture as a book shows it.

    A drawing keeps its light colours: a book's paper may be light where the machine is dark.
    """
    content = file.read_bytes()
    return _DARK.sub("", content.decode()).encode() if content.lstrip().startswith(b"<") else content

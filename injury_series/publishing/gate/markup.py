"""Read HTML, XHTML, SVG, Atom and other XML: every text, attribute and remark in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from injury_series.publishing.built_site import addresses_of
from injury_series.publishing.gate.seen import Kind, Text

_OF_A_LINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s
samp small span strike strong sub sup textpath time tspan tt u var wbr
"""
_INLINE = frozenset(_OF_A_LINE.split())
_FOR_MACHINES = """
action background cite class data for formaction headers href id itemid itemtype longdesc name ping poster
property rel resource role src srcset target type usemap xmlns
d points transform viewbox fill stroke width height x y x1 x2 y1 y2 cx cy r rx ry
"""
_ADDRESSES = frozenset(_FOR_MACHINES.split())
_WHOLE = re.compile(r"(<(?:!--.*?-->|script\b.*?</script\s*>|style\b.*?</style\s*>))", re.S | re.I)
_BLOCK = re.compile(
    r"<(?=(?:address|article|aside|blockquote|body|dd|details|div|dl|dt|figure|footer|form|h[1-6]|header|link|li|"
    r"main|meta|nav|ol|p|pre|section|table|tr|ul)[\s>])"
)
_PLAIN = re.compile(r"(\s*)(?:<(?:p|li|h[1-6]|dt|dd|em|strong)>)?([^<]+)(?:</\w+>\s*)*")
"""Words with no markup among them, as most paragraphs are: these need no tree."""

_ENDS = re.compile(r"(?:</\w+>|\s)*")
_HTML = re.compile(r"<[a-zA-Z!/][^>]*>")
_AN_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/|\./|#)\S*|\S+/\S*", re.I)


class Pieces:
    """Read HTML piece by piece, as pages and feeds share most of their pieces: each is read once."""

    def __init__(self) -> None:
        self._pieces: dict[str, tuple[Text, ...]] = {}
        self._wholes: dict[str, list[tuple[int, tuple[Text, ...]]]] = {}

    def of(self, text: str) -> list[tuple[int, tuple[Text, ...]]]:
        """Return the texts of each piece of a page or a part of one, and the line before the piece."""
        if text in self._wholes:  # a post in one more feed: its pieces are one from now on
            found = self._wholes[text]
            if len(found) > 1:
                one = tuple(
                    (before + line, kind, words) for before, texts in found for line, kind, words in texts
                )
                self._wholes[text] = found = [(0, one)]
            return found
        found, line, known = [], 0, self._pieces
        pieces = list(_cut(text))
        if any(piece not in known and not _is_whole(piece) for piece in pieces):
            pieces = [text]  # a sign of markup stands inside a value: that may not be cut
        for piece in pieces:
            if piece not in known:
                known[piece] = tuple(_html_texts(piece))
            if known[piece]:
                found.append((line, known[piece]))
            line += piece.count("\n")
        self._wholes[text] = found
        return found


def _cut(text: str) -> Iterator[str]:
    """Yield HTML cut before each block; remarks, scripts and styles are pieces of their own."""
    for number, part in enumerate(_WHOLE.split(text)):
        if number % 2:
            yield part
            continue
        first, *blocks = _BLOCK.split(part)
        if first:
            yield first
        yield from (f"<{block}" for block in blocks)


def _is_whole(piece: str) -> bool:
    return piece.count("<") == piece.count(">") or _WHOLE.fullmatch(piece) is not None


def _html_texts(text: str) -> Iterator[Text]:
    plain = _PLAIN.fullmatch(text)
    if plain:
        if not plain[2].isspace():
            yield 1 + plain[1].count("\n"), Kind.WORDS, unescape(plain[2])
        return
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = None if text.startswith("<!--") else etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        yield from _Walk().texts(root)
    elif not _ENDS.fullmatch(text):
        yield 1, Kind.ASIDE, text


def is_html(text: str) -> bool:
    """Tell whether a text has tags in it."""
    return "<" in text and _HTML.search(text) is not None


def xml_texts(content: bytes) -> Iterator[Text]:
    """Yield every text of an XML file; raises ValueError where it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    yield from _Walk().texts(root)


def json_texts(text: str) -> Iterator[Text]:
    """Yield every text and name in JSON; raises ValueError where it is no JSON."""
    waiting: list[Any] = [json.loads(text)]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            waiting += [*thing.keys(), *thing.values()]
        elif isinstance(thing, list):
            waiting += thing
        elif thing is not None:
            yield 1, Kind.WORDS if is_html(str(thing)) else kind_of(str(thing)), str(thing)


def kind_of(text: str) -> Kind:
    """Tell whether a text beside the words is an address."""
    return Kind.ADDRESS if _AN_ADDRESS.fullmatch(text) else Kind.ASIDE


class _Walk:
    """Go through a tree; words that stand in one line of it, whatever is around them, are one text."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.line = 0
        self.left_out = 0

    def texts(self, root: Any) -> Iterator[Text]:
        tree = root.getroottree()
        for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            if event == "start":
                yield from self._begins(node)
            elif event == "end":
                yield from self._ends(node)
            else:
                yield node.sourceline or 1, Kind.ASIDE, node.text or ""
                self._add(node.tail, node)
        yield from self._flush()

    def _begins(self, node: Any) -> Iterator[Text]:
        tag = _local(node.tag)
        if tag not in _INLINE:
            yield from self._flush()
        for name, value in node.attrib.items():
            if value.strip():
                yield node.sourceline or 1, *_attribute(_local(name), value)
        for out in addresses_of(node) if node.attrib else ():
            yield out.line, Kind.ASKED if out.loads else Kind.LINK, out.written.strip()
        if tag in ("script", "style"):
            self.left_out += 1
            yield from _code(tag, node)
        self._add(node.text, node)

    def _ends(self, node: Any) -> Iterator[Text]:
        tag = _local(node.tag)
        if tag in ("script", "style"):
            self.left_out -= 1
        if tag not in _INLINE:
            yield from self._flush()
        self._add(node.tail, node)

    def _add(self, text: str | None, node: Any) -> None:
        if text and not self.left_out:
            if not self.words:
                self.line = node.sourceline or 1
            self.words.append(text)

    def _flush(self) -> Iterator[Text]:
        text = "".join(self.words)
        self.words = []
        if text and not text.isspace():
            yield self.line, Kind.WORDS, text


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2].lower()


def _attribute(name: str, value: str) -> tuple[Kind, str]:
    if name == "style":
        return Kind.STYLE, value
    if name == "srcdoc":
        return Kind.WORDS, " ".join(text for _, _, text in _html_texts(value))
    if name in ("id", "name"):
        return Kind.PLACE, value
    if name.startswith("on"):
        return Kind.SCRIPT, value
    if name in _ADDRESSES or _AN_ADDRESS.fullmatch(value):
        return Kind.ADDRESS, unquote(value)
    return Kind.ASIDE, value


def _code(tag: str, node: Any) -> Iterator[Text]:
    text, line = node.text or "", node.sourceline or 1
    if tag == "style":
        yield line, Kind.STYLE, text
    elif "json" in (node.get("type") or ""):
        try:
            yield from ((line, kind, words) for _, kind, words in json_texts(text))
        except ValueError:
            yield line, Kind.SCRIPT, text
    else:
        yield line, Kind.SCRIPT, text

"""Say what a body holds, and on which line each thing stands: headings, links, pictures, passages of words.

The Markdown parser's own tree says what is there, so that code is never taken for text; where it is, is found
in the text, as the tree does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from injury_series.source.body import StoryBody, markdown_settings

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((*_HEADINGS, "p", "li", "td", "th", "dt", "dd", "blockquote", "div", "ul", "ol", "table"))
_CODE = frozenset(("code", "pre"))
_FENCED = re.compile(r"^( {0,3})(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z)", re.M | re.S)
_INLINE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_REMARK = re.compile(r"<!--.*?-->", re.S)
_IN_PLACE = "\ufffc"
"""Stands for what is no text (Unicode: object replacement character)."""

_ESCAPED = re.compile("\x02(\\d+)\x03")
_STASHED = re.compile("\x02[^\x03]*\x03")


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold a heading; `level` is as it is written."""

    level: int
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a link with its address as it is written."""

    href: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a picture that a text shows."""

    src: str
    alt: str
    caption: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold the words of a paragraph, an item or a cell, and the addresses of the links in it."""

    words: str
    links: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold what a body holds, in its order; `text` is the body with all code made blank."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    pictures: tuple[Shown, ...]
    passages: tuple[Passage, ...]
    text: str
    first_line: int

    def line_of(self, pattern: str, otherwise: int) -> int:
        """Return the line on which a pattern is first found in the text, else `otherwise`."""
        found = re.search(pattern, self.text)
        return self.first_line + self.text[: found.start()].count("\n") if found else otherwise


class Outliner:
    """Read many bodies with one parser."""

    def __init__(self) -> None:
        settings = markdown_settings()
        story = StoryBody(find_target=lambda *_: None, find_picture=lambda _: False)
        self._keep = _Keep()
        self._markdown = Markdown(**{**settings, "extensions": [*settings["extensions"], story, self._keep]})

    def read(self, text: str, first_line: int) -> Outline:
        """Return the outline of a body that begins on `first_line` of its file."""
        self._markdown.reset()
        self._keep.found = []  # of an empty text the parser says nothing at all
        self._markdown.convert(text)
        return _outline(self._keep.found, without_code(text), first_line)


def without_code(text: str) -> str:
    """Return a body in which code and remarks are spaces, so that every other character keeps its place."""
    for pattern in (_FENCED, _REMARK, _INLINE):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold an element as far as it is asked about."""

    tag: str
    words: str
    href: str
    alt: str
    title: str
    links: tuple[str, ...]


class _Keep(Extension):
    """Keep what the parser found, before the story's own links and pictures are put in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Found] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Register between the parser's own steps and those of the story."""
        md.treeprocessors.register(_Look(md, self), "story-outline", 7)


class _Look(Treeprocessor):
    def __init__(self, md: Markdown, keep: _Keep) -> None:
        super().__init__(md)
        self.keep = keep

    def run(self, root: Element) -> None:
        self.keep.found = [
            _Found(
                tag=str(element.tag),
                words=_words(element),
                href=element.get("href") or element.get("src") or "",
                alt=_plain(element.get("alt", "")),
                title=_plain(element.get("title", "")),
                links=tuple(link.get("href", "") for link in element.iter("a")),
            )
            for element in root.iter()
            if element.tag in _BLOCKS or element.tag in ("a", "img")
        ]


def _words(element: Element) -> str:
    return re.sub(r"\s+", " ", _plain("".join(_texts(element, top=True)))).strip()


def _texts(element: Element, *, top: bool = False) -> Iterator[str]:
    """Yield the words of an element, with a sign in place of code and pictures, and without blocks in it."""
    if element.tag in _CODE or element.tag == "img":
        yield _IN_PLACE
    elif top or element.tag not in _BLOCKS:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _plain(text: str) -> str:
    return _STASHED.sub("", _ESCAPED.sub(lambda match: chr(int(match[1])), text))


def _outline(found: list[_Found], text: str, first_line: int) -> Outline:
    """Find the lines: things of one kind stand in the text in the order of the tree."""
    headings, links, pictures, passages = (_Cursor(text, first_line) for _ in range(4))
    return Outline(
        headings=tuple(
            Heading(int(f.tag[1]), f.words, headings.next(_heading(f))) for f in found if f.tag in _HEADINGS
        ),
        links=tuple(
            Link(f.href, f.words.replace(_IN_PLACE, "").strip(), links.next(*_link(f)))
            for f in found
            if f.tag == "a" and f.href
        ),
        pictures=tuple(
            Shown(f.href, f.alt, f.title, pictures.next(rf"\]\(\s*<?{re.escape(f.href)}", re.escape(f.href)))
            for f in found
            if f.tag == "img"
        ),
        passages=tuple(
            Passage(f.words, f.links, passages.next(_beginning(f.words), _beginning(f.words, 1)))
            for f in found
            if f.tag in _BLOCKS and f.words.strip(f"{_IN_PLACE} ")
        ),
        text=text,
        first_line=first_line,
    )


class _Cursor:
    """Go through a text from top to bottom."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text, self.first_line, self.place = text, first_line, 0

    def next(self, *patterns: str) -> int:
        """Return the line of the next place that fits the first pattern that fits at all."""
        for pattern in patterns:
            found = re.compile(pattern, re.M).search(self.text, self.place)
            if found:
                self.place = found.end()
                return self.first_line + self.text[: found.start()].count("\n")
        return self.first_line + self.text[: self.place].count("\n")


def _heading(found: _Found) -> str:
    level, words = int(found.tag[1]), _beginning(found.words)
    hashes = rf"^#{{{level}}}(?!#)[ \t]*(?=.*?{words})"
    underline = {1: "=", 2: "-"}.get(level)
    return rf"{hashes}|^(?=.*?{words}.*\n{underline}+[ \t]*$)" if underline else hashes


def _link(found: _Found) -> tuple[str, ...]:
    address = re.escape(found.href)
    by_name = (rf"\[[\W_]*{_beginning(found.words)}",) if found.words else ()
    return (rf"\]\(\s*<?{address}[\s>)]", rf"<{address}>", *by_name)


def _beginning(words: str, number: int = 3) -> str:
    """Return the pattern of how words begin in Markdown, where signs may stand between them."""
    first = [re.escape(word) for word in re.findall(r"\w+", words)[:number]]
    return r"\b" + r"[\W_]+".join(first) + r"\b" if first else r"(?!)"

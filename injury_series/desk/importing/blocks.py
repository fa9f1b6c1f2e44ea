"""Turn the paragraphs, lists, quotes, tables and figures of HTML into Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from injury_series.desk.importing.inlines import Inlines, is_block
from injury_series.desk.importing.signs import BREAK, PARAGRAPH, paragraphs, spaced, wrapped
from injury_series.desk.importing.tree import GONE, holds_blocks, name_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "menu", "dir")
_APART = "<!-- -->"
"""Keeps apart two lists that Markdown would take for one; it is taken out before readers get the page."""


@dataclass(slots=True)
class Blocks:
    """Write blocks; `inlines` writes what is inside them."""

    inlines: Inlines
    _depth: int = 0

    def inside(self, element: etree._Element) -> list[str]:
        """Return the blocks that an element holds."""
        made: list[str] = []
        run = [self.inlines.words(element.text)]
        for child in element:
            if is_block(child):
                made += [*_run(run), *self._block(child)]
                run = [self.inlines.words(child.tail)]
            else:
                run.append(self.inlines.one(child))
        return self._apart([*made, *_run(run)])

    def _block(self, element: etree._Element) -> list[str]:
        name = name_of(element)
        if name in GONE:
            return paragraphs(self.inlines.alone(element))
        if name in _HEADINGS:
            return self._heading(element, int(name[1]))
        if name in _LISTS:
            return self._list(element, name)
        if name == "hr":
            return ["* * *"] if self._full else []
        makers = {"pre": self._code, "blockquote": self._quote, "table": self._table, "figure": self._figure}
        return makers[name](element) if name in makers else self._other(element, name)

    @property
    def _full(self) -> bool:
        return self.inlines.guide.full

    def _other(self, element: etree._Element, name: str) -> list[str]:
        if name in ("dt", "summary", "figcaption") and not holds_blocks(element):
            return _marked("*" if name == "figcaption" else "**", self.inlines.inside(element))
        return self.inside(element)

    def _heading(self, element: etree._Element, level: int) -> list[str]:
        if holds_blocks(element):
            return self.inside(element)
        text = " ".join(paragraphs(self.inlines.inside(element))).replace("  \n", " ")
        if not text or not self._full or self._depth or "![" in text:
            return _marked("**", text) if text and "![" not in text else [text][: bool(text)]
        return [f"{'#' * max(2, level)} {text.removesuffix('#')}" + ("\\#" if text.endswith("#") else "")]

    def _list(self, element: etree._Element, name: str) -> list[str]:
        items = [child for child in element if name_of(child)]
        gallery = any("gallery" in each.get("class", "") for each in (element, *items))
        if gallery or _has_loose_words(element, ("li", *_LISTS)):
            return self.inside(element)
        number, made = _first_number(element), []
        for item in items:
            self._depth += 1
            blocks = self.inside(item) if name_of(item) not in _LISTS else self._block(item)
            self._depth -= 1
            if blocks:
                made.append(_item(f"{number}. " if name == "ol" else "- ", blocks))
                number += 1
        loose = any("\n\n" in item for item in made)
        return [("\n\n" if loose else "\n").join(made)] if made else []

    def _quote(self, element: etree._Element) -> list[str]:
        self._depth += 1
        blocks = self.inside(element)
        self._depth -= 1
        lines = "\n\n".join(blocks).split("\n")
        return ["\n".join(f"> {line}".rstrip(" ") if not line.strip() else f"> {line}" for line in lines)][
            : bool(blocks)
        ]

    def _code(self, element: etree._Element) -> list[str]:
        for br in list(element.iter("br")):
            br.tail = f"\n{br.tail or ''}"
        text = "".join(element.itertext()).replace("\r\n", "\n").strip("\n").rstrip()
        if not text.strip():
            return []
        self.inlines.said.append(text)
        self.inlines.taken.append(text)
        if self._full and not self._depth:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return [f"{fence}\n{text}\n{fence}"]
        return ["\n".join(f"    {line}" if line.strip() else "" for line in text.split("\n"))]

    def _figure(self, element: etree._Element) -> list[str]:
        images = list(element.iter("img"))
        captions = list(element.iter("figcaption"))
        others = [
            e for e in element.iterdescendants() if name_of(e) in ("figure", "table", "iframe", "video")
        ]
        if len(images) != 1 or others or not self._full:
            return self.inside(element)
        words = spaced("".join(captions[0].itertext())).strip() if captions else ""
        rich = bool(captions) and (self._depth > 0 or captions[0].find(".//a") is not None)
        picture = self.inlines.picture(images[0], "" if rich else words)
        self.inlines.taken.append("" if rich else words)
        more = _marked("*", self.inlines.inside(captions[0])) if rich else []
        return [*([picture] if picture else []), *more]

    def _table(self, element: etree._Element) -> list[str]:
        if _has_loose_words(element, ("td", "th", "caption")):
            return self.inside(element)
        rows = [[self._cell(cell) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        captions = [
            line for each in element.iterchildren("caption") for line in self._other(each, "figcaption")
        ]
        width = max(map(len, rows), default=0)
        if width < 2 or len(rows) < 2 or not self._full or self._depth:
            plain = [" \u2013 ".join(filter(None, row)) for row in rows]
            self.inlines.said += ["\u2013" * max(0, len([c for c in row if c]) - 1) for row in rows]
            return [*captions, *filter(None, plain)]
        rows = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return [*captions, "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])]

    def _cell(self, cell: etree._Element) -> str:
        text = self.inlines.inside(cell)
        text = re.sub(rf"[\s{BREAK}{PARAGRAPH}]*[{BREAK}{PARAGRAPH}][\s{BREAK}{PARAGRAPH}]*", " ", text)
        return spaced(text).strip().replace("|", "&#124;")

    def _apart(self, blocks: list[str]) -> list[str]:
        """Put a mark between two lists, or a list and code, that Markdown would take for one."""
        made: list[str] = []
        for block in blocks:
            after_list = bool(made) and re.match(r"- |\d+\. ", made[-1]) is not None
            if after_list and self._full and re.match(r"- |\d+\. |    ", block):
                made.append(_APART)
            made.append(block)
        return made


def _run(run: list[str]) -> list[str]:
    return paragraphs("".join(run).replace("****", ""))


def _marked(mark: str, text: str) -> list[str]:
    return paragraphs(wrapped(mark, text.replace(mark, "") if mark == "**" else text))


def _has_loose_words(element: etree._Element, holders: tuple[str, ...]) -> bool:
    """Tell whether words stand in a list or table outside its items or cells, where they have no place."""
    if (element.text or "").strip():
        return True
    children = [child for child in element if name_of(child)]
    inside = (child for child in children if name_of(child) not in holders)
    return any((c.tail or "").strip() for c in children) or any(_has_loose_words(c, holders) for c in inside)


def _first_number(element: etree._Element) -> int:
    start = element.get("start", "1")
    return int(start) if start.isdigit() and len(start) < 7 else 1


def _item(marker: str, blocks: list[str]) -> str:
    """Return an item of a list; a list in it follows its words at once, other blocks after an empty line."""
    text = blocks[0]
    for block in blocks[1:]:
        nested = re.match(r"- |\d+\. ", block) is not None
        text += ("\n" if nested else "\n\n") + block
    first, *rest = text.split("\n")
    return "\n".join([f"{marker}{first}", *(f"    {line}" if line else "" for line in rest)])

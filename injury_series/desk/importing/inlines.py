"""Turn what stands inside a paragraph of HTML into Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from injury_series.desk.importing.guide import Guide
from injury_series.desk.importing.signs import BREAK, PARAGRAPH, address, code, defused, wrapped
from injury_series.desk.importing.tree import BLOCKS, EMBEDS, GONE, name_of

_MARKS = {"b": "**", "strong": "**", "cite": "*", "em": "*", "i": "*", "dfn": "*"}
_KEPT = {"sub": "sub", "sup": "sup", "del": "del", "s": "del", "strike": "del", "ins": "ins", "kbd": "kbd",
         "mark": "mark"}  # fmt: skip
_CODE = frozenset(("code", "tt", "samp"))
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)'\]]")
_ADDRESS_ALONE = re.compile(rf"(?m)^{_ADDRESS.pattern}$")
_IS_WORDS = re.compile(r"\b(?:wp-smiley|emoji)\b")


@dataclass(slots=True)
class Inlines:
    """Write the inside of paragraphs; `said` gathers every letter that readers must find in it,
    `taken` every letter that was read.


    Without `emphasis` there is none; with `breaks`, an end of line in the HTML is one for readers too, as
    WordPress showed older texts.
    """

    guide: Guide
    breaks: bool
    emphasis: bool = True
    said: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    _marks: list[str] = field(default_factory=list)
    _in_link: bool = False

    def words(self, text: str | None) -> str:
        """Return plain words as Markdown."""
        if not text:
            return ""
        self.taken.append(text)
        if self._in_link:
            return self._said(text)
        find = _ADDRESS_ALONE if self.guide.full else _ADDRESS
        made, place = [], 0
        for match in find.finditer(text):
            made.append(self._said(text[place : match.start()]))
            made.append(self.embedded(match[0]) if self.guide.full else self._said(match[0], plain=True))
            place = match.end()
        return "".join([*made, self._said(text[place:])])

    def inside(self, element: etree._Element) -> str:
        """Return everything that stands inside an element."""
        return "".join([self.words(element.text), *(self.one(child) for child in element)])

    def one(self, element: etree._Element) -> str:
        """Return an element and the words after it, up to the next."""
        return self.alone(element) + self.words(element.tail)

    def alone(self, element: etree._Element) -> str:
        """Return an element without the words after it."""
        name = name_of(element)
        if name == "br":
            return BREAK
        if name == "img":
            return self.picture(element)
        if name == "a":
            return self._link(element)
        if name in EMBEDS:
            return self._embed(element, name)
        if name in GONE:
            return self._gone(element, name)
        if name in _CODE:
            return self._code(element)
        return self._marked(element, name)

    def picture(self, element: etree._Element, caption: str = "") -> str:
        """Return a picture, or in its place the words for those who cannot see it."""
        src, alt = (
            element.get("src") or element.get("data-src") or "",
            " ".join(element.get("alt", "").split()),
        )
        if _IS_WORDS.search(element.get("class", "")) and len(alt) < 10:
            return self.words(alt)
        found = self.guide.picture(src)
        alt = alt or self.guide.described(src)
        if found:
            self.said.append(caption)
            title = f' "{_in_title(caption)}"' if caption else ""
            return f"![{defused(alt)}]({address(found)}{title})"
        words = " ".join(filter(None, [f"Picture: {alt}." if alt else "", caption]))
        self.said.append(words)
        return wrapped("*", defused(words)) if words else ""

    def embedded(self, href: str) -> str:
        """Return a link to what WordPress would have shown here from another site."""
        self.guide.notes.add(f"what was embedded here is now a link: {href}")
        target = self.guide.link(href)
        words = (urlsplit(href).hostname or href).removeprefix("www.")
        self.said.append(words)
        return f"[{defused(words)}]({address(target)})" if target else defused(words)

    def _said(self, text: str, *, plain: bool = False) -> str:
        """Note words that readers must find, and return them as Markdown; a `plain` address is a link."""
        self.said.append(text)
        if plain:
            return f"<{text}>"
        text = defused(text)
        if not self.breaks:
            return text
        text = re.sub(r"[ \t]*\r?\n[ \t]*", "\n", text)
        text = re.sub(r"\n{2,}", PARAGRAPH, text)
        return text.replace("\n", BREAK)

    def _link(self, element: etree._Element) -> str:
        href = (element.get("href") or "").strip()
        images = list(element.iter("img"))
        if len(images) == 1 and not "".join(element.itertext()).strip():
            return self._linked_picture(images[0], href)
        was, self._in_link = self._in_link, True
        inner = self.inside(element)
        self._in_link = was
        target = self.guide.link(href) if href and not was else None
        if not target:
            return inner
        if inner.strip() == defused(href) and target == href and not self.guide.full:
            return f"<{href}>"
        made = wrapped("\x00", inner)
        return made.replace("\x00", "[", 1).replace("\x00", f"]({address(target)})", 1)

    def _linked_picture(self, image: etree._Element, href: str) -> str:
        """Return a picture with its link; one that only led to the same picture, larger, needs none."""
        made = self.picture(image)
        larger = re.search(r"\.(?:jpe?g|png|gif|webp|avif|bmp|heic)$", urlsplit_path(href), re.I)
        target = None if larger or not href else self.guide.link(href)
        return f"[{made}]({address(target)})" if made and target else made

    def _embed(self, element: etree._Element, name: str) -> str:
        inner = next((each for each in element.iter("source", "embed") if each.get("src")), element)
        src = element.get("src") or element.get("data") or inner.get("src") or ""
        src = f"https:{src}" if src.startswith("//") else src
        if src.startswith(("http://", "https://")):
            return self.embedded(src)
        self.guide.notes.add(f"<{name}> was left out")
        return ""

    def _gone(self, element: etree._Element, name: str) -> str:
        if name not in ("style", "script", "noscript", "input", "template") or self.guide.full:
            self.guide.notes.add(f"<{name}> was left out")
        if name == "form":
            return ""
        words = element.xpath("string()").strip() if name == "noscript" else ""
        return self.words(words)

    def _code(self, element: etree._Element) -> str:
        text = "".join(element.itertext())
        self.said.append(text)
        self.taken.append(text)
        return code(text)

    def _marked(self, element: etree._Element, name: str) -> str:
        mark = _MARKS.get(name, "") if self.emphasis else ""
        if not mark or mark in self._marks:
            inner = self.inside(element)
            tag = _KEPT.get(name) if self.guide.full else None
            return f"<{tag}>{inner}</{tag}>" if tag and inner.strip() and PARAGRAPH not in inner else inner
        self._marks.append(mark)
        inner = self.inside(element)
        self._marks.pop()
        return wrapped(mark, inner)


def is_block(element: etree._Element) -> bool:
    """Tell whether an element stands by itself, or holds something that does."""
    name = name_of(element)
    return name in BLOCKS or (
        name not in GONE
        and name not in EMBEDS
        and any(name_of(inner) in BLOCKS for inner in element.iterdescendants())
    )


def urlsplit_path(href: str) -> str:
    """Return the path of an address, or nothing where it is none."""
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _in_title(caption: str) -> str:
    return caption.replace("&", "&amp;").replace('"', "&quot;")

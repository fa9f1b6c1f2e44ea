"""Turn a text of WordPress into Markdown, and read it back to see that no letter was lost or added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from lxml import etree  # type: ignore[import-untyped]
from markdown import Markdown

from injury_series.desk.importing.blocks import Blocks
from injury_series.desk.importing.guide import Guide
from injury_series.desk.importing.inlines import Inlines
from injury_series.desk.importing.signs import plainly
from injury_series.desk.importing.tree import BLOCKS, EMBEDS, GONE, name_of, read_html, words_of
from injury_series.source.body import IDS_OF_THE_PAGE, StoryBody, markdown_settings
from injury_series.source.body_check import check_body, without_remarks
from injury_series.source.comments import comment_markdown
from injury_series.source.links import Target

_TAG = re.compile(r"<[^>]*>")
_LEFT_OUT = " or ".join(f"self::{name}" for name in sorted(GONE | EMBEDS))
_WORDS = etree.XPath(f".//text()[not(ancestor::*[{_LEFT_OUT}])]")
_PARAGRAPH = "\u2029"

ReadBack = Callable[[str], "str | None"]
"""Return the HTML that a text becomes here, or None where something in it may not go out."""


class ToMarkdown:
    """Write texts of one kind, whole posts or comments, and read each back."""

    def __init__(self, *, full: bool) -> None:
        self._read_back = _post_reader() if full else _comment_reader()

    def write(self, html: str, guide: Guide, *, breaks: bool) -> str:
        """Return a text as Markdown that shows every letter of it; what was left out is in the guide's notes.

        `breaks` says that ends of lines are meant, as in texts that older editors wrote.
        """
        body = read_html(html)
        if body is None:
            guide.notes.add("it is written as plain words, as its layout is nested too deep")
            return plainly(words_of(html))
        for emphasis in (True, False):  # without it, where marks stand too close together to be told apart
            inlines = Inlines(guide, breaks, emphasis)
            text = "\n\n".join(Blocks(inlines).inside(body))
            if _letters(_source_words(body)) - _letters("".join(inlines.taken)):
                break  # something stands where HTML has no place for it, and was not read
            if not text or self._holds(text, "".join(inlines.said)):
                if not emphasis:
                    guide.notes.add("bold and italics were left out, as they cannot be told apart here")
                return text
        guide.notes.add("it is written as plain words, as its layout cannot be kept: look it through")
        return "\n\n".join(plainly(line) for line in _plain_paragraphs(body))

    def _holds(self, text: str, said: str) -> bool:
        """Tell whether readers get just the letters that were said, whatever the order and the spaces."""
        html = self._read_back(text)
        return html is not None and _letters(words_in(html)) == _letters(said)


def words_in(html: str) -> str:
    """Return all text of HTML that Markdown made: every sign in it that is no tag is written out."""
    return unescape(_TAG.sub("", html))


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def _plain_paragraphs(body: etree._Element) -> list[str]:
    for element in body.iter():
        if name_of(element) in BLOCKS or name_of(element) in ("br", "td", "th"):
            element.tail = f"{_PARAGRAPH}{element.tail or ''}"
    return [" ".join(line.split()) for line in _source_words(body).split(_PARAGRAPH) if line.strip()]


def _source_words(body: etree._Element) -> str:
    """Return all words of a text, without those of what is left out on purpose."""
    return "".join(_WORDS(body))


def _post_reader() -> ReadBack:
    story = StoryBody(lambda _, name: Target("/", name), lambda _: True)
    settings = markdown_settings()
    parser = Markdown(**{**settings, "extensions": [*settings["extensions"], story]})

    def read(text: str) -> str | None:
        parser.reset()
        story.passages.bad = []
        html = without_remarks(parser.convert(text))
        bad = [*check_body(html, story.figures.found, IDS_OF_THE_PAGE), *story.passages.bad]
        return None if bad else html

    return read


def _comment_reader() -> ReadBack:
    parser = comment_markdown()

    def read(text: str) -> str | None:
        parser.reset()
        return parser.convert(text)

    return read

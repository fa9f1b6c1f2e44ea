"""Set short texts as bodies are set: quotes, dashes, no single last words.

A title stands in many places: what it becomes is remembered, as that hangs on nothing but its letters.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from markupsafe import Markup
from typogrify.filters import typogrify


@lru_cache(maxsize=20_000)
def typeset(text: str) -> Markup:
    """Return plain text as HTML with its typography, for use between tags (not in attributes)."""
    return Markup(typogrify(escape(" ".join(text.split()), quote=False)))


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return plain text with its typography and without HTML, for titles, feeds and attributes."""
    return text_of(typeset(text))


def text_of(html: Markup) -> str:
    """Return the words of HTML without its tags, on one line, with plain spaces."""
    return html.striptags().replace("\xa0", " ")


def shortened(text: str, length: int) -> str:
    """Return the first words of a text, at most `length` characters, with dots where words are left out."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "\u2026"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: "1 part", "3 parts"."""
    return f"{number}\xa0{one if number == 1 else many}"

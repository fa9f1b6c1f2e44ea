"""Bring texts into one form, so that what a reader takes for the same compares as the same.

Unicode's compatibility form (UAX 15, NFKD) without its marks stands for accents, ligatures and spaces that
look alike; soft hyphens and characters of no width go; all quotes, hyphens and spaces are one of each.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Kind(StrEnum):
    """Say what a text of the finished site is to those who read it."""

    WORDS = "words"  # what a page shows
    ASIDE = "aside"  # what it holds beside that: descriptions, remarks, data for machines
    ADDRESS = "address"  # where something is, and names without spaces; what is escaped there is not any more
    ASKED = "asked"  # the same as it is written, where a browser asks for it by itself
    LINK = "link"  # the same, where a reader can follow it
    PLACE = "place"  # what a link to a part of a page names
    NAME = "name"  # the path of a file
    INDEX = "index"  # words of the search index, each by itself, some without their ends
    STYLE = "style"
    SCRIPT = "script"


Text: TypeAlias = "tuple[int, Kind, str]"
"""The line on which a text stands in its piece, what it is there, and the text."""


class Piece(NamedTuple):
    """Hold texts that stand together in a file of the finished site, from the line behind `line` on."""

    path: str
    line: int
    texts: tuple[Text, ...]


_ODD = re.compile(r"[^\x00-\x7f]+")
_NO_WIDTH = frozenset("\u00ad\u034f\u061c\u180e\ufeff") | frozenset(
    chr(code) for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F))
    for code in range(first, last + 1)
)  # fmt: skip
_LETTERS = """
ł l Ł L ø o Ø O đ d Đ D ð d Ð D þ th Þ Th æ ae Æ Ae œ oe Œ Oe ß ss ẞ SS ı i ĸ k
"""
_ALIKE = {
    **dict.fromkeys("‘’‚‛′‹›ʼʹˈ´＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−⁃﹘﹣", "-"),
    **dict(zip(_LETTERS.split()[::2], _LETTERS.split()[1::2], strict=True)),
}


def seen(text: str) -> str:
    """Return a text on one line in the form in which texts are compared; its capitals stay."""
    return " ".join(plain(text).split())


def seen_lines(text: str) -> str:
    """Return a text as `seen` does, line by line, so that places in it still tell their line."""
    return "\n".join(seen(line) for line in text.splitlines())


def plain(text: str) -> str:
    """Return a text with plain letters and signs, its spaces and lines as they are."""
    if text.isascii():
        return text
    return _ODD.sub(_plain_odd, unicodedata.normalize("NFKD", _ODD.sub(_alike, text)))


def _alike(match: re.Match[str]) -> str:
    return "".join(_ALIKE.get(letter, letter) for letter in match[0] if letter not in _NO_WIDTH)


def _plain_odd(match: re.Match[str]) -> str:
    return "".join(letter for letter in match[0] if not unicodedata.combining(letter))

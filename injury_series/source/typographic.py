"""Set the typography of a text with typogrify's own filters, each asked only where it has something to do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import smartypants
from typogrify.filters import amp, caps, initial_quotes, typogrify, widont

_DASHES = {"oldschool": smartypants.Attr.set2, "oldschool_inverted": smartypants.Attr.set3}
_AMPERSAND = re.compile(r"(?:\s|&nbsp;)(?:&|&amp;|&#38;)(?:\s|&nbsp;)")
_CAPITALS = re.compile(r"[A-Z]\d*[A-Z]|[A-Z]\.\s?[A-Z]")
_TAG = re.compile(r"(<[^>]*>)")
_SMART = re.compile(r"""["'`\\]|--|\.[. ]+\.|&quot;""")
_BLOCK_END = re.compile(r"(</(?:p|h[1-6]|li|dt|dd)>)")
_LAST_WORDS = 40
"""Within how many characters before the end of a block its last words are looked for first."""

_KEPT = 4096
"""So many words and ends of blocks are kept as they were set: they come again, all when a text is edited."""

_LEFT_ALONE = re.compile(rf"<!--|</?(?:{'|'.join(smartypants.tags_to_skip)})\b", re.IGNORECASE)
"""What these programs pass by in ways of their own."""


def use_dashes(settings: dict[str, Any]) -> None:
    """Say once, for all texts and titles, how dashes are written: as the setting TYPOGRIFY_DASHES has it.

    As in Pelican, `&quot;` is a quote too.
    """
    dashes = _DASHES.get(settings.get("TYPOGRIFY_DASHES") or "", smartypants.Attr.set1)
    smartypants.Attr.default = dashes | smartypants.Attr.w


def typographic(html: str, settings: dict[str, Any]) -> str:
    """Return HTML as `typogrify` sets it, with Pelican's settings for that."""
    ignored, omitted = settings.get("TYPOGRIFY_IGNORE_TAGS"), settings.get("TYPOGRIFY_OMIT_FILTERS")
    if ignored or omitted or _LEFT_ALONE.search(html):
        return str(typogrify(html, ignored, **dict.fromkeys(omitted or (), False)))
    text = amp(html) if _AMPERSAND.search(html) else html
    return _widont(initial_quotes(_smart(text)))


def _smart(html: str) -> str:
    """Return HTML with its quotes, dashes, dots and capitals; what stands between tags goes by itself."""
    pieces = _TAG.split(html)
    if any(piece in ("'", '"', "&quot;") for piece in pieces[::2]):
        return str(caps(smartypants.smartypants(html)))  # what such a quote is hangs on the words before it
    for place in range(0, len(pieces), 2):
        if _SMART.search(pieces[place]):
            pieces[place] = _smart_words(pieces[place])
        if _CAPITALS.search(pieces[place]):
            pieces[place] = caps(pieces[place])
    return "".join(pieces)


def _smart_words(text: str) -> str:
    """Return a text with those words set that have something to set, each with the spaces around it.

    No rule of smartypants looks further than the one space beside a word.
    """
    words: list[tuple[int, int]] = []
    for found in _SMART.finditer(text):
        begin, end = max(0, text.rfind(" ", 0, found.start())), text.find(" ", found.end()) + 1 or len(text)
        if words and begin < words[-1][1]:  # the space before this one is the space after the last
            begin = words.pop()[0]
        words.append((begin, end))
    made, done = [], 0
    for begin, end in words:
        made += [text[done:begin], _smart_word(text[begin:end], smartypants.Attr.default)]
        done = end
    return "".join([*made, text[done:]])


@lru_cache(_KEPT)
def _smart_word(text: str, attributes: int) -> str:
    return str(smartypants.smartypants(text, attributes))


_bound = lru_cache(_KEPT)(widont)


def _widont(html: str) -> str:
    """Return HTML whose last words stay together: each is looked for before the end of a block alone."""
    pieces = _BLOCK_END.split(html)
    for place in range(0, len(pieces), 2):
        text, end = pieces[place], "".join(pieces[place + 1 : place + 2])
        start = max(0, len(text) - _LAST_WORDS)
        bound = _bound(text[start:] + end)
        if start and len(bound) == len(text) - start + len(end):  # what is bound together may begin before
            start, bound = 0, widont(text + end)
        pieces[place] = text[:start] + bound.removesuffix(end)
    return "".join(pieces)

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
_INITIAL = re.compile(r""">\s*["'&]""")
_LONE = re.compile(r""">(?:["']|&quot;)<""")
_BLOCK_END = re.compile(r"(</(?:p|h[1-6]|li|dt|dd)>)")
_LAST_WORDS = 40
"""Within how many characters before the end of a block its last words are looked for first."""

_NO_QUOTE = "\x02"
"""What stands before each block but the first: a quote that begins it does not begin the text."""

_WORDS, _BLOCKS = 4096, 1024
"""So many are kept as they were set: words come in other texts again, blocks when one of them is edited."""

_LEFT_ALONE = re.compile(rf"<!--|</?(?:{'|'.join(smartypants.tags_to_skip)})\b|<[^<>]*<", re.IGNORECASE)
"""What these programs pass by in ways of their own, and tags that do not end."""


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
    if _LONE.search(f">{text}<"):  # what such a quote is hangs on the words before it
        return str(widont(initial_quotes(caps(smartypants.smartypants(text)))))
    attributes, pieces = smartypants.Attr.default, _BLOCK_END.split(text)
    first, *rest = (block + end for block, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True))
    return "".join([_set(first, attributes, True), *(_set(block, attributes, False) for block in rest)])


@lru_cache(_BLOCKS)
def _set(block: str, attributes: int, first: bool) -> str:
    """Return a block of HTML as it is set, to the end of its last tag; `first` it is in its text."""
    pieces = _TAG.split(block)
    for place in range(0, len(pieces), 2):
        if _SMART.search(pieces[place]):
            pieces[place] = _smart(pieces[place], attributes)
        if _CAPITALS.search(pieces[place]):
            pieces[place] = caps(pieces[place])
    text = "".join(pieces)
    if first:
        text = initial_quotes(text)
    elif _INITIAL.search(text):
        text = initial_quotes(_NO_QUOTE + text).removeprefix(_NO_QUOTE)
    return _widont(text)


def _smart(text: str, attributes: int) -> str:
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
        made += [text[done:begin], _smart_word(text[begin:end], attributes)]
        done = end
    return "".join([*made, text[done:]])


@lru_cache(_WORDS)
def _smart_word(text: str, attributes: int) -> str:
    return str(smartypants.smartypants(text, attributes))


def _widont(block: str) -> str:
    """Return a block whose last words stay together: they are looked for at its end first."""
    start = max(0, len(block) - _LAST_WORDS)
    bound = str(widont(block[start:]))
    if start and len(bound) == len(block) - start:  # what is bound together may begin before
        start, bound = 0, str(widont(block))
    return block[:start] + bound

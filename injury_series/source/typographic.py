"""Set the typography of a text with typogrify's own filters, each asked only where it has something to do."""

from __future__ import annotations

import re
from typing import Any

import smartypants
from typogrify.filters import amp, caps, initial_quotes, typogrify, widont

_DASHES = {"oldschool": smartypants.Attr.set2, "oldschool_inverted": smartypants.Attr.set3}
_AMPERSAND = re.compile(r"(?:\s|&nbsp;)(?:&|&amp;|&#38;)(?:\s|&nbsp;)")
_CAPITALS = re.compile(r"[A-Z]\d*[A-Z]|[A-Z]\.\s?[A-Z]")
_TAG = re.compile(r"(<[^>]*>)")
_SMART = re.compile(r"""["'`\\]|--|\.\.\.|\. \. \.|&quot;""")
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
    text = _smart(text)
    text = caps(text) if _CAPITALS.search(text) else text
    return str(widont(initial_quotes(text)))


def _smart(html: str) -> str:
    """Return HTML with its quotes, dashes and dots; what stands between tags and has none stays as it is."""
    pieces = _TAG.split(html)
    if any(piece in ("'", '"', "&quot;") for piece in pieces[::2]):
        return str(smartypants.smartypants(html))  # what such a quote is hangs on the words before it
    for place in range(0, len(pieces), 2):
        if _SMART.search(pieces[place]):
            pieces[place] = smartypants.smartypants(pieces[place])
    return "".join(pieces)

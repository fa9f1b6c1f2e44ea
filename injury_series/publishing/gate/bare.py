"""Take the marks of Markdown and HTML off a text, so that its words stand as a reader sees them."""

from __future__ import annotations

import re
from html import unescape

_TARGET = re.compile(r"(?<=\])\((?:[^()\s]|\([^()]*\))*(?:\s+[\"'][^\"']*[\"'])?\)")
_CAPTION = re.compile(r"(?<=\])\([^()\s]*\s+[\"']([^\"']*)[\"']\)")
_LABEL = re.compile(r"(?<=\])\[[^\]]*\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|-->")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}")
_MARKS = re.compile(r"[*`\[\]]|(?<!\w)_+|_+(?!\w)|^[ \t]*(?:[#>]+|[-+]|\d+\.)(?=\s)", re.M)


def bare(text: str) -> str:
    """Return Markdown without its marks, line for line; targets of links are left out, captions stay."""
    text = _TARGET.sub("", _CAPTION.sub(r" \1 ", text))
    text = _TAG.sub("", _ATTRIBUTES.sub("", _LABEL.sub("", text)))
    return unescape(_MARKS.sub("", text))

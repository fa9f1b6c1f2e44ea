"""Make the text of strangers fit for a terminal, which obeys some characters instead of showing them."""

from __future__ import annotations

import unicodedata

_PICTURES = 0x2400
"""Where Unicode has pictures of the control characters U+0000 to U+001F."""

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSHOWN = "\ufffd"


def harmless(text: str) -> str:
    """Return a text in which nothing moves the cursor, colours, hides or turns round what stands beside it.

    Line ends stay, tabs become spaces, and what a terminal would obey is shown by a sign in its place
    (ECMA-48; Unicode UAX 9 for the direction of writing).
    """
    return "".join(map(_shown, text))


def in_one_line(text: str) -> str:
    """Return a text as `harmless` does, in one line."""
    return " ".join(harmless(text).split())


def _shown(letter: str) -> str:
    if letter == "\n" or " " <= letter <= "~":
        return letter
    if letter in "\t\u2028\u2029":
        return "    " if letter == "\t" else " "
    if letter < " ":
        return chr(_PICTURES + ord(letter))
    return _UNSHOWN if letter in _TURNING or unicodedata.category(letter) in ("Cc", "Cs") else letter

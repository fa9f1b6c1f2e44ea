"""Tell what of Markdown a text can use, by the marks that are in it: the rest need not look through it.

Most texts have links, emphasis and lists. Each further extension and pattern is asked at every block or word,
which takes longer than these do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from markdown.inlinepatterns import Pattern
from markdown.util import ETX, STX, Registry

_ANY = (STX, ETX, ":::")
"""What a text is changed by before it is read: then all is asked."""

_EXTENSIONS = {
    "markdown.extensions.abbr": ("*[",),
    "markdown.extensions.admonition": ("!!!",),
    "markdown.extensions.attr_list": ("{",),
    "markdown.extensions.def_list": ("\n:", "\r:", "\t:", " :", ">:"),
    "markdown.extensions.fenced_code": ("```", "~~~"),
    "markdown.extensions.footnotes": ("[^",),
    "markdown.extensions.md_in_html": ("<",),
    "markdown.extensions.tables": ("|",),
}
_PATTERNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("]:",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("]:",),
    "short_reference": ("]:",),
    "short_image_ref": ("]:",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n", "\t", "\r"),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""By the names of Python-Markdown: the marks of which a text has one, where it uses this at all."""

_MARKS = {*_ANY, *(mark for uses in (_EXTENSIONS, _PATTERNS) for marks in uses.values() for mark in marks)}


def marks_in(text: str) -> frozenset[str]:
    """Return the marks that are in a text: all of them where it is changed before it is read."""
    lines = f"\n{text}"
    if any(mark in lines for mark in _ANY):
        return frozenset(_MARKS)
    return frozenset(mark for mark in _MARKS if mark in lines)


def extensions_for(marks: Collection[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the extensions `names`, in their order, that a text with such marks may use."""
    return tuple(
        name for name in names if name not in _EXTENSIONS or any(mark in marks for mark in _EXTENSIONS[name])
    )


def patterns_for(marks: Collection[str], patterns: Registry[Pattern]) -> list[Pattern]:
    """Return the inline patterns, in their order, that may match in a text with such marks."""
    idle = [patterns[name] for name, needed in _PATTERNS.items() if not any(mark in marks for mark in needed)]
    return [pattern for pattern in patterns if pattern not in idle]

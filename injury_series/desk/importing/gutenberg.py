"""Read the remarks in which the block editor keeps what a text is made of (`<!-- wp:paragraph -->`)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from injury_series.desk.importing.guide import Notes

_REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_ALONE = re.compile(r"<!--\s+wp:(?P<name>[a-z][\w/-]*)\s+(?P<values>\{.*?\}\s+)?/-->", re.S)
_SILENT = ("more", "nextpage", "spacer", "separator", "post-content", "page-break")
_DEEPEST = 8


def is_of_blocks(text: str) -> bool:
    """Tell whether the block editor wrote a text: ends of lines mean nothing in it."""
    return "<!-- wp:" in text


def without_remarks(text: str, block: Callable[[str], str], notes: Notes) -> str:
    """Return a text without remarks; a block that is kept for several texts is put in, by its number.

    Blocks that WordPress would fill by itself, such as its latest posts, are left out and noted.
    """

    def put_in(match: re.Match[str]) -> str:
        name, number = match["name"], _number(match["values"] or "")
        found = block(number) if name == "block" and number else ""
        if not found and name not in _SILENT:
            notes.add(f"a block that WordPress fills by itself was left out: {name}")
        return found

    for _ in range(_DEEPEST):
        text, changed = _ALONE.subn(put_in, text)
        if not changed:
            break
    return _REMARK.sub("", text)


def _number(values: str) -> str:
    try:
        found = json.loads(values) if values.strip() else {}
    except ValueError:
        return ""
    return str(found.get("ref", "")) if isinstance(found, dict) else ""

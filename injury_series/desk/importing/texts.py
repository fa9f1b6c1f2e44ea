"""Write the files that an import makes: front matter that reads back as it is meant, then the text."""

from __future__ import annotations

import re
from typing import Any

from injury_series.desk.importing.tree import words_of
from injury_series.desk.new.checking import clean
from injury_series.desk.new.text import key_lines
from injury_series.view.typography import shortened

_FIGURE = re.compile(r"<(blockquote|figure|ol|pre|script|style|table|ul)\b.*?</\1>", re.S | re.I)
_SENTENCE = re.compile(r".+?(?:[.!?\u2026][\"'\u201d\u2019)]*(?=\s|$)|[\u3002\uff01\uff1f]|$)")
_BARE = re.compile(r"[A-Za-z]+(?: [A-Za-z0-9]+)*")
_WORDS = ("yes", "no", "true", "false", "null", "on", "off", "none", "inf", "nan", "y", "n")
_LONGEST = 200


def file_text(values: dict[str, Any], body: str, remark: str = "") -> str:
    """Return a whole file; what has no value is left out, `remark` explains the line before the end."""
    lines = [line for key, value in values.items() if value for line in _lines(key, value)]
    return "\n".join(["---", *lines, *([f"## {remark}"] if remark else []), "---", body, ""])


def _lines(key: str, value: Any) -> list[str]:
    """Return the lines of one key; a plain name or number needs no second thought about quotes."""
    if isinstance(value, str) and _BARE.fullmatch(value) and value.lower() not in _WORDS:
        return [f"{key}: {value}"]
    if key == "reply-to" and value.isdecimal() and value.isascii():
        return [f"{key}: '{value}'"]
    return [f"{key}: true"] if value is True else key_lines({key: value})


def summary_of(excerpt: str, html: str, title: str) -> str:
    """Return the excerpt, else the first sentences of a text that go into 200 characters, else the title."""
    words = clean(words_of(excerpt))
    if words:
        return words
    text, made = clean(words_of(_FIGURE.sub(" ", html))), ""
    for match in _SENTENCE.finditer(text):
        if len(made) + len(match[0].rstrip()) > _LONGEST:
            break
        made += match[0]
    return made.strip() or shortened(text, _LONGEST - 1) or title

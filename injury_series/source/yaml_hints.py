"""Guess from a line of front matter what the writer meant, where YAML only says that it cannot go on."""

from __future__ import annotations

import re

_KEY = re.compile(r"\s*(?:- )?[\w-]+:(?: +(.*))?$")
_SIGNS = "*&!%@`|>{}[],?"


def hint(lines: list[str], line: int) -> tuple[int, str]:
    """Return on which of the lines (from 0) the fault most likely is, and how to mend it.

    YAML notices many faults only on the next line, so the lines before are looked at too.
    """
    for number in (line, *reversed(range(max(0, line - 2), line))):
        found = _hint(lines[number]) if number < len(lines) else ""
        if found:
            return number, found
    return line, "Lines of one list or group begin in the same column, set in by spaces."


def _hint(line: str) -> str:
    """Return how to mend a line, or nothing where it looks right."""
    if "\t" in line:
        return "Use spaces in place of the tab."
    if not line.strip() or line.lstrip().startswith("#") or ("- " in line and ":" not in line):
        return ""
    match = _KEY.match(line)
    if not match:
        return 'A line is "key: value", with a space after the colon; a list\'s lines begin with "- ".'
    return _value_hint((match[1] or "").strip())


def _value_hint(value: str) -> str:
    for quote, other in (('"', "'"), ("'", '"')):
        if value.startswith(quote):
            closed = (
                len(value) > 1 and value.endswith(quote) and quote not in value[1:-1] and "\\" not in value
            )
            return "" if closed else f"Put the whole text in quotes of the other kind: {other}...{other}."
    if value[:1] and value[0] in _SIGNS and not (value[0] in "[{" and value[-1] in "]}"):
        return f'A text that begins with "{value[0]}" stands in quotes.'
    if ": " in value or value.endswith(":"):
        return 'A text with ": " in it stands in quotes.'
    return ""

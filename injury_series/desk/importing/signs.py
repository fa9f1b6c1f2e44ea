"""Write plain words so that Markdown reads them as words: every sign that would mean something is defused."""

from __future__ import annotations

import re

PARAGRAPH = "\x1e"
BREAK = "\x1f"
"""Stand for the end of a paragraph and of a line while a run of words is put together."""

_SIGNS = re.compile(r"[\\`*\[\]{]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|<(?=[\w/!?])")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}
_AT_START = re.compile(
    r"(?P<escape>#|[-+](?=\s|$|-)|!(?=!!))|(?P<number>\d+)(?=\.(?:\s|$))|(?P<entity>[>:|=~])"
)
_ANY_SIGN = re.compile(r"[!#&*+:<=>@\[\\\]^_`{|}~]|^[-\d]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_ENDS = re.compile(rf"[ {BREAK}]+$|^[ {BREAK}]+")


def defused(text: str) -> str:
    """Return words with every sign of Markdown in them written so that readers see the sign itself."""
    return _SIGNS.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)


def plainly(text: str) -> str:
    """Return words in which nothing is left that any reader of Markdown could take for a sign."""
    return _ANY_SIGN.sub(lambda match: f"&#{ord(match[0])};", text)


def spaced(text: str) -> str:
    """Return a text with every run of plain white space as one space, as HTML shows it."""
    return _SPACE.sub(" ", text)


def paragraphs(run: str) -> list[str]:
    """Return a run of words and marks as paragraphs, its ends of lines as Markdown's hard ends."""
    run = re.sub(rf"{BREAK}[ \n]*(?:{BREAK}[ \n]*)+", PARAGRAPH, run)
    made = []
    for paragraph in run.split(PARAGRAPH):
        text = _ENDS.sub("", spaced(paragraph))
        lines = [_line(line.strip()) for line in text.split(BREAK)]
        if any(lines):
            made.append("  \n".join(lines))
    return made


def wrapped(mark: str, inner: str) -> str:
    """Return words between two marks, which stand close to the words as Markdown wants them."""
    inner = re.sub(rf"[{PARAGRAPH}{BREAK}][\s{PARAGRAPH}{BREAK}]*", BREAK, inner)
    bare = inner.strip(f" \t\r\n{BREAK}")
    if not bare:
        return inner
    before, _, after = inner.partition(bare)
    return f"{before}{mark}{bare}{mark}{after}"


def code(text: str) -> str:
    """Return a piece of code inside a line."""
    text = spaced(text).strip()
    if not text:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def address(href: str) -> str:
    """Return an address as it can stand in a link: without signs that would end it."""
    return re.sub(r"""[\s(){}<>"'\\*_`\[\]]""", lambda match: _percent(match[0]), href)


def _percent(sign: str) -> str:
    return sign if sign in "_'" else "".join(f"%{byte:02X}" for byte in sign.encode())


def _line(line: str) -> str:
    """Return a line that begins no heading, list, quote, table or passage."""

    def defuse(match: re.Match[str]) -> str:
        if match["entity"]:
            return f"&#{ord(match[0])};"
        return f"{match['number']}\\" if match["number"] else f"\\{match[0]}"

    return _AT_START.sub(defuse, line, count=1) if _AT_START.match(line) else line

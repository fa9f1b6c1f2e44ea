"""Read a content file: its text, and where its front matter ends."""

from __future__ import annotations

import re
from pathlib import Path

from injury_series.errors import ContentFaults, Fault

_FENCE = "---"
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HOW = 'It begins with a line "---", then the keys, then a line "---", then the text.'


def read_text(path: Path, file: str, how: str = _HOW) -> str:
    """Return a file's text with plain line ends.

    Raises ContentFaults where it cannot be read, is not UTF-8 or is empty; `file` is its name in messages,
    `how` says what an empty file should hold. What XML cannot hold is refused too (XML 1.0, section 2.2).
    """
    return as_text(read_bytes(path, file), file, how)


def read_bytes(path: Path, file: str) -> bytes:
    """Return what is in a file; raises ContentFaults where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentFaults([Fault(file, 0, "", f"This file cannot be read: {error.strerror}.")]) from error


def as_text(raw: bytes, file: str, how: str = _HOW) -> str:
    """Return the text that the bytes of a file hold, as `read_text` does, with the same faults."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = f"This file is not UTF-8 text: the byte {raw[error.start]:#04x} on this line."
        raise ContentFaults(
            [Fault(file, line, "", problem, hint="Save it with the encoding UTF-8.")]
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    stray = _NO_TEXT.search(text)
    if stray:
        line = text[: stray.start()].count("\n") + 1
        problem = f"A character stands here that no text can hold: U+{ord(stray[0]):04X}."
        raise ContentFaults([Fault(file, line, "", problem, hint="Write the line anew.")])
    if not text.strip():
        raise ContentFaults([Fault(file, 1, "", "This file is empty.", hint=how)])
    return text


def split(text: str, file: str) -> tuple[str, str, int]:
    """Return the front matter, the body, and the line on which the body begins.

    Raises ContentFaults where the front matter is missing or does not end.
    """
    first, *rest = text.split("\n")
    if first.rstrip() != _FENCE:
        raise ContentFaults([Fault(file, 1, "", "This file has no front matter.", hint=_HOW)])
    for number, line in enumerate(rest):
        if line.rstrip() == _FENCE:
            return "\n".join(rest[:number]) + "\n", "\n".join(rest[number + 1 :]), number + 3
    problem = 'The front matter does not end: no second line "---" was found.'
    raise ContentFaults([Fault(file, 1, "", problem, hint=_HOW)])

"""Put the lines of a mail together that its program broke, where it says so (RFC 3676)."""

from __future__ import annotations

from itertools import groupby

_SIGNATURE = "-- "


def unflowed(text: str, *, delsp: bool) -> str:
    """Return a text of format=flowed with each paragraph in one line; quotes keep their marks."""
    made: list[str] = []
    for depth, group in groupby(map(_taken_apart, text.split("\n")), key=lambda line: line[0]):
        marks = ">" * depth + " " if depth else ""
        made += [f"{marks}{line}" for line in _paragraphs([words for _, words in group], delsp)]
    return "\n".join(made)


def _taken_apart(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and its words; a space put before them is taken away."""
    words = line.lstrip(">")
    return len(line) - len(words), words.removeprefix(" ")


def _paragraphs(lines: list[str], delsp: bool) -> list[str]:
    made, begun = list[str](), ""
    for line in lines:
        if line == _SIGNATURE:
            made += [begun.rstrip(" "), line] if begun else [line]
            begun = ""
        elif line.endswith(" "):
            begun += line[:-1] if delsp else line
        else:
            made.append(begun + line)
            begun = ""
    return [*made, begun.rstrip(" ")] if begun else made

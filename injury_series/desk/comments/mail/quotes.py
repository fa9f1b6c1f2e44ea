"""Tell a reader's own lines from those that they quote, and from the words that our own link put there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import quotequail  # type: ignore[import-untyped]

from injury_series.desk.comments.mail.phrases import FROM, OTHER_HEADERS, WROTE, YES
from injury_series.desk.comments.strangers import TAKEN_OUT
from injury_series.view.replies import LINE, PUBLISHED, WANTS_NOTICE

_OURS = tuple(f"{words.partition(sign)[0]}{sign}" for words, sign in ((PUBLISHED, ":"), (WANTS_NOTICE, "?")))
_RULE = re.compile(r"[-\u2013\u2014_]{6,}")
_WIDEST = 300
"""How much of a line is looked at; an introduction is never longer."""

_WROTE = re.compile("|".join(WROTE), re.I)
_OPENS = re.compile(r"(?:On|Am|Le|El|Op|Den|Em|Il|Dne|Dnia|W dniu|Pe|Στις|\d{4}[-/.年])(?:\b|(?<=年))")
_ENDS = re.compile(r"[:\uff1a]\s*$")
_DAY = re.compile(r"\d{4}|\d[:.]\d\d")
_HOUR = re.compile(r"\d[:.h]\d\d|@")
_FROM = re.compile(rf"(?:{'|'.join(FROM)})\s*[:\uff1a]\s*\S")
_OTHER = re.compile(rf"(?:{'|'.join(OTHER_HEADERS)})\s*[:\uff1a]\s*\S")
_DASHED = re.compile(r"-{3,}\s*\w.{2,60}\w\s*-{3,}")
_TALLEST = 4
"""How many lines an introduction may be broken into."""


def own_lines(lines: Sequence[str]) -> list[int]:
    """Return which lines are the reader's own, by number; empty lines between them count as theirs."""
    lines = [line.strip().replace(TAKEN_OUT, "@")[:_WIDEST] for line in lines]
    lines = lines[: _start_of_ours(lines)]
    quoted = {number for number, line in enumerate(lines) if line.startswith(">")}
    quoted -= {number for number in quoted if _is_a_sum(number, lines, quoted)}
    for number in sorted(quoted):
        if number - 1 not in quoted:
            quoted.update(_introduction(lines, number, quoted))
    own = [number for number in range(len(lines)) if number not in quoted]
    return own[: _start_of_unmarked([lines[number] for number in own])]


def wants_notice(lines: Iterable[str]) -> bool:
    """Tell whether somebody wrote yes where our words ask for it, also where those came back quoted."""
    text = "\n".join(line.strip().lstrip("> ").rstrip() for line in lines)
    asked = r"\s+".join(map(re.escape, WANTS_NOTICE.split()))
    answer = re.search(rf"{asked}\s*[*_]*([^\W\d_]+)[*_]*(?:[ ,.!]+[^\W\d_]+){{0,3}}[ ,.!]*(?:$|\n)", text)
    return answer is not None and answer[1].casefold() in YES


def _start_of_ours(lines: list[str]) -> int:
    """Return where the words begin that our link puts below a reader's own."""
    for number, line in enumerate(lines):
        if line == LINE:
            return number
        if line.startswith(_OURS):
            before = number - 1
            while before > 0 and not lines[before]:
                before -= 1
            return before if before >= 0 and _RULE.fullmatch(lines[before]) else number
    return len(lines)


def _is_a_sum(number: int, lines: list[str], quoted: set[int]) -> bool:
    """Tell whether a line begins with "more than": ">50 %"; a quote has a space there, or lines around it."""
    alone = not {number - 1, number + 1} & quoted
    return alone and re.match(r">\d", lines[number]) is not None


def _introduction(lines: list[str], start: int, quoted: set[int]) -> range:
    """Return the lines before a quote that say whose words follow, such as "On Monday, Ann wrote:"."""
    last = start - 1
    while last >= 0 and not lines[last] and start - last < 3:
        last -= 1
    first = _first_of_introduction(lines, last, quoted) if last >= 0 and lines[last] else None
    return range(0) if first is None else range(first, last + 1)


def _first_of_introduction(lines: list[str], last: int, quoted: set[int]) -> int | None:
    found: list[tuple[int, int]] = []
    for first in range(last, max(-1, last - _TALLEST), -1):
        if not lines[first] or first in quoted:
            break
        words = " ".join(lines[first : last + 1])
        if _DASHED.fullmatch(words):
            return first
        if _introduces(words):
            found.append((0 if _OPENS.match(words) else 1 if _DAY.search(words) else 2, -first))
    return -min(found)[1] if found else None


def _introduces(words: str) -> bool:
    if _ENDS.search(words):
        return bool(_WROTE.search(words) or (_DAY.search(words) and "@" in words))
    return words.endswith(">") and "@" in words and bool(_DAY.search(words))


def _start_of_unmarked(lines: list[str]) -> int:
    """Return from which line on everything is quoted, though nothing marks it line by line."""
    starts = (_start_of_headers(lines), _start_of_reply(lines), _start_of_forward(lines))
    return min(starts)


def _start_of_headers(lines: list[str]) -> int:
    """Return where the headers of another mail stand, as Outlook puts them above what it quotes."""
    lines = [line.replace("*", "") for line in lines]
    for number, line in enumerate(lines):
        if _FROM.match(line) and any(map(_OTHER.match, lines[max(0, number - 1) : number + 4])):
            before = number - 1
            while before >= 0 and (not lines[before] or _OTHER.match(lines[before])):
                before -= 1
            marked = before >= 0 and (_DASHED.fullmatch(lines[before]) or _RULE.fullmatch(lines[before]))
            return before if marked else before + 1
    return len(lines)


def _start_of_reply(lines: list[str]) -> int:
    for number in range(len(lines)):
        for height in range(1, _TALLEST):
            words = " ".join(lines[number : number + height])
            if _ENDS.search(words):
                if _OPENS.match(words) and _WROTE.search(words) and _HOUR.search(words):
                    return number
                break
    return len(lines)


def _start_of_forward(lines: list[str]) -> int:
    """Return where quotequail finds another mail; who only tells what somebody wrote is not cut short."""
    start = 0
    while start < len(lines):
        parts = quotequail.quote("\n".join(lines[start:]), limit=len(lines) + 1, quote_intro_line=True)
        if len(parts) == 1:
            break
        found = len(lines) - len(parts[1][1].split("\n"))
        if not _WROTE.search(lines[found]) or _HOUR.search(" ".join(lines[found : found + 2])):
            return found
        start = found + 1
    return len(lines)

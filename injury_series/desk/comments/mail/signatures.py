"""Take off what stands under a reader's words, and read there the name that they sign with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from injury_series.desk.comments.mail.phrases import FAREWELLS, NO_NAMES, PARTICLES, SENT_FROM

_SENT_FROM = re.compile("|".join(SENT_FROM), re.I)
_FAREWELL = re.compile(rf"(?:{'|'.join(FAREWELLS)})[\s,.!~]*", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*){0,4}")
_LED = re.compile(r"^[-\u2013\u2014~]{1,2}\s*(?=[^\W\d_a-z])")
_TAIL = re.compile(r"[^\w.]+$")
_LONGEST_NAME = 40
_TALLEST = 8
"""How many lines may stand under "--" without its space and still be a signature."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Say how many lines are left above the signature, and which name is in it, or none."""

    left: int
    name: str


def take_off(lines: Sequence[str], known: frozenset[str], *, alone: bool) -> Signed:
    """Find the signature below a reader's own lines; `known` are names that the mail gives the sender.

    Where they stand `alone`, and nothing would be left, it is no signature.
    """
    end, under = program_lines(lines, alone=alone)
    signed = _signed(lines[:end], known)
    if alone and _last(lines, signed.left) < 0:
        signed = Signed(end, "")
    return Signed(signed.left, signed.name or under)


def program_lines(lines: Sequence[str], *, alone: bool) -> tuple[int, str]:
    """Return where that begins which a program puts under each mail, and the name in it, or nothing."""
    end, name = _delimiter(lines, alone=alone)
    return _without_sent_from(lines, end), name


def _delimiter(lines: Sequence[str], *, alone: bool) -> tuple[int, str]:
    """Return where "-- " stands, which begins a signature everywhere, and the name in the line under it.

    Without its space it may part two passages, too: then no name stands right under it.
    """
    for number, line in enumerate(lines):
        if line.rstrip() not in ("--", "\u2014"):
            continue
        below = [each.strip() for each in lines[number + 1 :]]
        under = [each for each in below if each.strip(" -")]
        name = _plain_name(under[0]) if under and _in_capitals(under[0]) else ""
        close = bool(name) and below[0] == under[0] and len(under) <= _TALLEST
        if line == "-- " or (close and (not alone or _last(lines, number) >= 0)):
            return number, name
    return len(lines), ""


def _without_sent_from(lines: Sequence[str], end: int) -> int:
    while True:
        last = _last(lines, end)
        if last < 0 or len(lines[last]) > 120 or not _SENT_FROM.match(lines[last].strip(" -_*<>[(")):
            return end
        end = last if _last(lines, last) >= 0 else 0


def _signed(lines: Sequence[str], known: frozenset[str]) -> Signed:
    last = _last(lines, len(lines))
    none = Signed(len(lines), "")
    if last < 0:
        return none
    line = lines[last].strip()
    name = _plain_name(_LED.sub("", line))
    if not name:
        return _with_farewell(line, last, known) or none
    above = _last(lines, last)
    over = lines[above].strip() if above >= 0 else ""
    if _FAREWELL.fullmatch(line):
        return none
    if _FAREWELL.fullmatch(over) and (_in_capitals(name) or _is_known(name, known)):
        return Signed(above, name)
    if _is_known(name, known) or _is_marked(lines, last, above):
        return Signed(last, name)
    return Signed(len(lines), name) if above < last - 1 and _looks_like_one(line) else none


def _is_marked(lines: Sequence[str], last: int, above: int) -> bool:
    """Tell whether a line is a name by what leads to it: a dash, or "I wish you well," after other words."""
    line, over = lines[last].strip(), lines[above].strip() if above >= 0 else ""
    if _LED.match(line):
        return not _LED.match(over)  # else it is the end of a list
    close = above == last - 1 and _last(lines, above) >= 0
    return close and over.endswith(",") and len(over.split()) <= 6 and _in_capitals(line)


def _with_farewell(line: str, last: int, known: frozenset[str]) -> Signed | None:
    """Return a farewell and a name in one line ("LG Ann"), where it is the name of who sent it."""
    words, _, name = line.rpartition(" ")
    name = _plain_name(name)
    good = name and _FAREWELL.fullmatch(words.rstrip(" ,-\u2013")) and _is_known(name, known)
    return Signed(last, name) if good else None


def _plain_name(line: str) -> str:
    """Return a line as a name, without what stands behind it (a heart, a comma), or nothing if it is none."""
    name = _TAIL.sub("", line.strip(" *\"'()"))
    good = len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) and not _SENT_FROM.match(name)
    return name if good and name.casefold().rstrip(".") not in NO_NAMES else ""


def _is_known(name: str, known: frozenset[str]) -> bool:
    """Tell whether a line is the sender's name and nothing else: "Ann", "Ann E.", "Ann Maria Example"."""
    first, *others = name.split()
    return first.casefold().rstrip(".") in known and all(word[0].isupper() for word in others)


def _looks_like_one(line: str) -> bool:
    """Tell whether a line apart may be a name though nothing says so: one or two words, in capitals.

    Such a name is shown rather than the one that a program gives, but its line stays. "Thanks Bob" is none:
    it speaks to somebody.
    """
    words = line.split()
    if _FAREWELL.fullmatch(words[0]) or words[0].casefold() in NO_NAMES:
        return False
    return len(words) <= 2 and all(word[0].isupper() for word in words) and bool(_NAME.fullmatch(line))


def _in_capitals(name: str) -> bool:
    """Tell whether each word of a name begins as names do, in scripts that have small letters."""
    words = (word for word in name.split() if word not in PARTICLES)
    return not name.endswith(".") and all(not word[0].islower() for word in words)


def _last(lines: Sequence[str], end: int) -> int:
    """Return the last line before `end` that is not empty, or -1."""
    return next((number for number in range(end - 1, -1, -1) if lines[number].strip()), -1)

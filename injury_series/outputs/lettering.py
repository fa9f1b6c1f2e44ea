"""Set texts in the theme's font for a drawing: as large as there is room for, in lines of even length."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from injury_series.outputs.drawing import lay

_MEASURED = 200
"""The size at which words are measured once; at every other they are as much longer or shorter."""

_ORNAMENTS = ("So", "Sk", "Cf", "Mn", "Me")
"""The kinds of sign that a text can do without, such as the parts of an emoji."""


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text that is set: its lines, the size of its letters, and from line to line `leading` pixels."""

    lines: tuple[str, ...]
    size: int
    leading: int

    @property
    def height(self) -> int:
        """Return the pixels from the top of the first line to the last baseline."""
        return self.size + self.leading * (len(self.lines) - 1) if self.lines else 0


@dataclass(frozen=True, slots=True)
class Room:
    """Hold the room for a text in pixels, its largest and smallest size, and its leading in sizes."""

    width: int
    height: int
    sizes: tuple[int, int]
    leading: float


_Word: TypeAlias = tuple[str, float]
_Lines: TypeAlias = list[list[_Word]]


class Letters:
    """Set and draw texts in one font; what has been found of it is kept as long as this is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fonts: dict[int, ImageFont.FreeTypeFont] = {}
        self._known: dict[str, bool] = {}
        self._box = bytes(self._font(_MEASURED).getmask("\U0010ffff"))

    def shown(self, text: str) -> str:
        """Return a text as it can be set: without the emoji that the font lacks, or "" where it lacks more.

        A font draws the same box for every letter that it lacks; no word is shown with one.
        """
        kept = "".join(c for c in text if self._has(c) or unicodedata.category(c) not in _ORNAMENTS)
        return " ".join(kept.split()) if all(map(self._has, kept)) else ""

    def fit(self, text: str, room: Room) -> Text:
        """Return a text at the largest size at which it fits.

        A little smaller is better than a short word alone on a line. A single word that is too long even at
        the smallest size, and lines that are too many, are cut off with three dots.
        """
        words = [(word, self._length(word)) for word in self.shown(text).split()]
        if not words:
            return Text((), 0, 0)
        space, fitting = self._length(" "), list[tuple[int, _Lines]]()
        for size in range(room.sizes[0], room.sizes[1] - 1, -2):
            if fitting and size < fitting[0][0] * 0.8:
                break
            lines = _even(words, space, room.width * _MEASURED / size)
            spans = [_span(line, space) for line in lines]
            high = len(lines) * round(size * room.leading)
            if high > room.height or max(spans) * size > room.width * _MEASURED:
                continue
            fitting.append((size, lines))
            if min(spans) > max(spans) / 3:
                return self._text(size, lines, room)
        size = room.sizes[1]
        least = size, _filled(words, space, room.width * _MEASURED / size)
        return self._text(*(fitting or [least])[0], room)

    def width(self, text: str, size: int) -> int:
        """Return how wide a text is at a size."""
        return ceil(self._font(size).getlength(text))

    def write(self, sheet: Image.Image, text: Text, colour: int, at: tuple[int, int]) -> int:
        """Write a text with its left upper corner at a place, and return the height of its last baseline."""
        left, top = at
        if not text.lines:
            return top
        spare, font = text.size // 4, self._font(text.size)  # for strokes that reach over a letter's own room
        wide = max(self.width(line, text.size) for line in text.lines)
        mask = Image.new("L", (wide + 2 * spare, text.height + 2 * spare), 0)
        pen = ImageDraw.Draw(mask)
        for number, line in enumerate(text.lines):
            pen.text((spare, text.size + number * text.leading), line, 255, font, anchor="ls")
        lay(sheet, mask, colour, (left - spare, top))
        return top + text.height

    def _text(self, size: int, lines: _Lines, room: Room) -> Text:
        """Return what there is room for of lines."""
        leading = round(size * room.leading)
        kept = [" ".join(word for word, _ in line) for line in lines[: max(1, room.height // leading)]]
        if len(kept) < len(lines):
            kept[-1] += "\u2026"
        return Text(tuple(self._cut(line, size, room.width) for line in kept), size, leading)

    def _cut(self, line: str, size: int, width: int) -> str:
        while len(line) > 1 and self.width(line, size) > width:
            line = line.rstrip("\u2026")[:-1].rstrip() + "\u2026"
        return line

    def _has(self, letter: str) -> bool:
        if letter not in self._known:
            drawn = letter.isspace() or bytes(self._font(_MEASURED).getmask(letter)) != self._box
            self._known[letter] = drawn
        return self._known[letter]

    def _length(self, word: str) -> float:
        return self._font(_MEASURED).getlength(word)

    def _font(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self._fonts:
            self._fonts[size] = ImageFont.truetype(self._path, size)
        return self._fonts[size]


def _even(words: list[_Word], space: float, width: float) -> _Lines:
    """Return the words in as few lines as there is room for, the longest of them as short as it can be."""
    lines, low, high = _filled(words, space, width), 0.0, width
    for _ in range(8):
        middle = (low + high) / 2
        closer = _filled(words, space, middle)
        if len(closer) > len(lines) or max(_span(line, space) for line in closer) > middle:
            low = middle
        else:
            lines, high = closer, middle
    return lines


def _filled(words: list[_Word], space: float, width: float) -> _Lines:
    lines, end = list[list[_Word]](), width
    for word in words:
        end += space + word[1]
        if end > width:
            lines.append([])
            end = word[1]
        lines[-1].append(word)
    return lines


def _span(line: list[_Word], space: float) -> float:
    return sum(length for _, length in line) + space * (len(line) - 1)

"""Draw the book's cover: the title on paper, and below it the hill in contour lines with the way up it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from math import dist
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from injury_series.errors import SettingsError

SIZE = (1600, 2560)
_WIDTH, _HEIGHT = SIZE
_MARGIN = 140
_BAR = 34

_FONT, _HILL = "fonts/besley-600.woff2", "img/hill.svg"
_WAY = (
    "M548 448C572 424 610 396 650 372 690 348 700 300 742 290 784 280 790 330 830 300 870 270 838 232 880 214"
)
"""The way up the hill, as the site draws it in the same box."""

_SCALE, _LEFT, _TOP = 2.36, 488, 1216
"""How much larger the hill is than in its file, the x there that stands at the left edge, where it begins."""

_PAPER = (246, 241, 226)
_CONTOUR, _INK, _SIGNAL = range(3)
_COLOURS = ((185, 138, 58), (20, 35, 27), (200, 64, 27))
_SHADES = 16
"""How many shades of each colour the palette has, from paper to the full colour."""

_PATH = re.compile(r'stroke-width="([\d.]+)" d="([^"]+)"')
_COMMAND = re.compile(r"([MqCz])([^MqCz]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_Point = tuple[float, float]


def draw_cover(static: Path, title: str, subtitle: str, byline: str) -> bytes:
    """Return the cover as a PNG of 1600 by 2560 pixels with a palette.

    `static` is the theme's folder of files. A text is left off where the theme's font lacks a letter of it,
    rather than showing boxes: the title page has it in the reader's own font. Raises SettingsError where the
    theme has no such font or no hill.
    """
    for name in (_FONT, _HILL):
        if not (static / name).is_file():
            raise SettingsError(f'The book\'s cover wants "static/{name}", which the theme does not have.')
    sheet = Image.new("L", SIZE, 0)
    _draw_hill(sheet, (static / _HILL).read_text(encoding="utf-8"))
    _draw_bars(sheet)
    font = static / _FONT
    line = _draw_text(sheet, _Fitted(font, title, sizes=(208, 48), leading=1.14, height=640), top=170)
    top = line + 110
    _draw_text(sheet, _Fitted(font, subtitle, sizes=(66, 36), leading=1.36, height=_TOP - 40 - top), top=top)
    told_by = _Fitted(font, byline, sizes=(54, 36), leading=1.3, height=142)
    _draw_text(sheet, told_by, top=_HEIGHT - 120 - 68 * len(told_by.lines))
    return _png(sheet)


class _Fitted:
    """Set a text at the largest size at which it is not too high, fits, and leaves no short word alone."""

    def __init__(
        self, path: Path, words: str, *, sizes: tuple[int, int], leading: float, height: float
    ) -> None:
        self.lines: list[str] = []
        shown = bool(words) and not _lacks(ImageFont.truetype(path, sizes[1]), words)
        for self.size in range(sizes[0], sizes[1] - 1, -6):
            self.font, self.leading = ImageFont.truetype(path, self.size), round(self.size * leading)
            if not shown:
                return
            self.lines = _filled(self.font, words.split(), _WIDTH - 2 * _MARGIN)
            lengths = [self.font.getlength(line) for line in self.lines]
            if len(lengths) * self.leading <= height and max(lengths) <= _WIDTH - 2 * _MARGIN:
                self.lines = _balanced(self.font, words.split(), self.lines)
                lengths = [self.font.getlength(line) for line in self.lines]
                if min(lengths) > max(lengths) / 3:
                    return
        kept = self.lines[: int(height // self.leading)]
        self.lines = [_shortened(self.font, line, _WIDTH - 2 * _MARGIN) for line in kept]


def _lacks(font: ImageFont.FreeTypeFont, words: str) -> bool:
    """Tell whether a font has no shape for a letter of a text: it would draw the same box as for any such."""
    box = bytes(font.getmask("\U0010ffff"))
    return any(bytes(font.getmask(letter)) == box for letter in sorted(set(words)) if not letter.isspace())


def _balanced(font: ImageFont.FreeTypeFont, words: list[str], lines: list[str]) -> list[str]:
    """Return the words in as many lines, the longest of them as short as it can be."""
    for width in range(_WIDTH - 2 * _MARGIN - 20, _WIDTH // 4, -20):
        closer = _filled(font, words, width)
        if len(closer) > len(lines) or max(map(font.getlength, closer)) > width:
            break
        lines = closer
    return lines


def _filled(font: ImageFont.FreeTypeFont, words: list[str], width: float) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _shortened(font: ImageFont.FreeTypeFont, line: str, width: float) -> str:
    """Return a line, or as much as there is room for of one that is a single endless word."""
    while font.getlength(line) > width:
        line = line[:-2].rstrip("\u2026") + "\u2026"
    return line


def _draw_text(sheet: Image.Image, text: _Fitted, *, top: int) -> int:
    """Draw a text and return the height of its last baseline, or `top` where there is none."""
    if not text.lines:
        return top
    mask = Image.new("L", (_WIDTH, text.size + text.leading * len(text.lines)), 0)
    pen = ImageDraw.Draw(mask)
    for number, line in enumerate(text.lines):
        pen.text((_MARGIN, text.size + number * text.leading), line, 255, text.font, anchor="ls")
    _lay(sheet, mask, _INK, top)
    return top + text.size + text.leading * (len(text.lines) - 1)


def _draw_bars(sheet: Image.Image) -> None:
    """Draw a map's scale bar along both edges, and the line at which the drawn sheet begins."""
    pen = ImageDraw.Draw(sheet)
    for top in (_TOP - 12, _TOP):
        pen.rectangle((0, top, _WIDTH, top + 3), _shade(_INK))
    for top in (0, _HEIGHT - _BAR):
        pen.rectangle((0, top, _WIDTH, top + _BAR), _shade(_INK))
        for left in range(160, _WIDTH, 320):
            pen.rectangle((left, top + 4, left + 159, top + _BAR - 5), 0)


def _draw_hill(sheet: Image.Image, drawing: str) -> None:
    """Draw the contour lines and the way up, twice as large first so that they come out smooth."""
    size = (_WIDTH * 2, (_HEIGHT - _TOP) * 2)
    lines, way, signal = (Image.new("L", size, 0) for _ in range(3))
    pen = ImageDraw.Draw(lines)
    for width, path in _PATH.findall(drawing):
        for line in _points(path):
            pen.line(_placed(line), 255, round(float(width) * 3.4), joint="curve")
    points = next(_points(_WAY))
    start, here = _placed([points[0], points[-1]])
    pen.circle(start, 44, 0)
    pen.circle(here, 84, 0)
    pen = ImageDraw.Draw(way)
    for dash in _dashes(points, on=14, off=9):
        pen.line(_placed(dash), 255, 26, joint="curve")
    pen.circle(start, 44, 255)
    pen.circle(start, 22, 0)
    pen.circle(here, 84, 0)
    ImageDraw.Draw(signal).circle(here, 66, 255)
    for mask, colour in ((lines, _CONTOUR), (way, _INK), (signal, _SIGNAL)):
        _lay(sheet, mask.reduce(2), colour, _TOP)


def _placed(points: list[_Point]) -> list[_Point]:
    return [((x - _LEFT) * _SCALE * 2, y * _SCALE * 2) for x, y in points]


def _points(path: str) -> Iterator[list[_Point]]:
    """Yield the lines of an SVG path, each as points along it; it is written with M, q, C and z alone."""
    line: list[_Point] = []
    for command, rest in _COMMAND.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            if line:
                yield line
            line = points
        elif command == "z":
            line.append(line[0])
        else:
            line += _curves(command, line[-1], points)
    yield line


def _curves(command: str, start: _Point, points: list[_Point]) -> Iterator[_Point]:
    """Yield points along the curves of one command: q counts from where each begins, C from the corner."""
    each = 2 if command == "q" else 3
    for first in range(0, len(points), each):
        x, y = start if command == "q" else (0.0, 0.0)
        curve = [start, *((x + dx, y + dy) for dx, dy in points[first : first + each])]
        yield from _along(curve)
        start = curve[-1]


def _along(curve: list[_Point], pieces: int = 8) -> Iterator[_Point]:
    """Yield points along a Bézier curve of any degree, without its first."""
    for piece in range(1, pieces + 1):
        share, points = piece / pieces, curve
        while len(points) > 1:
            points = [
                (x + (next_x - x) * share, y + (next_y - y) * share)
                for (x, y), (next_x, next_y) in pairwise(points)
            ]
        yield points[0]


def _dashes(line: list[_Point], *, on: float, off: float) -> Iterator[list[_Point]]:
    """Yield the pieces of a line that are drawn where it is dashed."""
    dash, left, drawn = [line[0]], on, True
    for end in line[1:]:
        while (length := dist(dash[-1], end)) >= left:
            (x, y), share = dash[-1], left / length
            dash.append((x + (end[0] - x) * share, y + (end[1] - y) * share))
            if drawn:
                yield dash
            dash, drawn, left = [dash[-1]], not drawn, off if drawn else on
        left -= length
        dash.append(end)
    if drawn:
        yield dash


def _lay(sheet: Image.Image, mask: Image.Image, colour: int, top: int) -> None:
    """Put a colour where the mask says, as strongly as it says; only paper shines through."""
    shades = mask.point([_shade(colour, level) for level in range(256)])
    sheet.paste(shades, (0, top), mask.point([255 * (_shade(0, level) > 0) for level in range(256)]))


def _shade(colour: int, level: int = 255) -> int:
    """Return the place in the palette of a colour that is as strong as `level` of 255."""
    return colour * _SHADES + level * (_SHADES - 1) // 255


def _png(sheet: Image.Image) -> bytes:
    palette: list[int] = []
    for colour in _COLOURS:
        for shade in range(_SHADES):
            share = shade / (_SHADES - 1)
            palette += [round(p + (c - p) * share) for p, c in zip(_PAPER, colour, strict=True)]
    sheet.putpalette(palette)
    made = io.BytesIO()
    sheet.save(made, "PNG", compress_level=6)
    return made.getvalue()

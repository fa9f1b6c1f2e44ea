"""Draw the book's cover: the title on paper, and below it the hill in contour lines with the way up it."""

from __future__ import annotations

from pathlib import Path

import PIL
from PIL import Image, ImageDraw, features

from injury_series.outputs.drawing import (
    FONT,
    HERE,
    HILL,
    LINES,
    WORDS,
    check_theme,
    draw_bar,
    lay,
    png,
    shade,
)
from injury_series.outputs.lettering import Letters, Room
from injury_series.outputs.store import Store, key_of
from injury_series.outputs.strokes import WAY, Point, contours, dashes, points

_WHAT = "The book's cover"
_DRAWING = "1"
"""The number of the drawing: another one, and it is drawn again."""

SIZE = (1600, 2560)
_WIDTH, _HEIGHT = SIZE
_MARGIN = 140
_BAR = 34

_SCALE, _LEFT, _TOP = 2.36, 488, 1216
"""How much larger the hill is than in its file, the x there that stands at the left edge, where it begins."""


def make_cover(store: Store, static: Path, title: str, subtitle: str, byline: str) -> bytes:
    """Return the cover as `draw_cover` draws it; what the `store` has of these words is not drawn again."""
    check_theme(static, _WHAT)
    key = key_of(
        *("cover", _DRAWING, PIL.__version__, str(features.check("raqm"))),
        *((static / name).read_bytes() for name in (FONT, HILL)),
        *(title, subtitle, byline),
    )
    kept = store.find(key) or store.keep(key, draw_cover(static, title, subtitle, byline))
    return kept.read_bytes()


def draw_cover(static: Path, title: str, subtitle: str, byline: str) -> bytes:
    """Return the cover as a PNG of 1600 by 2560 pixels with a palette.

    `static` is the theme's folder of files. A text is left off where the theme's font lacks a letter of it,
    rather than showing boxes: the title page has it in the reader's own font. Raises SettingsError where the
    theme has no such font or no hill.
    """
    check_theme(static, _WHAT)
    sheet, letters = Image.new("L", SIZE, 0), Letters(static / FONT)
    _draw_hill(sheet, (static / HILL).read_text(encoding="utf-8"))
    pen = ImageDraw.Draw(sheet)
    for top in (_TOP - 12, _TOP):
        pen.rectangle((0, top, _WIDTH, top + 3), shade(WORDS))
    for top in (0, _HEIGHT - _BAR):
        draw_bar(sheet, WORDS, top, _BAR, step=160, rim=4)

    width = _WIDTH - 2 * _MARGIN
    named = letters.fit(title, Room(width, 640, sizes=(208, 48), leading=1.14))
    top = letters.write(sheet, named, WORDS, (_MARGIN, 170)) + 110
    more = letters.fit(subtitle, Room(width, _TOP - 40 - top, sizes=(66, 36), leading=1.36))
    letters.write(sheet, more, WORDS, (_MARGIN, top))
    told_by = letters.fit(byline, Room(width, 142, sizes=(54, 36), leading=1.3))
    letters.write(sheet, told_by, WORDS, (_MARGIN, _HEIGHT - 120 - 68 * len(told_by.lines)))
    return png(sheet)


def _draw_hill(sheet: Image.Image, drawing: str) -> None:
    """Draw the contour lines and the way up, twice as large first so that they come out smooth."""
    size = (_WIDTH * 2, (_HEIGHT - _TOP) * 2)
    lines, way, signal = (Image.new("L", size, 0) for _ in range(3))
    pen = ImageDraw.Draw(lines)
    for width, line in contours(drawing):
        pen.line(_placed(line), 255, round(width * 3.4), joint="curve")
    path = next(points(WAY))
    start, here = _placed([path[0], path[-1]])
    pen.circle(start, 44, 0)
    pen.circle(here, 84, 0)
    pen = ImageDraw.Draw(way)
    for dash in dashes(path, on=14, off=9):
        pen.line(_placed(dash), 255, 26, joint="curve")
    pen.circle(start, 44, 255)
    pen.circle(start, 22, 0)
    pen.circle(here, 84, 0)
    ImageDraw.Draw(signal).circle(here, 66, 255)
    for mask, colour in ((lines, LINES), (way, WORDS), (signal, HERE)):
        lay(sheet, mask.reduce(2), colour, (0, _TOP))


def _placed(line: list[Point]) -> list[Point]:
    return [((x - _LEFT) * _SCALE * 2, y * _SCALE * 2) for x, y in line]

"""Draw in the theme's light colours, on a sheet whose every pixel says which colour and how much of it."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageDraw

from injury_series.errors import SettingsError
from injury_series.outputs.strokes import points

Colour: TypeAlias = tuple[int, int, int]

FONT, HILL = "fonts/besley-600.woff2", "img/hill.svg"
"""What every drawing wants of the theme's folder of files."""

PAPER: Colour = (246, 241, 226)
INK: Colour = (20, 35, 27)
CONTOUR: Colour = (185, 138, 58)
SIGNAL: Colour = (200, 64, 27)
BLAZES: tuple[Colour, ...] = (
    (31, 95, 139),
    (74, 107, 31),
    (122, 59, 114),
    (138, 90, 0),
    (15, 107, 102),
    (75, 90, 112),
    (161, 60, 100),
    INK,
)
"""The colours of the eight blazes."""

_SHAPES = (
    "M5 0H11V16H5z",
    "M8 0L16 8 8 16 0 8z",
    "M8 1L16 15 0 15z",
    "M8 1C11.9 1 15 4.1 15 8 15 11.9 11.9 15 8 15 4.1 15 1 11.9 1 8 1 4.1 4.1 1 8 1z",
    "M2 0H7V16H2zM9 0H14V16H9z",
    "M8 2L16 10 16 15 8 8 0 15 0 10z",
    "M5 0H11V5H16V11H11V16H5V11H0V5H5z",
    "M8 0C12.4 0 16 3.6 16 8 16 12.4 12.4 16 8 16 3.6 16 0 12.4 0 8 0 3.6 3.6 0 8 0"
    "L8 4C5.8 4 4 5.8 4 8 4 10.2 5.8 12 8 12 10.2 12 12 10.2 12 8 12 5.8 10.2 4 8 4z",
)
"""The shapes of the blazes, as the site draws them, in a box of 16 by 16."""

_SHADES = 8
"""How many shades of each colour the palette has, from paper to the full colour."""


def check_theme(static: Path, what: str) -> None:
    """Raise SettingsError where the theme's folder of files lacks what a drawing wants."""
    for name in (FONT, HILL):
        if not (static / name).is_file():
            raise SettingsError(f'{what} wants "static/{name}", which the theme does not have.')


def shade(colour: int, level: int = 255) -> int:
    """Return the place in the palette of a colour that is as strong as `level` of 255."""
    return colour * _SHADES + level * (_SHADES - 1) // 255


_COLOURS = (CONTOUR, INK, SIGNAL, *BLAZES)
LINES, WORDS, HERE = range(3)
"""What the first three colours of the palette are for; that of the blaze 1 is the next."""

_PALETTE = [
    round(paper + (full - paper) * place / (_SHADES - 1))
    for colour in _COLOURS
    for place in range(_SHADES)
    for paper, full in zip(PAPER, colour, strict=True)
]
_SHADES_OF = [[shade(colour, level) for level in range(256)] for colour in range(len(_COLOURS))]
_SEEN = [255 * (shade(0, level) > 0) for level in range(256)]
"""By the strength of a colour its places in the palette, and whether anything of it is seen."""


def lay(sheet: Image.Image, mask: Image.Image, colour: int, at: tuple[int, int] = (0, 0)) -> None:
    """Put a colour where the mask says, as strongly as it says; only paper shines through."""
    sheet.paste(mask.point(_SHADES_OF[colour]), at, mask.point(_SEEN))


def draw_bar(sheet: Image.Image, colour: int, top: int, height: int, *, step: int, rim: int) -> None:
    """Draw a map's scale bar over the whole width: a dark bar with windows in it."""
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, top, sheet.width, top + height), shade(colour))
    for left in range(step, sheet.width, 2 * step):
        pen.rectangle((left, top + rim, left + step - 1, top + height - rim - 1), 0)


def blaze(number: int, size: int) -> Image.Image:
    """Return the mask of a blaze (1 to 8), drawn larger first so that it comes out smooth."""
    large = Image.new("L", (size * 4, size * 4), 0)
    pen, scale = ImageDraw.Draw(large), size * 4 / 16
    for shape in points(_SHAPES[number - 1]):
        pen.polygon([(x * scale, y * scale) for x, y in shape], 255)
    return large.reduce(4)


def png(sheet: Image.Image, *, quick: bool = False) -> bytes:
    """Return a sheet as a PNG with the palette; `quick` takes a third of the time and more bytes."""
    sheet.putpalette(_PALETTE)
    made = io.BytesIO()
    sheet.save(made, "PNG", compress_level=6, compress_type=zlib.Z_RLE if quick else zlib.Z_DEFAULT_STRATEGY)
    return made.getvalue()

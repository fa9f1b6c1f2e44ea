"""Draw the pictures that a site shows of a post where its link is sent: what all share, once, then each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from injury_series.outputs.drawing import (
    FONT,
    HERE,
    HILL,
    LINES,
    WORDS,
    blaze,
    draw_bar,
    lay,
    png,
    shade,
)
from injury_series.outputs.lettering import Letters, Room
from injury_series.outputs.strokes import WAY, Point, along, contours, dashes, points
from injury_series.view.profile import ProfileView
from injury_series.view.profile_lines import Lines

SIZE = (1200, 630)
_WIDTH, _HEIGHT = SIZE
_LEFT, _RIGHT = 64, 1136
_BAR = 14

_BASE, _RISE, _LOWEST = 562, 114, 70
"""Where the ground of a profile ends, how high it rises, and where that end is in the profile's own box."""

_BEHIND, _BESIDE = 500, 600
"""Where the hill begins: behind the title, over a profile, or beside it."""

_TITLE = Room(_RIGHT - _LEFT, 232, sizes=(106, 44), leading=1.1)
_TITLE_BESIDE = Room(560, 350, sizes=(100, 40), leading=1.12)
_SERIES_BESIDE = Room(540, 84, sizes=(38, 28), leading=1.15)
_CAPTION = Room(520, 40, sizes=(26, 20), leading=1.2)
_LABEL, _YEAR = 46, 26
"""The sizes of the line over the title, and of the years under a profile."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold what is drawn of one post.

    `here` is its place on the profile as path data, or empty where it has none: then its place is on the way
    up the hill, as far as `part` is of `total`.
    """

    title: str
    phase: str
    blaze: int
    part: int
    total: int
    here: str

    @property
    def place(self) -> str:
        """Return which part it is, in words."""
        return f"Part {self.part} of {self.total}"


class Sheets:
    """Draw posts, each on what it shares with others: its phase over the profile or beside the hill."""

    def __init__(self, static: Path, series: str, profile: ProfileView | None, measured: str) -> None:
        self._letters = Letters(static / FONT)
        hill = (static / HILL).read_text(encoding="utf-8")
        self._way = [_on_hill(point, _BESIDE) for point in next(points(WAY))]
        self._hill = _hill_ground(hill, self._way)
        named = self._letters.fit(series, _SERIES_BESIDE)
        self._part_base = 580 - named.height - 14
        self._letters.write(self._hill, named, WORDS, (_LEFT, 580 - named.height))
        self._profile = _profile_ground(hill, profile.lines) if profile else self._hill
        if profile:
            self._write_profile(profile, series, measured)
        self._of_phases: dict[tuple[str, int, bool], Image.Image] = {}
        self._dot, self._rim = _disc(17), _disc(23).point(_WHOLE)

    def draw(self, shown: Shown) -> bytes:
        """Return the picture of a post as a PNG of 1200 by 630 pixels."""
        sheet, letters = self._of_phase(shown).copy(), self._letters
        room, top = (_TITLE, None) if shown.here else (_TITLE_BESIDE, 118)
        title = letters.fit(shown.title, room)
        if title.lines and shown.here:
            self._line(sheet, shown.place, (_RIGHT - letters.width(shown.place, _LABEL), 90), _LABEL, 500)
        elif title.lines:
            self._line(sheet, shown.place, (_LEFT, self._part_base), _LABEL, 500)
        else:
            title = letters.fit(shown.place, room)
        letters.write(sheet, title, WORDS, (_LEFT - title.size // 24, top or 342 - title.height))
        if shown.here:
            self._mark(sheet, shown.here)
        else:
            self._stand(sheet, along(self._way, shown.part / shown.total))
        return png(sheet, quick=True)

    def _of_phase(self, shown: Shown) -> Image.Image:
        """Return the ground with the phase on it."""
        key = shown.phase, shown.blaze, bool(shown.here)
        if key not in self._of_phases:
            sheet = (self._profile if shown.here else self._hill).copy()
            lay(sheet, blaze(shown.blaze, 42), HERE + shown.blaze, (_LEFT, 54))
            longest = self._letters.width(f"Part {shown.total} of {shown.total}", _LABEL)
            width = _RIGHT - longest - _LEFT - 100 if shown.here else 520
            self._line(sheet, shown.phase, (_LEFT + 60, 90), _LABEL, width)
            self._of_phases[key] = sheet
        return self._of_phases[key]

    def _write_profile(self, profile: ProfileView, series: str, caption: str) -> None:
        """Write the title of the series over a profile, what that measures, and the years under it."""
        sheet, left, named = self._profile, _RIGHT, self._letters.fit(caption, _CAPTION)
        pen = ImageDraw.Draw(sheet)
        if named.lines:
            left -= self._letters.width(named.lines[0], named.size)
            pen.rectangle((left - 10, 388, _RIGHT + 10, 426), 0)  # as on a map, no line runs through the name
            self._letters.write(sheet, named, WORDS, (left, 416 - named.size))
        self._line(sheet, series, (_LEFT, 416), 38, left - _LEFT - 40)
        for label in profile.labels:
            x = round(_on_profile((float(label.x.removesuffix("%")) * 10, 0))[0])
            self._line(sheet, label.text, (x + 9 * (x > _LEFT), 603), _YEAR, 300)
            if x > _LEFT:
                pen.rectangle((x - 1, _BASE, x + 1, 603), shade(WORDS))

    def _line(self, sheet: Image.Image, text: str, at: tuple[int, int], size: int, width: int) -> None:
        """Write a text on one line that stands on a place, a little smaller where that helps."""
        line = self._letters.fit(text, Room(width, round(size * 1.2), (size, round(size * 0.75)), 1.2))
        self._letters.write(sheet, line, WORDS, (at[0], at[1] - line.size))

    def _mark(self, sheet: Image.Image, here: str) -> None:
        """Mark a place on the profile: its dot, a stem down to the base, and how long it lasts."""
        stem, stretch = ([_on_profile(point) for point in line] for line in points(here))
        pen, (x, y) = ImageDraw.Draw(sheet), stem[-1]
        y = min(y, _BASE)  # where the height is not known, on the base
        pen.rectangle((x - 3, y, x + 2, _BASE), shade(HERE))
        pen.rectangle((stretch[0][0], _BASE, stretch[1][0], _BASE + 9), shade(HERE))
        self._stand(sheet, (x, y))

    def _stand(self, sheet: Image.Image, spot: Point) -> None:
        """Put the dot of "you are here" at a place, with paper round it."""
        dot, rim = self._dot, self._rim
        x, y = round(spot[0]), round(spot[1])
        sheet.paste(0, (x - rim.width // 2, y - rim.width // 2), rim)
        lay(sheet, dot, HERE, (x - dot.width // 2, y - dot.width // 2))


_WHOLE = [255 * (level > 127) for level in range(256)]


def _hill_ground(hill: str, way: list[Point]) -> Image.Image:
    sheet = _paper()
    lay(sheet, _contours(hill, _BESIDE), LINES)
    line, clear = _large(), _large()
    pen, start = ImageDraw.Draw(line), (way[0][0] * 2, way[0][1] * 2)
    for dash in list(dashes(way, on=20, off=13))[1:-1]:  # neither end lies under the ring nor is a mere dot
        pen.line([(x * 2, y * 2) for x, y in dash], 255, 17, joint="curve")
    for radius, level in ((32, 0), (28, 255), (14, 0)):
        pen.circle(start, radius, level)
    ImageDraw.Draw(clear).circle(start, 34, 255)
    sheet.paste(0, (0, 0), clear.reduce(2).point(_WHOLE))
    lay(sheet, line.reduce(2), WORDS)
    return _framed(sheet)


def _profile_ground(hill: str, lines: Lines) -> Image.Image:
    sheet = _paper()
    pale = [level // 3 for level in range(256)]
    lay(sheet, _contours(hill, _BEHIND).point(pale), LINES)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, _BASE, _WIDTH, _HEIGHT), 0)
    for path, strength in ((lines.ground, 0.45), (lines.band, 0.2)):
        area = _large()
        for shape in points(path):
            ImageDraw.Draw(area).polygon(_twice(shape), round(255 * strength))
        lay(sheet, area.reduce(2), LINES)
    strokes = _large()
    _stroke(strokes, lines)
    lay(sheet, strokes.reduce(2), WORDS)
    pen.rectangle((_LEFT, _BASE, _RIGHT, _BASE + 2), shade(WORDS))
    return _framed(sheet)


def _stroke(sheet: Image.Image, lines: Lines) -> None:
    pen = ImageDraw.Draw(sheet)
    for path in (lines.ledges, lines.runs):
        for line in points(path):
            pen.line(_twice(line), 255, 11, joint="curve")
    for line in points(lines.dots):
        pen.circle(_twice(line)[0], 12, 255)


def _paper() -> Image.Image:
    return Image.new("L", SIZE, 0)


def _large() -> Image.Image:
    """Return a mask of twice the size, so that what is drawn on it comes out smooth."""
    return Image.new("L", (_WIDTH * 2, _HEIGHT * 2), 0)


def _framed(sheet: Image.Image) -> Image.Image:
    """Return a sheet with a map's scale bar along both edges."""
    for top in (0, _HEIGHT - _BAR):
        draw_bar(sheet, WORDS, top, _BAR, step=60, rim=2)
    return sheet


def _contours(hill: str, left: int) -> Image.Image:
    lines = _large()
    pen = ImageDraw.Draw(lines)
    for width, line in contours(hill):
        placed = (_on_hill(point, left) for point in line)
        pen.line([(x * 2, y * 2) for x, y in placed], 255, round(width * 3.4), joint="curve")
    return lines.reduce(2)


def _disc(radius: int) -> Image.Image:
    large = Image.new("L", (radius * 8, radius * 8), 0)
    ImageDraw.Draw(large).circle((radius * 4, radius * 4), radius * 4 - 1, 255)
    return large.reduce(4)


def _twice(line: list[Point]) -> list[Point]:
    return [(x * 2, y * 2) for x, y in map(_on_profile, line)]


def _on_profile(point: Point) -> Point:
    """Return where a place in the profile's box of 1000 by 100 is on the sheet."""
    return _LEFT + point[0] * (_RIGHT - _LEFT) / 1000, _BASE + (point[1] - _LOWEST) * _RISE / 42


def _on_hill(point: Point, left: int) -> Point:
    """Return where a place in the hill's own box is on a sheet where the hill begins at `left`."""
    return left + (point[0] - 508) * 1.32, point[1] * 1.32 - 24

"""Turn path data, as SVG writes it, into points and dashes that can be drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import dist
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

WAY = (
    "M548 448C572 424 610 396 650 372 690 348 700 300 742 290 784 280 790 330 830 300 870 270 838 232 880 214"
)
"""The way up the hill, as the site draws it in the same box."""

_PATH = re.compile(r'stroke-width="([\d.]+)" d="([^"]+)"')
_COMMAND = re.compile(r"([MLHVhCqz])([^MLHVhCqz]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def contours(drawing: str) -> Iterator[tuple[float, list[Point]]]:
    """Yield the lines of the hill's own file, each with its width."""
    for width, path in _PATH.findall(drawing):
        for line in points(path):
            yield float(width), line


def points(path: str) -> Iterator[list[Point]]:
    """Yield the lines of an SVG path, each as points along it; it is written with M L H V h C q z alone."""
    line: list[Point] = []
    for command, rest in _COMMAND.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        if command == "M" and line:
            yield line
        if command == "M":
            line = []
        line += _added(command, line, numbers)
    if line:
        yield line


def _added(command: str, line: list[Point], numbers: list[float]) -> list[Point]:
    """Return the points that one command adds to a line."""
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    match command:
        case "M" | "L":
            return pairs
        case "H":
            return [(numbers[0], line[-1][1])]
        case "h":
            return [(line[-1][0] + numbers[0], line[-1][1])]
        case "V":
            return [(line[-1][0], numbers[0])]
        case "z":
            return line[:1]
    return list(_curves(command, line[-1], pairs))


def _curves(command: str, start: Point, corners: list[Point]) -> Iterator[Point]:
    """Yield points along the curves of one command: q counts from where each begins, C from the corner."""
    each = 2 if command == "q" else 3
    for first in range(0, len(corners), each):
        x, y = start if command == "q" else (0.0, 0.0)
        curve = [start, *((x + dx, y + dy) for dx, dy in corners[first : first + each])]
        yield from _along(curve)
        start = curve[-1]


def _along(curve: list[Point], pieces: int = 8) -> Iterator[Point]:
    """Yield points along a Bézier curve of any degree, without its first."""
    for piece in range(1, pieces + 1):
        share, corners = piece / pieces, curve
        while len(corners) > 1:
            corners = [
                (x + (next_x - x) * share, y + (next_y - y) * share)
                for (x, y), (next_x, next_y) in pairwise(corners)
            ]
        yield corners[0]


def dashes(line: list[Point], *, on: float, off: float) -> Iterator[list[Point]]:
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


def along(line: list[Point], share: float) -> Point:
    """Return the point at a share (0 to 1) of the length of a line."""
    left = share * sum(dist(a, b) for a, b in pairwise(line))
    for (x, y), end in pairwise(line):
        if (length := dist((x, y), end)) >= left > 0:
            return x + (end[0] - x) * left / length, y + (end[1] - y) * left / length
        left -= length
    return line[-1] if share > 0 else line[0]

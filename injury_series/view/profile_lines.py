"""Turn a profile into lines and places: x is time from 0 to 1000, y is height from 0 (top) to 100.

Both are stretched over whatever room the page has, so the same lines serve a phone and a wide screen; texts
keep their size and stand at a place given in percent. No place is finer than a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from injury_series.story.measures import Better
from injury_series.story.profile import Profile, Stretch, Value

NARROW = 6
"""Widths under this, of 1000, are drawn as a dot: on a phone it is two pixels."""

COLUMNS = 160
"""Into how many columns a dense line is gathered, each with its lowest and its highest value."""

STEPS = 4
"""At most so many steps of a scale."""


def place(number: float) -> str:
    """Return a place as SVG takes it, to a tenth: "31.4"."""
    return f"{round(number, 1) + 0:g}"


def percent(x: float) -> str:
    """Return a place in time as percent of the width: "31.4%"."""
    return f"{place(x / 10)}%"


@dataclass(frozen=True, slots=True)
class Frame:
    """Place days and values: `top` and `bottom` are the heights (0 to 100) of the best and the worst."""

    time: Stretch
    scale: tuple[Decimal, ...]
    better: Better
    top: float
    bottom: float

    def x(self, day: date, *, after: bool = False) -> float:
        """Return where a day begins, or with `after` where it ends."""
        first = self.time.first.toordinal()
        days = self.time.last.toordinal() + 1 - first
        return round(min(max((day.toordinal() + after - first) / days, 0), 1) * 1000, 1)

    def ends(self, time: Stretch) -> tuple[float, float]:
        """Return where a stretch begins and ends."""
        return self.x(time.first), self.x(time.last, after=True)

    def middle(self, time: Stretch) -> float:
        """Return the middle of a stretch."""
        return sum(self.ends(time)) / 2

    def y(self, value: Decimal) -> float:
        """Return the height of a value: the better, the higher up."""
        low, high = self.scale[0], self.scale[-1]
        share = float((value - low) / (high - low))
        if self.better is Better.LOWER:
            share = 1 - share
        return round(self.bottom - share * (self.bottom - self.top), 1)


@dataclass(frozen=True, slots=True)
class Lines:
    """Hold path data.

    `ground` is sure; `band` lies between the lowest and the highest of a range, or of values that overlap;
    `ledges` are the values themselves, `dots` those too short for a line, `runs` the lines through exact days
    that are close; `unknown` are the gaps.
    """

    ground: str
    band: str
    ledges: str
    dots: str
    runs: str
    unknown: str


def scale(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Return round numbers in even steps from under the lowest value to over the highest.

    Zero is among them unless all the values lie together, far from it; one value alone has room over it.
    """
    known = list(values)
    low, high = min(known), max(known)
    if low == high:
        low = high = low * 5 / 4
    if low == high or high - low >= max(abs(low), abs(high)) / 4:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1
    size = Decimal(10) ** ((high - low).adjusted() - 1)
    for step in (size * factor for factor in (1, 2, 5, 10, 20, 50, 100)):
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first <= STEPS:
            return tuple(number * step for number in range(int(first), int(last) + 1))
    raise AssertionError("a hundred steps of the size hold any span")


def lines(profile: Profile, frame: Frame) -> Lines:
    """Return the lines of a profile."""
    runs = [_gathered(run, frame) for run in profile.runs]
    ledges, dots = _ledges(profile.plateaus, frame)
    top, base = place(frame.top), place(frame.bottom)
    under = [f"{_joined(run)}V{base}H{place(run[0][0])}z" for run in runs]
    gaps = _merged([frame.ends(gap) for gap in profile.gaps], apart=NARROW)
    return Lines(
        ground=_ground(profile, frame) + "".join(under),
        band=_band(profile, frame),
        ledges="".join(ledges),
        dots="".join(dots),
        runs="".join(_joined(run) for run in runs),
        unknown="".join(f"M{place(a)} {top}H{place(b)}V{base}H{place(a)}z" for a, b in gaps),
    )


def height(profile: Profile, frame: Frame, day: date) -> float | None:
    """Return the height on a day, at its best; None where it is not known."""
    values = profile.during(Stretch(day, day))
    return min((frame.y(end) for value in values for end in (value.low, value.high)), default=None)


def _ground(profile: Profile, frame: Frame) -> str:
    """Return the area that is sure, from the bottom to the worst value; stretches that touch are one."""
    base, path, end = place(frame.bottom), "", -1.0
    for ground in profile.grounds:
        first, last = frame.ends(ground.time)
        if first != end:
            path += f"{'V' + base + 'z' if path else ''}M{place(first)} {base}"
        path += f"V{place(max(frame.y(ground.low), frame.y(ground.high)))}H{place(last)}"
        end = last
    return f"{path}V{base}z" if path else ""


def _band(profile: Profile, frame: Frame) -> str:
    """Return the areas between the lowest and the highest value."""
    path = ""
    for ground in profile.grounds:
        first, last = frame.ends(ground.time)
        if ground.low != ground.high and last - first >= NARROW:
            path += f"M{place(first)} {place(frame.y(ground.low))}V{place(frame.y(ground.high))}"
            path += f"H{place(last)}V{place(frame.y(ground.low))}z"
    return path


def _ledges(plateaus: tuple[Value, ...], frame: Frame) -> tuple[list[str], list[str]]:
    """Return the lines of the plateaus, each as long as its date, and the dots of those too short for one."""
    levels: dict[float, list[tuple[float, float]]] = {}
    ledges, dots = [], []
    for value in plateaus:
        first, last = frame.ends(value.time)
        heights = sorted({frame.y(value.low), frame.y(value.high)})
        if last - first >= NARROW:
            for y in heights:
                levels.setdefault(y, []).append((first, last))
            continue
        middle = place((first + last) / 2)
        dots += [f"M{middle} {place(y)}h0" for y in heights]
        if len(heights) == 2:
            ledges.append(f"M{middle} {place(heights[0])}V{place(heights[1])}")
    whole = [
        f"M{place(first)} {place(y)}H{place(last)}"
        for y, spans in sorted(levels.items())
        for first, last in _merged(spans)
    ]
    return whole + ledges, dots


def _merged(spans: list[tuple[float, float]], apart: float = 0) -> list[tuple[float, float]]:
    """Join spans that overlap, touch, or are no more than so far apart."""
    merged: list[tuple[float, float]] = []
    for first, last in sorted(spans):
        if merged and first - apart <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _gathered(run: tuple[Value, ...], frame: Frame) -> list[tuple[float, float]]:
    """Return the points of a line; where they are dense, the lowest and the highest of each column."""
    points = [(frame.middle(value.time), frame.y(value.low)) for value in run]
    if len(points) <= COLUMNS:
        return points
    columns: dict[int, list[tuple[float, float]]] = {}
    for point in points:
        columns.setdefault(int(point[0] * COLUMNS / 1001), []).append(point)
    kept = {
        point
        for column in columns.values()
        for point in (min(column, key=lambda p: p[1]), max(column, key=lambda p: p[1]))
    }
    return sorted(kept | {points[0], points[-1]})


def _joined(points: list[tuple[float, float]]) -> str:
    """Return a line through points."""
    return "M" + "L".join(f"{place(x)} {place(y)}" for x, y in points)

"""Show the profile: a measure over the time of the story, drawn as a hiking map draws its ascent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from injury_series.story.care import EventKind
from injury_series.story.phases import Phase
from injury_series.story.posts import Post
from injury_series.story.profile import Profile, Stretch, profiles
from injury_series.view.dates import when
from injury_series.view.edition import Edition
from injury_series.view.parts import When
from injury_series.view.profile_labels import Board, Label, years
from injury_series.view.profile_lines import NARROW, Frame, Lines, height, lines, percent, place, scale
from injury_series.view.profile_words import description, number, span, table, told, with_unit
from injury_series.view.typography import plain, typeset

WAYPOINTS = (EventKind.SCAN, EventKind.PROCEDURE, EventKind.RACE, EventKind.SYMPTOM)
"""The kinds of event that stand on the profile, the weightiest first."""

LONGEST, APART = 100, 28
"""A waypoint's date is at most so long, of 1000, or it has no place; two are at least so far apart."""


UNKNOWN = 8
"""In how many gaps, the longest first, a "?" stands."""

TRAIL, SMALL_TRAIL = 82, 77
"""The height of the trail under a profile, of 100: of the whole one, and of the small one on a post."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Mark a place: `x` and `y` in percent."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class TrailView:
    """Show a phase as a stretch of the trail: its line as path data, its blaze (1 to 8) and its place."""

    line: str
    blaze: int
    at: Spot


@dataclass(frozen=True, slots=True)
class Here:
    """Show "you are here": its line as path data, its dot, its words if there is room for them."""

    line: str
    at: Spot
    label: Label | None


@dataclass(frozen=True, slots=True)
class Row:
    """Show one row of the table: when, and the value without its unit: "2 to 3"."""

    when: When
    value: str


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Show a profile: what it is in words, its lines as path data in a box of 1000 by 100, labels, a table.

    `key` makes its ids unique on a page; `grid` are the lines of the scale and `ticks` their numbers, `marks`
    the ticks of the time, `stems` lead down to the waypoints' `rings`. A small one, on a post, has no `grid`,
    `stems`, `ticks`, `trail`, `rings` or `rows`.
    """

    key: str
    name: Markup
    unit: Markup
    title: str
    description: str
    lines: Lines
    marks: str
    labels: tuple[Label, ...]
    here: Here | None
    grid: str = ""
    stems: str = ""
    ticks: tuple[Label, ...] = ()
    trail: tuple[TrailView, ...] = ()
    rings: tuple[Spot, ...] = ()
    rows: tuple[Row, ...] = ()


def make_profiles(edition: Edition) -> tuple[ProfileView, ...]:
    """Return a profile for each measure that has a value."""
    found = profiles(edition.series)
    return tuple(_whole(edition, profile, f"profile{n}") for n, profile in enumerate(found, start=1))


@dataclass(frozen=True, slots=True)
class SmallGround:
    """Hold what the small profiles of all posts share, so that it is drawn once."""

    profile: Profile
    frame: Frame
    view: ProfileView


def make_small_ground(edition: Edition) -> SmallGround | None:
    """Return the ground of the small profiles: the first measure, or None where nothing is measured."""
    found = profiles(edition.series)
    frame = _frame(found[0], 28, 70) if found else None
    return SmallGround(found[0], frame, _ground(found[0], frame)) if frame else None


def make_small_profile(ground: SmallGround | None, post: Post) -> ProfileView | None:
    """Return the small profile with the place of a post on it; None where it has none."""
    if ground is None or post.happened is None:
        return None
    profile, frame = ground.profile, ground.frame
    whole = profile.time
    time = Stretch(max(post.happened.first, whole.first), min(post.happened.last, whole.last))
    if time.last < time.first:
        return None
    first, last = frame.ends(time)
    middle = (first + last) / 2
    first, last = min(first, middle - NARROW), max(last, middle + NARROW)
    y = height(profile, frame, _middle(time))
    dot, board = place(SMALL_TRAIL if y is None else y), Board(line=16)
    label = board.put("You are here", middle, 14)
    first_value = _values(replace(profile, plateaus=profile.plateaus[:1], gaps=()), frame, board)
    return replace(
        ground.view,
        title=f"Where this part is on the way: {post.happened.words}",
        description=f"{plain(profile.measure.label)} then: {told(profile.during(time), profile.measure)}.",
        here=Here(
            f"M{place(middle)} 19V{dot}M{place(first)} {SMALL_TRAIL}H{place(last)}",
            Spot(percent(middle), f"{dot}%"),
            label,
        ),
        labels=tuple(value for value in first_value if value) + ground.view.labels,
    )


def _ground(profile: Profile, frame: Frame) -> ProfileView:
    """Return a small profile without its place."""
    marks, times = years(frame, 95)
    name, unit = typeset(profile.measure.label), typeset(profile.measure.unit)
    return ProfileView("profile-here", name, unit, "", "", lines(profile, frame), marks, times, None)


def _whole(edition: Edition, profile: Profile, key: str) -> ProfileView:
    measure, board, frame = profile.measure, Board(), _frame(profile, 25, 67)
    marks, times = years(frame, 75)
    here = _here(edition, profile, frame, board)
    values = _values(profile, frame, board)
    places = _waypoints(edition, profile, frame)
    words = [board.put(kind.value, x, 15) for x, _, kind in places]
    places.sort()
    trail, names = _trail(edition, frame, board)
    return ProfileView(
        key=key,
        name=typeset(measure.label),
        unit=typeset(measure.unit),
        title=f"{plain(measure.label)} over the time of the story",
        description=description(profile),
        lines=lines(profile, frame),
        marks=marks,
        labels=tuple(label for label in (*values, *words, *times, *names) if label),
        here=here,
        grid="".join(f"M0 {place(frame.y(value))}H1000" for value in frame.scale),
        stems="".join(f"M{place(x)} 17V{place(y)}" for x, y, _ in places),
        ticks=tuple(Label("0", f"{place(frame.y(v))}%", number(v), "end") for v in frame.scale),
        trail=trail,
        rings=tuple(Spot(percent(x), f"{place(y)}%") for x, y, _ in places),
        rows=tuple(Row(when(date), value) for date, value in table(profile.values)),
    )


def _frame(profile: Profile, top: float, bottom: float) -> Frame:
    heights = scale(end for value in profile.values for end in (value.low, value.high))
    return Frame(profile.time, heights, profile.measure.better, top, bottom)


def _here(edition: Edition, profile: Profile, frame: Frame, board: Board) -> Here | None:
    """Return the mark at "where I am now", or at the last day of a story that goes on."""
    about = edition.series.about
    if about.complete and not about.now:
        return None
    day = about.now.as_of.last if about.now else profile.time.last
    known = profile.during(Stretch(day, day))
    value = with_unit(span(known[-1].low, known[-1].high), profile.measure) if known else "not known yet"
    x, y = frame.x(day, after=True), height(profile, frame, day)
    dot = place(TRAIL if y is None else y)
    label = board.put(f"You are here: {value}", x, 6)
    return Here(f"M{place(x)} 8V{dot}", Spot(percent(x), f"{dot}%"), label)


def _values(profile: Profile, frame: Frame, board: Board) -> list[Label | None]:
    """Return the numbers over the plateaus, ranges first, the earliest with its unit; "?" in the gaps."""
    found = []
    for value in sorted(profile.plateaus, key=lambda v: (v.low - v.high, v.date)):
        text = span(value.low, value.high)
        if value is profile.plateaus[0]:
            text = with_unit(text, profile.measure)
        y = min(frame.y(value.low), frame.y(value.high)) - board.line * 0.4
        found.append(board.put(text, frame.middle(value.time), y))
    gaps = sorted((frame.ends(gap) for gap in profile.gaps), key=lambda ends: ends[0] - ends[1])
    for first, last in gaps[:UNKNOWN]:
        if last - first >= APART:
            found.append(board.put("?", (first + last) / 2, (frame.top + frame.bottom) / 2 + 2))
    return found


def _waypoints(edition: Edition, profile: Profile, frame: Frame) -> list[tuple[float, float, EventKind]]:
    """Return the places of the events that stand on the profile, the weightiest first.

    Where the height is not known, an event stands on the trail under it.
    """
    events = [event for post in edition.series.posts for event in post.events if event.kind in WAYPOINTS]
    events.sort(key=lambda event: (WAYPOINTS.index(event.kind), event.date))
    places: list[tuple[float, float, EventKind]] = []
    for event in events:
        time = Stretch(event.date.first, event.date.last)
        (first, last), x = frame.ends(time), frame.middle(time)
        within = frame.time.first <= time.first and time.last <= frame.time.last and last - first <= LONGEST
        if within and all(abs(x - other) >= APART for other, _, _ in places):
            y = height(profile, frame, _middle(time))
            places.append((x, TRAIL if y is None else y, event.kind))
    return places


def _trail(edition: Edition, frame: Frame, board: Board) -> tuple[tuple[TrailView, ...], list[Label | None]]:
    """Return the phases as stretches of the trail, and their names; the longest is named first."""
    spans = [(phase, edition.series.span_of_phase(phase.slug)) for phase in edition.series.phases]
    known = [(phase, *frame.ends(Stretch(s.first, s.last))) for phase, s in spans if s]
    longest = sorted(known, key=lambda p: p[1] - p[2])
    names = [board.put(plain(phase.title), (first + last) / 2, 93, 100) for phase, first, last in longest]
    trail, ends = [], list[float]()
    for phase, first, last in sorted(known, key=lambda p: (p[1], p[2])):
        lane = next((lane for lane, end in enumerate(ends) if end <= first), len(ends))
        ends[lane : lane + 1] = [last]
        trail.append(_stretch(edition, phase, (first, last), lane))
    return tuple(trail), names


def _stretch(edition: Edition, phase: Phase, ends: tuple[float, float], lane: int) -> TrailView:
    """Return a phase on the trail; one that begins before another has ended runs beside it."""
    (first, last), y = ends, TRAIL + lane % 3 * 3
    line = f"M{place(first)} {y}H{place(max(last, first + NARROW))}"
    return TrailView(line, edition.phase_marks[phase.slug].blaze, Spot(percent((first + last) / 2), f"{y}%"))


def _middle(time: Stretch) -> date:
    return date.fromordinal((time.first.toordinal() + time.last.toordinal()) // 2)

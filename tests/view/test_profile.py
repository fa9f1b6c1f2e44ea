"""The picture of a measure: true to its numbers and dates, whatever they are, and light."""

from __future__ import annotations

import gzip
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from injury_series.story.dates import parse_fuzzy_date
from injury_series.story.measures import Better, Measure, Reading
from injury_series.story.profile import Profile, Stretch, make_profile
from injury_series.view.profile_labels import Board, years
from injury_series.view.profile_lines import Frame, Lines, lines, scale
from injury_series.view.profile_words import ROWS, description, table
from tests.sites import a_site, build_site, changed, pages

TOP, BOTTOM = 25.0, 67.0
DATES = (
    "2017",
    "2018",
    "2018-early",
    "2018-09",
    "2018-09-14",
    "2018-06 to 2019-02",
    "2019-autumn",
    "2019-12-31",
)


def a_profile(*readings: tuple[str, str], better: Better = Better.HIGHER) -> Profile:
    """Return a profile over just the time of its readings; a reading is a date and "3" or "2 to 3"."""
    made = []
    for when, value in readings:
        low, _, high = value.partition(" to ")
        made.append(Reading("m", parse_fuzzy_date(when), Decimal(low), Decimal(high or low)))
    time = Stretch(min(r.date.first for r in made), max(r.date.last for r in made))
    return make_profile(Measure("m", "Pain-free running", "miles", better), made, time)


def a_frame(profile: Profile) -> Frame:
    """Return the frame that the profile is drawn in."""
    values = scale(end for value in profile.values for end in (value.low, value.high))
    return Frame(profile.time, values, profile.measure.better, TOP, BOTTOM)


def drawn(profile: Profile) -> Lines:
    """Return the lines of a profile."""
    return lines(profile, a_frame(profile))


def ledges(path: str) -> set[tuple[float, float, float]]:
    """Return the level lines of a path: from, to, height."""
    found = re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)", path)
    return {(float(first), float(last), float(y)) for first, y, last in found}


def test_a_reading_of_a_year_is_as_long_as_its_year() -> None:
    path = drawn(a_profile(("2017", "15"), ("2018", "3"), ("2019", "0"))).ledges
    assert ledges(path) == {(0, 333.3, 25), (333.3, 666.7, 58.6), (666.7, 1000, 67)}


def test_no_line_runs_through_what_is_not_known() -> None:
    made = drawn(a_profile(("2017", "15"), ("2019", "3")))
    assert made.unknown == "M333.3 25H666.7V67H333.3z"
    assert all(last <= 333.3 or first >= 666.7 for first, last, _ in ledges(made.ledges))
    assert made.ground.count("M") == 2


def test_of_readings_that_overlap_each_has_its_ledge_and_the_rest_is_a_band() -> None:
    made = drawn(a_profile(("2018", "2 to 3"), ("2018", "10")))
    assert len(ledges(made.ledges)) == 3
    assert made.band
    assert not drawn(a_profile(("2018", "3"), ("2018", "3"))).band


def test_where_lower_is_better_lower_stands_higher() -> None:
    for better, first_is_higher in ((Better.HIGHER, False), (Better.LOWER, True)):
        profile = a_profile(("2017", "0"), ("2018", "7.5"), better=better)
        frame = a_frame(profile)
        assert (frame.y(Decimal(0)) < frame.y(Decimal("7.5"))) is first_is_higher


@pytest.mark.parametrize("value", ["0", "5", "-4.5", "0.004", "36.6", "1000000"])
def test_equal_values_are_one_ledge_that_can_be_seen(value: str) -> None:
    made = drawn(a_profile(("2017", value), ("2018", value)))
    ((first, last, y),) = ledges(made.ledges)
    assert (first, last) == (0, 1000)
    assert TOP <= y <= BOTTOM


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("15", "3", "0"), "0 5 10 15"),
        (("70.5", "71.5"), "70.5 71.0 71.5"),
        (("-4.5", "3"), "-5 0 5"),
        (("0",), "0 0.5 1"),
    ],
)
def test_the_scale_is_round(values: tuple[str, ...], expected: str) -> None:
    assert [Decimal(v) for v in expected.split()] == list(scale(Decimal(v) for v in values))


def test_hundreds_of_days_stay_light_and_keep_their_extremes() -> None:
    first = date(2018, 1, 1)
    many = [(str(first + timedelta(n)), str(Decimal(n * 7919 % 97) / 10)) for n in range(500)]
    profile = a_profile(*many, better=Better.LOWER)
    made = drawn(profile)
    assert len(made.runs.encode()) < 5000
    assert len(gzip.compress((made.runs + made.ground).encode())) < 3000
    heights = {float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", made.runs)}
    frame = a_frame(profile)
    assert {min(heights), max(heights)} == {frame.y(Decimal(0)), frame.y(Decimal("9.6"))}
    rows = table(profile.values)
    assert len(rows) <= ROWS
    assert rows[0][0].words == "January 2018"
    assert rows[0][1].endswith("(31 values)")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(DATES), st.decimals("-500", "500", places=2), st.decimals("0", "9", places=1)
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(Better),
)
def test_everything_lies_within_the_drawing(
    readings: list[tuple[str, Decimal, Decimal]], better: Better
) -> None:
    profile = a_profile(*((when, f"{low} to {low + more}") for when, low, more in readings), better=better)
    made = drawn(profile)
    assert made == drawn(profile)
    path = "".join((made.ground, made.band, made.ledges, made.dots, made.runs, made.unknown))
    assert not re.search(r"\.\d\d|[e-]|nan|inf", path)
    for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path):
        assert 0 <= float(x) <= 1000
        assert TOP <= float(y) <= BOTTOM
    assert all(0 <= float(x) <= 1000 for x in re.findall(r"H([\d.]+)", path))
    assert all(TOP <= float(y) <= BOTTOM for y in re.findall(r"V([\d.]+)", path))
    assert len(table(profile.values)) == len(readings)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2017", "2019", "2017 2018 2019"),
        ("1985", "2019", "1985 1990 1995 2000 2005 2010 2015"),
        ("2019-01", "2019-12", "Jan 2019|Apr|Jul|Oct"),
        ("2024-05-01", "2024-05-12", "1 May 2024|6 May|11 May"),
        ("2024-05-05", "2024-05-18", "6 May 2024|11 May|16 May"),
        ("2019-05-04", "2019-05-04", "4 May 2019"),
    ],
)
def test_the_time_is_marked_in_steps_that_a_phone_has_room_for(first: str, last: str, words: str) -> None:
    frame = a_frame(a_profile((f"{first} to {last}", "1")))
    shown = [label.text for label in years(frame, 75)[1]]
    assert shown == (words.split("|") if "|" in words or "May" in words else words.split())


def test_words_that_have_no_room_wait_for_a_wider_page_or_are_left_out() -> None:
    board = Board()
    first = board.put("A year of pain", 500, 93)
    second = board.put("Setback", 640, 93)
    assert first
    assert not first.wide
    assert second
    assert second.wide
    assert board.put("Setback", 500, 93) is None


def test_the_description_tells_a_few_values_each_and_of_many_the_turns() -> None:
    few = a_profile(("2017", "15"), ("2018", "2 to 3"))
    assert description(few) == "15 miles (2017), 2 to 3 miles (2018)."
    many = a_profile(*((f"2018-{month:02}", str(month % 9)) for month in range(1, 13)), better=Better.LOWER)
    assert description(many).startswith(
        "first 1 miles (January 2018); best 0 miles (September 2018); worst 8 miles"
    )


FALL = "posts/2020-01-10-the-fall.md"
FIGURE = re.compile(r'<figure class="profile">.*?</figure>', re.S)
SMALL = re.compile(r'<div class="profile small">.*?</div>', re.S)
READINGS = """\
happened: 2019-12
events:
  - date: 2019-12-24
    kind: symptom
    title: A fall on ice
measures:
  - date: 2019-12-24
    pain: 8.5
  - date: 2020-01 to 2020-04
    pain: 2 to 3
  - date: 2020-early
    pain: 4
  - date: 2020-06
    pain: 0
"""


@pytest.fixture
def knee(tmp_path: Path) -> dict[str, str]:
    """Return the pages of another story: pain of 10, the lower the better."""
    site = a_site(tmp_path, changed(FALL, "happened: 2019-12\n", READINGS))
    build_site(site)
    return pages(site)


def test_another_story_has_its_profile_with_a_table_of_the_same_numbers(knee: dict[str, str]) -> None:
    (figure,) = FIGURE.findall(knee["index.html"])
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", figure)
    assert [(re.sub("<[^>]+>", "", when), value) for when, value in rows] == [
        ("24 December 2019", "8.5"),
        ("January to April 2020", "2 to 3"),
        ("early 2020", "4"),
        ("June 2020", "0"),
    ]
    assert "You are here: 0 of 10" in figure
    assert "up is better" in figure
    assert '<text y="25%">0</text>' in figure, "no pain is at the top"
    assert FIGURE.findall(knee["timeline/index.html"]) == [figure]


def test_a_post_says_where_on_the_way_it_is(knee: dict[str, str]) -> None:
    (small,) = SMALL.findall(knee["posts/the-fall/index.html"])
    assert "Where this part is on the way: December 2019</title>" in small
    assert "Pain then: 8.5 of 10 (24 December 2019).</desc>" in small
    assert "You are here</text>" in small
    assert not SMALL.search(knee["posts/the-scan/index.html"]), "it does not say when it happened"


def test_a_profile_is_light_and_keeps_the_security_policy(knee: dict[str, str]) -> None:
    (figure,), (small,) = FIGURE.findall(knee["index.html"]), SMALL.findall(knee["posts/the-fall/index.html"])
    for html, most in ((figure, 1300), (small, 600)):
        assert len(gzip.compress(html.encode(), mtime=0)) <= most
        assert not re.search(r"\sstyle=|<style|<script|\d\.\d\d", html)
        assert set(re.findall(r'aria-\w+="([^"]+)"', html)) == set(re.findall(r'\sid="([^"]+)"', html))


def test_without_a_reading_there_is_no_profile(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)
    assert 'class="profile' not in pages(site)["index.html"] + pages(site)["posts/the-fall/index.html"]

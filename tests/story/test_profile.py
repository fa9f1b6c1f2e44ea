"""What a profile says of a measure over time, and what it leaves unsaid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from injury_series.story.dates import parse_fuzzy_date
from injury_series.story.measures import Better, Measure, Reading
from injury_series.story.profile import JOINED_DAYS, Profile, Stretch, make_profile

MILES = Measure("miles", "Pain-free running", "miles", Better.HIGHER)
TIME = Stretch(date(2017, 1, 1), date(2019, 12, 31))


def a_profile(*readings: tuple[str, str]) -> Profile:
    """Return a profile over 2017 to 2019; a reading is a date and "3" or "2 to 3"."""
    made = []
    for when, value in readings:
        low, _, high = value.partition(" to ")
        made.append(Reading("miles", parse_fuzzy_date(when), Decimal(low), Decimal(high or low)))
    return make_profile(MILES, made, TIME)


def test_what_lies_between_readings_is_not_known() -> None:
    profile = a_profile(("2017", "15"), ("2019-04 to 2019-08", "0"))
    assert profile.gaps == (
        Stretch(date(2018, 1, 1), date(2019, 3, 31)),
        Stretch(date(2019, 9, 1), date(2019, 12, 31)),
    )
    assert [ground.time for ground in profile.grounds] == [
        Stretch(date(2017, 1, 1), date(2017, 12, 31)),
        Stretch(date(2019, 4, 1), date(2019, 8, 31)),
    ]


def test_where_readings_overlap_the_ground_runs_from_the_lowest_to_the_highest() -> None:
    profile = a_profile(("2018", "2 to 3"), ("2018", "3"), ("2018-06", "5"))
    assert [(g.time.first.month, g.low, g.high) for g in profile.grounds] == [(1, 2, 3), (6, 2, 5), (7, 2, 3)]
    assert len(profile.plateaus) == 3


@pytest.mark.parametrize(("apart", "runs", "gaps"), [(JOINED_DAYS, 1, 2), (JOINED_DAYS + 1, 0, 3)])
def test_exact_days_are_one_line_only_where_they_are_close(apart: int, runs: int, gaps: int) -> None:
    profile = a_profile(("2018-03-01", "3"), (f"2018-03-{1 + apart:02}", "4"))
    assert (len(profile.runs), len(profile.gaps)) == (runs, gaps)


def test_a_range_or_a_second_value_on_one_day_stands_beside_the_line() -> None:
    profile = a_profile(
        ("2018-03-01", "3"), ("2018-03-02", "4"), ("2018-03-02", "6"), ("2018-03-03", "1 to 2")
    )
    assert [value.low for run in profile.runs for value in run] == [3, 4]
    assert [value.high for value in profile.plateaus] == [6, 2]


def test_the_last_day_of_the_calendar_is_a_day_like_others() -> None:
    reading = Reading("miles", parse_fuzzy_date("9999"), Decimal(1), Decimal(1))
    profile = make_profile(MILES, [reading], Stretch(date(9999, 1, 1), date.max))
    assert len(profile.grounds) == 1

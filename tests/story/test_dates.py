"""Story dates are never shown more exactly than they were written."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from injury_series.story.dates import PARTS_OF_YEAR, FuzzyDate, FuzzyDateError, parse_fuzzy_date, spanning


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2018", "2018"),
        ("2018-09", "September 2018"),
        ("2018-09-04", "4 September 2018"),
        ("2019-early", "early 2019"),
        ("2019-mid", "mid-2019"),
        ("2019-autumn", "autumn 2019"),
        ("2019-04 to 2019-08", "April to August 2019"),
        ("2017-12 to 2018-03", "December 2017 to March 2018"),
        ("2019-04-03 to 2019-04-05", "3 to 5 April 2019"),
        ("2019-04-03 to 2019-05-05", "3 April to 5 May 2019"),
        ("2018 to 2019", "2018 to 2019"),
        ("2019-early to 2019-08", "early 2019 to August 2019"),
        ("2019-early to 2019-late", "early to late 2019"),
        ("2018 to 2018-09", "2018 to September 2018"),
    ],
)
def test_a_date_reads_as_exactly_as_it_was_written(written: str, words: str) -> None:
    assert parse_fuzzy_date(written).words == words
    assert str(parse_fuzzy_date(written)) == written


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2019-13", '"2019-13" is a date that is in no calendar.'),
        ("2019-02-30", '"2019-02-30" is a date that is in no calendar.'),
        ("soon", '"soon" is not a date.'),
        ("2019-winter", "For a winter write its months: 2018-12 to 2019-02."),
        ("2019-08 to 2019-04", '"2019-08 to 2019-04" ends before it begins.'),
        ("2019-04 to ", '"2019-04 to" is not a date.'),
    ],
)
def test_what_is_no_date_says_so(written: str, says: str) -> None:
    with pytest.raises(FuzzyDateError) as caught:
        parse_fuzzy_date(written)
    assert says in str(caught.value)


HTML_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")  # HTML, section 4.5.14: a year, a month or a date string

points = st.one_of(
    st.integers(1, 9999).map(lambda y: f"{y:04}"),
    st.tuples(st.integers(1, 9999), st.integers(1, 12)).map(lambda d: f"{d[0]:04}-{d[1]:02}"),
    st.dates().map(lambda d: d.isoformat()),
    st.tuples(st.integers(1, 9999), st.sampled_from(sorted(PARTS_OF_YEAR))).map(
        lambda d: f"{d[0]:04}-{d[1]}"
    ),
)


@st.composite
def fuzzy_dates(draw: st.DrawFn) -> FuzzyDate:
    """Draw a point or a span, as it can be written."""
    first, second = parse_fuzzy_date(draw(points)), parse_fuzzy_date(draw(points))
    if draw(st.booleans()):
        return first
    first, second = sorted((first, second))
    return FuzzyDate(first.start, second.end) if second.last >= first.first else first


@given(fuzzy_dates())
def test_what_is_written_is_read_again(date: FuzzyDate) -> None:
    assert parse_fuzzy_date(str(date)) == date


@given(st.lists(fuzzy_dates(), max_size=6), st.randoms())
def test_the_order_is_total_and_the_span_holds_all(dates: list[FuzzyDate], chance: Random) -> None:
    ordered = sorted(dates)
    chance.shuffle(dates)
    assert sorted(dates) == ordered
    for a, b in pairwise(ordered):
        assert a == b or (a < b and not b < a)
    whole = spanning(dates)
    assert whole is None or all(whole.contains(date) for date in dates)


def test_a_year_stands_before_its_months() -> None:
    written = ["2018-09-01", "2018", "2018-01", "2018-09", "2018-early", "2018-01-01", "2017-12"]
    ordered = [str(date) for date in sorted(map(parse_fuzzy_date, written))]
    assert ordered == ["2017-12", "2018", "2018-early", "2018-01", "2018-01-01", "2018-09", "2018-09-01"]


@given(fuzzy_dates(), fuzzy_dates())
def test_no_two_dates_read_alike(one: FuzzyDate, other: FuzzyDate) -> None:
    assert (one.words == other.words) is (one == other)


@given(fuzzy_dates())
def test_a_span_holds_its_ends_and_says_each_in_html(date: FuzzyDate) -> None:
    ends = FuzzyDate(date.start, date.start), FuzzyDate(date.end, date.end)
    assert all(date.overlaps(end) for end in ends)
    one_in_the_other = date.start.last > date.end.last or date.end.first < date.start.first
    assert one_in_the_other or all(date.contains(end) for end in ends)
    assert all(iso is None or HTML_DATE.fullmatch(iso) for _, iso in date.pieces())

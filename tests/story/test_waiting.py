"""What is said of a post that waits for its date."""

from __future__ import annotations

import locale
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from injury_series.story.posts import Post, Status
from injury_series.story.waiting import comes_out, scheduled

HOME = ZoneInfo("America/Los_Angeles")


def a_post(source: str, date: datetime, status: Status = Status.PUBLISHED) -> Post:
    return Post(source, source, source, date, "fall", "Words.", status=status)


def test_a_writer_is_told_the_day_and_the_time_where_the_writer_lives() -> None:
    date = datetime(2020, 3, 1, 18, 30, tzinfo=HOME)
    told = comes_out(date, datetime(2020, 2, 25, 12, tzinfo=UTC))
    assert told == "comes out on Sunday 1 March 2020 at 18:30 (America/Los_Angeles), in 5 days"


@pytest.mark.parametrize(
    ("now", "when"),
    [
        (datetime(2020, 3, 1, 9, tzinfo=HOME), "today"),
        (datetime(2020, 3, 1, 7, 59, tzinfo=UTC), "tomorrow"),  # still the evening of 29 February at home
        (datetime(2020, 3, 1, 8, 1, tzinfo=UTC), "today"),
    ],
)
def test_how_long_that_is_counts_in_days_of_the_writer(now: datetime, when: str) -> None:
    assert comes_out(datetime(2020, 3, 1, 18, 30, tzinfo=HOME), now).endswith(f", {when}")


def test_the_next_to_come_out_is_told_first_and_a_draft_with_a_date_is_not_scheduled() -> None:
    dates = {"late": 9, "soon": 3, "out": 1}
    posts = [a_post(name, datetime(2020, 3, day, tzinfo=UTC)) for name, day in dates.items()]
    posts.append(a_post("draft", datetime(2020, 3, 5, tzinfo=UTC), Status.DRAFT))
    assert [post.source for post in scheduled(posts, datetime(2020, 3, 2, tzinfo=UTC))] == ["soon", "late"]


def test_the_words_are_english_on_a_machine_in_another_language() -> None:
    before = locale.setlocale(locale.LC_TIME)
    spoken = next((name for name in ("de_DE.UTF-8", "nl_NL.UTF-8", "fr_FR.UTF-8") if _speaks(name)), None)
    try:
        if spoken:
            locale.setlocale(locale.LC_TIME, spoken)
        told = comes_out(datetime(2020, 3, 1, tzinfo=UTC), datetime(2020, 3, 1, tzinfo=UTC))
        assert told == "comes out on Sunday 1 March 2020 at 00:00 (UTC), today"
    finally:
        locale.setlocale(locale.LC_TIME, before)


def _speaks(name: str) -> bool:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_TIME, before)
    return True

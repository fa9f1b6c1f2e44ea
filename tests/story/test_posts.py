"""Where a post stands in the series, and whether it is out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from injury_series.story.posts import Post, State, Status, in_story_order
from injury_series.story.providers import Provider, Shown
from injury_series.story.slugs import slug_of_file, slugify

NOW = datetime(2020, 6, 1, tzinfo=UTC)


def a_post(slug: str, days: int, **facts: Any) -> Post:
    return Post(slug, f"{slug}.md", slug, NOW + timedelta(days=days), "fall", "…", **facts)


def order(*posts: Post) -> str:
    return " ".join(post.slug for post in in_story_order(list(posts)))


def test_posts_stand_by_date_then_slug() -> None:
    assert order(a_post("c", 3), a_post("b", 1), a_post("a", 1)) == "a b c"


def test_a_part_takes_its_place_and_the_others_fill_the_rest() -> None:
    assert order(
        a_post("late-first", 9, part=1), a_post("b", 1), a_post("third", 0, part=3), a_post("d", 2)
    ) == ("late-first b third d")


def test_a_part_beyond_the_end_comes_last() -> None:
    assert order(a_post("end", 0, part=99), a_post("a", 1), a_post("b", 2)) == "a b end"


def test_a_post_is_out_from_its_very_moment() -> None:
    assert a_post("a", 0).state(NOW) is State.PUBLISHED
    assert a_post("a", 0).state(NOW - timedelta(seconds=1)) is State.SCHEDULED
    assert a_post("a", -9, status=Status.DRAFT).state(NOW) is State.DRAFT


def test_the_address_of_a_hidden_provider_tells_nothing() -> None:
    def provider(**facts: Any) -> Provider:
        return Provider("dr-maria-lindqvist", "x.md", "Dr. Maria Lindqvist", "Hip surgeon", **facts)

    assert provider().slug == "dr-maria-lindqvist"
    assert provider(shown=Shown.ROLE).slug == "hip-surgeon"
    hidden = provider(
        shown=Shown.ALIAS, alias="Dr. North", place="Oslo", practice="P", url="https://l.example"
    )
    assert (hidden.slug, hidden.shown_name) == ("dr-north", "Dr. North")
    assert (hidden.shown_place, hidden.shown_practice, hidden.shown_url) == (None, None, None)


def test_slugs() -> None:
    assert slug_of_file("2019-12-01-setback") == "setback"
    assert slug_of_file("2019-12-01") == "2019-12-01"
    assert slugify("Dr. Żółć O'Brien & Søn") == "dr-zolc-obrien-son"
    assert slugify("理学療法士") == "理学療法士"

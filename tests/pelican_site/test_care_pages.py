"""The pages made of what was tried and found, on a made-up story: a shoulder, two measures, changed minds."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.pelican_site.test_build import broken_links
from tests.sites import a_story, build_site, flat, pages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Build the story of the shoulder once, and return its pages as words and tags with plain spaces."""
    site = a_story(tmp_path_factory.mktemp("shoulder"), "shoulder")
    build_site(site, now=datetime(2023, 1, 1, tzinfo=UTC), for_readers=True)
    assert broken_links(site / "output") == []
    return {name: flat(text) for name, text in pages(site).items()}


def words(html: str) -> str:
    """Return the words of a page's main part, each once apart."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_treatments_stand_by_their_latest_outcome(made: dict[str, str]) -> None:
    told = words(made["treatments/index.html"])
    order = ["Helped 1 treatment", "Stretching under", "No change 1 treatment", "Cortisone", "Ice"]
    places = [told.index(word) for word in order]
    assert places == sorted(places)


def test_a_treatment_tells_every_outcome_and_leads_to_the_very_place(made: dict[str, str]) -> None:
    page = made["treatments/cortisone-injection/index.html"]
    told = words(page)
    assert told.index("Helped") < told.rindex("No change")
    assert 'href="/posts/stiff/#treatment-cortisone-injection"' in page
    assert 'href="/posts/nach-dem-ultraschall/#tried-1"' in page
    joined = made["treatments/manipulation/index.html"]
    assert "Thaw" in joined and "Nach dem Ultraschall" in joined, "two names, one slug: one treatment"  # noqa: PT018


def test_an_earlier_post_says_what_is_known_later(made: dict[str, str]) -> None:
    post = words(made["posts/stiff/index.html"])
    assert "Later: Rotator cuff tear was ruled out ( part 2, Nach dem Ultraschall: what it was )" in post
    assert "Later: Bursitis turned out to be Frozen shoulder" in post
    assert "told here as “helped”, was seen as “no change”" in post
    assert "Bursitis turned out to be" in made["feeds/all.atom.xml"]
    assert "Later:" not in words(made["posts/thaw/index.html"])


def test_the_timeline_holds_everything_dated_in_the_order_in_which_it_happened(made: dict[str, str]) -> None:
    told = words("<main" + made["timeline/index.html"].partition('<section class="year"')[2])
    order = ["2021", "Freezing", "First visit", "Ultrasound", "2022", "Thawing"]
    places = [told.index(word) for word in order]
    assert places == sorted(places)
    assert "Capsule thick; no tear." in told
    assert "Cortisone injection Helped later seen as No change" in told


def test_the_summary_says_where_things_stand(made: dict[str, str]) -> None:
    told = words(made["summary/index.html"])
    for word in (
        "Frozen shoulder, left",
        "Confirmed",
        "Ruled out",
        "Superseded",
        "I climb again",
        "Ultrasound",
    ):
        assert word in told, word


def test_conditions_that_hold_are_what_the_story_is_about_and_past_ones_are_mentioned(
    made: dict[str, str],
) -> None:
    home = made["index.html"]
    about, mentions = home.partition('"mentions"')[0], home.partition('"mentions"')[2]
    assert '"Frozen shoulder"' in about.rpartition('"about"')[2]
    assert "Bursitis" in mentions.partition("]")[0]


def test_no_hidden_name_is_anywhere(made: dict[str, str]) -> None:
    text = " ".join([*made, *made.values()])
    assert "Hagedorn" not in text
    assert "My first doctor" in text
    assert "Żółkiewska" in text

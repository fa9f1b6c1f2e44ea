"""Parse every template and render it from views alone, without a build, with undefined names forbidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from markupsafe import Markup

from injury_series.view.parts import Link
from tests.theme import care_samples, samples

THEME = Path(__file__).parents[2] / "theme"

PAGES: dict[str, tuple[str, Callable[[], Any]]] = {
    "home": ("home.html", samples.a_home_page),
    "home, empty": (
        "home.html",
        lambda: replace(
            samples.a_home_page(new_comments=0),
            now=None,
            happened=None,
            stretches=(),
            start=None,
            latest=None,
            up_next=(),
        ),
    ),
    "home, complete": ("home.html", lambda: samples.a_home_page(complete=True)),
    "post": ("post.html", samples.a_post_page),
    "post, first": ("post.html", lambda: samples.a_post_page(part=1, thread=samples.a_thread(0))),
    "post, bare": (
        "post.html",
        lambda: replace(
            samples.a_post_page(thread=samples.a_thread(1, reply=False)),
            happened=None,
            updated=None,
            now=None,
            profile=None,
            content_notes=(),
            providers=(),
            resources=(),
            disclosure=None,
            bio=None,
            previous=None,
            next=None,
            up_next=(),
        ),
    ),
    "post, with what was tried": (
        "post.html",
        lambda: samples.a_post_page(
            later=(care_samples.superseded(), care_samples.ruled_out(), care_samples.revised()),
            tried=(
                care_samples.a_tried(),
                care_samples.a_tried(2, now=care_samples.NO_CHANGE),
                care_samples.a_tried(3, bare=True),
            ),
        ),
    ),
    "treatments": ("treatments.html", care_samples.a_treatments_page),
    "treatment": (
        "treatment.html",
        lambda: care_samples.a_treatment_page(
            care_samples.a_judgement(), care_samples.a_judgement(care_samples.NO_CHANGE, 6)
        ),
    ),
    "treatment, bare": (
        "treatment.html",
        lambda: care_samples.a_treatment_page(outcome=None, bare=True),
    ),
    "timeline": ("timeline.html", care_samples.a_timeline_page),
    "timeline, empty": (
        "timeline.html",
        lambda: replace(care_samples.a_timeline_page(profile=False), years=(), diagnoses=()),
    ),
    "summary": ("summary.html", care_samples.a_summary_page),
    "summary, empty": ("summary.html", lambda: care_samples.a_summary_page(empty=True)),
    "story": ("story.html", care_samples.a_story_page),
    "story, complete": ("story.html", lambda: care_samples.a_story_page(complete=True)),
    "search": ("search.html", care_samples.a_search_page),
    "search, bare": ("search.html", lambda: care_samples.a_search_page(facets=False)),
    "post, the last": ("post.html", lambda: replace(samples.a_post_page(part=6), ends=True, up_next=())),
    "comments": ("comments.html", samples.a_comments_page),
    "follow": ("follow.html", samples.a_follow_page),
    "follow, complete": ("follow.html", lambda: samples.a_follow_page(complete=True)),
    "phases": ("phases.html", samples.a_phases_page),
    "phase": ("phase.html", samples.a_phase_page),
    "phase, later page": (
        "phase.html",
        lambda: replace(samples.a_phase_page(paging=samples.a_paging()), body=Markup()),
    ),
    "phase, bare": (
        "phase.html",
        lambda: replace(
            samples.a_phase_page(summary=False),
            happened=None,
            providers=(),
            posts=(),
            previous=None,
            next=None,
        ),
    ),
    "providers": ("providers.html", samples.a_providers_page),
    "provider": ("provider.html", samples.a_provider_page),
    "provider, hidden": ("provider.html", lambda: samples.a_provider_page(hidden=True)),
    "page": ("page.html", samples.a_plain_page),
    "page, draft": ("page.html", lambda: samples.a_plain_page(state="draft", summary=False)),
    "not found": ("not_found.html", samples.a_not_found_page),
    "not found, empty": (
        "not_found.html",
        lambda: replace(samples.a_not_found_page(), start=None, latest=None, ways=()),
    ),
}


def render(theme: Environment, template: str, page: object, *, preview: bool = False) -> str:
    """Return a page's HTML."""
    return theme.get_template(template).render(page=page, site=samples.a_site(preview=preview))


def post(theme: Environment, **facts: Any) -> str:
    """Return the HTML of a post."""
    return render(theme, "post.html", samples.a_post_page(**facts))


def test_every_template_parses(theme: Environment) -> None:
    for name in theme.list_templates():
        theme.get_template(name)


def test_every_page_template_has_a_sample(theme: Environment) -> None:
    pages = {name for name in theme.list_templates() if "/" not in name} - {"base.html"}
    assert pages == {template for template, _ in PAGES.values()}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_h1_and_skips_no_heading(theme: Environment, name: str) -> None:
    template, make = PAGES[name]
    levels = [int(level) for level in re.findall(r"<h([1-6])", render(theme, template, make()))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_the_security_policy(theme: Environment, name: str) -> None:
    template, make = PAGES[name]
    html = render(theme, template, make())
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert "<style" not in html
    inline = {tag for tag in re.findall(r"<script[^>]*>", html) if ' src="/theme/js/' not in tag}
    assert inline == {'<script type="application/ld+json">'}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_repeats_no_id(theme: Environment, name: str) -> None:
    template, make = PAGES[name]
    ids = re.findall(r'\sid="([^"]+)"', render(theme, template, make()))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_begins_with_its_type_and_its_skip_link(theme: Environment, name: str) -> None:
    template, make = PAGES[name]
    html = render(theme, template, make())
    assert html.startswith("<!doctype html>")
    assert re.search(r'<body>\s*<a class="skip" href="#main">', html)
    assert '<main id="main"' in html
    assert "<time datetime=" in html


@pytest.mark.parametrize("name", PAGES)
def test_a_blaze_is_drawn_once_and_used_by_name(theme: Environment, name: str) -> None:
    template, make = PAGES[name]
    html = render(theme, template, make())
    drawn = set(re.findall(r'<path id="(blaze-\d)"', html))
    assert drawn == {f"blaze-{number}" for number in range(1, 6)}
    assert set(re.findall(r'<use href="#(blaze-\d)"', html)) <= drawn


def test_text_that_is_not_markup_is_escaped(theme: Environment) -> None:
    html = render(theme, "home.html", samples.a_home_page())
    assert "&lt;fascinated&gt;" in html
    head = replace(samples.a_head(), title='A "quoted" <title>')
    html = render(theme, "post.html", replace(samples.a_post_page(), head=head))
    assert "<title>A &#34;quoted&#34; &lt;title&gt;</title>" in html
    assert 'content="A &#34;quoted&#34; &lt;title&gt;"' in html


def test_the_menu_marks_the_section_of_the_page(theme: Environment) -> None:
    html = render(theme, "providers.html", samples.a_providers_page())
    assert '<a href="/providers/" aria-current="page">Providers</a>' in html
    assert html.count("aria-current") == 1


def test_the_list_of_parts_marks_the_post_itself(theme: Environment) -> None:
    html = post(theme)
    assert (
        '<a href="/posts/part-4/" aria-current="page">After the procedure</a> '
        '<b class="here">You are here</b>' in html
    )
    assert html.count("aria-current") == 1


def test_a_post_says_where_in_the_story_it_is(theme: Environment) -> None:
    html = post(theme)
    line = re.search(r'<p class="orient"[^>]*>(.*?)</p>', html, re.S)
    assert line
    words = re.sub(r"<[^>]+>", "", line.group(1))
    assert " ".join(words.split()) == "Part 4 of 6 · Setback · happened April to August 2019"


@pytest.mark.parametrize(
    ("state", "words"), [("draft", "Draft, not published"), ("scheduled", "Scheduled, not published")]
)
def test_what_is_not_published_says_so(theme: Environment, state: str, words: str) -> None:
    html = post(theme, state=state)
    assert html.count(words) == 2  # above the title, and in the list of parts
    assert '<meta name="robots" content="noindex">' in html


def test_a_preview_says_on_every_page_that_it_is_one(theme: Environment) -> None:
    assert "Preview:" in render(theme, "home.html", samples.a_home_page(), preview=True)
    assert "Preview:" not in render(theme, "home.html", samples.a_home_page())


def test_what_is_published_says_nothing_of_a_state(theme: Environment) -> None:
    html = post(theme)
    assert "not published" not in html
    assert "robots" not in html


@pytest.mark.parametrize("depth", [1, 4, 5, 12, 60])
def test_a_thread_shows_every_comment_in_order(theme: Environment, depth: int) -> None:
    html = post(theme, thread=samples.a_thread(depth))
    assert re.findall(r'id="comment-(\d+)"', html) == [str(level) for level in range(1, depth + 1)]
    assert html.count("Reply<span") == depth


def test_a_deep_thread_nests_four_lists_and_then_says_whom_it_answers(theme: Environment) -> None:
    html = post(theme, thread=samples.a_thread(12))
    thread = html[html.index('id="comments"') :]
    depth = deepest = 0
    for tag in re.findall(r"<(/?)ol>", thread):
        depth += -1 if tag else 1
        deepest = max(deepest, depth)
    assert deepest == 4
    assert depth == 0
    assert thread.count("in answer to") == 8


def test_the_writers_own_comment_is_marked_in_words(theme: Environment) -> None:
    html = post(theme, thread=samples.a_thread(2))
    assert html.count('<b class="own">writes this series</b>') == 1


def test_without_an_address_there_is_no_way_to_reply(theme: Environment) -> None:
    html = post(theme, thread=samples.a_thread(1, reply=False))
    assert "mailto:" not in html
    assert "never stored or published" not in html


def test_the_comment_count_leads_to_the_thread_before_the_text(theme: Environment) -> None:
    html = post(theme, thread=samples.a_thread(3))
    assert html.index('<a href="#comments">3 comments</a>') < html.index('class="prose"')


def test_the_last_of_a_long_list_of_parts_leads_to_the_whole(theme: Environment) -> None:
    from_here = Link("/phases/", Markup("All 40 parts"))
    html = post(theme, all_parts=from_here)
    assert '<a href="/phases/">All 40 parts</a>' in html


def test_an_outcome_is_told_by_word_and_shape(theme: Environment) -> None:
    html = render(theme, "provider.html", samples.a_provider_page())
    outcome = re.search(r'<span class="outcome worse">(.*?)</span>', html, re.S)
    assert outcome
    assert "<svg" in outcome.group(1)
    assert "Made it worse" in outcome.group(1)


def test_a_hidden_provider_has_no_empty_facts(theme: Environment) -> None:
    html = render(theme, "provider.html", samples.a_provider_page(hidden=True))
    assert "<dt>" not in html
    assert "None" not in html


def test_a_later_page_of_a_phase_marks_its_number(theme: Environment) -> None:
    html = render(theme, "phase.html", samples.a_phase_page(paging=samples.a_paging()))
    assert '<a href="/phases/setback/page/2/" aria-current="page">2</a>' in html
    assert 'rel="next"' in html


def test_every_file_that_a_stylesheet_names_is_there() -> None:
    for sheet in sorted((THEME / "static" / "css").rglob("*.css")):
        for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (THEME / "static" / name).is_file(), f"{sheet.name} names {name}"


def test_the_font_and_the_share_picture_keep_their_weight() -> None:
    static = THEME / "static"
    assert (static / "fonts" / "besley-600.woff2").stat().st_size <= 30 * 1024
    assert (static / "social.png").stat().st_size <= 80 * 1024

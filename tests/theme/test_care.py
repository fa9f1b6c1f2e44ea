"""What was tried and what it was thought to be: shown by word and shape, then and now, with links."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from jinja2 import Environment
from markupsafe import Markup

from injury_series.view.care import Later, OutcomeMark
from injury_series.view.parts import Link
from injury_series.view.timeline import Stage
from tests.theme import care_samples as care
from tests.theme import samples


def render(theme: Environment, template: str, page: object) -> str:
    """Return a page's HTML."""
    return theme.get_template(template).render(page=page, site=samples.a_site())


def words(html: str) -> str:
    """Return what is read, without tags and with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("&nbsp;", " ").split())


def between(html: str, start: str, end: str) -> str:
    """Return the piece of a page from one mark to the next."""
    begins = html.index(start)
    return html[begins : html.index(end, begins)]


def note(theme: Environment, later: Later) -> str:
    """Return the words of a note of later knowledge."""
    return words(str(theme.get_template("partials/later.html").module.later_note(later)))


def test_a_superseded_diagnosis_says_what_it_turned_out_to_be(theme: Environment) -> None:
    told = "Later: Piriformis syndrome turned out to be Hip impingement (part 5, It was the hip)."
    assert note(theme, care.superseded()) == told


def test_a_superseded_diagnosis_without_another_is_said_kindly(theme: Environment) -> None:
    told = "Later: Piriformis syndrome was set aside (part 5, It was the hip)."
    assert note(theme, care.superseded(None)) == told


def test_a_diagnosis_that_was_ruled_out_says_so(theme: Environment) -> None:
    told = "Later: Sciatica from the spine was ruled out (part 3, Three opinions, one answer)."
    assert note(theme, care.ruled_out()) == told


def test_a_revised_outcome_says_both(theme: Environment) -> None:
    told = "Later: Dry needling, told here as “helped a while”, was seen as “no change” (part 6, "
    assert note(theme, care.revised()) == f"{told}Three good months)."


def test_later_knowledge_stands_before_the_text_and_leads_to_where_it_is_told(theme: Environment) -> None:
    page = samples.a_post_page(later=(care.superseded(), care.ruled_out(), care.revised()))
    html = render(theme, "post.html", page)
    notes = between(html, '<div class="later"', '<div class="prose"')
    assert notes.count("<b>Later:</b>") == 3
    assert re.findall(r'href="([^"]+)"', notes) == [f"/posts/part-{n}/" for n in (5, 3, 6)]


def test_without_later_knowledge_nothing_is_said(theme: Environment) -> None:
    html = render(theme, "post.html", samples.a_post_page())
    assert "Later" not in words(html)
    assert "at a glance" not in words(html)


def test_at_a_glance_stands_between_the_text_and_the_resources(theme: Environment) -> None:
    html = render(theme, "post.html", samples.a_post_page(tried=(care.a_tried(),)))
    assert html.index('class="prose"') < html.index("at a glance") < html.index(">Resources<")


def test_at_a_glance_tells_then_and_now(theme: Environment) -> None:
    tried = (care.a_tried(now=care.NO_CHANGE),)
    html = render(theme, "post.html", samples.a_post_page(tried=tried))
    row = between(html, 'id="tried-1"', "</ul>")
    assert words(row).endswith(
        "Then: Helped a while as of 2018 Now: No change told in part 6, Three good months"
    )
    assert 'href="/posts/part-6/"' in row
    assert row.count("<svg") == 2


def test_at_a_glance_an_outcome_that_stands_is_told_once(theme: Environment) -> None:
    html = render(theme, "post.html", samples.a_post_page(tried=(care.a_tried(),)))
    row = between(html, 'id="tried-1"', "</ul>")
    assert "Then" not in words(row)
    assert "Now" not in words(row)
    assert words(row).endswith("Helped a while as of 2018")


def test_at_a_glance_leads_to_the_treatment_and_the_provider(theme: Environment) -> None:
    html = render(theme, "post.html", samples.a_post_page(tried=(care.a_tried(),)))
    row = between(html, 'id="tried-1"', "</ul>")
    assert '<a href="/treatments/dry-needling/">Dry needling</a>' in row
    assert "with Sports medicine doctor · 2018" in words(row)


def test_at_a_glance_what_is_not_known_is_said_and_not_made_up(theme: Environment) -> None:
    html = render(theme, "post.html", samples.a_post_page(tried=(care.a_tried(bare=True),)))
    row = between(html, 'id="tried-1"', "</ul>")
    assert "Dry needling No outcome told" in words(row)
    assert "with" not in words(row)
    assert "None" not in row


def test_at_a_glance_the_search_narrows_by_the_outcome_that_holds_now(theme: Environment) -> None:
    tried = (care.a_tried(now=care.NO_CHANGE), care.a_tried(2))
    html = render(theme, "post.html", samples.a_post_page(tried=tried))
    found = re.findall(r'data-pagefind-filter="outcome:([^"]+)"', html)
    assert found == ["No change", "Helped a while"]


def test_a_post_says_where_the_writer_is_now(theme: Environment) -> None:
    html = render(theme, "post.html", samples.a_post_page())
    assert "Where I am now Three months with a hip specialist" in words(html)
    assert "As of autumn 2019" in words(html)


@pytest.mark.parametrize("mark", care.OUTCOMES, ids=lambda mark: mark.key)
def test_each_outcome_has_its_word_and_its_own_shape(theme: Environment, mark: OutcomeMark) -> None:
    shown = str(theme.get_template("partials/outcome.html").module.outcome(mark.key, mark.words))
    shapes = theme.get_template("partials/outcome.html").module.shapes
    assert mark.words in words(shown)
    assert f'd="{shapes[mark.key]}"' in shown
    assert f'class="outcome {mark.key}"' in shown
    assert len(set(shapes.values())) == len(care.OUTCOMES)


def test_treatments_stand_by_what_came_of_them_with_counts(theme: Environment) -> None:
    html = render(theme, "treatments.html", care.a_treatments_page())
    heads = [words(head) for head in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.S)]
    assert heads[:-1] == [
        *(f"{mark.words} 2 treatments" for mark in care.OUTCOMES),
        "No outcome told 2 treatments",
    ]
    assert heads[-1] == "Legend"


def test_the_tally_leads_to_each_group_and_shows_a_shape_for_each_treatment(theme: Environment) -> None:
    html = render(theme, "treatments.html", care.a_treatments_page())
    tally = between(html, '<ul class="tally">', "</ul>")
    keys = [*(mark.key for mark in care.OUTCOMES), "untold"]
    assert re.findall(r'href="#([^"]+)"', tally) == keys
    assert all(f'<section id="{key}">' in html for key in keys)
    assert tally.count("<svg") == 2 * len(care.OUTCOMES)


def test_a_treatment_in_the_list_tells_then_and_now_and_leads_to_the_places(theme: Environment) -> None:
    page = care.a_treatments_page((care.NO_CHANGE,))
    html = render(theme, "treatments.html", page)
    assert "Then: Helped a while as of 2018, part 2" in words(html)
    assert "Now: No change as of August 2019" in words(html)
    assert '<a href="/posts/part-2/#tried-1">Named, but not mended</a>' in html


def test_times_that_may_lie_apart_are_not_told_as_one(theme: Environment) -> None:
    page = care.a_treatments_page((care.NO_CHANGE,))
    once, twice = re.findall(r'<p class="side">(.*?)</p>', render(theme, "treatments.html", page), re.S)
    assert words(once) == "April to August 2019"
    assert words(twice) == "at times, April to August 2019"
    html = render(theme, "treatment.html", care.a_treatment_page())
    assert re.findall(r"<dd>(.*?)</dd>", html)[:2] == [
        '<time datetime="2018-04">April 2018</time>',
        '<time datetime="2019-08">August 2019</time>',
    ]


def test_a_treatment_tells_how_its_outcome_was_seen_over_time(theme: Environment) -> None:
    revised = (care.a_judgement(), care.a_judgement(care.NO_CHANGE, 6))
    html = render(theme, "treatment.html", care.a_treatment_page(*revised))
    story = between(html, "Then and now", "In the story")
    assert words(story).index("Helped a while") < words(story).index("No change")
    assert "Told in part 2, Named, but not mended" in words(story)
    assert re.findall(r'href="(/posts[^"]+)"', story) == ["/posts/part-2/", "/posts/part-6/"]


def test_a_treatment_of_one_outcome_does_not_say_it_twice(theme: Environment) -> None:
    same = (care.a_judgement(care.NO_CHANGE), care.a_judgement(care.NO_CHANGE, 4))
    assert "Then and now" not in render(theme, "treatment.html", care.a_treatment_page(*same))


def test_a_telling_leads_to_the_post_and_to_the_very_place(theme: Environment) -> None:
    html = render(theme, "treatment.html", care.a_treatment_page())
    assert '<a href="/posts/part-4/">After the procedure</a>' in html
    assert 'href="/posts/part-4/#treatment-dry-needling"' in html


def test_a_part_that_only_mentions_a_treatment_tells_no_outcome(theme: Environment) -> None:
    html = render(theme, "treatment.html", care.a_treatment_page(outcome=None, bare=True))
    story = between(html, "In the story", "</ol>")
    assert words(story).count("Mentioned in passing") == 2
    assert "No outcome told" not in words(story)


def test_a_treatment_without_an_outcome_says_so(theme: Environment) -> None:
    html = render(theme, "treatment.html", care.a_treatment_page(outcome=None, bare=True))
    assert "No outcome told" in words(html)
    assert "<dt>" not in html


def test_the_timeline_is_a_list_under_each_year(theme: Environment) -> None:
    html = render(theme, "timeline.html", care.a_timeline_page())
    assert re.findall(r'<h2 class="rule">(\d{4})</h2>', html) == ["2017", "2018"]
    year = between(html, ">2018</h2>", "</section>")
    for tag in ("ol", "ul", "li"):
        assert year.count(f"<{tag}") == year.count(f"</{tag}>")
    assert "September 2018 Scan MRI no. 1: low back Clear Sports medicine doctor · part 3" in words(year)


def test_the_timeline_gives_every_diagnosis_and_treatment_a_shape(theme: Environment) -> None:
    html = render(theme, "timeline.html", care.a_timeline_page())
    assert re.search(r'class="status suspected"><svg.*?</svg> Suspected', html)
    assert re.search(r'class="status ruled-out"><svg.*?</svg> Ruled&nbsp;out', html)
    assert re.search(r'class="outcome helped-a-while"><svg.*?</svg> Helped a while', html)


def test_a_date_is_said_once_for_all_that_happened_then(theme: Environment) -> None:
    html = render(theme, "timeline.html", care.a_timeline_page())
    assert html.count(">September 2018</time>") == 1


def test_a_phase_that_runs_into_the_next_year_goes_on_there(theme: Environment) -> None:
    page = care.a_timeline_page(
        Stage(care.a_phase_entry(), continued=True, moments=(care.a_moment(care.an_entry()),))
    )
    assert "A year of pain, continued" in words(
        between(render(theme, "timeline.html", page), ">2018</h2>", "</section>")
    )


@pytest.mark.parametrize(
    ("soft", "ends"),
    [((True, True), " soft-start soft-end"), ((False, True), " soft-end"), ((False, False), "")],
)
def test_an_end_that_is_not_a_day_is_soft(theme: Environment, soft: tuple[bool, bool], ends: str) -> None:
    treatment = care.an_entry("treatment", "Rest", extent="lasted", soft=soft)
    stage = Stage(care.a_phase_entry(soft), continued=False, moments=(care.a_moment(treatment),))
    html = render(theme, "timeline.html", care.a_timeline_page(stage))
    assert f'<li class="stage b2{ends}">' in html
    assert f'<li class="lasted{ends}">' in html


def test_an_event_some_time_in_a_year_did_not_last_a_year(theme: Environment) -> None:
    stage = Stage(None, continued=False, moments=(care.a_moment(care.an_entry("visit", extent="within")),))
    html = between(render(theme, "timeline.html", care.a_timeline_page(stage)), ">2018</h2>", "</section>")
    assert '<li class="within">' in html
    assert '<li class="lasted' not in html


def test_a_diagnosis_has_a_strip_of_all_it_was_in_order(theme: Environment) -> None:
    html = render(theme, "timeline.html", care.a_timeline_page())
    strip = between(html, '<ol class="strip">', "</ol>")
    assert re.findall(r'<li class="([^"]+)">', strip) == ["suspected", "superseded"]
    assert "Superseded by Hip impingement" in words(strip)
    assert "Told in part 5, It was the hip" in words(strip)
    assert strip.count("<svg") == 2


def test_the_summary_has_the_present_state_first_and_then_what_holds(theme: Environment) -> None:
    html = render(theme, "summary.html", care.a_summary_page())
    heads = [words(head) for head in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.S)][:-1]
    assert heads == ["Present state", "Diagnoses", "Scans", "History", "Treatments", "Measure", "Source"]
    names = re.findall(r"A diagnosis (confirmed|suspected|superseded|ruled-out)", html)
    assert names == ["confirmed", "suspected", "superseded", "ruled-out"]


def test_the_summary_tells_a_diagnosis_in_short(theme: Environment) -> None:
    text = words(render(theme, "summary.html", care.a_summary_page()))
    assert "Suspected 2018 (Sports medicine doctor); Superseded by Hip impingement" in text
    assert "Suspected 2018 (Sports medicine doctor), " in text


def test_the_summary_has_the_source_and_the_disclaimer_once(theme: Environment) -> None:
    html = render(theme, "summary.html", care.a_summary_page())
    assert f"{samples.ORIGIN}/summary/" in words(html)
    assert html.count(str(samples.DISCLAIMER)) == 1
    assert "<button" not in html


def test_a_summary_that_knows_little_says_nothing_more(theme: Environment) -> None:
    html = render(theme, "summary.html", care.a_summary_page(empty=True))
    assert "<table" not in html
    assert "None" not in words(html)


def test_names_keep_their_markup_and_text_is_escaped(theme: Environment) -> None:
    later = replace(care.superseded(), name=Markup("A &amp; B"))
    assert note(theme, later).startswith("Later: A &amp; B turned")
    told = replace(later.told, post=Link("/a?b&c", Markup("x")))
    html = str(theme.get_template("partials/later.html").module.later_note(replace(later, told=told)))
    assert 'href="/a?b&amp;c"' in html

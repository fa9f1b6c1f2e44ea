"""What was tried and thought is joined over the series, and what is known later finds its way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from injury_series.story.care import Diagnosis, DiagnosisStatus, Event, EventKind, Outcome, Treatment
from injury_series.story.dates import parse_fuzzy_date
from injury_series.story.diagnoses import diagnosis_records, turned_out
from injury_series.story.later import later_knowledge
from injury_series.story.phases import Phase
from injury_series.story.posts import Post
from injury_series.story.series import About, assemble
from injury_series.story.timeline import timeline
from injury_series.story.treatments import treatment_records

START = datetime(2020, 1, 1, tzinfo=UTC)


def a_post(number: int, **facts: Any) -> Post:
    return Post(
        f"p{number}", f"p{number}.md", f"Post {number}", START + timedelta(number), "fall", "…", **facts
    )


def tried(name: str, outcome: Outcome | None = None, as_of: str = "", **facts: Any) -> Treatment:
    when = parse_fuzzy_date(as_of) if as_of else None
    return Treatment(name=name, slug=name.lower().replace(" ", "-"), outcome=outcome, as_of=when, **facts)


def thought(name: str, status: DiagnosisStatus, replaced_by: str | None = None) -> Diagnosis:
    return Diagnosis(name, status, replaced_by=replaced_by)


def test_a_treatment_is_one_record_over_all_posts() -> None:
    posts = (
        a_post(1, treatments=(tried("Ice", Outcome.HELPED, "2019-03", provider="anna"),)),
        a_post(2, treatments=(tried("Ice", provider="ben"), tried("Rest"))),
        a_post(3, treatments=(tried("Ice", Outcome.NO_CHANGE, "2019-06", provider="anna"),)),
    )
    ice, rest = treatment_records(posts)
    assert (ice.name, ice.providers, ice.outcome) == ("Ice", ("anna", "ben"), Outcome.NO_CHANGE)
    assert [m.post.slug for m in ice.mentions] == ["p1", "p2", "p3"]
    assert (rest.latest, rest.outcome, rest.span) == (None, None, None)


def test_the_latest_outcome_is_by_when_it_was_judged_not_by_when_it_was_told() -> None:
    look_back = a_post(2, treatments=(tried("Ice", Outcome.HELPED, "2018"),))
    posts = (a_post(1, treatments=(tried("Ice", Outcome.WORSE, "2019"),)), look_back)
    (ice,) = treatment_records(posts)
    assert ice.outcome is Outcome.WORSE
    assert later_knowledge(posts)["p1"].outcomes == ()


def test_an_outcome_revised_later_is_told_on_the_earlier_post() -> None:
    posts = (
        a_post(1, treatments=(tried("Ice", Outcome.HELPED_A_WHILE, "2018"),)),
        a_post(2, treatments=(tried("Ice", Outcome.NO_CHANGE, "2019"),)),
    )
    (later,) = later_knowledge(posts)["p1"].outcomes
    assert (later.then, later.now, later.told.slug) == (Outcome.HELPED_A_WHILE, Outcome.NO_CHANGE, "p2")
    assert later_knowledge(posts)["p2"].outcomes == ()


def test_a_diagnosis_that_did_not_hold_is_told_on_every_earlier_post_that_carries_it() -> None:
    suspected, superseded = DiagnosisStatus.SUSPECTED, DiagnosisStatus.SUPERSEDED
    posts = (
        a_post(1, diagnoses=(thought("Sprain", suspected), thought("Sprain", suspected))),
        a_post(2),
        a_post(3, diagnoses=(thought("Sprain", suspected), thought("Break", suspected))),
        a_post(
            4, diagnoses=(thought("Sprain", superseded, "Tear"), thought("Break", DiagnosisStatus.RULED_OUT))
        ),
        a_post(
            5, diagnoses=(thought("Tear", superseded, "Cyst"), thought("Cyst", DiagnosisStatus.CONFIRMED))
        ),
    )
    notes = later_knowledge(posts)
    assert [(n.name, n.status, n.became, n.told.slug) for n in notes["p1"].diagnoses] == [
        ("Sprain", superseded, "Cyst", "p4")
    ]
    assert notes["p2"].diagnoses == ()
    assert [(n.name, n.became) for n in notes["p3"].diagnoses] == [("Sprain", "Cyst"), ("Break", None)]
    assert notes["p5"].diagnoses == ()


def test_what_is_suspected_again_later_is_no_past_diagnosis() -> None:
    posts = (
        a_post(1, diagnoses=(thought("Sprain", DiagnosisStatus.SUSPECTED),)),
        a_post(2, diagnoses=(thought("Sprain", DiagnosisStatus.RULED_OUT),)),
        a_post(3, diagnoses=(thought("Sprain", DiagnosisStatus.CONFIRMED),)),
    )
    assert later_knowledge(posts)["p1"].diagnoses == ()
    records = {record.name: record for record in diagnosis_records(posts)}
    assert turned_out("Sprain", records) is None


def test_the_timeline_runs_by_when_things_happened() -> None:
    def event(date: str, title: str) -> Event:
        return Event(parse_fuzzy_date(date), EventKind.SCAN, title)

    posts = [
        a_post(1, events=(event("2019-06", "second"), event("2019-01", "first"))),
        a_post(
            2, events=(event("2018", "before"),), diagnoses=(thought("undated", DiagnosisStatus.SUSPECTED),)
        ),
    ]
    phase = Phase("fall", "fall.md", "The fall", 1, parse_fuzzy_date("2019"))
    entries = timeline(assemble(About("t", "c", "b", "d"), [phase], [], posts, [], {}))
    assert [getattr(entry.thing, "title", "") for entry in entries] == [
        "before",
        "The fall",
        "first",
        "second",
    ]

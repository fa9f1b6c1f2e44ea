"""What is no leak passes: an alarm for nothing would teach the writer to allow everything."""

# ruff: noqa: E501 - messages and what is planted stand here whole

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from injury_series.desk import building
from injury_series.pelican_site.build import build
from injury_series.pelican_site.making import Made
from injury_series.publishing.gate.looking import look_through
from injury_series.publishing.gate.private_facts import PrivateFacts
from injury_series.publishing.gate.seen import Kind, seen
from injury_series.publishing.gate.telephones import regions_of
from tests.publishing.gated import gate
from tests.sites import GOOD, NOW, REPOSITORY, a_post, a_site, a_story, changed

NUMBERS = """
I ran 5:30 a mile, then 4:45/km, 1:23:45 in all, bib 12345, on 2019-12-01 and from 2019-2020.
Doses: 600 mg, 1,200 mg, 10-15 minutes, 3x10 reps, 2-3 times. Levels L4-L5, C5/6, L5/S1, T12. MRI no. 2.
ISBN 978-0-06-274350-3, doi 10.1177/0363546519875123, PMID 12345678, $1,234.56, 10 000 steps, 123 456 steps.
The record of 10,000 m. In case 2000 m of climbing are too many. 2017 to 2017-11. 12/03/2019. 03.04.2019. 4 April 2019.
I was born in 1980, or so. My patient 2019 self. Group 4 of 12. Heart rates 140 150 160 170 180.
Look at every dot on the map. Sets: 10 10 10 10 10 10 10. Splits 400 800 1200 1600. 5 x 1000 m in 3:45 3:44 3:43 3:40.
Pain 7/10, 8/10. 100-1000 steps. 2018 2019 2020 2021. Call it 2019 or 2020. Call 3 or 4 times a day. 20190412 it was.
A plan 2019-01-07 - 2019-03-17; 47.6062 and 122.3321; 42.195 km; 14,411 ft (4,392 m). Version 1.2.3.4. GPS 2019.10.12.
[Study](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567890/) and https://youtu.be/12345678901 there. 08:30-09:15.
Case 3 of 2019. Chart 2: 2019-2020. Insurance paid 12,345 dollars. Claim: 2019 was bad. Policy 2. Ask @me@forum.example.
"""

PLACES = [
    ("America/New_York", "en-US"), ("Europe/London", "en-GB"), ("Europe/Amsterdam", "nl"), ("Europe/Berlin", "de"),
    ("Europe/Oslo", "nb"), ("Europe/Copenhagen", "da"), ("Europe/Paris", "fr"), ("Asia/Kolkata", "en-IN"),
    ("Asia/Singapore", "en"), ("Australia/Sydney", "en-AU"), ("America/Sao_Paulo", "pt-BR"), ("Asia/Tokyo", "ja"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "language"), PLACES)
def test_the_numbers_of_a_runner_are_no_private_facts(zone: str, language: str) -> None:
    facts = PrivateFacts("", regions_of(zone, language))
    assert [leak.found for line in NUMBERS.splitlines() for leak in facts(Kind.WORDS, seen(line))] == []


def test_words_that_only_look_like_a_hidden_name_pass(tmp_path: Path) -> None:
    role = "shown: role\n---\nKind.\n"
    site = {
        "providers/sports.md": f"---\nname: Sports Chiropractor\nrole: Sports chiropractor\n{role}",
        "providers/first.md": f"---\nname: Dr. Yen Hope May\nrole: Physiotherapist\nplace: Lagos\n{role}",
        "providers/clinic.md": f"---\nname: Ben Okafor\nrole: Nurse\npractice: Harbour Clinic\n{role}",
        "posts/a.md": a_post(
            "A",
            "2020-01-01",
            body="Hope is what I had, in May too. In Yenisei 300 yen, and a yen-shaped scar. [](provider:first) "
            "and [Dr. Okafor](provider:dr-okafor) in Lagos, and a Sports chiropractor at the Harbour Clinic.",
            providers="[sports, first, clinic, dr-okafor]",
        ),
    }
    refused, passed = gate(tmp_path, site)
    assert refused == ""
    assert passed[0].lines == (
        f"Looked through {passed[0].files} files for 2 hidden names, 0 texts not out yet, private facts, "
        "requests to other hosts and broken links: nothing stands in the way.",
    )


def test_what_a_published_post_says_itself_or_is_announced_is_no_secret(tmp_path: Path) -> None:
    said = "It took eleven weeks before the walrus of a brace came off my leg."
    site = {
        "posts/a.md": a_post("A", "2020-01-01", body=said),
        "posts/copy.md": a_post(
            "What the second scan showed", "2020-03-01", body=f"{said} More.", status="draft"
        ),
        "series.yaml": f"{GOOD['series.yaml']}up-next:\n  - title: What the second scan showed\n",
    }
    assert gate(tmp_path, site)[0] == ""


def test_the_story_that_comes_with_it_passes(tmp_path: Path) -> None:
    lines: list[str] = []

    def inspect(folder: Path, made: Made) -> None:
        lines.extend(look_through(folder, made).lines)

    build(REPOSITORY / "pelicanconf.py", tmp_path / "output", inspect=inspect)
    story = a_story(tmp_path / "shoulder", "shoulder")
    then = datetime(2023, 1, 1, tzinfo=UTC)
    build(story / "pelicanconf.py", tmp_path / "other", now=then, inspect=inspect)
    assert len(lines) == 2


def test_build_for_publishing_goes_through_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    post = "posts/2020-01-10-the-fall.md"
    site = a_site(tmp_path, changed(post, "Down I went.", "Call 206-555-0100."))
    (site / "publishconf.py").write_text("from pelicanconf import *\n", encoding="utf-8")
    monkeypatch.chdir(site)
    assert building.run(publish=True, now=NOW) == 1
    assert f'content/{post}:8: "206-555-0100" is a telephone number.' in capsys.readouterr().err
    assert building.run(publish=False, now=NOW) == 0
    text = (
        (site / "content" / post)
        .read_text("utf-8")
        .replace("phase: fall", "phase: fall\nallow: 206-555-0100")
    )
    (site / "content" / post).write_text(text, encoding="utf-8")
    assert building.run(publish=True, now=NOW) == 0
    assert f'  Allowed by you: "206-555-0100" (content/{post}:9)\n' in capsys.readouterr().out

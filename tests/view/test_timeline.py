"""The timeline puts what happened into the phases in which it happened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sites import a_post, a_site, build_site, flat, pages


def a_timeline(site: Path, happened: str, events: list[tuple[str, str]]) -> list[str]:
    """Return the outline of a timeline: years, phases, and the things under them, set in."""
    facts = "".join(f"\n  - date: {date}\n    kind: visit\n    title: {title}" for date, title in events)
    phase = f"---\ntitle: Phase\norder: 1\nhappened: {happened}\n---\nWords.\n"
    files = {"phases/fall.md": phase, "posts/x.md": a_post("X", "2020-03-01", events=facts)}
    build_site(a_site(site, files))
    html = (
        flat(pages(site)["timeline/index.html"]).partition('<section class="year"')[2].partition("<footer")[0]
    )
    marks = re.findall(
        r'<h2[^>]*>(\d+)|<h3>.*?">(\w+)</a>|(continued)|(</ol>\n</li>)|<p><b>(\w+)</b>', html, re.S
    )
    lines, inside = [], ""
    for year, name, goes_on, end, thing in marks:
        if end:
            inside = ""
        else:
            lines.append(year or (inside + thing if thing else name or goes_on))
            inside = "  " if name or goes_on else inside
    return lines


@pytest.mark.parametrize(
    ("happened", "events", "outline"),
    [
        (
            "2018-04 to 2018-08",
            [("2018-01", "Before"), ("2018-08", "Inside"), ("2018-09", "Outside")],
            ["2018", "Before", "Phase", "  Inside", "Outside"],
        ),
        (
            "2018-11 to 2019-03",
            [("2019-02", "Inside"), ("2019-04", "Outside")],
            ["2018", "Phase", "2019", "continued", "  Inside", "Outside"],
        ),
        (
            "2019-autumn",
            [("2019-10", "Inside"), ("2019-12", "Outside")],
            ["2019", "Phase", "  Inside", "Outside"],
        ),
    ],
)
def test_what_begins_in_a_phase_stands_inside_it(
    tmp_path: Path, happened: str, events: list[tuple[str, str]], outline: list[str]
) -> None:
    assert a_timeline(tmp_path, happened, events) == outline

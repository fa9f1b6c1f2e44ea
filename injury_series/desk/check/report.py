"""Show what a check found: to a person, errors first and then advice, or as JSON to an editor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.text import Text

from injury_series.source.findings import Finding
from injury_series.story.posts import Post
from injury_series.story.waiting import BUILD_AGAIN, Scheduled

VERSION = 1


@dataclass(frozen=True, slots=True)
class Report:
    """Hold all that a check found, and what is not out yet."""

    errors: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    scheduled: tuple[Scheduled, ...] = ()
    drafts: tuple[Post, ...] = ()


def as_json(report: Report) -> str:
    """Return the report in the shape that `docs/check.md` tells."""
    told = {
        "version": VERSION,
        "errors": [_told(found) for found in report.errors],
        "advice": [_told(found) for found in report.advice],
        "scheduled": [
            {"file": post.source, "title": post.title, "date": post.date.isoformat(), "words": post.words}
            for post in report.scheduled
        ],
        "drafts": [{"file": post.source, "title": post.title} for post in report.drafts],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(found: Finding) -> dict[str, str | int]:
    fault = found.fault
    return {
        "file": fault.file,
        "line": fault.line,
        "field": fault.field,
        "kind": found.kind.value,
        "message": fault.problem,
        "hint": _way_out(found),
    }


def _way_out(found: Finding) -> str:
    """Return what a fault says behind its problem: what is allowed, a guess, a hint."""
    return str(found).partition(found.fault.problem)[2].strip()


def show(report: Report, console: Console) -> None:
    """Write the report for a person; colours and lines that fit are the terminal's."""
    _group(report.errors, "Errors, to be mended before readers see the site", "bold red", console)
    _group(report.advice, "Advice", "bold yellow", console)
    for line in _ending(report):
        console.print(Text(line))


def _group(findings: Iterable[Finding], title: str, style: str, console: Console) -> None:
    """Write findings under a heading, a file at a time."""
    by_file = groupby(findings, key=lambda found: found.fault.file)
    for number, (_, of_file) in enumerate(by_file):
        if number == 0:
            console.print(Text(title, style))
            console.print()
        for found in of_file:
            console.print(_line(found))
        console.print()


def _line(found: Finding) -> Text:
    fault = found.fault
    place = f"{fault.file}:{fault.line}:" if fault.line else f"{fault.file}:" if fault.file else ""
    return Text.assemble((place, "bold"), str(found).removeprefix(place))


def _ending(report: Report) -> Iterator[str]:
    errors, advice = len(report.errors), len(report.advice)
    if not errors and not advice:
        yield "All is well: nothing to mend."
    else:
        number = {0: "No errors", 1: "1 error"}.get(errors, f"{errors} errors")
        pieces = {0: "no advice", 1: "1 piece of advice"}.get(advice, f"{advice} pieces of advice")
        yield f"{number}, {pieces}."
        if not errors:
            yield "The site can be built as it is; advice is yours to take or leave."
    yield from (f"Scheduled: {post.source} {post.words}." for post in report.scheduled)
    if report.scheduled:
        yield BUILD_AGAIN
    if report.drafts:
        yield f"Drafts: {', '.join(post.source for post in report.drafts)}."

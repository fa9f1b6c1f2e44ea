"""Build the site for the writer: say what was made, what stays out of it, and what is wrong."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from rich.console import Console

from injury_series.desk.guarded import guarded
from injury_series.desk.progress import shown_progress
from injury_series.pelican_site.build import Report, build
from injury_series.pelican_site.making import Made
from injury_series.publishing.release import Told
from injury_series.publishing.told import make_told

OUTPUT = Path("output")


def run(publish: bool, now: datetime | None = None) -> int:
    """Build `output/` and return the exit code: 0, or 1 where anything is wrong."""
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    return guarded(lambda: _build(console, publish=publish, now=now))


def build_published(console: Console) -> Told:
    """Build `output/` as it is to be published, through the gate, and return what it tells."""
    gate = Gate()
    _report(console, Path("publishconf.py"), gate, None)
    return gate.told


def _build(console: Console, *, publish: bool, now: datetime | None) -> int:
    conf = Path("publishconf.py" if publish else "pelicanconf.py")
    _report(console, conf, Gate() if publish else None, now)
    return 0


def _report(console: Console, conf: Path, gate: Gate | None, now: datetime | None) -> None:
    began = time.monotonic()
    with shown_progress(console, "Building the site") as tell:
        report = build(conf, OUTPUT, now=now, inspect=gate, tell=tell)
    for line in (*summary(report, time.monotonic() - began), *(gate.lines if gate else ())):
        console.print(line, markup=False)


class Gate:
    """Look through a site that is to be published; once it passed, `lines` say what was looked at."""

    def __init__(self) -> None:
        self.lines: tuple[str, ...] = ()
        self.told = Told()

    def __call__(self, folder: Path, made: Made) -> None:
        """Raise ContentFaults with everything that may not go out."""
        from injury_series.publishing.gate.looking import look_through

        self.lines, self.told = look_through(folder, made).lines, make_told(made)


def summary(report: Report, seconds: float) -> list[str]:
    """Return, in lines, what a build made and what it left out."""
    lines = [
        f"Built {_count(report.posts, 'post')}, {_count(report.comments, 'comment')}, "
        f"{_count(report.pages, 'page')} into {OUTPUT}/ in {seconds:.1f} s."
    ]
    if report.waiting:
        lines += ["Not published:", *(f"  {line}" for line in report.waiting)]
    return [*lines, *report.remarks]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

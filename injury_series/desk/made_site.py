"""Build the site for the writer: say what was made, what stays out of it, and what is wrong."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

import injury_series
from injury_series.desk.guarded import guarded
from injury_series.desk.progress import shown_progress
from injury_series.pelican_site.build import Report, build
from injury_series.pelican_site.last_build import Past, Watched, forget, last_build, remember
from injury_series.pelican_site.made import Made
from injury_series.pelican_site.plain_settings import settings_files
from injury_series.publishing.release import Told
from injury_series.publishing.told import make_told

_LEFT_OUT = (
    "With so many parts, the search, the book and the pictures for chats are left out; they come with "
    "python3 tasks.py build --publish."
)


def run_build(output: Path, *, publish: bool, now: datetime | None, verify: bool = False) -> int:
    """Build the site into `output` and return the exit code.

    To `verify` it, all of it is made once more, aside: 1 where that is not the same.
    """
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    conf = Path("publishconf.py" if publish else "pelicanconf.py")
    if not verify:
        return guarded(lambda: _build(console, conf, output, publish=publish, now=now))
    from injury_series.desk.verifying import verify_build

    moment = now or datetime.now(UTC)  # for both, so that no hour comes between them

    def twice() -> int:
        _build(console, conf, output, publish=publish, now=moment)
        return verify_build(console, conf, output, moment, for_readers=publish or None)

    return guarded(twice)


def build_published(console: Console, output: Path) -> Told:
    """Build `output` as it is to be published, through the gate, and return what it tells."""
    gate = Gate()
    _say(console, Path("publishconf.py"), output, gate, None)
    return gate.told


def _build(console: Console, conf: Path, output: Path, *, publish: bool, now: datetime | None) -> int:
    if publish:
        forget()  # what is made now is not what the next plain build would leave
        _say(console, conf, output, Gate(), now)
        return 0
    report, lines = _say(console, conf, output, None, now, last_build())
    until = report.until.timestamp() if report.until else None
    if report.past:
        remember(report.past, _watched(conf, report), until, lines)
    else:
        forget()
    return 0


def _watched(conf: Path, report: Report) -> Watched | None:
    """Return what the site is made from; None where the settings may hang on anything else."""
    files = settings_files(conf)
    folders = (*report.folders, Path(injury_series.__file__).parent)
    return Watched(tuple(map(str, folders)), tuple(map(str, files))) if files else None


def _say(
    console: Console,
    conf: Path,
    output: Path,
    gate: Gate | None,
    now: datetime | None,
    past: Past | None = None,
) -> tuple[Report, list[str]]:
    began = time.monotonic()
    with shown_progress(console, "Building the site") as tell:
        report = build(
            conf, output, now=now, inspect=gate, tell=tell, for_readers=True if gate else None, past=past
        )
    lines = [*summary(report, output, time.monotonic() - began), *(gate.lines if gate else ())]
    for line in lines:
        console.print(line, markup=False)
    return report, lines


class Gate:
    """Look through a site that is to be published; once it passed, `lines` say what was looked at."""

    def __init__(self) -> None:
        self.lines: tuple[str, ...] = ()
        self.told = Told()

    def __call__(self, folder: Path, made: Made) -> None:
        """Raise ContentFaults with everything that may not go out."""
        from injury_series.publishing.gate.looking import look_through

        self.lines, self.told = look_through(folder, made).lines, make_told(made)


def summary(report: Report, output: Path, seconds: float) -> list[str]:
    """Return, in lines, what a build made and what it left out."""
    lines = [
        f"Built {_count(report.posts, 'post')}, {_count(report.comments, 'comment')}, "
        f"{_count(report.pages, 'page')} into {output.name}/ in {seconds:.1f} s."
    ]
    if report.waiting:
        lines += ["Not published:", *(f"  {line}" for line in report.waiting)]
    if not report.complete:
        lines.append(_LEFT_OUT)
    return [*lines, *report.remarks]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

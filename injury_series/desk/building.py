"""Build the site for the writer: say what was made, what stays out of it, and what is wrong."""

from __future__ import annotations

import sys
import time
import traceback
from datetime import datetime
from pathlib import Path

from rich.console import Console

from injury_series.desk.progress import shown_progress
from injury_series.errors import ContentFaults, InjurySeriesError
from injury_series.pelican_site.build import Report, build

OUTPUT = Path("output")
REPORT = "This is a fault in Injury Series itself, not in your text. Please report it with these lines:"


def run(publish: bool, now: datetime | None = None) -> int:
    """Build `output/` and return the exit code: 0, or 1 where anything is wrong."""
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    began = time.monotonic()
    try:
        with shown_progress(console, "Building the site") as tell:
            report = build(
                Path("publishconf.py" if publish else "pelicanconf.py"), OUTPUT, now=now, tell=tell
            )
    except InjurySeriesError as error:
        say_faults(error)
        return 1
    except OSError as error:
        say_faults(InjurySeriesError(f"{error.filename or OUTPUT}: {error.strerror or error}."))
        return 1
    except Exception:
        say_faults(InjurySeriesError(f"{REPORT}\n{traceback.format_exc()}"))
        return 1
    for line in summary(report, time.monotonic() - began):
        console.print(line, markup=False)
    return 0


def summary(report: Report, seconds: float) -> list[str]:
    """Return, in lines, what a build made and what it left out."""
    lines = [
        f"Built {_count(report.posts, 'post')}, {_count(report.comments, 'comment')}, "
        f"{_count(report.pages, 'page')} into {OUTPUT}/ in {seconds:.1f} s."
    ]
    if report.waiting:
        lines += ["Not published:", *(f"  {line}" for line in report.waiting)]
    return lines


def say_faults(error: InjurySeriesError) -> None:
    """Write what is wrong to standard error, a line each."""
    console = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
    console.print(str(error), markup=False)
    if isinstance(error, ContentFaults):
        found = _count(len(error.faults), "fault")
        console.print(f"\n{found} found. Nothing was built; the last {OUTPUT}/ is as it was.", markup=False)
    sys.stderr.flush()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

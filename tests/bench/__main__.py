"""Measure this project beside plain Pelican, Hugo and Eleventy; the figures go to docs/performance.md.

    python -m tests.bench --rounds 5 --sizes 100,1000,5000 --only ours,hugo,live-mid

It builds in `.cache/bench`, serves on 127.0.0.1 alone, and fetches Hugo and Eleventy on first use.
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import report
from tests.bench.contestants import CONTESTANTS, Contestant
from tests.bench.figures import Figures
from tests.bench.machine import about
from tests.bench.processes import Failed
from tests.bench.scenarios import BUILDS, SCENARIOS, Site, build, preview
from tests.bench.tools import CACHE, TOOLS, Missing

_FILE = Path("docs") / "performance.md"
_CORPUS = "1"
"""Counts up when the corpora or the themes are others: then they are made anew."""


def main() -> int:
    """Measure what was asked for and return the exit code: 0 only when all of it was measured."""
    asked = _arguments()
    if asked is None:
        return 1
    rounds, sizes, contestants, scenarios = asked
    figures = Figures()
    try:
        for name in (contestant.name for contestant in contestants):
            if name in TOOLS:
                TOOLS[name].get()
        for size in sizes:
            _measure(figures, _sites(contestants, size), rounds, scenarios)
            print(f"\n{size:,} posts\n\n{report.tables(figures, size)}", flush=True)
    except (Missing, Failed) as error:
        print(error)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped. {_FILE} stays as it was.")
        return 130
    if len(contestants) < len(CONTESTANTS) or len(scenarios) < len(SCENARIOS):
        print(f"Only a part was measured: {_FILE} stays as it was.")
        return 0
    written = report.write(figures, sizes, about(rounds), datetime.now(UTC).date(), _FILE)
    print(f"Written into {_FILE}: {', '.join(written)}. What else is in it is from earlier.")
    return 0


def _arguments() -> tuple[int, list[int], list[Contestant], list[str]] | None:
    """Return what was asked for, or None after saying what is wrong with it."""
    parser = argparse.ArgumentParser(prog="python3 tasks.py bench")
    for flag, default in (("--rounds", "5"), ("--sizes", "100,1000,5000"), ("--only", "")):
        parser.add_argument(flag, default=default)
    given = parser.parse_args()
    sizes, only = given.sizes.split(","), [name for name in given.only.split(",") if name]
    names = [contestant.name for contestant in CONTESTANTS]
    unknown = set(only) - set(names) - set(SCENARIOS)
    if unknown:
        print(f"--only: {', '.join(sorted(unknown))} is not known. Known: {', '.join([*names, *SCENARIOS])}.")
        return None
    if not all(number.isdecimal() and int(number) for number in (given.rounds, *sizes)):
        print("--rounds is a number and --sizes are numbers of posts: --rounds 3 --sizes 100,1000")
        return None
    contestants = [one for one in CONTESTANTS if one.name in only] or list(CONTESTANTS)
    scenarios = [one for one in SCENARIOS if one in only] or list(SCENARIOS)
    return int(given.rounds), sorted(map(int, sizes)), contestants, scenarios


def _sites(contestants: list[Contestant], size: int) -> list[Site]:
    """Return each contestant's site of a size, made where it is not there, with compiled byte-code."""
    sites = []
    for contestant in contestants:
        folder = CACHE / f"corpus-{_CORPUS}" / str(size) / contestant.name
        if not (folder / "made").is_file():
            print(f"Making {size:,} posts for {contestant.title}.", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            contestant.write(folder, size)
            (folder / "made").touch()
        contestant.refresh(folder)
        compileall.compile_dir(folder, maxlevels=20, quiet=2)
        sites.append(Site(contestant, folder, size))
    compileall.compile_path(quiet=2, maxlevels=20)
    return sites


def _measure(figures: Figures, sites: list[Site], rounds: int, scenarios: list[str]) -> None:
    """Let all do the same thing in turn, then the next thing, and all of it again in each round."""
    live = tuple(scenario for scenario in scenarios if scenario not in BUILDS)
    builds = [scenario for scenario in scenarios if scenario in BUILDS]
    for number in range(1, rounds + 1):
        first = ["cold"] if number == 1 and builds and "cold" not in builds else []  # the others stand on it
        for scenario in first + builds:
            for site in sites:
                if scenario != "cold" and not site.contestant.incremental:
                    continue
                cost = build(site, scenario)
                if scenario in scenarios:
                    figures.add((site.count, scenario, site.contestant.name), cost)
                    _say(number, site, scenario, cost.wall)
        for site in sites:
            for scenario, cost in preview(site, live):
                figures.add((site.count, scenario, site.contestant.name), cost)
                _say(number, site, scenario, cost.wall)


def _say(number: int, site: Site, scenario: str, wall: float) -> None:
    what = f"{site.contestant.title:<14} {SCENARIOS[scenario]:<48}"
    print(f"round {number}  {site.count:>5} posts  {what} {wall:8.3f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())

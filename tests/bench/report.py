"""Write the figures as Markdown: for the terminal at the end, and into `docs/performance.md`.

That file has a section for each size, and one on growth. A section is written only when all of it was
measured in one run, and says when that was; the others stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from tests.bench.contestants import CONTESTANTS
from tests.bench.figures import Figures
from tests.bench.goals import GOALS, GROWTH
from tests.bench.processes import Cost
from tests.bench.scenarios import BUILDS, SCENARIOS

_TITLES = {contestant.name: contestant.title for contestant in CONTESTANTS}
_GROWTH = "From 1,000 to 5,000 posts"
_HEAD = """# How fast it is

Written by `python3 tasks.py bench`, which makes the same made-up story for each tool (1,300 words a post,
six phases, four providers) and runs the tools in turn on one machine. Each cell is a median. Trust the
ratios within a table more than the seconds: other machines have others, and this one may have been busy.
"""
_TAIL = """## What is compared

Plain Pelican runs with typogrify and its own theme `simple`. It keeps nothing between builds, so its cold
build is what each of its builds takes. Hugo and Eleventy run with themes of the same size and content
(`tests/bench/`), lists of ten posts a page, feeds of full text with a hundred posts. In its preview Hugo
shows from memory and is asked by HTTP; what the asking costs is taken off. It looks for edits twice a
second, so an edit waits up to half a second for it. The others write to the disk, where the file is looked
at. The processor time of an edit is all that it took until the preview rested. A dash stands where there is
nothing to measure, and where a preview never shows the edit: Eleventy, with `--incremental`, leaves the
list of phases in its old order.

Injury Series is run as a writer runs it, `python3 tasks.py build`, and makes what Hugo and Eleventy do not:
typography (Pelican's has it too), feeds for each phase, provider and post, comments in threads and their
feeds, what became of each treatment, a timeline, and the whole story on one page. Up to 200 posts it also
makes the book, a picture of each part for chats, and the search index; above that these are made by `build
--publish` and `publish` alone, as is the look through all of it for anything private. Those two render every
page anew, and are in no table here.
"""


def write(figures: Figures, whole: list[int], about: str, today: date, file: Path) -> list[str]:
    """Write the sections of the sizes that were measured whole into `file`; return the headings written."""
    sections = _sections(file.read_text("utf-8")) if file.is_file() else {}
    note = f"Measured on {today.day} {today:%B %Y}: {about}\n"
    new = {f"{size:,} posts": f"{note}\n{tables(figures, size)}" for size in whole}
    if {1000, 5000} <= set(whole):
        new[_GROWTH] = f"{note}\n{growth(figures)}"
    sections |= new
    order = sorted(sections, key=lambda heading: (heading == _GROWTH, _number(heading)))
    text = "\n".join([_HEAD, *(f"## {heading}\n\n{sections[heading].strip()}\n" for heading in order), _TAIL])
    file.write_text(text, encoding="utf-8")
    return list(new)


def tables(figures: Figures, size: int) -> str:
    """Return what was measured at a size, then how far the goals for it are reached."""
    parts = [
        "Time to build, and of the processor, in seconds:",
        _table(figures, size, [name for name in SCENARIOS if name in BUILDS], _seconds),
        "From the edit until it is seen, and of the processor, in milliseconds:",
        _table(figures, size, [name for name in SCENARIOS if name not in BUILDS], _milliseconds),
        "Peak memory of the largest process, in MiB:",
        _table(figures, size, ["cold", "edit-mid", "edit-new", "live-mid"], _mebibytes),
        "Injury Series against the goals:",
        _goals(figures, size),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def growth(figures: Figures) -> str:
    """Return how many times each figure of this project grew, beside the others'."""
    rows = []
    for scenario, words in SCENARIOS.items():
        ratios = (figures.ratio("wall", (5000, scenario, name), (1000, scenario, name)) for name in _TITLES)
        rows.append([words, *("–" if ratio is None else f"{ratio:.1f}" for ratio in ratios)])
    return f"How many times the time grew; for Injury Series at most {GROWTH} is the goal:\n\n" + _lines(
        ["", *_TITLES.values()], rows
    )


def _table(figures: Figures, size: int, scenarios: list[str], show: Mapping[str, str] | object) -> str:
    assert callable(show)
    rows = []
    for scenario in scenarios:
        costs = [figures.of(size, scenario, name) for name in _TITLES]
        if any(costs):
            rows.append([SCENARIOS[scenario], *("–" if cost is None else show(cost) for cost in costs)])
    return _lines(["", *_TITLES.values()], rows)


def _goals(figures: Figures, size: int) -> str:
    rows = []
    for goal in GOALS:
        ratio = goal.measured(figures, size) if size in goal.sizes else None
        if ratio is not None:
            reached = "reached" if ratio <= goal.most else "not yet"
            rows.append(
                [
                    goal.words(_TITLES),
                    f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}",
                    f"≤ {goal.most:g}",
                    reached,
                ]
            )
    return _lines(["", "ratio", "goal", ""], rows) if rows else "none for this size."


def _lines(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _seconds(cost: Cost) -> str:
    return f"{cost.wall:.2f} / {cost.cpu:.2f}"


def _milliseconds(cost: Cost) -> str:
    return f"{cost.wall * 1000:,.0f} / {cost.cpu * 1000:,.0f}"


def _mebibytes(cost: Cost) -> str:
    return f"{cost.peak / 1024:,.0f}"


def _sections(text: str) -> dict[str, str]:
    """Return the sections of the file that figures stand in, by their headings."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    pairs: Iterator[tuple[str, str]] = zip(parts[::2], parts[1::2], strict=True)
    return {heading: body for heading, body in pairs if heading == _GROWTH or heading.endswith(" posts")}


def _number(heading: str) -> int:
    return int(re.sub(r"\D", "", heading.split(" ", maxsplit=1)[0]) or 0)

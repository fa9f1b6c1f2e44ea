"""Do what a writer does, once, and read what it cost: build from nothing, build again, edit and look."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter, sleep

from tests.bench.contestants import Contestant
from tests.bench.corpus import PHASES, mid_archive, slug_of
from tests.bench.edits import change_order, change_phase, change_word
from tests.bench.processes import PATIENCE, Cost, Failed, Live, Unseen, free_port, living, run

SCENARIOS = {
    "cold": "cold: no output, nothing kept",
    "same": "nothing changed, a new process",
    "edit-mid": "a body half way edited, a new process",
    "edit-new": "the newest body edited, a new process",
    "live-mid": "a body half way edited, in the preview",
    "live-new": "the newest body edited, in the preview",
    "live-phase": "a post moved to another phase, in the preview",
    "live-order": "two phases change places, in the preview",
}
BUILDS = ("cold", "same", "edit-mid", "edit-new")
_LOOKS_EACH = 0.5
"""A watcher may look for edits every so many seconds, as Hugo's does; a writer saves at any moment."""

_MOVED = list(PHASES)[2:4]
"""The phases that change places; the first of them is the one edited."""


@dataclass(frozen=True, slots=True)
class Site:
    """Hold one contestant's site of one size."""

    contestant: Contestant
    folder: Path
    count: int

    @property
    def middle(self) -> str:
        """Return the slug of the post half way."""
        return slug_of(mid_archive(self.count))

    @property
    def newest(self) -> str:
        """Return the slug of the last post."""
        return slug_of(self.count - 1)

    def source(self, slug: str, of: str = "posts") -> Path:
        """Return the file of a post, or of a phase in whatever way the contestant keeps it."""
        place = self.folder / "content" / of
        nested = place / slug / "_index.md"
        return nested if nested.is_file() else place / f"{slug}.md"


def build(site: Site, scenario: str) -> Cost:
    """Build as a scenario of `BUILDS` says and return what it cost; Failed where the site is not whole."""
    word = ""
    if scenario == "cold":
        for name in site.contestant.forget:
            shutil.rmtree(site.folder / name, ignore_errors=True)
    if scenario.startswith("edit"):
        slug = site.middle if scenario == "edit-mid" else site.newest
        word = change_word(site.source(slug))
    cost = run(site.contestant.build(), site.folder)
    _check_whole(site)
    if word and word not in _page(site, slug):
        raise Failed(f"{site.contestant.title}: the edited word is not in /posts/{slug}/.")
    return cost


def preview(site: Site, scenarios: tuple[str, ...]) -> Iterator[tuple[str, Cost]]:
    """Start the preview, edit once in each way to warm it, then yield what each edit cost.

    The time is from the edit until it can be read; processor time is all that it took until the preview
    rested. An edit that a preview never shows has no figure, and is not tried again.
    """
    port = free_port()
    command = site.contestant.preview(port)
    if not command or not scenarios:
        return
    with living(command, site.folder) as live:
        showing = _Showing(site, port, live)
        showing.begin()
        for scenario in (*scenarios, *(scenarios * 2)):
            if scenario in showing.stale:
                continue
            try:
                cost = showing.edit(scenario)
            except Unseen:
                print(f"{site.contestant.title} stays as it was: {SCENARIOS[scenario]}.", flush=True)
                showing.stale.add(scenario)
                continue
            if scenario in showing.warmed:
                yield scenario, cost
            showing.warmed.add(scenario)


class _Showing:
    """Edit while a preview runs, and watch what it shows."""

    def __init__(self, site: Site, port: int, live: Live) -> None:
        self.site, self.port, self.live = site, port, live
        self._random = Random(site.count)
        self.warmed: set[str] = set()
        self.stale: set[str] = set()
        self._looks = 0
        self._price = 0.0

    def begin(self) -> None:
        """Wait for the first build, and learn what a look costs where the preview is asked for its pages."""
        page = f"posts/{self.site.middle}"
        self.live.wait(lambda: bool(self._look(page)), self._pause, PATIENCE)
        self.live.settle()
        if self.site.contestant.polled:
            before = self.live.cpu()
            for _ in range(100):
                self._look(page)
            self._price = (self.live.cpu() - before) / 100
            self.live.settle()

    def edit(self, scenario: str) -> Cost:
        """Edit in the way of a scenario and return what it cost."""
        page, change = self._plan(scenario)
        stale = {state for state, _ in self._look(page)}
        self.live.settle()
        sleep(self._random.random() * _LOOKS_EACH)
        before, self._looks, began = self.live.cpu(), 0, perf_counter()
        right = change()
        self.live.wait(
            lambda: any(state not in stale and right(text) for state, text in self._look(page)), self._pause
        )
        wall, looks = perf_counter() - began, self._looks
        self.live.settle()
        return Cost(wall, max(0.0, self.live.cpu() - before - looks * self._price), self.live.peak())

    def _plan(self, scenario: str) -> tuple[str, Callable[[], Callable[[str], bool]]]:
        """Return the page that shows an edit, and what edits and then tells a right page."""
        site = self.site
        if scenario == "live-order":
            return "phases", lambda: _order(change_order(site.source(_MOVED[0], "phases")))
        slug = site.newest if scenario == "live-new" else site.middle
        if scenario == "live-phase":
            return f"posts/{slug}", lambda: _in_phase(change_phase(site.source(slug)))
        return f"posts/{slug}", lambda: _holds(change_word(site.source(slug)))

    def _look(self, page: str) -> list[tuple[object, str]]:
        self._looks += 1
        return list(self.site.contestant.shown(self.site.folder, self.port, page))

    @property
    def _pause(self) -> float:
        return 0.01 if self.site.contestant.polled else 0.002


def _holds(word: str) -> Callable[[str], bool]:
    return lambda text: word in text and "</html>" in text


def _in_phase(phase: str) -> Callable[[str], bool]:
    """Return what sees that a post's page names a phase first, before any other."""

    def right(text: str) -> bool:
        first = re.search(r'href="?/phases/([\w-]+)/', text)
        return bool(first) and first[1] == phase and "</html>" in text

    return right


def _order(behind: bool) -> Callable[[str], bool]:
    """Return what sees whether the first of the two phases now stands behind the second."""

    def right(text: str) -> bool:
        first, second = (text.find(f"/phases/{phase}/") for phase in _MOVED)
        return "</html>" in text and first >= 0 and second >= 0 and (first > second) == behind

    return right


def _check_whole(site: Site) -> None:
    """Raise Failed where a post has no page, or the first page or the feed is not there."""
    output = site.folder / site.contestant.output
    made = sum(1 for _ in output.glob("posts/part-*/index.html"))
    lacking = [name for name in ("index.html", site.contestant.feed) if not (output / name).is_file()]
    if made != site.count or lacking:
        raise Failed(
            f"{site.contestant.title}: {made} pages of {site.count} posts"
            f"{''.join(f', and no {name}' for name in lacking)}."
        )


def _page(site: Site, slug: str) -> str:
    return (site.folder / site.contestant.output / "posts" / slug / "index.html").read_text("utf-8")

"""Hold the goals, as ratios of medians, and say which of them a run reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.figures import Figures
from tests.bench.scenarios import SCENARIOS

GROWTH = 5.5
"""The most that any figure may grow when 1,000 posts become 5,000."""

_EVERY = (100, 1000, 5000)
_WORDS = {"wall": "time", "cpu": "processor time", "peak": "peak memory"}


@dataclass(frozen=True, slots=True)
class Goal:
    """Say how small a figure is to be beside that of `against`, in the same scenario, or that of `of`."""

    sizes: tuple[int, ...]
    scenario: str
    figure: str
    against: str
    most: float
    of: str = ""

    def measured(self, figures: Figures, size: int) -> float | None:
        """Return the ratio that was measured."""
        other = self.of or ("cold" if self.against == "pelican" else self.scenario)  # Pelican keeps nothing
        return figures.ratio(self.figure, (size, self.scenario, "ours"), (size, other, self.against))

    def words(self, titles: dict[str, str]) -> str:
        """Return what is compared, in words."""
        other = "its own cold build" if self.against == "ours" else titles[self.against]
        return f"{SCENARIOS[self.scenario]}: {_WORDS[self.figure]} against {other}"


def _goals() -> Iterator[Goal]:
    yield Goal((1000,), "cold", "wall", "pelican", 0.6)
    yield Goal((1000,), "cold", "wall", "hugo", 6)
    yield Goal((1000,), "same", "wall", "pelican", 0.01)
    yield Goal((1000,), "same", "wall", "hugo", 0.1)
    for edit in ("edit-mid", "edit-new"):
        yield Goal((1000,), edit, "wall", "pelican", 0.07)
        yield Goal((5000,), edit, "wall", "pelican", 0.05)
        yield Goal((1000,), edit, "wall", "hugo", 0.8)
        yield Goal((5000,), edit, "wall", "hugo", 0.6)
        yield Goal((5000,), edit, "peak", "pelican", 1.5)
        yield Goal((5000,), edit, "peak", "hugo", 0.25)
    for edit in ("live-mid", "live-new"):
        yield Goal(_EVERY, edit, "wall", "hugo", 0.25)
        yield Goal(_EVERY, edit, "cpu", "hugo", 0.5)
    for edit in ("live-phase", "live-order"):
        yield Goal((1000,), edit, "wall", "ours", 0.05, of="cold")
        yield Goal((1000,), edit, "wall", "hugo", 1)


GOALS = tuple(_goals())

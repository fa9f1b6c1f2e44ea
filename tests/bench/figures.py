"""Hold what was measured: for each size, scenario and contestant the costs of all rounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from tests.bench.processes import Cost

Key = tuple[int, str, str]


@dataclass(slots=True)
class Figures:
    """Gather costs and give their medians."""

    costs: dict[Key, list[Cost]] = field(default_factory=dict)

    def add(self, key: Key, cost: Cost) -> None:
        """Keep one more."""
        self.costs.setdefault(key, []).append(cost)

    def of(self, size: int, scenario: str, contestant: str) -> Cost | None:
        """Return the median of each figure, None where nothing was measured."""
        costs = self.costs.get((size, scenario, contestant))
        if not costs:
            return None
        return Cost(
            median(cost.wall for cost in costs),
            median(cost.cpu for cost in costs),
            int(median(cost.peak for cost in costs)),
        )

    def ratio(self, figure: str, one: Key, other: Key) -> float | None:
        """Return how many times one figure is the other, None where either is not known."""
        first, second = self.of(*one), self.of(*other)
        if first is None or second is None:
            return None
        below = getattr(second, figure)
        return getattr(first, figure) / below if below else None

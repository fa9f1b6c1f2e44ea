"""A leak: what would go out and may not, as the gate's rules find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from injury_series.publishing.gate.seen import Kind


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Say what is wrong with a text: `found` is what to look for in the writer's files.

    `way_out` is one sentence; where `may_stand`, a line `allow` in the file lets it pass. `at` is its place
    in the text, and no part of what it is.
    """

    problem: str
    found: str
    way_out: str = ""
    may_stand: bool = True
    at: int = field(default=0, compare=False)


Rule: TypeAlias = Callable[[Kind, str], Iterable[Leak]]
"""Yield every leak in a text that `seen` has brought into its form."""

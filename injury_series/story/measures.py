"""A measure: a number followed over the time of the story."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from injury_series.story.dates import FuzzyDate


class Better(StrEnum):
    """Say which way is better for the writer."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold a measure as `series.yaml` names it."""

    name: str
    label: str
    unit: str
    better: Better


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one value of one measure; `low` equals `high` where a single number was written."""

    measure: str
    date: FuzzyDate
    low: Decimal
    high: Decimal

"""What was tried, what it was thought to be, and what happened: treatments, diagnoses, events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from injury_series.story.dates import FuzzyDate, spanning


class Outcome(StrEnum):
    """Name what came of a treatment."""

    HELPED = "helped"
    HELPED_A_WHILE = "helped-a-while"
    NO_CHANGE = "no-change"
    WORSE = "worse"
    TOO_EARLY = "too-early"

    @property
    def words(self) -> str:
        """Return the outcome as readers see it."""
        return {
            Outcome.HELPED: "Helped",
            Outcome.HELPED_A_WHILE: "Helped a while",
            Outcome.NO_CHANGE: "No change",
            Outcome.WORSE: "Made it worse",
            Outcome.TOO_EARLY: "Too early to say",
        }[self]


class DiagnosisStatus(StrEnum):
    """Name how sure a diagnosis is."""

    SUSPECTED = "suspected"
    RULED_OUT = "ruled-out"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"

    @property
    def words(self) -> str:
        """Return the status as readers see it."""
        return self.value.replace("-", " ").capitalize()


class EventKind(StrEnum):
    """Name the kinds of event that the front matter knows."""

    SCAN = "scan"
    VISIT = "visit"
    PROCEDURE = "procedure"
    RACE = "race"
    SYMPTOM = "symptom"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Treatment:
    """Hold what one post says of a treatment; `provider` is a provider's key.

    `slug` joins what the posts say of one treatment; the writer's own, or made from the name.
    """

    name: str
    slug: str
    provider: str | None = None
    begins: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    outcome: Outcome | None = None
    as_of: FuzzyDate | None = None
    note: str | None = None

    @property
    def span(self) -> FuzzyDate | None:
        """Return when it was tried, as far as it is known."""
        return spanning([when for when in (self.begins, self.ends) if when])


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Hold what one post says of a diagnosis; `replaced_by` names another diagnosis of the series."""

    name: str
    status: DiagnosisStatus
    date: FuzzyDate | None = None
    provider: str | None = None
    replaced_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Hold something that happened on a date; `finding` is what a scan showed."""

    date: FuzzyDate
    kind: EventKind
    title: str
    provider: str | None = None
    finding: str | None = None

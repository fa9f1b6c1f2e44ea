"""Show the timeline: the story by when things happened."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.care import Diagnosis, Event, EventKind, Treatment
from injury_series.story.phases import Phase
from injury_series.story.timeline import Entry, timeline
from injury_series.view.care import DiagnosisStrip, OutcomeMark, Told, make_diagnoses, outcome_mark, told_in
from injury_series.view.dates import when
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import PhaseMark, ProviderMark, When
from injury_series.view.profile import ProfileView, make_profiles
from injury_series.view.profile_words import span, with_unit
from injury_series.view.site import make_head
from injury_series.view.typography import plain, typeset


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Show one thing on the timeline.

    `kind` is a key: "phase", "scan", "visit", "procedure", "race", "symptom", "other", "diagnosis",
    "treatment", "measure"; `label` says it in a word. `phase` stands for a phase alone, `outcome` for a
    treatment; `text` is a finding, a status or a value; `span` is true where the date is one of two ends, or
    as long as a year.
    """

    kind: str
    label: str
    when: When
    span: bool
    name: Markup
    href: str | None
    text: Markup | None
    provider: ProviderMark | None
    phase: PhaseMark | None
    outcome: OutcomeMark | None
    told: Told | None


@dataclass(frozen=True, slots=True)
class Year:
    """Show what begins in one year."""

    year: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Show the whole timeline by year, and the diagnoses over time."""

    head: Head
    profiles: tuple[ProfileView, ...]
    years: tuple[Year, ...]
    diagnoses: tuple[DiagnosisStrip, ...]


def make_timeline(edition: Edition) -> TimelinePage:
    """Return the timeline."""
    years: dict[int, list[TimelineEntry]] = {}
    for entry in timeline(edition.series):
        years.setdefault(entry.date.first.year, []).append(timeline_entry(edition, entry))
    title = plain(edition.series.about.title)
    return TimelinePage(
        head=make_head(
            edition,
            title="Timeline",
            description=f"What happened when in \u201c{title}\u201d: phases, scans, treatments, diagnoses.",
            href=edition.addresses.timeline(),
            section="timeline",
        ),
        profiles=make_profiles(edition),
        years=tuple(Year(str(year), tuple(entries)) for year, entries in years.items()),
        diagnoses=make_diagnoses(edition),
    )


def timeline_entry(edition: Edition, entry: Entry) -> TimelineEntry:
    """Return one thing of the timeline as readers see it."""
    kind, label, name, text, href = _words(edition, entry)
    thing = entry.thing
    provider = getattr(thing, "provider", None)
    return TimelineEntry(
        kind=kind,
        label=label,
        when=when(entry.date),
        span=(entry.date.last - entry.date.first).days > 31,
        name=typeset(name),
        href=href,
        text=typeset(text) if text else None,
        provider=edition.provider_marks[provider] if provider else None,
        phase=edition.phase_marks[thing.slug] if isinstance(thing, Phase) else None,
        outcome=outcome_mark(thing.outcome) if isinstance(thing, Treatment) else None,
        told=told_in(edition, entry.post) if entry.post else None,
    )


def _words(edition: Edition, entry: Entry) -> tuple[str, str, str, str | None, str | None]:
    """Return the key, the label, the name, the text and the link of a thing."""
    thing = entry.thing
    if isinstance(thing, Phase):
        return "phase", "Phase", thing.title, thing.summary, edition.addresses.phase(thing.slug)
    if isinstance(thing, Event):
        label = "Event" if thing.kind is EventKind.OTHER else thing.kind.value.capitalize()
        return thing.kind.value, label, thing.title, thing.finding, None
    if isinstance(thing, Diagnosis):
        return "diagnosis", "Diagnosis", thing.name, thing.status.words, None
    if isinstance(thing, Treatment):
        return "treatment", "Treatment", thing.name, None, edition.addresses.treatment(thing.slug)
    measure = next(m for m in edition.series.about.measures if m.name == thing.measure)
    return "measure", measure.label, with_unit(span(thing.low, thing.high), measure), None, None

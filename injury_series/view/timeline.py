"""Show the timeline: the story by when things happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from injury_series.story.care import Diagnosis, Event, EventKind, Treatment
from injury_series.story.measures import Reading
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

_A_MONTH = 31


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Show one thing on the timeline.

    `kind` is a key: "phase", "scan", "visit", "procedure", "race", "symptom", "other", "diagnosis",
    "treatment", "measure"; `label` says it in a word. `extent` is "at" a date, "within" a long one, or
    "lasted" all through it; an end that is not known to the day is soft. `phase` stands for a phase alone,
    `outcome` for a treatment, with `now` where it was seen otherwise later, `status` (a key) for a diagnosis;
    `text` is a finding, a status or a value.
    """

    kind: str
    label: str
    when: When
    extent: str
    soft_start: bool
    soft_end: bool
    name: Markup
    href: str | None
    text: Markup | None
    provider: ProviderMark | None
    phase: PhaseMark | None
    outcome: OutcomeMark | None
    now: OutcomeMark | None
    status: str
    told: Told | None


@dataclass(frozen=True, slots=True)
class Moment:
    """Show what has one date; `said` is true where the phase around it has that date too."""

    when: When
    said: bool
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Show a stretch of one year: a phase and what began in it, or what began outside of all phases.

    `continued` is true where the phase began in an earlier year.
    """

    phase: TimelineEntry | None
    continued: bool
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """Show what begins in one year."""

    year: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Show the whole timeline by year, and the diagnoses over time."""

    head: Head
    profiles: tuple[ProfileView, ...]
    years: tuple[Year, ...]
    diagnoses: tuple[DiagnosisStrip, ...]


def make_timeline(edition: Edition) -> TimelinePage:
    """Return the timeline."""
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
        years=tuple(_years(edition)),
        diagnoses=make_diagnoses(edition),
    )


def _years(edition: Edition) -> Iterator[Year]:
    """Yield the years; what begins before a phase ends stands in it, into the next year too."""
    phase: Entry | None = None
    for year, entries in groupby(timeline(edition.series), lambda entry: entry.date.first.year):
        walks: list[tuple[Entry | None, bool, list[Entry]]] = []
        for entry in entries:
            if isinstance(entry.thing, Phase):
                phase = entry
                walks.append((phase, False, []))
                continue
            if phase and phase.date.last < entry.date.first:
                phase = None
            if not walks or walks[-1][0] is not phase:
                walks.append((phase, phase is not None, []))
            walks[-1][2].append(entry)
        yield Year(str(year), tuple(_stage(edition, *walk) for walk in walks))


def _stage(edition: Edition, phase: Entry | None, continued: bool, entries: list[Entry]) -> Stage:
    return Stage(
        phase=timeline_entry(edition, phase) if phase else None,
        continued=continued,
        moments=tuple(
            Moment(
                when=when(date),
                said=bool(phase and phase.date == date and not continued),
                entries=tuple(timeline_entry(edition, entry) for entry in same),
            )
            for date, same in groupby(entries, lambda entry: entry.date)
        ),
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
        extent=_extent(entry),
        soft_start=entry.date.start.day is None,
        soft_end=entry.date.end.day is None,
        name=typeset(name),
        href=href,
        text=typeset(text) if text else None,
        provider=edition.provider_marks[provider] if provider else None,
        phase=edition.phase_marks[thing.slug] if isinstance(thing, Phase) else None,
        outcome=outcome_mark(thing.outcome) if isinstance(thing, Treatment) else None,
        now=_now(edition, entry),
        status=thing.status.value if isinstance(thing, Diagnosis) else "",
        told=told_in(edition, entry.post) if entry.post else None,
    )


def _now(edition: Edition, entry: Entry) -> OutcomeMark | None:
    """Return the latest outcome of a treatment, where a later part sees it otherwise."""
    if not isinstance(entry.thing, Treatment) or entry.post is None:
        return None
    later = edition.later[entry.post.slug].outcomes
    return next((outcome_mark(note.now) for note in later if note.slug == entry.thing.slug), None)


def _extent(entry: Entry) -> str:
    """Return how an entry fills its date: a treatment and a value last, an event lies somewhere within."""
    if (entry.date.last - entry.date.first).days <= _A_MONTH:
        return "at"
    lasts = entry.date.is_span or isinstance(entry.thing, Treatment | Reading)
    return "lasted" if lasts else "within"


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

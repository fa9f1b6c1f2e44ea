"""Show one page for a doctor: the condition, what happened when, what was tried, what was found."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.care import Event, EventKind
from injury_series.story.measures import Reading
from injury_series.story.timeline import timeline
from injury_series.view.care import DiagnosisStrip, make_diagnoses
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Now, When
from injury_series.view.site import make_head, make_now
from injury_series.view.timeline import TimelineEntry, timeline_entry
from injury_series.view.treatment import TreatmentCard, make_treatment_card
from injury_series.view.typography import plain, typeset


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """Show the whole case on a page; `history` are events other than scans, `scans` have their findings."""

    head: Head
    condition: Markup
    happened: When | None
    told_by: Markup
    now: Now | None
    history: tuple[TimelineEntry, ...]
    scans: tuple[TimelineEntry, ...]
    diagnoses: tuple[DiagnosisStrip, ...]
    treatments: tuple[TreatmentCard, ...]
    values: tuple[TimelineEntry, ...]
    disclaimer: Markup


def make_summary(edition: Edition) -> SummaryPage:
    """Return the page for a doctor, all of it from the facts of the posts."""
    about = edition.series.about
    entries = timeline(edition.series)
    events = [entry for entry in entries if isinstance(entry.thing, Event)]
    scans = [e for e in events if isinstance(e.thing, Event) and e.thing.kind is EventKind.SCAN]
    title = plain(about.title)
    return SummaryPage(
        head=make_head(
            edition,
            title="Summary for a doctor",
            description=f"\u201c{title}\u201d on one page: history, treatments, scans, diagnoses, today.",
            href=edition.addresses.summary(),
            section="summary",
        ),
        condition=typeset(about.condition),
        happened=when_known(edition.series.span),
        told_by=typeset(about.byline),
        now=make_now(edition),
        history=tuple(timeline_entry(edition, entry) for entry in events if entry not in scans),
        scans=tuple(timeline_entry(edition, entry) for entry in scans),
        diagnoses=make_diagnoses(edition),
        treatments=tuple(make_treatment_card(edition, record) for record in edition.treatments.values()),
        values=tuple(timeline_entry(edition, e) for e in entries if isinstance(e.thing, Reading)),
        disclaimer=typeset(about.disclaimer),
    )

"""Show what was tried and what it was thought to be: outcomes, diagnoses, and what came of both later."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.care import Outcome
from injury_series.story.diagnoses import DiagnosisMention
from injury_series.story.later import LaterDiagnosis, LaterKnowledge
from injury_series.story.posts import Post
from injury_series.story.treatments import TreatmentRecord
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.parts import Link, ProviderMark, When
from injury_series.view.typography import typeset


@dataclass(frozen=True, slots=True)
class OutcomeMark:
    """Show an outcome: its key ("no-change", for shape and colour) and its words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """Say where something is told: the number of the part and the link to it."""

    part: int
    post: Link


@dataclass(frozen=True, slots=True)
class Later:
    """Say what a later part tells: of a diagnosis (`status` "ruled-out" or "superseded") or of an outcome.

    `became` is what a diagnosis turned out to be, if that is told; `then` and `now` are outcomes, for a
    treatment only.
    """

    name: Markup
    status: str
    became: Markup | None
    then: OutcomeMark | None
    now: OutcomeMark | None
    told: Told

    @property
    def said(self) -> Markup:
        """Return what is told, for pages, feeds and the book alike; names stand as the writer wrote them."""
        if self.then and self.now:
            words = Markup("{}, told here as \u201c{}\u201d, was seen as \u201c{}\u201d")
            return words.format(self.name, self.then.words.lower(), self.now.words.lower())
        if self.status == "ruled-out":
            return Markup("{} was ruled out").format(self.name)
        if self.became:
            return Markup("{} turned out to be <b>{}</b>").format(self.name, self.became)
        return Markup("{} was set aside").format(self.name)

    def note(self, href: str) -> Markup:
        """Return the whole note, with `href` for the part that tells it."""
        told = Markup('<a href="{}">part&nbsp;{}, {}</a>').format(href, self.told.part, self.told.post.text)
        return Markup("<b>Later:</b> {} ({}).").format(self.said, told)


@dataclass(frozen=True, slots=True)
class Tried:
    """Show one treatment of a post at a glance; `now` is its latest outcome where that is another one.

    `anchor` is the id of this row; `told` is where `now` is told.
    """

    anchor: str
    name: Markup
    href: str
    providers: tuple[ProviderMark, ...]
    when: When | None
    then: OutcomeMark | None
    as_of: When | None
    now: OutcomeMark | None
    told: Told | None
    note: Markup | None


@dataclass(frozen=True, slots=True)
class Step:
    """Show how sure a diagnosis was at one time; `status` is its key ("ruled-out"), `words` what is read."""

    status: str
    words: str
    when: When | None
    provider: ProviderMark | None
    replaced_by: Markup | None
    note: Markup | None
    told: Told


@dataclass(frozen=True, slots=True)
class DiagnosisStrip:
    """Show one diagnosis over time, from the first suspicion to its status in the end."""

    name: Markup
    status: str
    words: str
    steps: tuple[Step, ...]


def outcome_mark(outcome: Outcome | None) -> OutcomeMark | None:
    """Return the mark of an outcome, or None."""
    return OutcomeMark(outcome.value, outcome.words) if outcome else None


def told_in(edition: Edition, post: Post) -> Told:
    """Return where a post tells something."""
    card = edition.cards[post.slug]
    return Told(card.part, Link(card.href, card.title))


def make_later(edition: Edition, knowledge: LaterKnowledge) -> tuple[Later, ...]:
    """Return the notes on an earlier post: first on its diagnoses, then on its outcomes."""
    return (
        *(_later_diagnosis(edition, later) for later in knowledge.diagnoses),
        *(
            Later(
                name=typeset(later.name),
                status="",
                became=None,
                then=outcome_mark(later.then),
                now=outcome_mark(later.now),
                told=told_in(edition, later.told),
            )
            for later in knowledge.outcomes
        ),
    )


def make_tried(edition: Edition, post: Post) -> tuple[Tried, ...]:
    """Return the treatments of a post at a glance: the outcome then, and the outcome now."""
    revised = {later.slug: later for later in edition.later[post.slug].outcomes}
    rows = []
    for number, treatment in enumerate(post.treatments, start=1):
        later = revised.get(treatment.slug)
        rows.append(
            Tried(
                anchor=f"tried-{number}",
                name=typeset(treatment.name),
                href=edition.addresses.treatment(treatment.slug),
                providers=edition.providers_of((treatment.provider,) if treatment.provider else ()),
                when=when_known(treatment.span),
                then=outcome_mark(treatment.outcome),
                as_of=when_known(treatment.as_of),
                now=outcome_mark(later.now) if later else None,
                told=told_in(edition, later.told) if later else None,
                note=typeset(treatment.note) if treatment.note else None,
            )
        )
    return tuple(rows)


def make_diagnoses(edition: Edition) -> tuple[DiagnosisStrip, ...]:
    """Return every diagnosis of the series over time, the first told first."""
    return tuple(
        DiagnosisStrip(
            name=typeset(record.name),
            status=record.status.value,
            words=record.status.words,
            steps=tuple(_step(edition, mention) for mention in record.mentions),
        )
        for record in edition.diagnoses
    )


def tried_place(edition: Edition, post: Post, record: TreatmentRecord) -> str:
    """Return the address of the very place where a post tells of a treatment: in its text, or at a glance."""
    anchor = edition.anchors.get(post.source, {}).get(record.slug)
    if anchor is None:
        number = next(n for n, t in enumerate(post.treatments, start=1) if t.slug == record.slug)
        anchor = f"tried-{number}"
    return f"{edition.addresses.post(post.slug)}#{anchor}"


def _later_diagnosis(edition: Edition, later: LaterDiagnosis) -> Later:
    return Later(
        name=typeset(later.name),
        status=later.status.value,
        became=typeset(later.became) if later.became else None,
        then=None,
        now=None,
        told=told_in(edition, later.told),
    )


def _step(edition: Edition, mention: DiagnosisMention) -> Step:
    diagnosis = mention.diagnosis
    return Step(
        status=diagnosis.status.value,
        words=diagnosis.status.words,
        when=when_known(diagnosis.date),
        provider=edition.provider_marks[diagnosis.provider] if diagnosis.provider else None,
        replaced_by=typeset(diagnosis.replaced_by) if diagnosis.replaced_by else None,
        note=typeset(diagnosis.note) if diagnosis.note else None,
        told=told_in(edition, mention.post),
    )

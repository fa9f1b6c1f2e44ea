"""Show the treatments: all of them by what came of each, and each through the posts that tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.care import Outcome
from injury_series.story.treatments import TreatmentMention, TreatmentRecord
from injury_series.view.care import OutcomeMark, Told, outcome_mark, told_in, tried_place
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Link, PostCard, ProviderMark, When
from injury_series.view.site import make_head
from injury_series.view.typography import counted, plain, typeset


@dataclass(frozen=True, slots=True)
class Judgement:
    """Show one outcome, as of when, and where it is told."""

    outcome: OutcomeMark
    as_of: When | None
    told: Told


@dataclass(frozen=True, slots=True)
class TreatmentCard:
    """Show a treatment in a list; `outcome` is the latest, `before` are those told of it earlier."""

    name: Markup
    href: str
    providers: tuple[ProviderMark, ...]
    when: When | None
    outcome: OutcomeMark | None
    as_of: When | None
    before: tuple[Judgement, ...]
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TreatmentGroup:
    """Show the treatments of one latest outcome; `outcome` is None for those of which none is told."""

    outcome: OutcomeMark | None
    count: str
    treatments: tuple[TreatmentCard, ...]


@dataclass(frozen=True, slots=True)
class TreatmentsPage:
    """Show everything that was tried, by its latest outcome: what helped first, what is untold last."""

    head: Head
    count: str
    groups: tuple[TreatmentGroup, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Show what one post says of a treatment; `place` is the address of the very place in it.

    All but the two are None where the post's text only mentions it.
    """

    post: PostCard
    place: str
    provider: ProviderMark | None
    when: When | None
    outcome: OutcomeMark | None
    as_of: When | None
    note: Markup | None


@dataclass(frozen=True, slots=True)
class TreatmentPage:
    """Show one treatment; `judgements` are all its outcomes, the earliest first."""

    head: Head
    name: Markup
    providers: tuple[ProviderMark, ...]
    when: When | None
    outcome: OutcomeMark | None
    as_of: When | None
    judgements: tuple[Judgement, ...]
    tellings: tuple[Telling, ...]


def make_treatments(edition: Edition) -> TreatmentsPage:
    """Return the list of treatments."""
    records = edition.treatments.values()
    order: list[Outcome | None] = [*Outcome, None]
    groups = ((outcome, [r for r in records if r.outcome is outcome]) for outcome in order)
    title = plain(edition.series.about.title)
    return TreatmentsPage(
        head=make_head(
            edition,
            title="Treatments",
            description=f"Everything that was tried in \u201c{title}\u201d, by whom, and what came of it.",
            href=edition.addresses.treatments(),
            section="treatments",
        ),
        count=counted(len(records), "treatment", "treatments"),
        groups=tuple(
            TreatmentGroup(
                outcome=outcome_mark(outcome),
                count=counted(len(found), "treatment", "treatments"),
                treatments=tuple(make_treatment_card(edition, record) for record in found),
            )
            for outcome, found in groups
            if found
        ),
    )


def make_treatment_card(edition: Edition, record: TreatmentRecord) -> TreatmentCard:
    """Return a treatment as lists show it."""
    latest, before = record.latest, record.judgements[:-1]
    told = tuple(dict.fromkeys(mention.post for mention in record.mentions))
    return TreatmentCard(
        name=typeset(record.name),
        href=edition.addresses.treatment(record.slug),
        providers=edition.providers_of(record.providers),
        when=when_known(record.span),
        outcome=outcome_mark(record.outcome),
        as_of=when_known(latest.treatment.as_of) if latest else None,
        before=tuple(_judgement(edition, m) for m in before if m.treatment.outcome is not record.outcome),
        parts=tuple(Link(tried_place(edition, p, record), edition.cards[p.slug].title) for p in told),
    )


def make_treatment(edition: Edition, record: TreatmentRecord) -> TreatmentPage:
    """Return the page of a treatment."""
    card, name = make_treatment_card(edition, record), plain(record.name)
    result = f" What came of it: {card.outcome.words.lower()}." if card.outcome else ""
    return TreatmentPage(
        head=make_head(
            edition,
            title=name,
            description=f"{name}: when it was tried in this story, and by whom.{result}",
            href=card.href,
            section="treatments",
        ),
        name=card.name,
        providers=card.providers,
        when=card.when,
        outcome=card.outcome,
        as_of=card.as_of,
        judgements=tuple(_judgement(edition, mention) for mention in record.judgements),
        tellings=tuple(_tellings(edition, record)),
    )


def _tellings(edition: Edition, record: TreatmentRecord) -> Iterator[Telling]:
    """Yield what each post says: as a fact of its own, or only with a link in its text."""
    for post in edition.series.posts:
        mentions = [mention for mention in record.mentions if mention.post is post]
        yield from (_telling(edition, record, mention) for mention in mentions)
        if not mentions and record.slug in edition.anchors.get(post.source, {}):
            place = tried_place(edition, post, record)
            yield Telling(edition.cards[post.slug], place, None, None, None, None, None)


def _judgement(edition: Edition, mention: TreatmentMention) -> Judgement:
    outcome = mention.treatment.outcome
    assert outcome is not None
    return Judgement(
        outcome=OutcomeMark(outcome.value, outcome.words),
        as_of=when_known(mention.treatment.as_of),
        told=told_in(edition, mention.post),
    )


def _telling(edition: Edition, record: TreatmentRecord, mention: TreatmentMention) -> Telling:
    treatment = mention.treatment
    return Telling(
        post=edition.cards[mention.post.slug],
        place=tried_place(edition, mention.post, record),
        provider=edition.provider_marks[treatment.provider] if treatment.provider else None,
        when=when_known(treatment.span),
        outcome=outcome_mark(treatment.outcome),
        as_of=when_known(treatment.as_of),
        note=typeset(treatment.note) if treatment.note else None,
    )

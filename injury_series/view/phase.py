"""Show the phases: the list of them, and each with its own text and posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.phases import Phase
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Feed, Head
from injury_series.view.paging import Paging, make_paging
from injury_series.view.parts import PhaseMark, PostCard, ProviderMark, When
from injury_series.view.pictures import first_seen
from injury_series.view.site import make_head
from injury_series.view.typography import counted, plain, typeset


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """Show a phase in the list of phases, with its parts; `count` is "2 parts"."""

    phase: PhaseMark
    number: int
    happened: When | None
    summary: Markup | None
    count: str
    posts: tuple[PostCard, ...]


@dataclass(frozen=True, slots=True)
class PhasesPage:
    """Show all phases in the order of the story."""

    head: Head
    phases: tuple[PhaseCard, ...]


@dataclass(frozen=True, slots=True)
class PhasePage:
    """Show one phase; `body` is empty on its later pages; `paging` is None where one page holds all."""

    head: Head
    phase: PhaseMark
    number: int
    total: int
    happened: When | None
    summary: Markup | None
    body: Markup
    posts: tuple[PostCard, ...]
    providers: tuple[ProviderMark, ...]
    paging: Paging | None
    previous: PhaseMark | None
    next: PhaseMark | None


def make_phases(edition: Edition) -> PhasesPage:
    """Return the list of phases."""
    about = (
        f"The phases of \u201c{plain(edition.series.about.title)}\u201d, in order, with the parts of each."
    )
    return PhasesPage(
        head=make_head(
            edition,
            title="Phases",
            description=about,
            href=edition.addresses.phases(),
            section="phases",
        ),
        phases=tuple(_card(edition, phase, n) for n, phase in enumerate(edition.series.phases, start=1)),
    )


def make_phase(edition: Edition, phase: Phase) -> Iterator[PhasePage]:
    """Yield the pages of a phase; all but the first hold only posts."""
    posts, size = edition.series.posts_of_phase(phase.slug), edition.choices.page_size
    total = max(1, -(-len(posts) // size))
    for number in range(1, total + 1):
        yield _page(edition, phase, number, total)


def _card(edition: Edition, phase: Phase, number: int) -> PhaseCard:
    posts = edition.series.posts_of_phase(phase.slug)
    return PhaseCard(
        phase=edition.phase_marks[phase.slug],
        number=number,
        happened=when_known(edition.series.span_of_phase(phase.slug)),
        summary=typeset(phase.summary) if phase.summary else None,
        count=counted(len(posts), "part", "parts"),
        posts=edition.cards_of(posts),
    )


def _page(edition: Edition, phase: Phase, number: int, total: int) -> PhasePage:
    series, addresses = edition.series, edition.addresses
    posts, size = series.posts_of_phase(phase.slug), edition.choices.page_size
    place = series.phases.index(phase)
    people = tuple(dict.fromkeys(key for post in posts for key in post.people()))
    name = plain(phase.title)
    return PhasePage(
        head=make_head(
            edition,
            title=name if number == 1 else f"{name}, page {number}",
            description=phase.summary or f"The parts of the story that tell of this phase: {name}.",
            href=addresses.phase(phase.slug, number),
            section="phases",
            feeds=(Feed(f"Phase: {name}", addresses.absolute(addresses.feed("phases", phase.slug))),),
        ),
        phase=edition.phase_marks[phase.slug],
        number=place + 1,
        total=len(series.phases),
        happened=when_known(series.span_of_phase(phase.slug)),
        summary=typeset(phase.summary) if phase.summary else None,
        body=first_seen(edition.bodies[phase.source]) if number == 1 else Markup(),
        posts=edition.cards_of(posts[(number - 1) * size : number * size]),
        providers=edition.providers_of(people),
        paging=make_paging(number, total, lambda page: addresses.phase(phase.slug, page)),
        previous=edition.mark_of(series.phases[place - 1] if place else None),
        next=edition.mark_of(series.phases[place + 1] if place + 1 < len(series.phases) else None),
    )

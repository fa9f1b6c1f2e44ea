"""Show the home page: what the story is, where the writer is now, and the way through it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.phases import Phase
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Link, Now, PhaseMark, PostCard, UpNext, When
from injury_series.view.profile import ProfileView, make_profiles
from injury_series.view.site import make_head, make_now
from injury_series.view.thread import NewComment, newest_comments
from injury_series.view.typography import typeset

PARTS_A_STRETCH = 12
NEW_COMMENTS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Show one phase as a stretch of the way, with its parts in order.

    `more` links to the phase's page, "All 40 parts", where not all of them stand here; else it is None.
    """

    phase: PhaseMark
    number: int
    happened: When | None
    summary: Markup | None
    posts: tuple[PostCard, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """Show the whole story at a glance; `start` is its first part, `latest` its newest, if it has any."""

    head: Head
    condition: Markup
    happened: When | None
    now: Now | None
    profiles: tuple[ProfileView, ...]
    stretches: tuple[Stretch, ...]
    start: PostCard | None
    latest: PostCard | None
    up_next: tuple[UpNext, ...]
    complete: bool
    new_comments: tuple[NewComment, ...]


def make_home(edition: Edition) -> HomePage:
    """Return the first page."""
    series, about = edition.series, edition.series.about
    cards = list(edition.cards.values())
    return HomePage(
        head=make_head(
            edition,
            title=about.title,
            description=about.subtitle or about.condition,
            href=edition.addresses.home(),
            section="home",
        ),
        condition=typeset(about.condition),
        happened=when_known(series.span),
        now=make_now(edition),
        profiles=make_profiles(edition),
        stretches=tuple(
            _stretch(edition, phase, number) for number, phase in enumerate(series.phases, start=1)
        ),
        start=cards[0] if cards else None,
        latest=edition.newest,
        up_next=edition.up_next,
        complete=about.complete,
        new_comments=newest_comments(edition, NEW_COMMENTS),
    )


def _stretch(edition: Edition, phase: Phase, number: int) -> Stretch:
    posts = edition.series.posts_of_phase(phase.slug)
    hidden = len(posts) > PARTS_A_STRETCH
    return Stretch(
        phase=edition.phase_marks[phase.slug],
        number=number,
        happened=when_known(edition.series.span_of_phase(phase.slug)),
        summary=typeset(phase.summary) if phase.summary else None,
        posts=edition.cards_of(posts[:PARTS_A_STRETCH]),
        more=Link(edition.addresses.phase(phase.slug), typeset(f"All {len(posts)} parts"))
        if hidden
        else None,
    )

"""Show how to follow the story: what a feed is, and the address of every one there is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from injury_series.story.phases import Phase
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Link, PhaseMark
from injury_series.view.site import make_head
from injury_series.view.typography import plain, typeset

THREADS_OPEN = 12
"""Up to how many parts the feeds of their comments stand open; of more, each phase's are folded away."""


@dataclass(frozen=True, slots=True)
class PhaseFeeds:
    """Show the feed of a phase at `href`, and the feeds of the comments on each of its parts."""

    phase: PhaseMark
    href: str
    threads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MailService:
    """Show the service that sends a feed by e-mail: its address, and whose it is ("letters.example")."""

    href: str
    host: str


@dataclass(frozen=True, slots=True)
class FollowPage:
    """Show every way to follow the story; all feeds' addresses are absolute, to be copied.

    `complete` is true where no more parts are to come; `folded` where there are too many parts to list the
    feeds of their comments openly; `mail` is None where the writer has named no service.
    """

    head: Head
    complete: bool
    condition: Markup
    parts: str
    parts_json: str
    comments: str
    phases: tuple[PhaseFeeds, ...]
    providers: tuple[Link, ...]
    folded: bool
    mail: MailService | None


def make_follow(edition: Edition) -> FollowPage:
    """Return the page about following."""
    addresses, series, about = edition.addresses, edition.series, edition.series.about
    absolute, mail = addresses.absolute, edition.choices.follow_by_email
    return FollowPage(
        head=make_head(
            edition,
            title="Follow the story",
            description=f"How to hear of new parts and comments of \u201c{plain(about.title)}\u201d: free, "
            "without an account, and without being followed yourself.",
            href=addresses.follow(),
            section="follow",
        ),
        complete=about.complete,
        condition=typeset(about.condition),
        parts=absolute(addresses.feed("all")),
        parts_json=absolute(addresses.json_feed()),
        comments=absolute(addresses.feed("comments")),
        phases=tuple(_phase(edition, phase) for phase in series.phases),
        providers=tuple(
            Link(absolute(addresses.feed("providers", provider.slug)), typeset(provider.shown_name))
            for provider in series.providers
        ),
        folded=len(series.posts) > THREADS_OPEN,
        mail=MailService(mail, urlsplit(mail).netloc) if mail else None,
    )


def _phase(edition: Edition, phase: Phase) -> PhaseFeeds:
    addresses = edition.addresses
    return PhaseFeeds(
        phase=edition.phase_marks[phase.slug],
        href=addresses.absolute(addresses.feed("phases", phase.slug)),
        threads=tuple(
            Link(addresses.absolute(addresses.thread_feed(post.slug)), edition.cards[post.slug].title)
            for post in edition.series.posts_of_phase(phase.slug)
        ),
    )

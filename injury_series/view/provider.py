"""Show the providers: the list of them, and each with what they did in which post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from injury_series.story.posts import Post
from injury_series.story.providers import Provider, ProviderKind
from injury_series.view.dates import when_known
from injury_series.view.edition import Edition
from injury_series.view.head import Feed, Head
from injury_series.view.parts import PostCard, ProviderMark, When
from injury_series.view.pictures import first_seen
from injury_series.view.site import make_head
from injury_series.view.typography import counted, plain, typeset


@dataclass(frozen=True, slots=True)
class ProviderCard:
    """Show a provider in the list; `count` is "in 3 parts"; place and practice may be hidden (None)."""

    provider: ProviderMark
    practice: Markup | None
    place: Markup | None
    count: str


@dataclass(frozen=True, slots=True)
class ProvidersPage:
    """Show all providers in the order in which the story meets them."""

    head: Head
    providers: tuple[ProviderCard, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Show one thing that a provider did in a post.

    `kind` is "Treatment", "Diagnosis", "Scan", "Visit" and so on; `result` is the outcome, status or finding
    in words; `outcome` is the key of a treatment's outcome ("no-change") or empty.
    """

    kind: str
    name: Markup
    when: When | None
    result: Markup | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """Show a provider's part in one post."""

    post: PostCard
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """Show one provider; what would give a hidden name away is None."""

    head: Head
    name: Markup
    role: Markup | None
    kind: str | None
    practice: Markup | None
    place: Markup | None
    url: str | None
    body: Markup
    appearances: tuple[Appearance, ...]
    feed: str


def make_providers(edition: Edition) -> ProvidersPage:
    """Return the list of providers, in the order in which the story meets them."""
    title = plain(edition.series.about.title)
    about = f"Everyone who treated the writer of \u201c{title}\u201d, and where the story tells of them."
    return ProvidersPage(
        head=make_head(
            edition,
            title="Providers",
            description=about,
            href=edition.addresses.providers(),
            section="providers",
        ),
        providers=tuple(_card(edition, provider) for provider in edition.series.providers),
    )


def make_provider(edition: Edition, provider: Provider) -> ProviderPage:
    """Return the page of a provider, with nothing on it that a hidden name could be told from."""
    mark, addresses = edition.provider_marks[provider.key], edition.addresses
    name, feed = plain(provider.shown_name), addresses.feed("providers", provider.slug)
    posts = edition.series.posts_of_provider(provider.key)
    about = f", {provider.role}" if provider.shown_role else ""
    return ProviderPage(
        head=make_head(
            edition,
            title=name,
            description=f"{name}{about}: what they did in this story, part by part.",
            href=mark.href,
            section="providers",
            feeds=(Feed(f"Provider: {name}", addresses.absolute(feed)),),
        ),
        name=mark.name,
        role=mark.role,
        kind=None if provider.kind is ProviderKind.OTHER else provider.kind.value.capitalize(),
        practice=_typeset(provider.shown_practice),
        place=_typeset(provider.shown_place),
        url=provider.shown_url,
        body=first_seen(edition.bodies[provider.source]),
        appearances=tuple(
            Appearance(edition.cards[post.slug], tuple(_deeds(edition, post, provider.key))) for post in posts
        ),
        feed=feed,
    )


def _card(edition: Edition, provider: Provider) -> ProviderCard:
    number = len(edition.series.posts_of_provider(provider.key))
    return ProviderCard(
        provider=edition.provider_marks[provider.key],
        practice=_typeset(provider.shown_practice),
        place=_typeset(provider.shown_place),
        count=f"in {counted(number, 'part', 'parts')}",
    )


def _deeds(edition: Edition, post: Post, key: str) -> Iterator[Deed]:
    revised = {later.slug: later.now.words.lower() for later in edition.later[post.slug].outcomes}
    for event in post.events:
        if event.provider == key:
            kind = event.kind.value.capitalize() if event.kind.value != "other" else "Event"
            yield Deed(kind, typeset(event.title), when_known(event.date), _typeset(event.finding), "")
    for diagnosis in post.diagnoses:
        if diagnosis.provider == key:
            result = Markup(diagnosis.status.words)
            yield Deed("Diagnosis", typeset(diagnosis.name), when_known(diagnosis.date), result, "")
    for treatment in post.treatments:
        if treatment.provider == key:
            outcome, now = treatment.outcome, revised.get(treatment.slug)
            yield Deed(
                kind="Treatment",
                name=typeset(treatment.name),
                when=when_known(treatment.span),
                result=Markup(outcome.words + (f"; seen later as: {now}" if now else ""))
                if outcome
                else None,
                outcome=outcome.value if outcome else "",
            )


def _typeset(text: str | None) -> Markup | None:
    return typeset(text) if text else None

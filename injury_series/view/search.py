"""Show the search: what parts can be narrowed down by, where the index is, and the ways without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from injury_series.story.care import Outcome
from injury_series.view.care import make_tried
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.parts import Link
from injury_series.view.site import make_head
from injury_series.view.typography import text_of, typeset

INDEX = "pagefind/"
"""The path of the index in the site."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Show one value to narrow the search by: its plain words, how many parts have it, its own page.

    `blaze` is a phase's, else None.
    """

    words: str
    count: int
    href: str
    blaze: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """Show one thing to narrow the search by: its `name` in the index ("phase"), its label, its choices.

    `every` is the list of them all: "All phases".
    """

    name: str
    label: str
    every: Link
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Show the search; `index` and `base` are the addresses of the index and of the site."""

    head: Head
    index: str
    base: str
    facets: tuple[Facet, ...]
    ways: tuple[Link, ...]


def make_search(edition: Edition) -> SearchPage:
    """Return the page of the search."""
    addresses = edition.addresses
    facets = (_phases(edition), _providers(edition), _treatments(edition), _outcomes(edition))
    ways = [Link(addresses.timeline(), typeset("The timeline: what happened when"))]
    if edition.treatments:
        ways.append(Link(addresses.treatments(), typeset("The treatments, by what came of them")))
    return SearchPage(
        head=make_head(
            edition,
            title="Search",
            description="Find words in the story, and its parts by phase, provider, treatment and outcome.",
            href=addresses.search(),
            section="search",
        ),
        index=addresses.at(INDEX),
        base=addresses.home(),
        facets=tuple(facet for facet in facets if facet.choices),
        ways=tuple(ways),
    )


def _phases(edition: Edition) -> Facet:
    count = Counter(post.phase for post in edition.series.posts)
    choices = [
        Choice(text_of(mark.title), count[slug], mark.href, mark.blaze)
        for slug, mark in edition.phase_marks.items()
        if count[slug]
    ]
    return _facet("phase", "Phase", "All phases", edition.addresses.phases(), choices)


def _providers(edition: Edition) -> Facet:
    count = Counter(key for post in edition.series.posts for key in post.people())
    choices = [
        Choice(text_of(mark.name), count[key], mark.href)
        for key, mark in edition.provider_marks.items()
        if count[key]
    ]
    return _facet("provider", "Provider", "All providers", edition.addresses.providers(), choices)


def _treatments(edition: Edition) -> Facet:
    choices = [
        Choice(
            text_of(typeset(record.name)),
            len({mention.post.slug for mention in record.mentions}),
            edition.addresses.treatment(slug),
        )
        for slug, record in edition.treatments.items()
    ]
    return _facet("treatment", "Treatment", "All treatments", edition.addresses.treatments(), choices)


def _outcomes(edition: Edition) -> Facet:
    """Return the outcomes as posts show them at a glance: the one that later parts tell, else their own."""
    count: Counter[str] = Counter()
    for post in edition.series.posts:
        latest = (row.now or row.then for row in make_tried(edition, post))
        count.update({outcome.words for outcome in latest if outcome})
    href, groups = edition.addresses.treatments(), {r.outcome for r in edition.treatments.values()}
    choices = [
        Choice(outcome.words, count[outcome.words], f"{href}#{outcome}" if outcome in groups else href)
        for outcome in Outcome
        if count[outcome.words]
    ]
    return _facet("outcome", "Outcome", "All outcomes", href, choices)


def _facet(name: str, label: str, every: str, href: str, choices: Iterable[Choice]) -> Facet:
    return Facet(name, label, Link(href, typeset(every)), tuple(choices))

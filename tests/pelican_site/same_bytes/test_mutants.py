"""Each thing that a build looks at to tell what has changed is needed: without it a stale page is caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from injury_series.pelican_site import again, facts, generator, production
from injury_series.pelican_site.fingerprints import Fingerprints
from injury_series.pelican_site.last_build import Past, forget
from injury_series.pelican_site.pieces import Span
from injury_series.pelican_site.reading import Reading
from injury_series.pelican_site.seen import SeenBodies
from injury_series.pelican_site.standing import Standing
from injury_series.pelican_site.templates import Templates
from injury_series.pelican_site.texts import Source
from tests.pelican_site.same_bytes import disk, edits
from tests.pelican_site.same_bytes.machine import Fresh, InProcess
from tests.pelican_site.same_bytes.telling import CONF

_TRIES = 6


@pytest.fixture(scope="module")
def site() -> Iterator[Fresh]:
    site = Fresh()
    yield site
    site.close()


def without_part(place: int, parts: int) -> Callable[[pytest.MonkeyPatch], None]:
    """Leave out one of the things that a fingerprint is taken of, where it is taken of so many."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        of = Fingerprints.of

        def mutant(self: Fingerprints, *given: object) -> str:
            return of(self, *(part for n, part in enumerate(given) if len(given) != parts or n != place))

        patch.setattr(Fingerprints, "of", mutant)

    return mutate


def facts_without(part: str) -> Callable[[pytest.MonkeyPatch], None]:
    """Leave out the files that lie in a folder of this name."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        def mutant(settings: dict[str, Any], inputs: dict[str, Any]) -> str:
            return facts.facts_of(
                settings, {path: s for path, s in inputs.items() if f"/{part}/" not in path}
            )

        patch.setattr(generator, "facts_of", mutant)

    return mutate


def replaced(target: object, name: str, mutant: object) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(target, name, mutant)


def settings_of_old(settings: dict[str, Any], inputs: dict[str, Any]) -> str:
    unset = dict.fromkeys(("FOLLOW_BY_EMAIL", "ISSO", "TYPOGRIFY_DASHES"))
    return facts.facts_of({**settings, **CONF, **unset}, inputs)


def whatever_was_made(past: Past, _: Path) -> tuple[set[str], set[str]]:
    return set(), {path for done in past.done.values() for path in done.files}


MUTANTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], Callable[..., None]]] = {
    "a page's view": (without_part(3, 5), edits.title),
    "the view of the site": (without_part(4, 5), edits.phase_title),
    "the templates that a page reaches": (without_part(2, 5), disk.template_that_shows),
    "which templates there are": (replaced(Templates, "whole", "same"), disk.template_that_shows),
    "a feed's view": (without_part(2, 3), edits.summary),
    "a file's bytes": (without_part(0, 1), edits.aliases),
    "front matter": (facts_without("posts"), edits.title),
    "comments": (facts_without("comments"), edits.comment_edited),
    "pictures": (facts_without("images"), edits.picture_bytes),
    "styles and scripts": (facts_without("static"), disk.style),
    "settings": (replaced(generator, "facts_of", settings_of_old), edits.settings),
    "which bodies have changed": (replaced(generator, "changed_bodies", lambda *_: {}), edits.body),
    "which bodies a page reads": (
        replaced(SeenBodies, "__getitem__", lambda self, name: self.bodies[name]),
        edits.body,
    ),
    "the bodies on the page of the whole story": (
        replaced(production, "changed_in", lambda before, _: ([Span(0, None)], before)),
        edits.body,
    ),
    "what else a body tells": (
        replaced(again, "_tells_the_same", lambda *_: True),
        edits.body_that_tells_more,
    ),
    "whether a file stands": (
        replaced(
            Past, "looked_at", lambda self, _: (set(), {f for d in self.done.values() for f in d.files})
        ),
        disk.output_damaged,
    ),
    "the hour": (replaced(Standing, "stands", lambda self, found, _: self.facts == found), Fresh.wait),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_stale_page_is_caught_without(name: str, site: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate, change = MUTANTS[name]
    with monkeypatch.context() as patch:
        mutate(patch)
        forget()
        site.check()
        with pytest.raises((AssertionError, KeyError, FileNotFoundError)):
            change_often(site, change)


def test_a_stale_text_is_caught_in_a_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, site = Source._kept, InProcess()

    def whatever_it_says_now(source: Source, keys: dict[str, str]) -> dict[str, Reading]:
        held = source.before
        return kept(source, keys) if held is None else {name: held[name][1] for name in keys}

    try:
        monkeypatch.setattr(Source, "_kept", whatever_it_says_now)
        site.check(site.edit(edits.body, 1))
        with pytest.raises(AssertionError):
            site.check(site.edit(edits.title, 1))
    finally:
        site.close()


def change_often(site: Fresh, change: Callable[..., None]) -> None:
    for seed in range(_TRIES):
        if change is Fresh.wait:
            site.wait(24 * 365 * 90)
        elif change.__module__ == disk.__name__:
            site.change(change, site.output, seed)
        else:
            site.edit(change, seed)
        site.check()

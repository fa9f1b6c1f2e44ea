"""Find what the links in a body lead to."""

from __future__ import annotations

from functools import cached_property

from injury_series.source.links import Target
from injury_series.source.names import Kind, Names
from injury_series.story.phases import Phase
from injury_series.story.posts import Post
from injury_series.story.providers import Provider
from injury_series.story.series import Series
from injury_series.story.treatments import TreatmentRecord, treatment_records
from injury_series.view.addresses import Addresses


class Targets:
    """Find the targets of links among what a series shows; `names` also has what it does not show.

    Without a series (its files are faulty) a name that is known is all that can be asked for.
    """

    def __init__(self, names: Names, series: Series | None, addresses: Addresses) -> None:
        self._names, self._series, self._addresses = names, series, addresses

    def find(self, kind: Kind, name: str) -> Target | None:
        """Return the target of a name, without `href` where the series does not show it, or None."""
        target = self._shown(kind, name)
        if target or name not in self._names.of(kind):
            return target
        return Target("#" if self._series is None else None, name)

    def _shown(self, kind: Kind, name: str) -> Target | None:
        addresses = self._addresses
        match kind:
            case "post" if post := self._posts.get(name):
                return Target(addresses.post(post.slug), post.title)
            case "phase" if phase := self._phases.get(name):
                return Target(addresses.phase(phase.slug), phase.title)
            case "provider" if provider := self._providers.get(name):
                return Target(addresses.provider(provider.slug), provider.shown_name)
            case "treatment" if record := self._treatments.get(name):
                return Target(addresses.treatment(record.slug), record.name)
            case _:
                return None

    @cached_property
    def _posts(self) -> dict[str, Post]:
        return {post.slug: post for post in self._series.posts} if self._series else {}

    @cached_property
    def _phases(self) -> dict[str, Phase]:
        return {phase.slug: phase for phase in self._series.phases} if self._series else {}

    @cached_property
    def _providers(self) -> dict[str, Provider]:
        return {provider.key: provider for provider in self._series.providers} if self._series else {}

    @cached_property
    def _treatments(self) -> dict[str, TreatmentRecord]:
        records = treatment_records(self._series.posts) if self._series else ()
        return {record.slug: record for record in records}

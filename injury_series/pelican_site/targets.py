"""Find what the links in a body lead to."""

from __future__ import annotations

from functools import cached_property

from injury_series.source.links import Target
from injury_series.source.names import Kind, Names
from injury_series.story.series import Series
from injury_series.story.treatments import treatment_records
from injury_series.view.addresses import Addresses


class Targets:
    """Find the targets of links among what a series shows; `names` also has what it does not show.

    Without a series (its files are faulty) a name that is known is all that can be asked for.
    """

    def __init__(self, names: Names, series: Series | None, addresses: Addresses) -> None:
        self._names, self._series, self._addresses = names, series, addresses

    def find(self, kind: Kind, name: str) -> Target | None:
        """Return the target of a name, without `href` where the series does not show it, or None."""
        if (kind, name) in self._known:
            return self._known[kind, name]
        if name not in self._names.of(kind):
            return None
        return Target("#" if self._series is None else None, name)

    @cached_property
    def _known(self) -> dict[tuple[Kind, str], Target]:
        known: dict[tuple[Kind, str], Target] = {}
        series, addresses = self._series, self._addresses
        if series:
            for post in series.posts:
                known["post", post.slug] = Target(addresses.post(post.slug), post.title)
            for phase in series.phases:
                known["phase", phase.slug] = Target(addresses.phase(phase.slug), phase.title)
            for provider in series.providers:
                target = Target(addresses.provider(provider.slug), provider.shown_name)
                known["provider", provider.key] = target
            for record in treatment_records(series.posts):
                known["treatment", record.slug] = Target(addresses.treatment(record.slug), record.name)
        return known

"""A provider: a person or practice who treated the writer, shown as the writer wishes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from injury_series.story.slugs import slugify


class ProviderKind(StrEnum):
    """Name the kinds of provider that the front matter knows."""

    PHYSICIAN = "physician"
    PHYSIOTHERAPIST = "physiotherapist"
    CHIROPRACTOR = "chiropractor"
    OTHER = "other"


class Shown(StrEnum):
    """Say what of a provider is published: the name, the role in its place, or an alias."""

    NAME = "name"
    ROLE = "role"
    ALIAS = "alias"


_TITLES = frozenset({"and", "dr", "med", "mr", "mrs", "ms", "prof", "the", "von", "van", "der", "phd"})


def told_part(name: str, shown: Shown, role: str, alias: str | None) -> str:
    """Return a telling part of a hidden name that what is shown in its place gives away, or nothing.

    Where role and name are the same words, nothing is hidden.
    """
    instead = {Shown.NAME: "", Shown.ROLE: role, Shown.ALIAS: alias or ""}[shown]
    if instead.casefold() == name.casefold():
        return ""
    words = slugify(instead).split("-")
    parts = (part for part in slugify(name).split("-") if len(part) > 1 and part not in _TITLES)
    return next((part for part in parts if part in words), "")


@dataclass(frozen=True, slots=True)
class Provider:
    """Hold a provider as the file in `content/providers/` has it, private parts included.

    `key` is the file's name, by which posts mean this provider. It can hold a hidden name: only
    `shown_name`, `shown_role`, `slug` and the `shown_*` properties may be published.
    """

    key: str
    source: str
    name: str
    role: str
    kind: ProviderKind = ProviderKind.OTHER
    practice: str | None = None
    place: str | None = None
    url: str | None = None
    shown: Shown = Shown.NAME
    alias: str | None = None

    @property
    def is_named(self) -> bool:
        """Tell whether the name itself may be published."""
        return self.shown is Shown.NAME

    @property
    def shown_name(self) -> str:
        """Return what stands for this provider everywhere."""
        if self.shown is Shown.ROLE:
            return self.role
        if self.shown is Shown.ALIAS and self.alias:
            return self.alias
        return self.name

    @property
    def shown_role(self) -> str | None:
        """Return the role where the shown name does not say it already."""
        return self.role if self.role.casefold() != self.shown_name.casefold() else None

    @property
    def slug(self) -> str:
        """Return the last part of the address; it never gives a hidden name away."""
        return self.key if self.is_named else slugify(self.shown_name)

    @property
    def shown_practice(self) -> str | None:
        """Return the practice, unless it would tell who a hidden provider is."""
        return self.practice if self.is_named else None

    @property
    def shown_place(self) -> str | None:
        """Return the place, unless it would help to tell who a hidden provider is."""
        return self.place if self.is_named else None

    @property
    def shown_url(self) -> str | None:
        """Return the provider's own site, unless it would tell who a hidden provider is."""
        return self.url if self.is_named else None

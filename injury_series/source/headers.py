"""The keys that the front matter of each kind of file knows; any other key is an error.

The names are the writer's, with `-` for `_`. `convert` makes the story of what is read here.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from injury_series.source.fields import (
    Flag,
    Fuzzy,
    Integer,
    Moment,
    NumberRange,
    OldAddress,
    OwnSlug,
    Text,
    WebAddress,
    fault,
)
from injury_series.story.care import DiagnosisStatus, EventKind, Outcome
from injury_series.story.measures import Better
from injury_series.story.posts import Status
from injury_series.story.providers import ProviderKind, Shown, told_part
from injury_series.story.slugs import slugify


def hyphenated(name: str) -> str:
    """Return a field's name as the writer writes it: `as_of` is "as-of", `from_` is "from"."""
    return name.rstrip("_").replace("_", "-")


class Header(BaseModel):
    """Close the keys of every group of front matter."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=hyphenated, arbitrary_types_allowed=True
    )


class NowHeader(Header):
    """`now` in `series.yaml`."""

    text: Text
    as_of: Fuzzy


class MeasureHeader(Header):
    """One of `measures` in `series.yaml`."""

    name: OwnSlug
    label: Text
    unit: Text
    better: Better


class UpNextHeader(Header):
    """One of `up-next` in `series.yaml`."""

    title: Text
    when: Text | None = None


class SeriesHeader(Header):
    """`content/series.yaml`."""

    title: Text
    condition: Text
    byline: Text
    disclaimer: Text
    subtitle: Text | None = None
    bio: Text | None = None
    now: NowHeader | None = None
    measures: list[MeasureHeader] = []
    up_next: list[UpNextHeader] = []
    complete: Flag = False

    @model_validator(mode="after")
    def _each_measure_once(self) -> SeriesHeader:
        names = [measure.name for measure in self.measures]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise fault(f'Two measures are called "{twice}".', "measures")
        return self


class PhaseHeader(Header):
    """A file in `content/phases/`."""

    title: Text
    order: Integer
    happened: Fuzzy | None = None
    summary: Text | None = None


class ProviderHeader(Header):
    """A file in `content/providers/`."""

    name: Text
    role: Text
    kind: ProviderKind = ProviderKind.OTHER
    practice: Text | None = None
    place: Text | None = None
    url: WebAddress | None = None
    shown: Shown = Shown.NAME
    alias: Text | None = None

    @model_validator(mode="after")
    def _keeps_a_hidden_name(self) -> ProviderHeader:
        if self.shown is Shown.ALIAS and not self.alias:
            raise fault('"shown: alias" wants an alias to show. Add a line "alias: ...".', "shown")
        if self.shown is not Shown.ALIAS and self.alias:
            problem = f"An alias stands here, but what is published is the {self.shown.value}."
            raise fault(f'{problem} Add "shown: alias", or take the alias out.', "alias")
        if self.shown is not Shown.NAME and not slugify(self.alias or self.role):
            raise fault("This makes no address. Give it letters or digits.", self.shown.value)
        told = told_part(self.name, self.shown, self.role, self.alias)
        if told:
            raise fault(
                f'The {self.shown.value} tells "{told}", a part of the hidden name.', self.shown.value
            )
        return self


class TreatmentHeader(Header):
    """One of a post's `treatments`; its own `slug` joins it with one of another name."""

    name: Text
    slug: OwnSlug | None = None
    provider: Text | None = None
    from_: Fuzzy | None = None
    to: Fuzzy | None = None
    outcome: Outcome | None = None
    as_of: Fuzzy | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> TreatmentHeader:
        if self.from_ and self.to and self.to.last < self.from_.first:
            raise fault(f'"{self.to}" lies before "from: {self.from_}".', "to")
        if self.from_ and self.as_of and self.as_of.last < self.from_.first:
            raise fault(f'"{self.as_of}" lies before "from: {self.from_}".', "as-of")
        return self


class DiagnosisHeader(Header):
    """One of a post's `diagnoses`."""

    name: Text
    status: DiagnosisStatus
    date: Fuzzy | None = None
    provider: Text | None = None
    replaced_by: Text | None = None
    note: Text | None = None


class EventHeader(Header):
    """One of a post's `events`."""

    date: Fuzzy
    kind: EventKind
    title: Text
    provider: Text | None = None
    finding: Text | None = None


class ReadingHeader(Header):
    """One of a post's `measures`: a date, and a number for each measure named in `series.yaml`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    date: Fuzzy
    __pydantic_extra__: dict[str, NumberRange]

    @model_validator(mode="after")
    def _has_a_number(self) -> ReadingHeader:
        if not self.model_extra:
            raise fault("No number stands beside this date.", "date")
        return self


class ResourceHeader(Header):
    """One of a post's `resources`."""

    title: Text
    url: WebAddress | None = None
    note: Text | None = None
    checked: Fuzzy | None = None


class DiscussionHeader(Header):
    """One of a post's `discussions`."""

    site: Text
    url: WebAddress


class ImageHeader(Header):
    """A post's `image`."""

    src: Text
    alt: Text
    caption: Text | None = None


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


class PostHeader(Header):
    """A file in `content/posts/`."""

    title: Text
    date: Moment
    phase: Text
    summary: Text
    provider: Text | None = None
    providers: list[Text] = []
    status: Status = Status.PUBLISHED
    part: Annotated[Integer, Field(ge=1)] | None = None
    happened: Fuzzy | None = None
    treatments: list[TreatmentHeader] = []
    diagnoses: list[DiagnosisHeader] = []
    events: list[EventHeader] = []
    measures: list[ReadingHeader] = []
    resources: list[ResourceHeader] = []
    discussions: list[DiscussionHeader] = []
    image: ImageHeader | None = None
    content_notes: Annotated[list[Text], BeforeValidator(_one_or_many)] = []
    updated: Moment | None = None
    slug: OwnSlug | None = None
    aliases: list[OldAddress] = []
    disclosure: Text | None = None

    @model_validator(mode="after")
    def _provider_or_providers(self) -> PostHeader:
        if self.provider and self.providers:
            raise fault('"provider" stands here too. Keep "providers", a list.', "provider")
        return self


class CommentHeader(Header):
    """A file in `content/comments/<post>/`."""

    author: Text
    date: Moment
    reply_to: Text | None = None
    by_writer: Flag = False
    url: WebAddress | None = None


class PageHeader(Header):
    """A file in `content/pages/`."""

    title: Text
    summary: Text | None = None
    status: Status = Status.PUBLISHED
    order: Integer | None = None

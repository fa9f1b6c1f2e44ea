"""The keys that the front matter of each kind of file knows; any other key is an error.

The names are the writer's, with `-` for `_`. `convert` makes the story of what is read here.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from injury_series.source.fields import (
    Counted,
    Flag,
    Fuzzy,
    Integer,
    Moment,
    NumberRange,
    OldAddress,
    OwnSlug,
    Text,
    Texts,
    WebAddress,
    fault,
    key,
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


ALLOW: Any = key(
    "What the gate may let stand in this file when the site is published: each text just as it is written.",
    "206-555-0100",
    default=[],
)


class NowHeader(Header):
    """`now` in `series.yaml`."""

    text: Text = key("Where you are now, in a few sentences.", "I walk an hour, and cannot run yet.")
    as_of: Fuzzy = key("When that was so.")


class MeasureHeader(Header):
    """One of `measures` in `series.yaml`."""

    name: OwnSlug = key("What the posts call it.", "pain-free-miles")
    label: Text = key("What readers see.", "Pain-free running")
    unit: Text = key("What is counted.", "miles")
    better: Better = key("Which way is better.")


class UpNextHeader(Header):
    """One of `up-next` in `series.yaml`."""

    title: Text = key("What the next part is about.", "What the second scan showed")
    when: Text | None = key("When it comes, in your words.", "Planned, not yet written", default=None)


class SeriesHeader(Header):
    """`content/series.yaml`."""

    title: Text = key("The name of the whole story.", "A knee on the mend")
    condition: Text = key("The injury, in a few words.", "Torn meniscus, left knee")
    byline: Text = key("Who writes, as readers see it.", "A cyclist in Delft")
    disclaimer: Text = key("Stands under every page.", "One rider's story, not medical advice.")
    subtitle: Text | None = key("A line under the title.", "A fall, a tear and two winters", default=None)
    bio: Text | None = key("A few sentences about you.", "I ride to work and on Sundays.", default=None)
    now: NowHeader | None = key("Where you are now; it stands on the first page.", default=None)
    measures: list[MeasureHeader] = key(
        "Numbers that you follow over time; posts say what they were on a date.", default=[]
    )
    up_next: list[UpNextHeader] = key("What is still to be written.", default=[])
    complete: Flag = key("true once the story has come to its end.", default=False)
    allow: Texts = ALLOW

    @model_validator(mode="after")
    def _each_measure_once(self) -> SeriesHeader:
        names = [measure.name for measure in self.measures]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise fault(f'Two measures are called "{twice}".', "measures")
        return self


class PhaseHeader(Header):
    """A file in `content/phases/`."""

    title: Text = key("What this stretch of the injury is called.", "Setback")
    order: Integer = key("Its place among the phases; 1 is the first.")
    happened: Fuzzy | None = key("When it took place, as vague as you know it.", default=None)
    summary: Text | None = key("One or two sentences for lists.", "Four months in a chair.", default=None)
    allow: Texts = ALLOW


class ProviderHeader(Header):
    """A file in `content/providers/`."""

    name: Text = key("The person's or practice's name.", "Dr. Ada Okafor")
    role: Text = key("What they are to you.", "Knee surgeon")
    kind: ProviderKind = key("The profession.", default=ProviderKind.OTHER)
    practice: Text | None = key("Where they work; unseen if the name is.", "Harbour Clinic", default=None)
    place: Text | None = key("The town; unseen if the name is.", "Lagos", default=None)
    url: WebAddress | None = key("Their own site; unseen if the name is.", default=None)
    shown: Shown = key("What readers see: the name, the role in its place, or an alias.", default=Shown.NAME)
    alias: Text | None = key(
        'What stands in place of the name, with "shown: alias".', "My first surgeon", default=None
    )
    allow: Texts = ALLOW

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

    name: Text = key("What was tried, spelled alike in every post.", "Name of the treatment")
    slug: OwnSlug | None = key("An address, shared with another name.", "name-of-the-treatment", default=None)
    provider: Text | None = key("Who gave it: a file in content/providers/.", "dr-okafor", default=None)
    from_: Fuzzy | None = key("When it began.", default=None)
    to: Fuzzy | None = key("When it ended.", default=None)
    outcome: Outcome | None = key("What came of it.", default=None)
    as_of: Fuzzy | None = key("When the outcome was so.", default=None)
    note: Text | None = key("A few words on it.", "Twice a week", default=None)

    @model_validator(mode="after")
    def _in_order(self) -> TreatmentHeader:
        if self.from_ and self.to and self.to.last < self.from_.first:
            raise fault(f'"{self.to}" lies before "from: {self.from_}".', "to")
        if self.from_ and self.as_of and self.as_of.last < self.from_.first:
            raise fault(f'"{self.as_of}" lies before "from: {self.from_}".', "as-of")
        return self


class DiagnosisHeader(Header):
    """One of a post's `diagnoses`."""

    name: Text = key("What it was thought to be, spelled alike in every post.", "Name of the diagnosis")
    status: DiagnosisStatus = key("How sure it is.")
    date: Fuzzy | None = key("When it was made.", default=None)
    provider: Text | None = key("Who made it: a file in content/providers/.", "dr-okafor", default=None)
    replaced_by: Text | None = key(
        "The name of the diagnosis that took its place.", "Name of the other diagnosis", default=None
    )
    note: Text | None = key("A few words on it.", "By the sound of it, before the scan", default=None)


class EventHeader(Header):
    """One of a post's `events`."""

    date: Fuzzy = key("When it happened.")
    kind: EventKind = key("What kind of event it was.")
    title: Text = key("What happened.", "MRI of the hip")
    provider: Text | None = key("Who was there: a file in content/providers/.", "dr-okafor", default=None)
    finding: Text | None = key("What came out.", "A small tear", default=None)


class ReadingHeader(Header):
    """One of a post's `measures`: a date, and a number for each measure named in `series.yaml`."""

    model_config = ConfigDict(extra="allow", frozen=True, json_schema_extra={"minProperties": 2})

    date: Fuzzy = key("When it was so.")
    __pydantic_extra__: dict[str, NumberRange]

    @model_validator(mode="after")
    def _has_a_number(self) -> ReadingHeader:
        if not self.model_extra:
            raise fault("No number stands beside this date.", "date")
        return self


class ResourceHeader(Header):
    """One of a post's `resources`."""

    title: Text = key("What there is to read.", "A guide to knee exercises")
    url: WebAddress | None = key("Where it is.", default=None)
    note: Text | None = key("A few words on it.", "Long, and worth it", default=None)
    checked: Fuzzy | None = key("When you last looked at it.", default=None)


class DiscussionHeader(Header):
    """One of a post's `discussions`."""

    site: Text = key("What the place is called.", "A forum for runners")
    url: WebAddress = key("Where the talk is.")


class ImageHeader(Header):
    """A post's `image`."""

    src: Text = key("A file below content/.", "images/hip-joint.svg")
    alt: Text = key("What the picture shows, for those who cannot see it.", "The hip joint from the front")
    caption: Text | None = key("A line under the picture.", "Where it hurt", default=None)


class PostHeader(Header):
    """A file in `content/posts/`."""

    title: Text = key("What this part is called.", "The first run")
    date: Moment = key("The day it is published; one in the future waits for its day.")
    phase: Text = key("A file's name in content/phases/.", "setback")
    summary: Text = key(
        "One or two sentences for lists, feeds and search engines.", "Two miles, and nothing hurt."
    )
    provider: Text | None = key(
        "The one provider this part tells of: a file's name in content/providers/.", "dr-okafor", default=None
    )
    providers: list[Text] = key("Who this part tells of: files' names in content/providers/.", default=[])
    status: Status = key("A draft is seen by you alone, in the preview.", default=Status.PUBLISHED)
    part: Counted | None = key(
        "Its place in the story, where that is not the order of dates.", "3", default=None
    )
    happened: Fuzzy | None = key(
        "When it took place: 2019, 2019-04, 2019-04-03, 2019-autumn, 2019-04 to 2019-08.", default=None
    )
    treatments: list[TreatmentHeader] = key("What was tried, and what came of it.", default=[])
    diagnoses: list[DiagnosisHeader] = key("What it was thought to be.", default=[])
    events: list[EventHeader] = key("What happened on a date.", default=[])
    measures: list[ReadingHeader] = key("The numbers of series.yaml on a date: 3, or 2 to 3.", default=[])
    resources: list[ResourceHeader] = key("What to read elsewhere.", default=[])
    discussions: list[DiscussionHeader] = key("Where else this part is talked about.", default=[])
    image: ImageHeader | None = key("The picture at the head.", default=None)
    content_notes: Texts = key("What a reader may want warning of.", "Needles", default=[])
    updated: Moment | None = key("The day of the last change.", default=None)
    slug: OwnSlug | None = key("Its own address, where that is not the file's name.", default=None)
    aliases: list[OldAddress] = key("Old addresses that lead here.", default=[])
    disclosure: Text | None = key("Any tie to a provider.", "They treat me at no charge.", default=None)
    allow: Texts = ALLOW

    @model_validator(mode="after")
    def _provider_or_providers(self) -> PostHeader:
        if self.provider and self.providers:
            raise fault('"provider" stands here too. Keep "providers", a list.', "provider")
        return self


class PageHeader(Header):
    """A file in `content/pages/`."""

    title: Text = key("What the page is called.", "About")
    summary: Text | None = key("One or two sentences on it.", "Who writes here, and why.", default=None)
    status: Status = key("A draft is seen by you alone, in the preview.", default=Status.PUBLISHED)
    order: Integer | None = key("Its place among the pages; 1 is the first.", default=None)
    allow: Texts = ALLOW

"""Turn front matter that has been checked into the story's own values."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from injury_series.source.comment_header import CommentHeader
from injury_series.source.headers import (
    DiagnosisHeader,
    EventHeader,
    PageHeader,
    PhaseHeader,
    PostHeader,
    ProviderHeader,
    ReadingHeader,
    ResourceHeader,
    SeriesHeader,
    TreatmentHeader,
)
from injury_series.story.care import Diagnosis, Event, Treatment
from injury_series.story.measures import Measure, Reading
from injury_series.story.pages import Page
from injury_series.story.phases import Phase
from injury_series.story.posts import Discussion, Post, PostImage, Resource
from injury_series.story.providers import Provider
from injury_series.story.series import About, Announcement, WhereNow
from injury_series.story.slugs import slugify
from injury_series.story.threads import Comment


def to_about(header: SeriesHeader) -> About:
    """Return what `series.yaml` says."""
    now = header.now
    return About(
        title=header.title,
        condition=header.condition,
        byline=header.byline,
        disclaimer=header.disclaimer,
        subtitle=header.subtitle,
        bio=header.bio,
        now=WhereNow(now.text, now.as_of) if now else None,
        measures=tuple(Measure(m.name, m.label, m.unit, m.better) for m in header.measures),
        up_next=tuple(Announcement(item.title, item.when) for item in header.up_next),
        complete=header.complete,
    )


def to_phase(header: PhaseHeader, slug: str, source: str) -> Phase:
    """Return the phase of a file."""
    return Phase(slug, source, header.title, header.order, header.happened, header.summary)


def to_provider(header: ProviderHeader, key: str, source: str) -> Provider:
    """Return the provider of a file."""
    return Provider(
        key=key,
        source=source,
        name=header.name,
        role=header.role,
        kind=header.kind,
        practice=header.practice,
        place=header.place,
        url=header.url,
        shown=header.shown,
        alias=header.alias,
    )


def to_page(header: PageHeader, slug: str, source: str) -> Page:
    """Return the page of a file."""
    return Page(slug, source, header.title, header.summary, header.status, header.order)


def to_comment(header: CommentHeader, id_: str, source: str, zone: ZoneInfo) -> Comment:
    """Return the comment of a file; times are in the writer's zone."""
    return Comment(
        id=id_,
        source=source,
        author=header.author,
        date=header.date.replace(tzinfo=zone),
        reply_to=header.reply_to,
        by_writer=header.by_writer,
        url=header.url,
        removed=header.removed.replace(tzinfo=zone) if header.removed else None,
    )


def to_post(header: PostHeader, slug: str, source: str, zone: ZoneInfo) -> Post:
    """Return the post of a file; times are in the writer's zone."""
    image = header.image
    return Post(
        slug=slug,
        source=source,
        title=header.title,
        date=header.date.replace(tzinfo=zone),
        phase=header.phase,
        summary=header.summary,
        providers=tuple(header.providers or ([header.provider] if header.provider else [])),
        status=header.status,
        part=header.part,
        happened=header.happened,
        treatments=tuple(map(_treatment, header.treatments)),
        diagnoses=tuple(map(_diagnosis, header.diagnoses)),
        events=tuple(map(_event, header.events)),
        readings=tuple(reading for group in header.measures for reading in _readings(group)),
        resources=tuple(map(_resource, header.resources)),
        discussions=tuple(Discussion(item.site, item.url) for item in header.discussions),
        image=PostImage(image.src, image.alt, image.caption) if image else None,
        content_notes=tuple(header.content_notes),
        updated=_zoned(header.updated, zone),
        aliases=tuple(header.aliases),
        disclosure=header.disclosure,
    )


def _zoned(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.replace(tzinfo=zone) if moment else None


def _treatment(header: TreatmentHeader) -> Treatment:
    return Treatment(
        name=header.name,
        slug=header.slug or slugify(header.name),
        provider=header.provider,
        begins=header.from_,
        ends=header.to,
        outcome=header.outcome,
        as_of=header.as_of,
        note=header.note,
    )


def _diagnosis(header: DiagnosisHeader) -> Diagnosis:
    return Diagnosis(
        name=header.name,
        status=header.status,
        date=header.date,
        provider=header.provider,
        replaced_by=header.replaced_by,
        note=header.note,
    )


def _event(header: EventHeader) -> Event:
    return Event(header.date, header.kind, header.title, header.provider, header.finding)


def _readings(header: ReadingHeader) -> list[Reading]:
    values = header.model_extra or {}
    return [Reading(name, header.date, low, high) for name, (low, high) in values.items()]


def _resource(header: ResourceHeader) -> Resource:
    return Resource(header.title, header.url, header.note, header.checked)

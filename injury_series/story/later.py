"""Later knowledge: what a reader of an earlier post must know that only a later post tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from injury_series.story.care import Diagnosis, DiagnosisStatus, Outcome
from injury_series.story.diagnoses import diagnosis_records, turned_out
from injury_series.story.posts import Post
from injury_series.story.treatments import TreatmentMention, treatment_records


@dataclass(frozen=True, slots=True)
class LaterDiagnosis:
    """Say that a diagnosis of an earlier post did not hold, and which post tells it.

    `became` is what it turned out to be, where that is known.
    """

    name: str
    status: DiagnosisStatus
    became: str | None
    told: Post


@dataclass(frozen=True, slots=True)
class LaterOutcome:
    """Say that the outcome of a treatment was seen otherwise later, and which post tells it."""

    name: str
    slug: str
    then: Outcome
    now: Outcome
    told: Post


@dataclass(frozen=True, slots=True)
class LaterKnowledge:
    """Hold what later posts tell about one post."""

    diagnoses: tuple[LaterDiagnosis, ...] = ()
    outcomes: tuple[LaterOutcome, ...] = ()


def later_knowledge(posts: Iterable[Post]) -> dict[str, LaterKnowledge]:
    """Return the later knowledge about each of the posts, which are in story order, by slug."""
    posts = tuple(posts)
    diagnoses = _diagnoses(posts)
    latest = {record.slug: record.latest for record in treatment_records(posts)}
    return {
        post.slug: LaterKnowledge(tuple(diagnoses.get(post.slug, ())), tuple(_outcomes(post, place, latest)))
        for place, post in enumerate(posts)
    }


def _diagnoses(posts: tuple[Post, ...]) -> dict[str, list[LaterDiagnosis]]:
    records = {record.name: record for record in diagnosis_records(posts)}
    found: dict[str, list[LaterDiagnosis]] = {}
    for record in records.values():
        if not record.is_past:
            continue
        last, became = record.latest, turned_out(record.name, records)
        for mention in record.mentions:
            notes = found.setdefault(mention.post.slug, [])
            note = LaterDiagnosis(record.name, record.status, became, last.post)
            if mention.place < last.place and _held(mention.diagnosis) and note not in notes:
                notes.append(note)
    return found


def _held(diagnosis: Diagnosis) -> bool:
    return diagnosis.status in (DiagnosisStatus.SUSPECTED, DiagnosisStatus.CONFIRMED)


def _outcomes(post: Post, place: int, judged: dict[str, TreatmentMention | None]) -> Iterable[LaterOutcome]:
    for treatment in post.treatments:
        latest = judged[treatment.slug]
        then, now = treatment.outcome, latest.treatment.outcome if latest else None
        if latest and latest.place > place and then and now and then is not now:
            yield LaterOutcome(treatment.name, treatment.slug, then, now, latest.post)

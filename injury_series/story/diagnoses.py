"""Diagnoses over the whole series: how sure each was, when, and what it turned out to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from injury_series.story.care import Diagnosis, DiagnosisStatus
from injury_series.story.posts import Post

_PAST = (DiagnosisStatus.SUPERSEDED, DiagnosisStatus.RULED_OUT)


@dataclass(frozen=True, slots=True)
class DiagnosisMention:
    """Hold what one post says of a diagnosis; `place` is the post's place in story order, from 0."""

    post: Post
    place: int
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True)
class DiagnosisRecord:
    """Hold all that the series says of one diagnosis; `mentions` are in the order of their dates."""

    name: str
    mentions: tuple[DiagnosisMention, ...]

    @property
    def latest(self) -> DiagnosisMention:
        """Return what is said of it last in the story."""
        return max(self.mentions, key=lambda mention: mention.place)

    @property
    def status(self) -> DiagnosisStatus:
        """Return its status in the end."""
        return self.latest.diagnosis.status

    @property
    def is_past(self) -> bool:
        """Tell whether it was ruled out or superseded in the end."""
        return self.status in _PAST


def diagnosis_records(posts: Iterable[Post]) -> tuple[DiagnosisRecord, ...]:
    """Join the diagnoses of posts, which are in story order, by name; the first told comes first."""
    mentions: dict[str, list[DiagnosisMention]] = defaultdict(list)
    for place, post in enumerate(posts):
        for diagnosis in post.diagnoses:
            mentions[diagnosis.name].append(DiagnosisMention(post, place, diagnosis))
    return tuple(DiagnosisRecord(name, tuple(sorted(told, key=_order))) for name, told in mentions.items())


def turned_out(name: str, records: dict[str, DiagnosisRecord]) -> str | None:
    """Return what a superseded diagnosis turned out to be in the end, or None where nothing replaced it."""
    seen = {name}
    found: str | None = None
    while name in records:
        replaced_by = records[name].latest.diagnosis.replaced_by
        if replaced_by is None or replaced_by in seen:
            return found
        found = name = replaced_by
        seen.add(name)
    return found


def _order(mention: DiagnosisMention) -> tuple[object, ...]:
    date = mention.diagnosis.date
    return (date is None, date.first if date else mention.post.date.date(), mention.place)

"""Treatments over the whole series: what each post says of one, joined, and what came of it in the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from injury_series.story.care import Outcome, Treatment
from injury_series.story.dates import FuzzyDate, spanning
from injury_series.story.posts import Post


@dataclass(frozen=True, slots=True)
class TreatmentMention:
    """Hold what one post says of a treatment; `place` is the post's place in story order, from 0."""

    post: Post
    place: int
    treatment: Treatment

    @property
    def judged(self) -> date:
        """Return as of when the outcome was judged: as written, or when the post's own time ended."""
        if self.treatment.as_of:
            return self.treatment.as_of.last
        return self.post.happened.last if self.post.happened else self.post.date.date()


@dataclass(frozen=True, slots=True)
class TreatmentRecord:
    """Hold all that the series says of one treatment; `mentions` are in story order."""

    slug: str
    name: str
    mentions: tuple[TreatmentMention, ...]

    @property
    def providers(self) -> tuple[str, ...]:
        """Return the keys of those who gave it, in the order in which the story meets them."""
        keys = (mention.treatment.provider for mention in self.mentions)
        return tuple(dict.fromkeys(key for key in keys if key))

    @property
    def span(self) -> FuzzyDate | None:
        """Return when it was tried, over all posts, as far as it is known."""
        return spanning([m.treatment.span for m in self.mentions if m.treatment.span])

    @property
    def judgements(self) -> tuple[TreatmentMention, ...]:
        """Return the mentions that tell an outcome, the earliest judgement first."""
        told = (mention for mention in self.mentions if mention.treatment.outcome)
        return tuple(sorted(told, key=lambda mention: (mention.judged, mention.place)))

    @property
    def latest(self) -> TreatmentMention | None:
        """Return the latest judgement, or None where no post tells an outcome."""
        return self.judgements[-1] if self.judgements else None

    @property
    def outcome(self) -> Outcome | None:
        """Return the latest outcome, or None."""
        return self.latest.treatment.outcome if self.latest else None


def treatment_records(posts: Iterable[Post]) -> tuple[TreatmentRecord, ...]:
    """Join the treatments of posts, which are in story order, by their slug; the first told comes first."""
    mentions: dict[str, list[TreatmentMention]] = defaultdict(list)
    for place, post in enumerate(posts):
        for treatment in post.treatments:
            mentions[treatment.slug].append(TreatmentMention(post, place, treatment))
    return tuple(
        TreatmentRecord(slug, told[0].treatment.name, tuple(told)) for slug, told in mentions.items()
    )

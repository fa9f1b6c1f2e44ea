"""Advise on the series as a whole: what nothing names, what has become old, what was not told to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from injury_series.source.advice_posts import A_YEAR, HALF_A_YEAR
from injury_series.source.files import HELD
from injury_series.source.findings import AdviceKind, Finding, finding
from injury_series.source.headers import SeriesHeader
from injury_series.source.readable import Readable
from injury_series.source.references import Loaded
from injury_series.story.care import Outcome
from injury_series.story.posts import State
from injury_series.story.treatments import TreatmentMention, TreatmentRecord, treatment_records


def advise_on_series(readable: Readable, now: datetime) -> Iterator[Finding]:
    """Yield what could be better in the series; what nothing names only where every post could be read."""
    yield from _held(readable)
    if readable.about:
        yield from _stale(readable.about, now.date())
        yield from _written(readable.about, readable)
    if readable.whole:
        yield from _unnamed(readable)
        yield from _untold(readable, now)


def _stale(about: Loaded[SeriesHeader], today: date) -> Iterator[Finding]:
    current = about.header.now
    if current and not about.header.complete and today - current.as_of.last > HALF_A_YEAR:
        problem = f"Where you are now was written as of {current.as_of.words}, over half a year ago."
        hint = 'Say how it is now and change the date, or write "complete: true" where the story has ended.'
        line = about.line("now", "as-of")
        yield finding(AdviceKind.STALE_NOW, about.document.file, line, problem, hint, "now.as-of")


def _written(about: Loaded[SeriesHeader], readable: Readable) -> Iterator[Finding]:
    titles = {post.header.title.casefold(): post.document.file for post in readable.posts}
    for number, item in enumerate(about.header.up_next):
        if item.title.casefold() in titles:
            problem = f'"{item.title}" is announced, and is written: {titles[item.title.casefold()]}.'
            line, field = about.line("up-next", number), f"up-next[{number + 1}]"
            hint = "Take the announcement out once it is published."
            yield finding(AdviceKind.UP_NEXT_WRITTEN, about.document.file, line, problem, hint, field)


def _unnamed(readable: Readable) -> Iterator[Finding]:
    headers = [post.header for post in readable.posts]
    told = {header.phase for header in headers}
    for phase in readable.phases:
        if phase.name not in told:
            problem = "No post tells of this phase, so readers do not see it."
            hint = f'Name it in a post, "phase: {phase.name}", or take the file away.'
            yield finding(AdviceKind.PHASE_WITHOUT_POSTS, phase.document.file, 1, problem, hint)
    met = {key for post in readable.series.posts for key in post.people()} if readable.series else set()
    for provider in readable.providers:
        if provider.name not in met:
            problem = "The front matter of no post names this provider, so readers do not see this page."
            hint = (
                f'Name the provider under "providers" in a post, "- {provider.name}", or take the file away.'
            )
            yield finding(AdviceKind.PROVIDER_UNNAMED, provider.document.file, 1, problem, hint)
    counted = {
        name for header in headers for reading in header.measures for name in reading.model_extra or {}
    }
    if about := readable.about:
        for number, measure in enumerate(about.header.measures):
            if measure.name not in counted:
                problem = f'No post has a number for "{measure.name}".'
                hint = (
                    f'Under "measures" in a post write a date and "{measure.name}: 3", or take it out here.'
                )
                line, field = about.line("measures", number), f"measures[{number + 1}]"
                yield finding(AdviceKind.MEASURE_UNUSED, about.document.file, line, problem, hint, field)


def _untold(readable: Readable, now: datetime) -> Iterator[Finding]:
    """Yield the treatments that readers were told of, and not what came of them."""
    posts = readable.series.posts if readable.series else ()
    for record in treatment_records(posts):
        latest = record.latest
        if latest is None:
            yield from _due(readable, record, now)
        elif latest.treatment.outcome is Outcome.TOO_EARLY and now.date() - latest.judged > A_YEAR:
            problem = f'Of "{record.name}" it was too early to say in {latest.judged.year}, over a year ago.'
            hint = "Say in the latest post that tells of it what came of it since."
            yield _told(readable, latest, AdviceKind.TOO_EARLY, problem, hint, "outcome")


def _due(readable: Readable, record: TreatmentRecord, now: datetime) -> Iterator[Finding]:
    last = record.mentions[-1]
    ended = [mention.treatment.ends.last for mention in record.mentions if mention.treatment.ends]
    out = any(mention.post.state(now) is State.PUBLISHED for mention in record.mentions)
    if out and ended and now.date() - max(ended) > HALF_A_YEAR:
        problem = f'"{record.name}" ended over half a year ago, and no post says what came of it.'
        hint = f'Add "outcome": {", ".join(outcome.value for outcome in Outcome)}.'
        yield _told(readable, last, AdviceKind.OUTCOME_DUE, problem, hint, "name")


def _told(
    readable: Readable, mention: TreatmentMention, kind: AdviceKind, problem: str, hint: str, key: str
) -> Finding:
    number = mention.post.treatments.index(mention.treatment)
    line = readable.post_line(mention.post.source, "treatments", number, key)
    return finding(kind, mention.post.source, line, problem, hint, f"treatments[{number + 1}]")


def _held(readable: Readable) -> Iterator[Finding]:
    folder = readable.files.root / "comments" / HELD
    number = sum(1 for path in folder.rglob("*.md") if path.is_file())
    if number:
        problem = "1 comment waits for you." if number == 1 else f"{number} comments wait for you."
        hint = "Read each; let it in under its post, or take it away."
        yield finding(AdviceKind.HELD_COMMENTS, readable.files.name(folder), 0, problem, hint)

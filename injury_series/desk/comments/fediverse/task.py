"""Read the public replies on the Fediverse to every published post, and hold them for the writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console

from injury_series.desk.comments.fediverse.place import status_place
from injury_series.desk.comments.fediverse.pulling import Pulled, Pulling
from injury_series.desk.comments.fediverse.server import Manners, NoAnswerError, Servers
from injury_series.desk.comments.fediverse.words import StatusWords
from injury_series.desk.comments.intake import Intake
from injury_series.desk.guarded import guarded
from injury_series.desk.progress import shown_progress
from injury_series.errors import Fault, InjurySeriesError
from injury_series.outputs.progress import Tell
from injury_series.pelican_site.place import Place, read_place
from injury_series.source.readable import Readable, read_readable
from injury_series.story.posts import Discussion, Post, State

CONF = Path("pelicanconf.py")
_NONE = (
    "No published post names a discussion. Where you tell of a post on the Fediverse, write that address "
    "under `discussions` in the post's file."
)
_NO_STORY = "content/series.yaml cannot be read: python3 tasks.py check says why. No reply was read."
_CUT_OFF = "that is as many as the server shows to strangers; there may be more"


@dataclass(slots=True)
class _Report:
    """Gather what is to be said: a line for each discussion, then the sums."""

    lines: list[str] = field(default_factory=list)
    sums: Pulled = field(default_factory=Pulled)
    failed: int = 0


def run_pull(*, now: datetime | None = None, manners: Manners | None = None) -> int:
    """Pull replies and return the exit code: 0 where every server answered, 1, or 130 if stopped."""

    def work() -> int:
        try:
            return _pull(read_place(CONF), now or datetime.now(UTC), manners or Manners())
        except KeyboardInterrupt:
            print("Stopped. What was held before is whole; run it again to go on.")
            return 130

    return guarded(work)


def _pull(place: Place, now: datetime, manners: Manners) -> int:
    readable = read_readable(place.content, place.zone)
    if not readable.series:
        raise InjurySeriesError(_NO_STORY)
    discussions = list(_discussions(readable.series.posts, now))
    report, who = _Report(), f"injury-series/{version('injury-series')}"
    who += f" (a writer reads the public replies to a story; +{place.site_url})"
    quiet = Console(stderr=True, highlight=False, emoji=False)
    with (
        Servers(who, manners) as servers,
        Intake(place.content, place.zone, now) as intake,
        shown_progress(quiet, "Reading replies") as tell,
    ):
        _each(discussions, Pulling(servers, intake, StatusWords()), readable, report, tell)
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    for line in [*report.lines, *_end(report, bool(discussions))]:
        console.print(line, markup=False)
    return 1 if report.failed else 0


def _discussions(posts: Iterable[Post], now: datetime) -> Iterator[tuple[Post, int, Discussion]]:
    """Yield every discussion of a post that is out, with its number in the post."""
    for post in posts:
        if post.state(now) is State.PUBLISHED:
            yield from ((post, number, each) for number, each in enumerate(post.discussions))


def _each(
    discussions: list[tuple[Post, int, Discussion]],
    pulling: Pulling,
    readable: Readable,
    report: _Report,
    tell: Tell,
) -> None:
    for done, (post, number, discussion) in enumerate(discussions):
        tell("Discussions", done, len(discussions))
        try:
            _one(post, discussion, pulling, report)
        except NoAnswerError as error:
            report.failed += 1
            line = readable.post_line(post.source, "discussions", number, "url")
            report.lines.append(str(Fault(post.source, line, "discussions", f"{discussion.url}: {error}")))


def _one(post: Post, discussion: Discussion, pulling: Pulling, report: _Report) -> None:
    place = status_place(discussion.url)
    if not place or not pulling.servers.speaks(place.origin):
        report.lines.append(f"{discussion.url}: left alone, as it is no post of a Fediverse server.")
        return
    pulled = pulling.pull(post.slug, place)
    report.sums.add(pulled)
    line = f"{discussion.url}: {_counted(pulled)}"
    report.lines.append(f"{line}; {_CUT_OFF}." if pulled.cut_off else f"{line}.")
    report.lines += [f"  {number} {why}" for why, number in sorted(pulled.left_out.items())]


def _end(report: _Report, any_discussion: bool) -> Iterator[str]:
    if not any_discussion:
        yield _NONE
        return
    yield f"\nAll in all {_counted(report.sums)}."
    if report.failed:
        yield f"{report.failed} could not be read: what was not read now is read the next time."
    if report.sums.held:
        yield "They wait for you, and no build shows them: python3 tasks.py comments"


def _counted(pulled: Pulled) -> str:
    words = "reply" if pulled.read == 1 else "replies"
    parts = {"held": pulled.held, "read before": pulled.known, "left out": pulled.left_out.total()}
    said = ", ".join(f"{number} {what}" for what, number in parts.items() if number)
    return f"{pulled.read} {words}{': ' if said else ''}{said}"

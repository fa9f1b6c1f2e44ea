"""Publish the site, go back to an earlier release, and look at what readers get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from injury_series.desk.building import OUTPUT
from injury_series.desk.guarded import guarded
from injury_series.desk.made_site import build_published
from injury_series.desk.progress import shown_progress
from injury_series.outputs.store import Store
from injury_series.pelican_site.place import Place, read_place
from injury_series.publishing.changes import Changes, counted, in_words
from injury_series.publishing.publish import plan, publish, roll_back
from injury_series.publishing.release import Held, Release, Told
from injury_series.publishing.staging import stage
from injury_series.publishing.target import PublishError, Target
from injury_series.publishing.targets.find import find_target
from injury_series.publishing.verify.verifying import Verified, verify

CONF = Path("publishconf.py")
_STAGE = Path(".cache/publish")
_LISTED = 20
"""How many files of a kind a dry run lists before it only counts the rest."""


@dataclass(frozen=True, slots=True)
class _Desk:
    console: Console
    place: Place
    target: Target
    stage: Path


def run_publish(*, dry_run: bool) -> int:
    """Build the site and publish it, or with `dry_run` show what that would change; return the exit code."""
    return guarded(lambda: _publish(_desk(), dry_run=dry_run))


def run_rollback(steps: str) -> int:
    """Serve the release again that is so many older than the one that is served; return the exit code."""
    return guarded(lambda: _roll_back(_desk(), steps))


def run_releases() -> int:
    """List the releases that the target holds; return the exit code."""
    return guarded(lambda: _releases(_desk()))


def run_verify() -> int:
    """Read the published site back and compare it with `output/`; return the exit code."""
    return guarded(lambda: _verify(_desk()))


def _desk() -> _Desk:
    place = read_place(CONF)
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    return _Desk(console, place, find_target(place.publish_to, Path.cwd()), Path.cwd() / _STAGE)


def _publish(desk: _Desk, *, dry_run: bool) -> int:
    told = build_published(desk.console, OUTPUT)
    with shown_progress(desk.console, "Making ready") as tell:
        stage(
            OUTPUT, desk.stage, compressed=desk.target.compressed, store=Store(Path(".cache/made")), tell=tell
        )
    if dry_run:
        return _dry_run(desk, told)
    with shown_progress(desk.console, f"Publishing to {desk.target.where}") as tell:
        done = publish(desk.target, desk.stage, told, _now(), say=desk.console.print, tell=tell)
    if not done.changes:
        _say(desk, f"Nothing has changed since {_when(done.held.served, desk.place.zone)}: nothing was sent.")
        return 0
    _say(desk, f"Published {done.changes.words} to {desk.target.where}.")
    if not desk.target.live:
        return 0
    _say(desk, f"Readers find it at {desk.place.site_url}/")
    return _verify(desk)


def _dry_run(desk: _Desk, told: Told) -> int:
    planned = plan(desk.target, desk.stage, told, _now())
    _say(desk, *_listed(planned.changes))
    _say(desk, "Nothing was sent: this was a dry run.")
    return 0


def _listed(changes: Changes) -> Iterator[str]:
    """Yield what would change, in lines: every file with its size, of many the largest."""
    if not changes:
        yield "Nothing would change."
    for word, files in (("new", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        largest = sorted(files, key=lambda path: (-files[path], path))[:_LISTED]
        if files:
            yield f"{counted(len(files), 'file')} {word}, {in_words(sum(files.values()))}:"
        yield from (f"  {in_words(files[path]):>7}  {path}" for path in largest)
        if len(files) > _LISTED:
            yield f"           and {len(files) - _LISTED} smaller"


def _roll_back(desk: _Desk, steps: str) -> int:
    if not (steps.isascii() and steps.isdigit() and int(steps)):
        raise PublishError(f'"{steps}" is not a number of releases. Write: python3 tasks.py rollback 1')
    done = roll_back(desk.target, int(steps), say=desk.console.print)
    when = _when(done.release, desk.place.zone)
    _say(desk, f"Readers get the release of {when} again ({done.changes.words}).", desk.place.site_url)
    _say(desk, "Your texts are as they were: the next `publish` brings the newest back.")
    return 0


def _releases(desk: _Desk) -> int:
    held = desk.target.held()
    if not held.releases:
        _say(desk, f"Nothing was published yet to {desk.target.where}.")
    _say(desk, *_told(held, desk.place.zone))
    return 0


def _told(held: Held, zone: ZoneInfo) -> Iterator[str]:
    before = [release for release in held.releases if held.served and release.made < held.served.made]
    for release in held.releases:
        told = release.told
        files = (
            f"{counted(len(release.files), 'file')}, {in_words(sum(f.size for f in release.files.values()))}"
        )
        line = f"{_when(release, zone)}: {counted(len(told.posts), 'post')}, "
        line += f"{counted(len(told.comments), 'comment')}, {files}"
        if held.served and release.id == held.served.id:
            line += "  <- readers get this one"
        elif release in before:
            line += f"  (rollback {before.index(release) + 1})"
        yield line


def _verify(desk: _Desk) -> int:
    with shown_progress(desk.console, f"Reading {desk.place.site_url} back") as tell:
        seen = verify(
            desk.place.site_url,
            OUTPUT,
            sets_headers=desk.target.sets_headers,
            isso=desk.place.isso,
            tell=tell,
        )
    _say(desk, *_seen(seen))
    return 1 if seen.errors else 0


def _seen(seen: Verified) -> Iterator[str]:
    yield from seen.errors
    yield from seen.remarks
    if not seen.errors:
        yield f"Read back {counted(seen.looked_at, 'file')}: all as built."


def _when(release: Release | None, zone: ZoneInfo) -> str:
    return f"{release.made.astimezone(zone):%Y-%m-%d %H:%M}" if release else "the beginning"


def _now() -> datetime:
    return datetime.now(UTC)


def _say(desk: _Desk, *lines: str) -> None:
    for line in lines:
        desk.console.print(line, markup=False)

"""Publish a finished site to a target: look at what is there, send what differs, say what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from injury_series.outputs.progress import Tell
from injury_series.publishing.changes import Changes, compare
from injury_series.publishing.release import Held, Release, Told, make_release
from injury_series.publishing.target import PublishError, Say, Target


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what publishing would do or did: the release, what changes for readers, what the target holds."""

    release: Release
    changes: Changes
    held: Held


def plan(target: Target, site: Path, told: Told, now: datetime) -> Plan:
    """Return what publishing the finished site below a folder would do; `told` is what it tells."""
    held, release = target.held(), make_release(site, told, now)
    return Plan(release, compare(held.served, release), held)


def publish(target: Target, site: Path, told: Told, now: datetime, *, say: Say, tell: Tell) -> Plan:
    """Publish the finished site below a folder, unless nothing has changed, and return what changed.

    `say` takes words on what was mended, `tell` hears how far it has come. Raises PublishError; then the
    last release is served, whole.
    """
    with target.alone(say):
        planned = plan(target, site, told, now)
        if planned.changes:
            target.send(site, planned.release, planned.held, tell)
        return planned


def roll_back(target: Target, steps: int, *, say: Say) -> Plan:
    """Serve the release again that is `steps` older than the one that is served; return what changed.

    Raises PublishError where the target holds no such release.
    """
    with target.alone(say):
        held = target.held()
        if held.served is None:
            raise PublishError(f"Nothing was published yet to {target.where}.")
        older = [release for release in held.releases if release.made < held.served.made]
        if not 0 < steps <= len(older):
            older_ones = "none" if not older else f"only {len(older)}"
            raise PublishError(f"There is no release {steps} back: {older_ones} before this one is held.")
        to = older[steps - 1]
        target.roll_back(to, held)
        return Plan(to, compare(held.served, to), held)

"""Check the story for the writer: all that is wrong in it, and what could be better."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from injury_series.desk.check.report import Report, as_json, show
from injury_series.desk.check.site import look_at_site, of_settings
from injury_series.desk.progress import shown_progress
from injury_series.errors import ContentFaults, SettingsError
from injury_series.outputs.progress import Tell
from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.settings import read_choices, read_zone
from injury_series.source.advice import advise, outlines_of
from injury_series.source.findings import ErrorKind, Finding
from injury_series.source.outside_links import outside_links
from injury_series.source.readable import read_readable
from injury_series.story.posts import State
from injury_series.story.waiting import scheduled
from injury_series.view.addresses import Addresses

CONF = Path("pelicanconf.py")


def run(as_data: bool, online: bool, now: datetime | None = None) -> int:
    """Check the story, show what was found, and return the exit code: 1 where there is an error.

    `as_data` writes JSON in place of words; `online` asks other sites about the links that lead to them.
    """
    quiet = Console(stderr=True, highlight=False, emoji=False)
    try:
        with shown_progress(quiet, "Looking through the story") as tell:
            report = look(CONF, online, now, tell)
    except KeyboardInterrupt:
        quiet.print("Stopped before the end: nothing was found out.")
        return 130
    if as_data:
        sys.stdout.write(f"{as_json(report)}\n")
    else:
        show(report, _terminal())
    return 1 if report.errors else 0


def look(conf: Path, online: bool, now: datetime | None, tell: Tell) -> Report:
    """Return all that is found in the story which the settings file `conf` names."""
    try:
        settings = read_conf(conf, {})
        choices, zone = read_choices(settings), read_zone(settings)
        now = now or datetime.now(zone)
        readable = read_readable(Path(settings["PATH"]), zone)
    except SettingsError as error:
        return Report((of_settings(error),), ())
    except ContentFaults as error:
        return Report(tuple(Finding(fault, ErrorKind.CONTENT) for fault in error.faults), ())
    now = now.astimezone(zone)
    outlines = outlines_of(readable)
    english = choices.language.partition("-")[0] == "en"
    looked = look_at_site(conf, outlines, now, tell)
    advice = {*advise(readable, outlines, now, english=english), *looked.advice}
    if online:
        from injury_series.desk.check.outside_links import (
            look_at_links,  # only here is a client for the web needed
        )

        links = outside_links(readable, outlines, _origin(settings))
        advice |= set(look_at_links(links, str(settings["SITEURL"]), tell))
    posts = readable.series.posts if readable.series else ()
    return Report(
        errors=tuple(sorted(set(looked.errors))),
        advice=tuple(sorted(advice)),
        scheduled=scheduled(posts, now),
        drafts=tuple(post for post in posts if post.state(now) is State.DRAFT),
    )


def _origin(settings: dict[str, Any]) -> str:
    return Addresses(str(settings["SITEURL"])).origin


def _terminal() -> Console:
    """Return where to write: in a terminal lines are broken between words, elsewhere a finding is a line."""
    console = Console(highlight=False, emoji=False)
    console.soft_wrap = not console.is_terminal
    return console

"""Build the site into a folder that is thrown away, and find what readers would meet there."""

from __future__ import annotations

import os
import re
import shutil
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from injury_series.desk.check.dead_links import dead_links
from injury_series.desk.guarded import REPORT
from injury_series.errors import ContentFaults, Fault, InjurySeriesError, SettingsError
from injury_series.outputs.progress import Tell
from injury_series.pelican_site.build import build
from injury_series.pelican_site.made import Made
from injury_series.publishing.gate.looking import look_through
from injury_series.source.findings import AdviceKind, ErrorKind, Finding, finding
from injury_series.source.outline import Outline
from injury_series.source.whereabouts import every_line

FOLDER = Path(".check")
_LEFT_OVER = 600
"""After how many seconds a folder is of a check that was killed."""

_PICTURES = ("picture", "image.src")


@dataclass(slots=True)
class Looked:
    """Hold what a build and a look at its site have found."""

    errors: list[Finding] = field(default_factory=list)
    advice: list[Finding] = field(default_factory=list)


def look_at_site(conf: Path, outlines: dict[str, Outline], now: datetime, tell: Tell) -> Looked:
    """Build the site that readers would get, throw it away, and return what was found.

    That is everything at which a build stops, and the links that lead nowhere, of drafts too.
    """
    looked = Looked()

    def inspect(folder: Path, made: Made) -> None:
        dead, lead = dead_links(folder, made, outlines)
        looked.errors += dead
        try:
            allowed = {(one.file, _bare(one.found)) for one in look_through(folder, made).allowed}
        except ContentFaults as error:
            origin = made.edition.addresses.origin + made.edition.addresses.base
            faults = (fault for fault in error.faults if not _told_already(fault, lead, origin))
            looked.errors += [Finding(fault, ErrorKind.GATE) for fault in faults]
        else:
            looked.advice += _needless(made, allowed)

    try:
        with _aside() as folder:
            build(conf, folder / "site", now=now, inspect=inspect, tell=tell)
    except Exception as error:
        looked.errors += _stopped_by(error)
    return looked


def _stopped_by(error: Exception) -> list[Finding]:
    """Return what is to be mended where an error has stopped the build."""
    if isinstance(error, ContentFaults):
        return [Finding(fault, _kind(fault)) for fault in error.faults]
    if isinstance(error, SettingsError):
        return [of_settings(error)]
    if isinstance(error, InjurySeriesError):
        return [finding(ErrorKind.BUILD, "", 0, line, "") for line in str(error).splitlines()]
    if isinstance(error, OSError):
        return [finding(ErrorKind.BUILD, str(error.filename or FOLDER), 0, f"{error.strerror or error}.", "")]
    lines = "".join(traceback.format_exception(error)).strip()
    return [finding(ErrorKind.OURS, "", 0, f"{REPORT}\n{lines}", "")]


def of_settings(error: SettingsError) -> Finding:
    """Return the finding of settings that cannot be used; its sentence begins with file and line."""
    place, colon, problem = str(error).partition(": ")
    file, _, line = place.partition(":")
    if not colon or not file.endswith(".py"):
        return finding(ErrorKind.SETTINGS, "", 0, str(error), "")
    return finding(ErrorKind.SETTINGS, file, int(line or 0), problem, "")


def _told_already(fault: Fault, lead: frozenset[str], origin: str) -> bool:
    """Tell whether the gate speaks of a link that was found to be dead in the writer's own text."""
    quoted = fault.problem.partition('"')[2].partition('"')[0]
    return quoted.removeprefix(origin).strip("/") in {
        address.removeprefix(origin).strip("/") for address in lead
    }


def _kind(fault: Fault) -> ErrorKind:
    return ErrorKind.MISSING_PICTURE if fault.field in _PICTURES else ErrorKind.CONTENT


def _needless(made: Made, allowed: set[tuple[str, str]]) -> Iterator[Finding]:
    """Yield what a published text allows, and the gate did not find."""
    files, series = made.content.files, made.edition.series
    groups = (series.posts, series.phases, series.providers, series.pages)
    shown = {files.name(files.series), *(thing.source for group in groups for thing in group)}
    for file, texts in sorted(made.content.allowed.items()):
        for text in texts:
            if file in shown and (file, _bare(text)) not in allowed:
                lines = [line.number for line in every_line(files) if line.file == file and text in line.text]
                problem = f'"{text}" is allowed here, and the gate does not find it any more.'
                hint = 'Take it out from under "allow".'
                yield finding(AdviceKind.ALLOW_UNUSED, file, min(lines, default=0), problem, hint, "allow")


def _bare(text: str) -> str:
    """Return a text as it is compared: letters and digits alone."""
    return re.sub(r"\W", "", text.casefold())


@contextmanager
def _aside() -> Iterator[Path]:
    """Make a folder and take it away afterwards, with those that killed checks have left."""
    folder = FOLDER / str(os.getpid())
    with suppress(OSError):
        for old in FOLDER.iterdir():
            if time.time() - old.stat().st_mtime > _LEFT_OVER:
                shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            FOLDER.rmdir()

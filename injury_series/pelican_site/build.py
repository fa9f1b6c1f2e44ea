"""Build the site with Pelican in this process: aside first, then put in place of the last one."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from pelican import Pelican
from pelican.log import console
from pelican.plugins import signals

from injury_series.errors import InjurySeriesError
from injury_series.outputs.progress import Tell, untold
from injury_series.outputs.search import make_index
from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.generator import SeriesGenerator
from injury_series.pelican_site.making import Made
from injury_series.pelican_site.theme import theme_faults
from injury_series.story.posts import State, Status
from injury_series.story.series import Series
from injury_series.story.waiting import BUILD_AGAIN, changes_at, scheduled

Inspect: TypeAlias = Callable[[Path, Made], None]
"""Look through a finished site before it takes its place; ContentFaults keep it from doing so."""


@dataclass(frozen=True, slots=True)
class Report:
    """Say what a build made.

    `waiting` names, in words, everything that stayed out of it and why; `remarks` are about the machine;
    `until` is when the clock alone will change what was made or said; `folders` are content and theme.
    """

    pages: int
    posts: int
    comments: int
    waiting: tuple[str, ...]
    remarks: tuple[str, ...]
    until: datetime | None
    folders: tuple[Path, Path]


def build(
    conf: Path,
    output: Path,
    *,
    preview: bool = False,
    site_url: str | None = None,
    now: datetime | None = None,
    inspect: Inspect | None = None,
    tell: Tell = untold,
) -> Report:
    """Build the site that the settings file `conf` describes into the folder `output`.

    The last `output` stays whole until the new one is finished. A preview shows drafts and scheduled posts.
    `site_url` stands in for the one in the settings, `now` for the clock. `inspect` sees the new site before
    it takes the place of the last; `tell` hears how far long work has come.

    Raises ContentFaults, SettingsError, or InjurySeriesError where Pelican itself says that something failed.
    """
    output = Path(os.path.realpath(output))
    aside = output.with_name(f".{output.name}.new")
    _mend(output)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        own = {"SITEURL": site_url} if site_url else {}
        settings = read_conf(conf, {"OUTPUT_PATH": str(aside), "PREVIEW": preview, "NOW": now, **own})
        settings["TELL"] = tell
        generator = _run(settings)
        if not preview:  # there the index is made when it is first asked for
            make_index(aside)
        if inspect:
            inspect(aside, generator.made)
        _swap(aside, output)
        settings["STORE"].clean()
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return _report(generator)


def _run(settings: dict[str, Any]) -> SeriesGenerator:
    """Run Pelican and return the generator that made the site; what Pelican only logs as an error, raise."""
    made: list[SeriesGenerator] = []

    def keep(generators: list[Any]) -> None:
        made.extend(generator for generator in generators if isinstance(generator, SeriesGenerator))

    with _quiet() as problems, signals.all_generators_finalized.connected_to(keep), theme_faults():
        Pelican(settings).run()
    if problems:
        raise InjurySeriesError("\n".join(problems))
    (generator,) = made
    return generator


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Keep Pelican's own words off the terminal, and gather what it logs as errors."""
    problems: list[str] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            problems.append(record.getMessage())

    handler, root, was_quiet = Gather(logging.ERROR), logging.getLogger("pelican"), console.quiet
    root.addHandler(handler)
    console.quiet = True
    try:
        yield problems
    finally:
        console.quiet = was_quiet
        root.removeHandler(handler)


def _swap(new: Path, output: Path) -> None:
    """Put the new folder in the place of the old; between the two steps `_mend` can bring the old back."""
    old = _old(output)
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    new.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _mend(output: Path) -> None:
    """Bring the last output back where a build was cut off between the two steps of `_swap`."""
    old = _old(output)
    if old.is_dir() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _report(generator: SeriesGenerator) -> Report:
    edition, whole = generator.made.edition, generator.made.whole
    comments = sum(len(edition.series.comments.get(post.slug, ())) for post in edition.series.posts)
    waiting = tuple(_waiting(whole, edition.series, edition.now))
    texts = generator.settings["TEXTS"]
    remarks = tuple(texts.remarks) if texts else ()
    return Report(
        pages=generator.written,
        posts=len(edition.series.posts),
        comments=comments,
        waiting=waiting,
        remarks=remarks,
        until=changes_at(whole.posts, edition.now),
        folders=(Path(generator.settings["PATH"]), Path(generator.settings["THEME"])),
    )


def _waiting(whole: Series, shown: Series, now: datetime) -> Iterator[str]:
    yield from (f"{post.source}: a draft" for post in whole.posts if post.state(now) is State.DRAFT)
    soon = scheduled(whole.posts, now)
    yield from (f"{post.source}: {post.words}" for post in soon)
    yield from (f"{page.source}: a draft" for page in whole.pages if page.status is Status.DRAFT)
    for group in ("phases", "providers"):
        out = {thing.source for thing in getattr(shown, group)}
        yield from (
            f"{thing.source}: no published post tells of it"
            for thing in getattr(whole, group)
            if thing.source not in out
        )
    if soon:
        yield BUILD_AGAIN

"""Build the site with Pelican in this process: aside first, then put in place of the last one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import injury_series
from injury_series.outputs.lock import alone
from injury_series.outputs.progress import Tell, untold
from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.generator import SeriesGenerator
from injury_series.pelican_site.last_build import Past
from injury_series.pelican_site.made import Made
from injury_series.pelican_site.patch_writer import PatchWriter
from injury_series.pelican_site.placing import aside_of, mend, put_in, swap
from injury_series.pelican_site.plain_settings import settings_stamps
from injury_series.pelican_site.running import run_pelican
from injury_series.pelican_site.stamps import Stamp, files_below, taken
from injury_series.pelican_site.standing import OnDisk, TextLost
from injury_series.pelican_site.writer import SeriesWriter
from injury_series.story.posts import State, Status
from injury_series.story.series import Series
from injury_series.story.waiting import BUILD_AGAIN, changes_at, scheduled
from injury_series.view.search import INDEX

Inspect: TypeAlias = Callable[[Path, Made], None]
"""Look through a finished site before it takes its place; ContentFaults keep it from doing so."""


SMALL = 200
"""Up to how many posts a plain build makes all: the search index, the book and the pictures take a second."""

_ANOTHER = "Another build has been running for ten minutes. Wait until it has ended, or end it."


@dataclass(frozen=True, slots=True)
class Report:
    """Say what a build made.

    `waiting` names, in words, everything that stayed out of it and why; `remarks` are about the machine;
    `until` is when the clock alone will change what was made or said; `folders` are content and theme;
    `past` is what the next build has to know of this one, or None; `complete` says whether what only readers
    need was made too.
    """

    pages: int
    posts: int
    comments: int
    waiting: tuple[str, ...]
    remarks: tuple[str, ...]
    until: datetime | None
    folders: tuple[Path, Path]
    past: Past | None
    complete: bool


def build(
    conf: Path,
    output: Path,
    *,
    preview: bool = False,
    site_url: str | None = None,
    now: datetime | None = None,
    inspect: Inspect | None = None,
    tell: Tell = untold,
    for_readers: bool | None = True,
    past: Past | None = None,
) -> Report:
    """Build the site that the settings file `conf` describes into the folder `output`.

    The last `output` stays whole until the new one is finished. A preview shows drafts and scheduled posts.
    `site_url` stands in for the one in the settings, `now` for the clock. `inspect` sees the new site before
    it takes the place of the last; `tell` hears how far long work has come. What only readers need, such as
    the search index and the book, is left out where the build is not `for_readers`; with None it is made
    where the story is small enough that nobody waits for it. `past` is what is known
    of the last build: only what differs is made; without it, all is.

    Raises ContentFaults, SettingsError, or InjurySeriesError where Pelican itself says that something failed,
    and where another build of this folder does not end.
    """
    output = Path(os.path.realpath(output))
    with alone(conf.parent / f".cache/{output.name}.lock", _ANOTHER):
        mend(output)
        own: dict[str, Any] = {"SITEURL": site_url} if site_url else {}
        own |= {"PREVIEW": preview, "NOW": now, "FOR_READERS": for_readers, "TELL": tell}
        try:
            return _build(conf, output, own, inspect, past)
        except TextLost:  # all is read and made anew
            return _build(conf, output, own, inspect, None if past is None else Past())


def _build(
    conf: Path, output: Path, own: dict[str, Any], inspect: Inspect | None, past: Past | None
) -> Report:
    aside = aside_of(output)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        stamps = settings_stamps(conf) or {}
        settings = read_conf(conf, {"OUTPUT_PATH": str(aside), **own})
        if settings["FOR_READERS"] is None:
            settings["FOR_READERS"] = is_small(Path(settings["PATH"]))
        settings |= {"LAST_OUTPUT": str(output), **_known(settings, stamps, output, past)}
        generator = run_pelican(settings)
        if settings["FOR_READERS"] and not settings["PREVIEW"]:  # there it is made when it is first asked for
            _index(generator, output)
        if inspect:
            inspect(aside, generator.made)
        known = generator.keep()
        _place(generator, output, known)
        settings["STORE"].clean()
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return _report(generator, known)


def is_small(content: Path) -> bool:
    """Tell whether a story is so small that what only readers need is made at once, too."""
    return sum(1 for _ in content.glob("posts/**/*.md")) <= SMALL


def _index(generator: SeriesGenerator, output: Path) -> None:
    """Make the search index of the new site, or keep that of the last one where no page has changed."""
    from injury_series.outputs.search import make_index  # few builds want it

    writer, there = generator.writer, generator.settings["THERE"]
    index = [path for path in there if path.startswith(INDEX)]
    pages = {path for path in there if path.endswith(".html")}
    same = bool(index) and writer.told >= pages and not any(name.endswith(".html") for name in writer.new)
    if same and generator.settings["STANDS"].issuperset(index):
        for path in index:
            writer.keep(path)
    else:
        make_index(aside_of(output))


def _place(generator: SeriesGenerator, output: Path, known: Past | None) -> None:
    """Put what was made in place, and note in what is `known` how the files are left."""
    writer, past = generator.writer, generator.settings["PAST"]
    if isinstance(writer, PatchWriter):
        put_in(output, writer.new, generator.settings["THERE"] - writer.told)
        if known:
            known.left_but_for(output, past.output, writer.told, writer.new)
    else:
        swap(output)
        if known:
            known.left(output)


def _known(
    settings: dict[str, Any], stamps: dict[str, Stamp], output: Path, past: Past | None
) -> dict[str, Any]:
    """Return what is known of the last build, as settings: nothing where another plugin may change texts."""
    if past is None or len(settings["PLUGINS"]) > 1:
        return {"PAST": None, "INPUTS": {}, "STANDS": set(), "THERE": set()}
    package = str(Path(injury_series.__file__).parent)
    files = (
        entry for folder in (settings["PATH"], settings["THEME"], package) for entry in files_below(folder)
    )
    there, stands = past.looked_at(output)
    return {
        "SHELF": OnDisk(Path(settings["PATH"]).parent),
        "PAST": past,
        "INPUTS": {**stamps, **taken(files, past.inputs)},
        "THERE": there,
        "STANDS": stands,
        "WRITER": PatchWriter if stands and not settings["FOR_READERS"] else SeriesWriter,
    }


def _report(generator: SeriesGenerator, past: Past | None) -> Report:
    edition, whole = generator.made.edition, generator.made.whole
    comments = sum(len(edition.series.comments.get(post.slug, ())) for post in edition.series.posts)
    waiting = tuple(_waiting(whole, edition.series, edition.now))
    texts = generator.settings["TEXTS"]
    remarks = tuple(texts.remarks) if texts else ()
    return Report(
        pages=len(generator.production.pages()),
        posts=len(edition.series.posts),
        comments=comments,
        waiting=waiting,
        remarks=remarks,
        until=changes_at(whole.posts, edition.now),
        folders=(Path(generator.settings["PATH"]), Path(generator.settings["THEME"])),
        past=past,
        complete=generator.settings["FOR_READERS"],
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

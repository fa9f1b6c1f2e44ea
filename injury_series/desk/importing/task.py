"""Bring a story in from WordPress: read its export, lay it out, say what becomes of everything, write it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from injury_series.desk.guarded import guarded
from injury_series.desk.importing.layout import Layout, Wishes, lay_out
from injury_series.desk.importing.naming import name_all
from injury_series.desk.importing.phases import PhaseChoice, choose, read_map
from injury_series.desk.importing.standing import see
from injury_series.desk.importing.uploads import Uploads
from injury_series.desk.importing.writing import write
from injury_series.desk.importing.wxr import read_export
from injury_series.desk.new.asking import is_terminal
from injury_series.desk.progress import shown_progress
from injury_series.errors import ContentFaults, Fault, InjurySeriesError
from injury_series.pelican_site.place import Place, read_place
from injury_series.story.slugs import slugify

CONF = Path("pelicanconf.py")
_FROM = ("wordpress",)
_SUCH_AS = "Such as: python3 tasks.py import wordpress my-export.xml --uploads wp-content/uploads"


def run(
    what: str, file: str, given: Mapping[str, str], *, dry_run: bool = False, now: datetime | None = None
) -> int:
    """Import a file and return the exit code: 0 where all of it was read and written, 1, or 130 if stopped.

    `given` holds the flags `uploads`, `phase` and `phases`; with `dry_run` nothing is written.
    """

    def work() -> int:
        try:
            return _import(what, file, given, dry_run, now or datetime.now(UTC))
        except ContentFaults as error:
            raise InjurySeriesError(f"{error}\nNothing was written.") from error
        except (KeyboardInterrupt, EOFError):
            print("Stopped. What was written before is whole; run it again to go on.")
            return 130

    return guarded(work)


def _import(what: str, file: str, given: Mapping[str, str], dry_run: bool, now: datetime) -> int:
    if what not in _FROM:
        problem = f'"{what}" is nowhere that a story can be brought from.' if what else "From where?"
        raise ContentFaults([Fault("import", 0, "", problem, what, _FROM, _SUCH_AS)])
    if not file:
        raise ContentFaults([Fault("import", 0, "", "Which file is the export?", hint=_SUCH_AS)])
    place = read_place(CONF)
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    bars = Console(stderr=True, highlight=False, emoji=False)
    layout = _laid_out(Path(file), given, place, now, bars)
    if not dry_run:
        with shown_progress(bars, "Writing") as tell:
            write(layout, place.content, tell)
    for line in layout.ledger.report(dry_run):
        console.print(line, markup=False)
    console.print(f"\n{_what_now(layout, dry_run)}", markup=False)
    return 0


def _laid_out(file: Path, given: Mapping[str, str], place: Place, now: datetime, bars: Console) -> Layout:
    standing = see(place.content)
    by_category = read_map(Path(given["phases"])) if "phases" in given else {}
    choice = PhaseChoice(by_category, slugify(given.get("phase", "")))
    uploads = Uploads(Path(given["uploads"]) if "uploads" in given else None, place.content)
    uploads.list_files()
    with shown_progress(bars, "Reading the export") as tell:
        export = read_export(file, tell)
    named = name_all(export, place.zone)
    posts = [each for each in named if each.kind == "posts"]
    choose(posts, choice, standing.story, asks=is_terminal())
    wishes = Wishes(choice, uploads, urlsplit(place.site_url).path.rstrip("/"), place.zone, now)
    with shown_progress(bars, "Laying out") as tell:
        layout = lay_out(export, standing, wishes, named, tell)
    if export.unreadable:
        number = f"{export.unreadable} character{'' if export.unreadable == 1 else 's'}"
        layout.ledger.note(f"{file.name}: damaged, and taken out or written as \ufffd: {number}")
    return layout


def _what_now(layout: Layout, dry_run: bool) -> str:
    if dry_run:
        return "This was a dry run: nothing was written."
    if not layout.texts and not layout.pictures:
        return "There was nothing to write: everything is there already."
    return "To see it: python3 tasks.py preview. What could be better: python3 tasks.py check"

"""Turn what an Isso server holds into files of the story."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from rich.console import Console

from injury_series.desk.comments.intake import Intake
from injury_series.desk.comments.isso.database import read_database
from injury_series.desk.comments.isso.server import read_server
from injury_series.desk.comments.isso.taking import Threads, take_in
from injury_series.desk.guarded import guarded
from injury_series.desk.importing.report import Fate, Ledger
from injury_series.desk.importing.standing import see
from injury_series.errors import InjurySeriesError
from injury_series.pelican_site.place import read_place
from injury_series.view.addresses import Addresses

CONF = Path("pelicanconf.py")
_NOWHERE = (
    "pelicanconf.py: ISSO is not set. Write the address of your Isso server there, such as "
    "https://comments.example/, or name the file of its database."
)


def run_pull(file: str) -> int:
    """Take in what an Isso server holds, from its database `file`, or without one as the server shows it.

    Return the exit code: 0 where all of it was read.
    """
    return guarded(lambda: _pull(file, datetime.now(UTC)))


def _pull(file: str, now: datetime) -> int:
    place = read_place(CONF)
    threads = Threads(see(place.content), unquote(Addresses(place.site_url).base))
    if not file and not place.isso:
        raise InjurySeriesError(_NOWHERE)
    comments = read_database(Path(file)) if file else read_server(place.isso, threads.uris())
    with Intake(place.content, place.zone, now) as intake:
        ledger = take_in(comments, threads, intake)
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    for line in ledger.report(dry_run=False):
        console.print(line, markup=False)
    console.print(f"\n{_what_now(ledger)}", markup=False)
    return 0


def _what_now(ledger: Ledger) -> str:
    fates = ledger.fates["comments"]
    if not fates.total():
        return "There is no comment yet."
    if fates[Fate.HELD]:
        return "To look through those that are held: python3 tasks.py comments list"
    return "To see them: python3 tasks.py preview" if fates[Fate.MADE] else "Nothing is new."

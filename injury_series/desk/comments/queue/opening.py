"""Open the queue: read the settings and the story, and finish what a task that was killed had begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from injury_series.desk.comments.queue.deciding import Desk, settle
from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.gatekeeper import Gatekeeper
from injury_series.desk.comments.queue.marks import Marker, count_alike
from injury_series.desk.comments.queue.shelf import Shelf
from injury_series.desk.comments.records import Records, State
from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.settings import read_choices, read_zone
from injury_series.source.readable import read_readable
from injury_series.story.slugs import slug_of_file

CONF = Path("pelicanconf.py")


@dataclass(frozen=True, slots=True)
class Queue:
    """Hold what every decision needs; `titles` are those of posts by their slug."""

    shelf: Shelf
    desk: Desk
    titles: dict[str, str]
    alike: dict[str, tuple[str, ...]]

    def title(self, entry: Entry) -> str:
        """Return the title of the post that a comment stands under, or the post's slug."""
        return self.titles.get(entry.post, entry.post)

    def marker(self) -> Marker:
        """Return what marks comments, by the records as they are now."""
        return Marker(self.desk.gatekeeper, self.records(), self.alike)

    def records(self) -> Records:
        """Return the records as they are now; another task may have written them since."""
        return Records.read(self.shelf.root)

    def refused(self) -> int:
        """Return how many comments were turned away so far."""
        return sum(record.state is State.REFUSED for record in self.records())


def open_queue() -> Queue:
    """Return the queue of the story whose settings lie in the folder that we are in.

    Raises SettingsError and ContentFaults where these, or the folder of the content, cannot be read.
    """
    settings = read_conf(CONF, {})
    choices, zone = read_choices(settings), read_zone(settings)
    shelf = Shelf(Path(settings["PATH"]), zone)
    settle(shelf)
    readable = read_readable(shelf.root, zone)
    gatekeeper = Gatekeeper(readable, choices.reply_email, zone.key or "UTC", choices.language)
    titles = {post.name: post.header.title for post in readable.posts}
    slugs = {*titles, *(slug_of_file(path.stem) for path in readable.files.posts)}
    desk = Desk(shelf, gatekeeper, tuple(sorted(slugs)))
    return Queue(shelf, desk, titles, count_alike(shelf.held()))

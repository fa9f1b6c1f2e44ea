"""Take a reader's words and name out of a comment that is let in, and leave the thread around it whole."""

from __future__ import annotations

from datetime import date

from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.moving import may_tell, move
from injury_series.desk.comments.queue.shelf import Shelf
from injury_series.desk.comments.queue.steps import Steps
from injury_series.desk.comments.records import Records
from injury_series.desk.comments.strangers import NOBODY
from injury_series.desk.importing.naming import written
from injury_series.desk.importing.texts import file_text
from injury_series.errors import ContentFaults


def remove(shelf: Shelf, entry: Entry, today: date, steps: Steps) -> str:
    """Write a comment's file anew without its words, name and site, and return the id that it has then.

    Where the id may tell the name it gets another, and what answers it follows. The record forgets who it
    was. Killed at any point, the same again finishes it. Raises ContentFaults where the file has faults.
    """
    if not entry.comment:
        raise ContentFaults(entry.faults)
    values = {"date": written(entry.comment.date.replace(tzinfo=None)), "reply-to": entry.reply_to}
    text = file_text(values, "").replace("\n---\n\n", f"\nremoved: {today.isoformat()}\n---\n")
    records, id_ = Records.read(shelf.root), entry.id
    own = records.of_comment(entry.post, entry.id)
    if own:
        records.change(own, reader="", notice=False, told=())
    if may_tell(entry.id):
        id_ = f"removed-{records.hash_of(entry.name)[:6]}"
    if (
        own or id_ != entry.id
    ):  # with the same key the name is the same, should this be cut off and done again
        steps.save(records)
    move(shelf, entry, id_, text, steps)
    return id_


def still_named(shelf: Shelf, entry: Entry) -> list[str]:
    """Return the comments around one in whose words the name of its author stands."""
    name = entry.author.casefold()
    if not entry.comment or not entry.comment.author or entry.author == NOBODY:
        return []
    thread = shelf.of_post(entry.post).values()
    return sorted(each.name for each in thread if each.id != entry.id and name in each.body.casefold())

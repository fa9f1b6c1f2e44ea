"""Give a comment's file another name where the old one tells who wrote it; what answers it follows."""

from __future__ import annotations

from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.one_key import with_name, with_value
from injury_series.desk.comments.queue.shelf import Shelf
from injury_series.desk.comments.queue.steps import Steps, text_in
from injury_series.desk.comments.records import Records
from injury_series.story.slugs import slugify

_TELLING = 3
"""So many letters of a word of a name tell something; fewer are in many words."""

_PLAIN = frozenset(("comment", "isso", "reader", "removed"))
"""Words of a file's name that tell of nobody."""


def rename_author(shelf: Shelf, entry: Entry, name: str, steps: Steps) -> str:
    """Put another author into a comment's file, nothing else, and return the id that it has then.

    One that waits, and so has no links to it yet, is called by the new name too where the old one stood in
    its id. Raises ContentFaults where that cannot be an author, or the file has faults.
    """
    text, id_ = with_name(entry, name), entry.id
    old, new = ({*slugify(each).split("-")} for each in (entry.author, name))
    if entry.held and any(len(word) >= _TELLING and word in entry.id.split("-") for word in old - new):
        rest = [word for word in entry.id.split("-") if word not in old]
        id_ = _free(shelf, entry, "-".join([*slugify(name).split("-"), *rest]).strip("-") or "comment", text)
    move(shelf, entry, id_, text, steps)
    return id_


def may_tell(id_: str) -> bool:
    """Tell whether an id has a word in it that may be somebody's name."""
    words = (word for word in id_.split("-") if word not in _PLAIN and not word.isdecimal())
    return any(len(word) >= _TELLING for word in words)


def move(shelf: Shelf, entry: Entry, id_: str, text: str, steps: Steps) -> None:
    """Write a comment's file with another text and id, and let what answers it and the records follow."""
    path = entry.path.with_name(f"{id_}.md")
    steps.write(path, text)
    if id_ == entry.id:
        return
    for reply in shelf.of_post(entry.post).values():
        if reply.reply_to == entry.id and reply.id not in (entry.id, id_):
            steps.write(reply.path, with_value(reply, "reply-to", id_))
    records = Records.read(shelf.root)
    own = records.of_comment(entry.post, entry.id)
    if own:
        records.change(own, id=id_)
    for record in [each for each in records if each.post == entry.post and entry.id in each.told]:
        records.change(record, told=tuple(id_ if each == entry.id else each for each in record.told))
    steps.save(records)  # before the old file goes: a record whose file is nowhere counts as refused
    steps.take_away(entry.path)


def _free(shelf: Shelf, entry: Entry, wanted: str, text: str) -> str:
    """Return an id that is free, or that this very comment got before the program was killed."""
    number, id_ = 1, wanted
    while not _is_free(shelf, entry, id_, text):
        number += 1
        id_ = f"{wanted}-{number}"
    return id_


def _is_free(shelf: Shelf, entry: Entry, id_: str, text: str) -> bool:
    let_in = shelf.place(entry, held=False).with_name(f"{id_}.md")
    return not let_in.exists() and text_in(entry.path.with_name(f"{id_}.md")) in (None, text)

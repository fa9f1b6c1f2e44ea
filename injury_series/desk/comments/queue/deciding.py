"""Let a comment in or turn it away; killed at any point, the next task finishes what was begun."""

from __future__ import annotations

from dataclasses import dataclass

from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.gatekeeper import Gatekeeper
from injury_series.desk.comments.queue.one_key import with_value
from injury_series.desk.comments.queue.shelf import Shelf
from injury_series.desk.comments.queue.steps import Steps, text_in
from injury_series.desk.comments.records import Records, State
from injury_series.errors import ContentFaults, Fault
from injury_series.source.references import check_replies
from injury_series.story.threads import Comment

_ACCEPT = "python3 tasks.py comments accept"


@dataclass(frozen=True, slots=True)
class Desk:
    """Decide about comments on a shelf; `posts` are the slugs that a comment may stand under."""

    shelf: Shelf
    gatekeeper: Gatekeeper
    posts: tuple[str, ...]

    def first(self, entry: Entry) -> list[Entry]:
        """Return the comments that must be let in before one, as it answers them; the topmost first."""
        thread, chain = self.shelf.of_post(entry.post), list[Entry]()
        above = thread.get(entry.reply_to or "")
        while above and above.held and above not in chain and above.id != entry.id:
            chain.insert(0, above)
            above = thread.get(above.reply_to or "")
        return chain

    def accept(self, entry: Entry, steps: Steps) -> None:
        """Let a comment in: its file is written where the build reads it, then taken from those that wait.

        Raises ContentFaults, and changes nothing, where a build or publishing would stop at it.
        """
        self.gatekeeper.must_know()
        faults = [*self._faults(entry), *self._stops(entry)]
        if faults:
            raise ContentFaults(faults)
        text = text_in(entry.path)
        if text is None:
            return
        steps.write(self.shelf.place(entry, held=False), text)
        steps.take_away(entry.path)
        records = Records.read(self.shelf.root)
        record = records.of_comment(entry.post, entry.id)
        if record:
            records.change(record, state=State.ACCEPTED)
            steps.save(records)

    def refuse(self, entry: Entry, steps: Steps) -> None:
        """Turn a comment away: its text goes, a count stays; what answers it moves up to what it answered."""
        for reply in self.shelf.of_post(entry.post).values():
            if reply.held and reply.reply_to == entry.id and reply.id != entry.id:
                steps.write(reply.path, with_value(reply, "reply-to", entry.reply_to))
        steps.take_away(entry.path)
        records = Records.read(self.shelf.root)
        record = records.of_comment(entry.post, entry.id)
        if record:
            records.change(record, state=State.REFUSED, id="", notice=False)
        else:
            records.refuse_file(entry.name, entry.post)
        steps.save(records)

    def _faults(self, entry: Entry) -> list[Fault]:
        """Return what a build would say of a comment, were it let in."""
        faults = list(entry.faults)
        if entry.post not in self.posts:
            problem = f'No post has the slug "{entry.post}".'
            faults.append(Fault(entry.file, 0, "", problem, entry.post, self.posts))
        twin = self.shelf.place(entry, held=False)
        if twin.exists():
            problem = "Another comment has this name already, and is let in."
            faults.append(Fault(entry.file, 0, "", problem, hint="Give the file another name."))
        return faults if faults else [*self._place_faults(entry)]

    def _place_faults(self, entry: Entry) -> list[Fault]:
        thread = self.shelf.of_post(entry.post)
        above = thread.get(entry.reply_to or "")
        if above and above.held and above.id != entry.id:
            problem = f'This answers "{above.id}" by {above.author}, which waits too.'
            hint = f"Let that in first: {_ACCEPT} {above.name}"
            return [Fault(entry.file, _line(entry), "reply-to", problem, hint=hint)]
        let_in: dict[str, Comment] = {
            id_: each.comment
            for id_, each in thread.items()
            if each.comment and (not each.held or id_ == entry.id)
        }
        ids = {id_ for id_, each in thread.items() if not each.held} | {entry.id}
        found = check_replies(let_in, dict.fromkeys(let_in, _line(entry)), ids)
        return [fault for fault in found if fault.file == entry.file]

    def _stops(self, entry: Entry) -> list[Fault]:
        return [stop.fault for stop in self.gatekeeper.stops(entry)]


def settle(shelf: Shelf) -> None:
    """Finish what a task that was killed had begun, so that no comment is both let in and waiting.

    A comment that a record holds for waiting, and whose file is nowhere, was turned away by hand.
    """
    for path in list(shelf.paths(held=True)):
        twin = shelf.folder / path.parent.name / path.name
        if twin.exists() and text_in(twin) == text_in(path):
            path.unlink(missing_ok=True)
    records, changed = Records.read(shelf.root), False
    waiting = {(path.parent.name, path.stem) for path in shelf.paths(held=True)}
    for record in list(records):
        if record.state is State.HELD and (record.post, record.id) not in waiting:
            let_in = (shelf.folder / record.post / f"{record.id}.md").exists()
            if let_in:
                records.change(record, state=State.ACCEPTED)
            else:
                records.change(record, state=State.REFUSED, id="", notice=False)
            changed = True
    if changed:
        records.save()


def _line(entry: Entry) -> int:
    return entry.loaded.line("reply-to") if entry.loaded else 0

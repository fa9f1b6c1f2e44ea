"""Look through the comments that wait: one after another, in a list, or one by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from injury_series.desk.comments.queue.asking import ask_yes
from injury_series.desk.comments.queue.day import day_of
from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.harmless import harmless, in_one_line
from injury_series.desk.comments.queue.moving import rename_author
from injury_series.desk.comments.queue.notices import Notice, Notices
from injury_series.desk.comments.queue.opening import Queue, open_queue
from injury_series.desk.comments.queue.removing import remove, still_named
from injury_series.desk.comments.queue.review import Review, may_take_first, renamed, told
from injury_series.desk.comments.queue.screen import Screen
from injury_series.desk.comments.queue.showing import show, show_marks
from injury_series.desk.comments.queue.steps import Steps
from injury_series.desk.comments.records import Records, State
from injury_series.desk.guarded import guarded
from injury_series.errors import ContentFaults, Fault, InjurySeriesError
from injury_series.pelican_site.place import read_place
from injury_series.source.read_content import read_content
from injury_series.view.addresses import Addresses
from injury_series.view.typography import shortened

_PUBLISHED_CONF, _CONF = Path("publishconf.py"), Path("pelicanconf.py")
_FIRST_WORDS = 100
_TASK = "python3 tasks.py"
_NOTHING = f"""\
No comment waits. Replies get in by these, and then wait here for you:
  {_TASK} comments read FILE      from mails (docs/comments.md says how)
  {_TASK} comments pull-isso      from your Isso server
  {_TASK} comments pull-fediverse from the Fediverse"""
_STILL_OUT = """\
Readers see it until you publish again: python3 tasks.py publish
What was published before cannot be called back: feed readers may keep it, and so does the history of git."""


def run_review() -> int:
    """Show one comment that waits after another, and ask what becomes of it; without a terminal list them."""
    return _plainly(_review)


def run_list() -> int:
    """List the comments that wait, the oldest first."""
    return _plainly(lambda screen: _list(screen, open_queue()))


def run_show(id_: str) -> int:
    """Show one comment whole, with what it answers, what answers it, and what to look at in it."""
    return _plainly(lambda screen: _show(screen, id_))


def run_accept(id_: str) -> int:
    """Let one comment in."""
    return _plainly(lambda screen: _accept(screen, id_), changes=True)


def run_refuse(id_: str) -> int:
    """Turn one comment away: its words go, a count stays."""
    return _plainly(lambda screen: _refuse(screen, id_), changes=True)


def run_edit_name(id_: str, name: str) -> int:
    """Put another name into a comment, held or let in."""
    return _plainly(lambda screen: _edit_name(screen, id_, name), changes=True)


def run_remove(id_: str, now: datetime | None = None) -> int:
    """Take words and name of a comment away at its reader's wish; the thread stays whole."""
    return _plainly(lambda screen: _remove(screen, id_, now or datetime.now(UTC)), changes=True)


def run_notify(now: datetime | None = None) -> int:
    """Write a mail for each reader who asked to hear of an answer; the writer sends them."""
    return _plainly(lambda screen: _notify(screen, now or datetime.now(UTC)))


def _plainly(work: Callable[[Screen], int], *, changes: bool = False) -> int:
    """Return the exit code of a task; what stops it is told with nothing in it that a terminal obeys."""

    def run() -> int:
        try:
            return work(Screen())
        except InjurySeriesError as error:
            left = "\nNothing was changed." if changes else ""
            raise InjurySeriesError(f"{harmless(str(error))}{left}") from error
        except (KeyboardInterrupt, EOFError):
            print("Stopped. What was decided before stays so.")
            return 130

    return guarded(run)


def _review(screen: Screen) -> int:
    queue = open_queue()
    if not screen.asks:
        return _list(screen, queue)
    waiting = queue.shelf.held()
    if not waiting:
        screen.say(_NOTHING)
        return 0
    review = Review(screen, queue, waiting)
    try:
        review.run()
    finally:
        screen.say(f"\n{review.summary()}")
    return 0


def _list(screen: Screen, queue: Queue) -> int:
    waiting, marker = queue.shelf.held(), queue.marker()
    for entry in waiting:
        date = day_of(entry.comment.date) if entry.comment else "no date"
        screen.say(f"{entry.name}  {date}, {entry.author}", strong=True)
        words = shortened(in_one_line(entry.body), _FIRST_WORDS)
        screen.say(f'  under "{in_one_line(queue.title(entry))}": {words}')
        labels = dict.fromkeys(mark.label for mark in marker.marks(entry))
        if labels:
            screen.say(f"  ! {', '.join(labels)}")
    if waiting:
        waits = "1 comment waits" if len(waiting) == 1 else f"{len(waiting)} comments wait"
        screen.say(f"\n{waits}. To go through them: {_TASK} comments")
    else:
        screen.say(_NOTHING)
    for line in _refused(queue):
        screen.say(line)
    return 0


def _refused(queue: Queue) -> Iterator[str]:
    posts = Counter(record.post for record in queue.records() if record.state is State.REFUSED)
    for post, number in sorted(posts.items()):
        yield f"{in_one_line(queue.titles.get(post, post))}: {number} refused so far"


def _show(screen: Screen, id_: str) -> int:
    queue = open_queue()
    entry = queue.shelf.find(id_, let_in_too=True)
    show(screen, entry, queue.shelf.of_post(entry.post), queue.title(entry), whole=False)
    if entry.held:
        screen.say()
        show_marks(screen, entry, queue.marker().marks(entry))
    return 0


def _accept(screen: Screen, id_: str) -> int:
    queue = open_queue()
    entry, steps = _waiting(queue, id_, "accept"), Steps(queue.shelf.root)
    first = queue.desk.first(entry) if screen.asks else []
    if first and not may_take_first(entry, first):
        raise InjurySeriesError("It goes on waiting.")
    try:
        for each in (*first, entry):
            queue.desk.accept(each, steps)
    except InjurySeriesError:
        steps.undo()
        raise
    screen.say(f"{told(entry, first)}\nReaders see it once you publish: {_TASK} publish")
    return 0


def _refuse(screen: Screen, id_: str) -> int:
    queue = open_queue()
    entry = _waiting(queue, id_, "refuse")
    queue.desk.refuse(entry, Steps(queue.shelf.root))
    screen.say(f"Refused: {entry.name}. Its words are gone; {queue.refused()} refused so far.")
    return 0


def _waiting(queue: Queue, id_: str, task: str) -> Entry:
    try:
        return queue.shelf.find(id_, let_in_too=False)
    except ContentFaults:
        entry = _let_in(queue, id_)
        if not entry:
            raise
    way_out = "" if task == "accept" else f"To take it out: {_TASK} comments remove {entry.name}"
    raise ContentFaults(
        [Fault(f"comments {task}", 0, "", f'"{entry.name}" is let in already.', hint=way_out)]
    )


def _let_in(queue: Queue, id_: str) -> Entry | None:
    try:
        entry = queue.shelf.find(id_, let_in_too=True)
    except ContentFaults:
        return None
    return None if entry.held else entry


def _edit_name(screen: Screen, id_: str, name: str) -> int:
    queue = open_queue()
    entry = queue.shelf.find(id_, let_in_too=True)
    new = rename_author(queue.shelf, entry, name, Steps(queue.shelf.root))
    screen.say(renamed(entry, name, new))
    return 0


def _remove(screen: Screen, id_: str, now: datetime) -> int:
    queue = open_queue()
    entry = queue.shelf.find(id_, let_in_too=True)
    if entry.comment and entry.comment.removed:
        raise ContentFaults([Fault("comments remove", 0, "", f'"{entry.name}" is removed already.')])
    if screen.asks and not ask_yes(f"Take words and name of {entry.name} by {entry.author} away for good?"):
        raise InjurySeriesError("It stays.")
    if entry.held:
        queue.desk.refuse(entry, Steps(queue.shelf.root))
        screen.say(f"Removed: {entry.name}. It was not let in; nobody has seen it.")
        return 0
    named, today = still_named(queue.shelf, entry), now.astimezone(queue.shelf.zone).date()
    id_ = remove(queue.shelf, entry, today, Steps(queue.shelf.root))
    screen.say(f"Removed: {entry.name}. In its place stands that it was removed at the reader's wish.")
    if id_ != entry.id:
        screen.say(f"Its link could tell the name, so the file is {id_}.md now; old links lead to the post.")
    if named:
        screen.say(f"The name stands in the words of {', '.join(named)} too: look at these files.")
    screen.say(_STILL_OUT)
    return 0


def _notify(screen: Screen, now: datetime) -> int:
    queue = open_queue()
    place = read_place(_PUBLISHED_CONF if _PUBLISHED_CONF.is_file() else _CONF)
    content = read_content(queue.shelf.root, queue.shelf.zone)
    if content.series is None:
        raise ContentFaults(content.faults)
    bodies = {file: body.text for file, body in content.comment_bodies.items()}
    notices = Notices(content.series.published(now), bodies.__getitem__, Addresses(place.site_url))
    due = list(notices.due(queue.records()))
    if not due:
        screen.say("Nobody waits to hear of an answer.")
    else:
        screen.say("Publish first: the links below lead to what readers get.")
    for number, notice in enumerate(due, start=1):
        _show_mail(screen, notice, f"{number} of {len(due)}")
        if screen.asks and ask_yes("Have you sent it?"):
            _tell(queue, notice)
    if due and not screen.asks:
        screen.say("Run this in a terminal to say which you have sent; until then they come again.")
    return 0


def _show_mail(screen: Screen, notice: Notice, which: str) -> None:
    screen.say(f"\n{which}: {notice.mail}", strong=True)
    screen.hand_over(f"Subject: {notice.subject}\n\n{notice.text}")


def _tell(queue: Queue, notice: Notice) -> None:
    """Remember which answers a reader was told of."""
    records = Records.read(queue.shelf.root)
    record = records.of_comment(notice.record.post, notice.record.id)
    if record:
        records.change(record, told=(*record.told, *notice.answers))
        records.save()

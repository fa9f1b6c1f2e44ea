"""Go through the comments that wait, one after another, with one key for each decision."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from injury_series.desk.comments.queue.asking import ask_key, ask_name, ask_yes
from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.harmless import in_one_line
from injury_series.desk.comments.queue.moving import rename_author
from injury_series.desk.comments.queue.opening import Queue
from injury_series.desk.comments.queue.screen import Screen
from injury_series.desk.comments.queue.showing import show, show_marks
from injury_series.desk.comments.queue.steps import Steps
from injury_series.errors import InjurySeriesError

KEYS = "a accept  r refuse  e edit name  s skip  o open thread  u undo  q quit  ? help"
_HELP = """\
a  accept: readers see it once you publish
r  refuse: its words are thrown away, a count is kept
e  edit name: another name to show; nothing else of the file changes
s  skip: it goes on waiting (or n, or an arrow to the right or down)
o  open: the whole thread under the post
u  undo: take the last decision back
q  quit: what you decided stays decided, the rest waits (or Ctrl-C)"""
_MEANINGS = {key: key for key in "aresouq?"} | {key: key.lower() for key in "ARESOUQ"}
_MEANINGS |= {"n": "s", "N": "s", "right": "s", "down": "s"}


@dataclass(frozen=True, slots=True)
class Decision:
    """Remember what became of the comment at a place of the queue, and of how many more with it."""

    at: int
    word: str
    number: int
    steps: Steps


@dataclass(slots=True)
class Review:
    """Lead the writer through the comments `waiting`; count what became of them."""

    screen: Screen
    queue: Queue
    waiting: list[Entry]
    at: int = 0
    done: list[Decision] = field(default_factory=list)

    def run(self) -> None:
        """Go on until nothing is left to decide or the writer quits; KeyboardInterrupt is a way to quit."""
        shows = True
        while self.at < len(self.waiting):
            entry = self.queue.shelf.again(self.waiting[self.at])
            if entry is None:  # decided elsewhere, or with the one that answers it
                self.at, shows = self.at + 1, True
                continue
            if shows:
                self._show(entry, whole=False)
            key = ask_key(KEYS, _MEANINGS)
            if key == "q":
                return
            shows = self._answer(key, entry)

    def summary(self) -> str:
        """Return in words what was decided."""
        accepted, refused = (
            sum(each.number for each in self.done if each.word == word) for word in ("accepted", "refused")
        )
        left = sum(self.queue.shelf.again(entry) is not None for entry in self.waiting)
        told = f"{accepted} let in, {refused} refused, {left} still waiting."
        return f"{told} To publish: python3 tasks.py publish" if accepted else told

    def _show(self, entry: Entry, *, whole: bool) -> None:
        self.screen.say(f"\n{self.at + 1} of {len(self.waiting)}")
        show(self.screen, entry, self.queue.shelf.of_post(entry.post), self.queue.title(entry), whole=whole)
        self.screen.say()
        show_marks(self.screen, entry, self.queue.marker().marks(entry))

    def _answer(self, key: str, entry: Entry) -> bool:
        """Do what a key means; tell whether a comment is to be shown then."""
        if key == "o":
            self._show(entry, whole=True)
        elif key == "?":
            self.screen.say(_HELP)
        elif key == "s":
            self.at += 1
        decisions = {"a": self._accept, "r": self._refuse, "e": self._edit_name, "u": self._undo}
        return decisions[key](entry) if key in decisions else key == "s"

    def _accept(self, entry: Entry) -> bool:
        steps, desk = Steps(self.queue.shelf.root), self.queue.desk
        first = desk.first(entry)
        if first and not may_take_first(entry, first):
            return False
        try:
            for each in (*first, entry):
                desk.accept(each, steps)
        except InjurySeriesError as error:
            steps.undo()
            self.screen.say(f"{error}\nIt was not let in.")
            return False
        return self._decided("accepted", steps, told(entry, first), 1 + len(first))

    def _refuse(self, entry: Entry) -> bool:
        steps = Steps(self.queue.shelf.root)
        try:
            self.queue.desk.refuse(entry, steps)
        except InjurySeriesError as error:
            steps.undo()
            self.screen.say(f"{error}\nIt was not refused.")
            return False
        return self._decided("refused", steps, f"Refused: {entry.name}")

    def _edit_name(self, entry: Entry) -> bool:
        try:
            name = ask_name(entry)
            id_ = rename_author(self.queue.shelf, entry, name, Steps(self.queue.shelf.root)) if name else ""
        except InjurySeriesError as error:
            self.screen.say(str(error))
            return False
        if id_:
            self.screen.say(renamed(entry, name, id_))
            path = entry.path.with_name(f"{id_}.md")
            self.waiting[self.at] = replace(entry, id=id_, path=path)
        return bool(id_)

    def _decided(self, word: str, steps: Steps, told: str, number: int = 1) -> bool:
        self.done.append(Decision(self.at, word, number, steps))
        self.screen.say(told)
        self.at += 1
        return True

    def _undo(self, _: Entry) -> bool:
        if not self.done:
            self.screen.say("There is no decision yet to take back.")
            return False
        if not self.done[-1].steps.undo():
            self.screen.say("This cannot be taken back any more: its files have changed since.")
            return False
        self.at = self.done.pop().at
        self.screen.say("Taken back.")
        return True


def may_take_first(entry: Entry, first: list[Entry]) -> bool:
    """Ask whether the comments that one answers may be let in with it."""
    names = " and ".join(f'"{each.id}" by {each.author}' for each in first)
    waits = "waits" if len(first) == 1 else "wait"
    return ask_yes(
        f"{in_one_line(entry.author)} answers {names}, which {waits} too. Let {_them(first)} in first?"
    )


def told(entry: Entry, first: list[Entry]) -> str:
    """Return the line that says what was let in."""
    return f"Let in: {', '.join(each.name for each in (*first, entry))}"


def renamed(entry: Entry, name: str, id_: str) -> str:
    """Return the line that says what a comment's author and its file are called now."""
    line = f"{entry.name} is by {in_one_line(name)} now"
    if id_ != entry.id:
        return f"{line}, and called {entry.post}/{id_}: the old name stood in its link."
    return f"{line}. Its link is as it was: #comment-{id_}"


def _them(first: list[Entry]) -> str:
    return "that" if len(first) == 1 else "those"

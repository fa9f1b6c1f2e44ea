"""Mark what the writer should look at before letting a comment in: what was found, where, and what then."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.gatekeeper import Gatekeeper
from injury_series.desk.comments.queue.streets import streets
from injury_series.desk.comments.records import Records, State
from injury_series.errors import Fault

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]\"']+", re.I)
_LINK_WORDS = re.compile(r"\[[^\]]*\]\([^)]*\)|<[^<>\s]*>|\b(?:https?://|www\.)\S+", re.I)
_MANY_LINKS = 2
_LONG = 4000
_LETTER = re.compile(r"[^\W\d_]")
_CHOOSE = "Accept it (a) if that is what you want readers to see, else refuse it (r)."


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one thing to look at: `label` is it in a word or two, `words` say what and where, then what to do.

    One that `stops` keeps the comment from being let in.
    """

    label: str
    words: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Mark comments; `alike` counts those that wait by their words."""

    gatekeeper: Gatekeeper
    records: Records
    alike: dict[str, tuple[str, ...]]

    def marks(self, entry: Entry) -> list[Mark]:
        """Return every mark of a comment; those that keep it from being let in come first."""
        return [
            *_faulty(entry.faults),
            *self._stopped(entry),
            *_claims_the_writer(entry),
            *_links(entry.body),
            *_streets(entry),
            *_length(entry.body),
            *self._twice(entry),
            *self._known_reader(entry),
        ]

    def _stopped(self, entry: Entry) -> Iterator[Mark]:
        for stop in self.gatekeeper.stops(entry):
            label = "hidden name" if stop.is_name else "private fact"
            yield Mark(label, f"{_at(stop.fault)}{stop.fault.problem} {stop.fault.hint}", stops=True)

    def _twice(self, entry: Entry) -> Iterator[Mark]:
        others = [name for name in self.alike.get(_form(entry.body), ()) if name != entry.name]
        if others:
            words = (
                f"The same words wait under {_listed(others)} too. Accept (a) one and refuse (r) the rest."
            )
            yield Mark("twice", words)

    def _known_reader(self, entry: Entry) -> Iterator[Mark]:
        own = self.records.of_comment(entry.post, entry.id)
        if not own or not own.reader:
            return
        others = Counter(each.state for each in self.records if each.reader == own.reader and each != own)
        words = {State.ACCEPTED: "let in", State.REFUSED: "refused", State.HELD: "waiting"}
        told = [f"{others[state]} {word}" for state, word in words.items() if others[state]]
        if told:
            yield Mark("wrote before", f"This reader wrote before: {', '.join(told)}.")


def count_alike(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return the names of comments by their words, for those that have the same."""
    names: dict[str, list[str]] = {}
    for entry in entries:
        names.setdefault(_form(entry.body), []).append(entry.name)
    return {form: tuple(same) for form, same in names.items() if len(same) > 1}


def _form(body: str) -> str:
    return " ".join(body.casefold().split())


def _faulty(faults: Iterable[Fault]) -> Iterator[Mark]:
    for fault in faults:
        field = f"{fault.field}: " if fault.field else ""
        yield Mark("fault", f"{_at(fault)}{field}{fault.problem} {fault.hint}".strip(), stops=True)


def _at(fault: Fault) -> str:
    return f"Line {fault.line}: " if fault.line else ""


def _claims_the_writer(entry: Entry) -> Iterator[Mark]:
    if entry.comment and entry.comment.by_writer:
        words = "It says that you wrote it (by-writer: true). If you did not, take that line out of the file."
        yield Mark("as by you", words)


def _links(body: str) -> Iterator[Mark]:
    links = _LINK.findall(body)
    if links and not _LETTER.search(_LINK_WORDS.sub("", body)):
        yield Mark("links only", f"There is nothing in it but {_number(len(links), 'link')}. {_CHOOSE}")
    elif len(links) > _MANY_LINKS:
        yield Mark(f"{len(links)} links", f"It holds {len(links)} links. {_CHOOSE}")


def _streets(entry: Entry) -> Iterator[Mark]:
    first = entry.loaded.document.body_line if entry.loaded else 1
    for number, line in enumerate(entry.body.split("\n"), start=first):
        for _, words in streets(line):
            yield Mark("address", f'Line {number}: "{words}" looks like a street address. {_CHOOSE}')


def _length(body: str) -> Iterator[Mark]:
    if len(body) > _LONG:
        yield Mark("long", f"It is long: {_number(len(body.split()), 'word')}. {_CHOOSE}")


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")

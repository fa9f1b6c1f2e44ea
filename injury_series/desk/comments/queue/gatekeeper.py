"""Find in a comment what publishing would stop at: names of hidden providers, and private facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from injury_series.desk.comments.queue.entry import Entry
from injury_series.errors import Fault, InjurySeriesError
from injury_series.publishing.gate.hidden_names import HiddenNames
from injury_series.publishing.gate.leaks import Leak, Rule
from injury_series.publishing.gate.own_texts import OwnText, OwnTexts
from injury_series.publishing.gate.private_facts import PrivateFacts
from injury_series.publishing.gate.seen import Kind
from injury_series.publishing.gate.telephones import regions_of
from injury_series.publishing.gate.verdict import Verdict
from injury_series.source.files import ContentFiles
from injury_series.source.readable import Readable

_TOKEN = re.compile(r"[^\s()<>\"'\[\]]+")
_UNKNOWN = (
    "The names that must not be shown are not known, as {} has a fault. To see it: python3 tasks.py check"
)


@dataclass(frozen=True, slots=True)
class Stop:
    """Hold one thing at which publishing would stop: in a name, or a fact that is private."""

    fault: Fault
    is_name: bool


class Gatekeeper:
    """Know the names that a story hides, and what is private, by the gate's own rules."""

    def __init__(self, readable: Readable, reply_email: str, zone: str, language: str) -> None:
        self._readable = readable
        names = HiddenNames(readable.series) if readable.series else None
        facts = PrivateFacts(reply_email, regions_of(zone, language))
        self._rules: tuple[tuple[Rule, bool], ...] = ((facts, False), *(((names, True),) if names else ()))

    def must_know(self) -> None:
        """Raise InjurySeriesError where a file has a fault without which hidden names are not known."""
        if not self._readable.about:
            raise InjurySeriesError(_UNKNOWN.format("content/series.yaml"))
        read = {loaded.document.file for loaded in self._readable.providers}
        for path in self._readable.files.providers:
            if self._readable.files.name(path) not in read:
                raise InjurySeriesError(_UNKNOWN.format(self._readable.files.name(path)))

    def stops(self, entry: Entry) -> list[Stop]:
        """Return everything at which publishing would stop, unless the file has a line that allows it."""
        return [
            Stop(fault, is_name)
            for rule, is_name in self._rules
            for fault in self._faults(entry, rule)
            if not (entry.faults and "@" in fault.problem)  # the build stops at it already
        ]

    def _faults(self, entry: Entry, rule: Rule) -> Iterator[Fault]:
        files = ContentFiles(self._readable.files.root, comments={entry.post: [entry.path]})
        own = OwnTexts(files, set(), ())
        every = [leak for text in own.every() if text.file == entry.file for leak in _leaks(rule, text)]
        every += rule(Kind.NAME, entry.id)
        found = {
            _letters(leak): leak for leak in reversed(every)
        }.values()  # as written, not also without marks
        allow = tuple(entry.loaded.header.allow) if entry.loaded else ()
        by_problem = {leak.problem: leak for leak in found}
        page = f"posts/{entry.post}/index.html"
        verdict = Verdict({leak: {page: 0} for leak in found}, own, (rule,), {entry.file: allow})
        for fault in sorted(verdict.faults()):
            if fault.file == entry.file:
                yield _worded(fault, by_problem[fault.problem])


def _letters(leak: Leak) -> str:
    return re.sub(r"\W", "", leak.problem)


def _leaks(rule: Rule, text: OwnText) -> Iterator[Leak]:
    """Yield what a rule finds in words and in what may be an address among them, as the gate looks."""
    yield from rule(Kind.WORDS, text.text)
    for token in _TOKEN.finditer(text.text):
        if "/" in token[0] or ":" in token[0]:
            yield from rule(Kind.ADDRESS, unquote(token[0]))


def _worded(fault: Fault, leak: Leak) -> Fault:
    allow = f"allow: {json.dumps([leak.found], ensure_ascii=False)}"
    hint = f"Publishing would stop at it. Write other words in the file, or add this line: {allow}"
    if fault.line == 1:  # the first line is no text: it is the name
        hint = (
            "This is in the file's name, which readers see in links: edit the name (e), or rename the file."
        )
    return Fault(fault.file, fault.line, fault.field, fault.problem, hint=hint)

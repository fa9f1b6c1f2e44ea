"""Advise where something bad is told of a provider who is shown by name.

Readers can find this person. A word that it is your own experience, or as of when, keeps what is told fair,
and keeps you on firm ground: an experience is yours to tell, a judgement of someone's work may be disputed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from injury_series.source.findings import AdviceKind, Finding, finding
from injury_series.source.headers import PostHeader
from injury_series.source.outline import Outline
from injury_series.source.readable import Readable
from injury_series.source.references import Loaded
from injury_series.story.care import Outcome
from injury_series.story.providers import Shown

_BAD = re.compile(
    r"\b(?:(?:did|does|has|could)(?:n[’']t| not) help(?:ed)?"
    r"|made (?:it|me|things|everything|the pain) (?:\w+ )?worse"
    r"|useless|waste of (?:time|money)|misdiagnos\w+|wrong diagnosis|wrongly (?:diagnosed|treated|told|said)"
    r"|(?:was|were|got it|had it) wrong(?! with)|negligen\w+|incompeten\w+|careless\w*|malpractice|botched"
    r"|quack\w*|lied to|harmed|ruined|ignored me|dismissed me)\b",
    re.I,
)
_FAIR = re.compile(
    r"\b(?:in my (?:experience|case|view|opinion)|for me|to me|my own|as I (?:saw|see|experienced|remember)"
    r"|I (?:think|feel|felt|believe|found|thought)|(?:19|20)\d\d|January|February|March|April|June|July"
    r"|August|September|October|November|December)\b",
    re.I,
)
_WHY = (
    "This is a named person, whom readers can find: it is fairer, and safer for you, as your own experience."
)


def advise_on_people(readable: Readable, outlines: dict[str, Outline]) -> Iterator[Finding]:
    """Yield where a bad outcome or word stands beside a name, without a date or a word of experience."""
    named = {p.name: p.header.name for p in readable.providers if p.header.shown is Shown.NAME}
    for post in readable.posts:
        yield from _treatments(post, named)
    for document in readable.documents:
        outline = outlines.get(document.file)
        if outline:
            yield from _passages(document.file, outline, named)


def _treatments(post: Loaded[PostHeader], named: dict[str, str]) -> Iterator[Finding]:
    for number, treatment in enumerate(post.header.treatments):
        bad = treatment.outcome in (Outcome.WORSE, Outcome.NO_CHANGE)
        note = treatment.note or ""
        if bad and treatment.provider in named and not treatment.as_of and not _FAIR.search(note):
            problem = f'"{treatment.outcome}" is told of {named[treatment.provider]}, and not as of when.'
            hint = f'Add "as-of", or to the note "in my experience". {_WHY}'
            line = post.line("treatments", number, "outcome")
            field = f"treatments[{number + 1}].outcome"
            yield finding(AdviceKind.BLAME, post.document.file, line, problem, hint, field)


def _passages(file: str, outline: Outline, named: dict[str, str]) -> Iterator[Finding]:
    for passage in outline.passages:
        linked = [href.removeprefix("provider:") for href in passage.links if href.startswith("provider:")]
        people = [named[key] for key in linked if key in named]
        people += [name for name in named.values() if name.casefold() in passage.words.casefold()]
        bad = _BAD.search(passage.words)
        if people and bad and not _FAIR.search(passage.words):
            line = outline.line_of(re.escape(bad[0]).replace(r"\ ", r"\s+"), passage.line)
            problem = f'"{bad[0]}" is told beside the name of {people[0]}, without a date.'
            hint = f'Add "in my experience", or when it was. {_WHY}'
            yield finding(AdviceKind.BLAME, file, line, problem, hint)

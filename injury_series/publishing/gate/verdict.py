"""Say what the gate found: where the writer wrote it, where it would show, and what the writer allowed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote

from injury_series.errors import Fault
from injury_series.publishing.gate.leaks import Leak, Rule
from injury_series.publishing.gate.own_texts import OwnText, OwnTexts
from injury_series.publishing.gate.seen import Kind, seen
from injury_series.story.slugs import slug_of_file

Places: TypeAlias = dict[str, int]
"""Files of the site, and the line in each on which something stands first, or 0."""

Spot: TypeAlias = tuple[str, int]
"""A file of the writer's, and a line in it."""

OUTPUT = "output"
SETTINGS = "pelicanconf.py"
_TOKEN = re.compile(r"[^\s()<>\"'\[\]]+")
_PICTURE = re.compile(r"(images/.+?)(?:-\d+)?(?:\.[0-9a-f]{8,})?\.\w+")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hold what the writer let stand by a line `allow`, and where."""

    found: str
    file: str
    line: int

    @property
    def place(self) -> str:
        """Return where that is, as messages name it."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Verdict:
    """Find out where each leak was written; `allowed` holds by file what its front matter lets stand."""

    def __init__(
        self,
        found: Mapping[Leak, Places],
        own: OwnTexts,
        rules: tuple[Rule, ...],
        allowed: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._found = found
        self._own = own
        self._rules = rules
        self._allow = allowed
        self._let: list[Allowed] = []

    @property
    def allowed(self) -> tuple[Allowed, ...]:
        """Return what `faults` let pass, in order."""
        return tuple(sorted(set(self._let), key=lambda one: (one.file, one.line, one.found)))

    def faults(self) -> list[Fault]:
        """Return a fault for each leak and each line that it was written on."""
        written = self._written() if self._found else {}
        return [
            fault
            for leak, places in sorted(self._found.items(), key=lambda item: item[0])
            for fault in self._of(leak, places, written)
        ]

    def _of(self, leak: Leak, places: Places, written: Mapping[Leak, set[Spot]]) -> Iterator[Fault]:
        spots = sorted(written.get(leak, ())) or self._looked_up(leak, places)
        for file, line in spots:
            if not self._may(leak, file, line):
                yield Fault(file, line, "", leak.problem, hint=_hint(leak, places, file))
        if not spots and not any(self._may(leak, file, 0) for file in sorted(self._allow)):
            yield _unwritten(leak, places)

    def _may(self, leak: Leak, file: str, line: int) -> bool:
        allowed = leak.may_stand and any(_same(leak.found, text) for text in self._allow.get(file, ()))
        if allowed:
            self._let.append(Allowed(leak.found, file, line))
        return allowed

    def _written(self) -> dict[Leak, set[Spot]]:
        """Return where in the writer's own files the same rules find the same leaks."""
        spots: dict[Leak, set[Spot]] = defaultdict(set)
        for text in self._own.every():
            for leak in self._leaks(text):
                spots[leak].add((text.file, text.line_at(leak.at)))
        for file, name in self._own.named():
            for rule in self._rules:
                for leak in rule(Kind.NAME, name):
                    spots[leak].add((file, 1))
        return spots

    def _leaks(self, text: OwnText) -> Iterator[Leak]:
        for rule in self._rules:
            yield from rule(Kind.WORDS, text.text)
            for token in _TOKEN.finditer(text.text):
                if "/" in token[0] or ":" in token[0]:
                    for leak in rule(Kind.ADDRESS, unquote(token[0])):
                        yield Leak(
                            leak.problem, leak.found, leak.way_out, leak.may_stand, token.start() + leak.at
                        )

    def _looked_up(self, leak: Leak, places: Places) -> list[Spot]:
        picture = _PICTURE.fullmatch(leak.found)
        text = picture[1] if picture and leak.found in places else leak.found
        return self._own.lines_with(text) if len(text) > 2 else []


def _same(found: str, allowed: str) -> bool:
    """Tell whether two texts are one as compared; numbers may be set apart otherwise."""
    forms = [seen(text).casefold() for text in (found, allowed)]
    digits = [re.sub(r"[\s().+/-]", "", form) for form in forms]
    return forms[0] == forms[1] or (digits[0].isdigit() and digits[0] == digits[1])


def _hint(leak: Leak, places: Places, file: str) -> str:
    words = [f"It would show in {_where(places, file)}.", leak.way_out]
    if leak.may_stand:
        words.append(f"Or let it stand by a line in this file: allow: {_as_yaml(leak.found)}")
    return " ".join(filter(None, words))


def _unwritten(leak: Leak, places: Places) -> Fault:
    """Return the fault of a leak that stands in none of the writer's files."""
    (path, line), *more = sorted(places.items(), key=lambda place: _rank(place[0], ""))
    if path == SETTINGS:
        return Fault(SETTINGS, line, "SITEURL", leak.problem, hint=leak.way_out)
    words = [f"It would show in {_number(len(more))} too."] if more else []
    words += [leak.way_out]
    if leak.may_stand:
        words.append(f"Or let it stand by a line in content/series.yaml: allow: {_as_yaml(leak.found)}")
    return Fault(f"{OUTPUT}/{path}", line, "", leak.problem, hint=" ".join(filter(None, words)))


def _where(places: Iterable[str], file: str) -> str:
    first, *more = sorted(places, key=lambda path: _rank(path, file))
    return f"{OUTPUT}/{first}" + (f" and {_number(len(more))}" if more else "")


def _number(more: int) -> str:
    return f"{more} more" if more > 1 else "1 more"


def _rank(path: str, file: str) -> tuple[bool, bool, str]:
    """Order places: the page of the file itself, then pages, then the rest."""
    source = PurePosixPath(file)
    own = {source.parent.name if "comments" in source.parts else slug_of_file(source.stem)}
    return not own & set(PurePosixPath(path).parts), not path.endswith(".html"), path


def _as_yaml(text: str) -> str:
    return json.dumps([text], ensure_ascii=False)

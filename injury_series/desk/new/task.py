"""Make a new post, phase or provider: ask for what is needed, write a file that builds, open it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from injury_series.desk.new.asking import ask_one, ask_whether, is_terminal
from injury_series.desk.new.checking import NAMED_BY, Values, address_of, clean, faults_of, slug_key
from injury_series.desk.new.editor import open_in_editor
from injury_series.desk.new.kinds import EXAMPLES, FLAGS, NEEDED, Asking, file_of, text_of, with_defaults
from injury_series.desk.new.story import StorySoFar, look_around
from injury_series.errors import ContentFaults, Fault, InjurySeriesError, SettingsError
from injury_series.pelican_site.place import Place, read_place

CONF = Path("pelicanconf.py")
_TASK = "python3 tasks.py"


def run(what: str, given: Mapping[str, str | list[str]], now: datetime | None = None) -> int:
    """Make one new file and return the exit code: 0, 1 where anything is wrong, 130 where it was stopped.

    `given` holds the flags by their names; what is needed and not given is asked, if someone is there.
    """
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    try:
        place = read_place(CONF)
        desk = _Desk(console, place, (now or datetime.now(UTC)).astimezone(place.zone), is_terminal())
        path = desk.make(_kind(what, desk.asks), given)
    except (KeyboardInterrupt, EOFError):
        console.print("Stopped. Nothing was written.")
        return 130
    except InjurySeriesError as error:
        Console(stderr=True, highlight=False, soft_wrap=True, emoji=False).print(str(error), markup=False)
        return 1
    problem = open_in_editor(path, os.environ) if desk.asks else ""
    if problem:
        console.print(problem, markup=False)
    return 1 if problem else 0


def _kind(what: str, asks: bool) -> str:
    if not what and asks:
        return ask_one("What is new?", {kind: f"a {kind}" for kind in FLAGS})
    if what not in FLAGS:
        problem = f'"{what}" is nothing that can be made.' if what else "What is new?"
        raise ContentFaults([Fault("new", 0, "", problem, what, tuple(FLAGS), _such_as("post"))])
    return what


def _such_as(kind: str) -> str:
    return f"Such as: {_TASK} {EXAMPLES[kind]}"


@dataclass(slots=True)
class _Desk:
    """Make files for one writer; `asks` says whether someone is there to answer."""

    console: Console
    place: Place
    now: datetime
    asks: bool

    def make(self, kind: str, given: Mapping[str, str | list[str]]) -> str:
        """Write a new file of one kind, tell of it, and return its path."""
        values = _from_flags(kind, given)
        story = look_around(self.place.content)
        if kind == "post" and not story.phases:
            story = self._first_phase()
        if self.asks and not all(key in values for key in NEEDED[kind]):
            values = self._asked(Asking(kind, story, self.now.date(), values))
        else:
            _stop_at([*_missing(kind, values), *_given_wrong(kind, values, story)])
        values = with_defaults(kind, values, story, self.now.date())
        file = story.files.root / file_of(kind, values)
        _write(file, text_of(kind, values, story), story)
        path = story.files.name(file)
        self._tell(kind, values, path)
        return path

    def _asked(self, asking: Asking) -> Values:
        """Ask for what is missing, and again for what is wrong, until nothing is."""
        values = asking.values
        _stop_at(_given_wrong(asking.kind, values, asking.story))
        for key in asking.wanted():
            if key not in values:
                values[key] = self._answer(asking, key)
            if key == "shown" and values[key] == "alias" and "alias" not in values:
                values["alias"] = self._answer(asking, "alias")
        while faults := faults_of(asking.kind, values, asking.story):
            fault = faults[0]
            self.console.print(str(fault), markup=False)
            values[fault.field] = self._answer(asking, fault.field)
        return values

    def _answer(self, asking: Asking, key: str) -> str | list[str]:
        answer = asking.ask(key)
        return clean(answer) if isinstance(answer, str) else answer

    def _first_phase(self) -> StorySoFar:
        """Make the first phase, which every post needs, or stop."""
        why = "There is no phase yet, and every post is in one."
        if not self.asks:
            raise ContentFaults([Fault("new post", 0, "", why, hint=f"Make it: {_TASK} {EXAMPLES['phase']}")])
        if not ask_whether(f"{why} Make the first one now?"):
            raise KeyboardInterrupt
        self.make("phase", {})
        return look_around(self.place.content)

    def _tell(self, kind: str, values: Values, path: str) -> None:
        seen = f"{_TASK} preview, then http://127.0.0.1:8000{address_of(kind, values)}"
        lines = {
            "post": [
                "It is a draft, which only you see. When it is done, take out its line: status: draft",
                f"To see it: {seen}",
            ],
            "phase": [
                f"Posts name it so: phase: {Path(path).stem}",
                f"To see it, once a post is in it: {seen}",
            ],
            "provider": [
                f"Posts name it so, in their list of providers: {Path(path).stem}",
                f"To see it, once a post tells of it: {seen}",
            ],
        }[kind]
        if kind == "provider" and slug_key(kind, values) != "name":
            lines.append("The name stands in this file alone. Whoever can read the file can read the name.")
        self.console.print("\n".join([f"Written: {path}", *lines]), markup=False)


def _from_flags(kind: str, given: Mapping[str, str | list[str]]) -> Values:
    """Return what was given, by the keys of front matter; ContentFaults where a flag is not for this kind."""
    values: Values = {}
    faults = []
    for word, value in given.items():
        flag = NAMED_BY[kind] if word == "title" else word  # the second word
        if flag not in FLAGS[kind]:
            problem = f"This is not for a {kind}."
            known = tuple(f"--{each}" for each in FLAGS[kind])
            faults.append(Fault(f"new {kind}", 0, f"--{flag}", problem, f"--{flag}", known))
        elif isinstance(value, list):
            values["providers"] = list(dict.fromkeys(map(clean, value)))
        else:
            values[flag] = clean(value)
    _stop_at(faults)
    return values


def _missing(kind: str, values: Values) -> list[Fault]:
    missing = sorted(key for key in NEEDED[kind] if key not in values)
    problem = "This is missing, and it is needed."
    return [
        Fault(f"new {kind}", 0, f"--{key}", problem, hint=_such_as(kind) if key == missing[-1] else "")
        for key in missing
    ]


def _given_wrong(kind: str, values: Values, story: StorySoFar) -> list[Fault]:
    """Return what is wrong with the flags, each by its name; what is missing is another matter."""
    return [
        Fault(fault.file, 0, _flag(fault.field), fault.problem, fault.value, fault.allowed, fault.hint)
        for fault in faults_of(kind, values, story)
        if fault.field.split("[")[0] in values
    ]


def _flag(field: str) -> str:
    key = field.partition("[")[0]
    return "--provider" if key == "providers" else f"--{key}"


def _stop_at(faults: list[Fault]) -> None:
    if faults:
        raise ContentFaults(faults)


def _write(file: Path, text: str, story: StorySoFar) -> None:
    """Write a file that is not there yet."""
    name = story.files.name(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError as error:
        problem = "This file is there already, and was left as it is."
        raise ContentFaults([Fault(name, 0, "", problem, hint="Choose another title or name.")]) from error
    except OSError as error:
        raise SettingsError(f"{name}: this cannot be written: {error.strerror}.") from error

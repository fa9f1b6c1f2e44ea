"""Know the kinds of file that `new` makes: what each needs, what is asked, and what its text is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from injury_series.desk.new.asking import ask_one, ask_some, ask_text
from injury_series.desk.new.checking import Values, clean, slug_of, wrong
from injury_series.desk.new.story import StorySoFar
from injury_series.desk.new.text import Fill, key_lines, optional_lines
from injury_series.source.advice_body import WRITE_HERE
from injury_series.story.providers import ProviderKind

FLAGS = {
    "post": ("title", "phase", "provider", "date", "happened", "summary"),
    "phase": ("title", "order", "happened", "summary"),
    "provider": ("name", "role", "kind", "shown", "alias"),
}
"""What can be given for each kind."""

NEEDED = {"post": ("title", "phase", "summary"), "phase": ("title",), "provider": ("name", "role")}
"""What must be given or asked; everything else has a default."""

EXAMPLES = {
    "post": 'new post "The first run" --phase improvement --summary "Two miles, and nothing hurt."',
    "phase": 'new phase "Setback" --summary "Four months in a chair."',
    "provider": 'new provider "Dr. Ada Okafor" --role "Knee surgeon" --kind physician --shown role',
}

_SHOWN = {
    "name": "the name",
    "role": "the role in its place, and the name nowhere",
    "alias": "a name that you make up, and the real one nowhere",
}
_ORDER = {
    "post": ("title", "date", "phase", "summary", "happened", "providers"),
    "phase": ("title", "order", "happened", "summary"),
    "provider": ("name", "role", "kind", "shown", "alias"),
}
_MORE = (
    '## More that it can say: take "# " away from a line or a block to use it; delete what you do not need.'
)
_DRAFT = "## A draft: you alone see it, in the preview. Take out the next line when the post is done."
_OPENING = {
    "phase": "## What you write below the last line opens the page of this phase.",
    "provider": "## What you write below the last line is on the page of this provider.",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """Ask for the values of one new file; `story` is what is there already, `values` what is known by now."""

    kind: str
    story: StorySoFar
    today: date
    values: Values

    def wanted(self) -> tuple[str, ...]:
        """Return the keys to ask for, in order."""
        return {
            "post": ("title", "phase", *(["providers"] if self.story.providers else []), "date", "summary"),
            "phase": ("title", "order"),
            "provider": ("name", "role", "kind", "shown"),
        }[self.kind]

    def ask(self, key: str) -> str | list[str]:
        """Return the answer to the question for one key."""
        lists: dict[str, Callable[[], str | list[str]]] = {
            "phase": lambda: ask_one("Which phase is it in?", self.story.phases, self._phase()),
            "providers": lambda: ask_some("Who does it tell of? None is fine.", self.story.providers),
            "kind": lambda: ask_one("What is the profession?", {kind: kind for kind in ProviderKind}),
            "shown": lambda: ask_one("What may readers see?", _SHOWN),
        }
        if key in lists:
            return lists[key]()
        default = {"date": self.today.isoformat(), "order": str(self.story.next_order)}.get(key, "")
        return ask_text(self._question(key), lambda text: self._wrong(key, text), default)

    def _phase(self) -> str | None:
        known = list(self.story.phases)
        return self.story.latest if self.story.latest in known else known[-1]

    def _wrong(self, key: str, text: str) -> str:
        if not text.strip():
            return "This cannot be empty."
        return wrong(self.kind, key, {**self.values, key: clean(text)}, self.story)

    def _question(self, key: str) -> str:
        return {
            "title": f"What is the {self.kind} called?",
            "date": "On which day does it come out?",
            "summary": "What happens in it, in a sentence or two? You can change it later.",
            "order": "Which place has it among the phases? 1 is the first.",
            "name": "What is the name of the person or practice?",
            "role": "What are they to you? Such as: Knee surgeon.",
            "alias": "What name shall stand in its place?",
        }[key]


def with_defaults(kind: str, values: Values, story: StorySoFar, today: date) -> Values:
    """Return the values with the defaults of what was neither given nor asked, in the order of the file."""
    defaults: Values = {
        "post": {"date": today.isoformat()},
        "phase": {"order": str(story.next_order)},
        "provider": {"kind": "other", "shown": "name"},
    }[kind]  # type: ignore[assignment]  # a dictionary of these is one of those
    all_ = {**defaults, **values}
    return {key: all_[key] for key in _ORDER[kind] if all_.get(key)}


def file_of(kind: str, values: Values) -> str:
    """Return the path of the new file below the content folder."""
    slug = slug_of(kind, values)
    return f"posts/{str(values['date'])[:10]}-{slug}.md" if kind == "post" else f"{kind}s/{slug}.md"


def text_of(kind: str, values: Values, story: StorySoFar) -> str:
    """Return the whole text of the new file."""
    lines = ["---", *key_lines(values)]
    if kind == "post":
        lines += [_DRAFT, "status: draft"]
    without = {*values, "status", "provider", "alias"}
    lines += ["", _MORE, *optional_lines(kind, without, _fill(kind, values, story))]
    if kind == "post":
        return "\n".join([*lines, "---", WRITE_HERE, ""])
    return "\n".join([*lines, _OPENING[kind], "---", ""])


def _fill(kind: str, values: Values, story: StorySoFar) -> Fill:
    """Return examples that hold good in this story: names that are there, the post's own month."""
    if kind != "post":
        return {}
    day, slug = str(values["date"])[:10], slug_of(kind, values)
    someone = next(iter(story.providers), None)
    reading = {"date": day[:7], **dict.fromkeys(story.measures, 3)}
    fill: dict[str, Any] = {
        "happened": day[:7],
        "providers": [someone] if someone else None,
        "measures": [reading] if story.measures else None,
        "part": str(story.next_part),
        "updated": day,
        "slug": slug,
        "aliases": [f"/old/{slug}/"],
        "image.src": next(iter(story.images), None),
        "treatments.slug": None,
        "diagnoses.replaced-by": None,
    }
    for group in ("treatments", "diagnoses", "events"):
        fill[f"{group}.provider"] = someone
    for key in ("treatments.from", "treatments.to", "treatments.as-of", "diagnoses.date", "events.date"):
        fill[key] = day[:7]
    return fill

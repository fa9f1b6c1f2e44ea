"""Hold what came of reading one text, with every question that it asked the rest of the story."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

from injury_series.source.body_check import BadMarkup
from injury_series.source.figures import FindPicture
from injury_series.source.links import BadLink, FindTarget, Target
from injury_series.source.names import Kind


@dataclass(frozen=True, slots=True)
class Finders:
    """Hold the ways in which a body finds what it links to and what it shows."""

    target: FindTarget
    picture: FindPicture


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a text as HTML, and what there is to say of it.

    `anchors` are the ids at links to treatments, `passages` is how many are marked to be skipped;
    `bad_links`, `missing_pictures` and `bad_markup` cannot go out. `targets` and `pictures` are the
    questions that were asked, with their answers: while these stay, reading the same text again gives the
    same.
    """

    html: str
    anchors: dict[str, str]
    passages: int
    bad_links: tuple[BadLink, ...]
    missing_pictures: tuple[str, ...]
    bad_markup: tuple[BadMarkup, ...]
    targets: tuple[tuple[Kind, str, Target | None], ...] = ()
    pictures: tuple[tuple[str, bool], ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the sources of the pictures that were asked for."""
        return tuple(src for src, _ in self.pictures)

    @property
    def faulty(self) -> bool:
        """Tell whether there is something that cannot go out."""
        return bool(self.bad_links or self.missing_pictures or self.bad_markup)

    def holds(self, finders: Finders) -> bool:
        """Tell whether every question has the answer that it had; this notes the pictures that are shown."""
        seen = [finders.picture(src) is there for src, there in self.pictures]
        return all(seen) and all(finders.target(kind, name) == target for kind, name, target in self.targets)

    def to_json(self) -> str:
        """Return it as a text from which `from_json` makes it again."""
        links, markup = map(astuple, self.bad_links), map(astuple, self.bad_markup)
        targets = [(kind, name, target and astuple(target)) for kind, name, target in self.targets]
        facts = (self.anchors, self.passages, [*links], self.missing_pictures, [*markup], targets)
        return json.dumps((self.html, *facts, self.pictures), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Reading:
        """Return what `to_json` has written; ValueError, TypeError or KeyError where that is not so."""
        html, anchors, passages, links, missing, markup, targets, pictures = json.loads(text)
        return cls(
            html=html,
            anchors=dict(anchors),
            passages=passages,
            bad_links=tuple(BadLink(*link) for link in links),
            missing_pictures=tuple(missing),
            bad_markup=tuple(BadMarkup(*bad) for bad in markup),
            targets=tuple(
                (kind, name, Target(*target) if target else None) for kind, name, target in targets
            ),
            pictures=tuple((src, there) for src, there in pictures),
        )


class Asking:
    """Pass questions on to the finders of one text, and write down each with its answer."""

    def __init__(self, finders: Finders) -> None:
        self._finders = finders
        self.targets: dict[tuple[Kind, str], Target | None] = {}
        self.pictures: dict[str, bool] = {}

    def target(self, kind: Kind, name: str) -> Target | None:
        """Return what a link leads to."""
        self.targets[kind, name] = self._finders.target(kind, name)
        return self.targets[kind, name]

    def picture(self, src: str) -> bool:
        """Tell whether there is a picture."""
        self.pictures[src] = self._finders.picture(src)
        return self.pictures[src]


NOTHING = Finders(lambda _kind, _name: None, lambda _src: False)
"""For comments, which ask nothing."""

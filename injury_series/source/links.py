"""Turn `[words](provider:dr-yen)` and its like in a body into links of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from injury_series.source.names import Kind

KINDS: tuple[Kind, ...] = ("post", "phase", "provider", "treatment")


@dataclass(frozen=True, slots=True)
class Target:
    """Hold where a link leads and the words it has by itself; `href` is None where that is not published."""

    href: str | None
    words: str


FindTarget: TypeAlias = Callable[[Kind, str], "Target | None"]


@dataclass(frozen=True, slots=True)
class BadLink:
    """Hold a link of a body that leads nowhere, as it is written, and why."""

    written: str
    kind: Kind
    name: str
    untold: bool


class StoryLinks(Treeprocessor):
    """Resolve the story's own links in one body; what cannot be resolved is kept in `bad`.

    The first link to each treatment gets an id, kept in `anchors`, so that a treatment's page can lead to it.
    """

    def __init__(self, md: Markdown, find: FindTarget) -> None:
        super().__init__(md)
        self.find = find
        self.bad: list[BadLink] = []
        self.anchors: dict[str, str] = {}

    def run(self, root: Element) -> None:
        """Change every link in place."""
        for link in root.iter("a"):
            kind, colon, name = link.get("href", "").partition(":")
            if colon and kind in KINDS:
                self._resolve(link, kind, name)

    def _resolve(self, link: Element, kind: Kind, name: str) -> None:
        target = self.find(kind, name)
        silent = not "".join(link.itertext()).strip() and link.find(".//img") is None
        if target is None or (target.href is None and silent):
            self.bad.append(BadLink(f"{kind}:{name}", kind, name, untold=target is not None))
            return
        if silent:
            link.text = target.words
        if target.href is None:
            link.tag = "span"
            link.attrib.clear()
        else:
            link.set("href", target.href)
        if kind == "treatment" and name not in self.anchors:
            self.anchors[name] = f"treatment-{name}"
            link.set("id", self.anchors[name])

"""Say how a body is read: the Markdown that the writer may use, and what the story adds to it."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from injury_series.source.figures import Figures, FindPicture
from injury_series.source.links import FindTarget, StoryLinks
from injury_series.source.passages import PAST, Passages

IDS_OF_THE_PAGE = ("all-parts", "comments", "main", "map-legend", "thread-title")
"""The ids that the templates give; a body has none of them."""

_BEGINNINGS = ("blaze-", "comment-", PAST, "profile-", "treatment-", "tried-")
_LIST = re.compile(r" {0,3}(?:[-*+]|1\.) +\S")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def markdown_settings() -> dict[str, Any]:
    """Return Pelican's MARKDOWN setting for bodies: Markdown Extra, admonitions, code in colours."""
    return {
        "extensions": [
            "markdown.extensions.abbr",
            "markdown.extensions.admonition",
            "markdown.extensions.attr_list",
            "markdown.extensions.codehilite",
            "markdown.extensions.def_list",
            "markdown.extensions.fenced_code",
            "markdown.extensions.footnotes",
            "markdown.extensions.md_in_html",
            "markdown.extensions.sane_lists",
            "markdown.extensions.tables",
            "markdown.extensions.toc",
        ],
        "extension_configs": {
            "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
            "markdown.extensions.toc": {"slugify": _heading_id},
        },
        "output_format": "html",
    }


def _heading_id(heading: str, separator: str) -> str:
    """Return the id of a heading, which is never one that the page around the body has already."""
    id_ = slugify(heading, separator)
    return f"{id_}-section" if id_ in IDS_OF_THE_PAGE or id_.startswith(_BEGINNINGS) else id_


class StoryBody(Extension):
    """Add the story's links, its pictures, and markup that the site's security policy allows."""

    def __init__(self, find_target: FindTarget, find_picture: FindPicture) -> None:
        super().__init__()
        self.find_target = find_target
        self.find_picture = find_picture

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after the inline patterns have made links and pictures."""
        self.links = StoryLinks(md, self.find_target)
        self.figures = Figures(md, self.find_picture)
        self.passages = Passages(md)
        md.preprocessors.register(
            self.passages, "story-passages", 22
        )  # code is put away by then, HTML not yet
        md.preprocessors.register(_ListsAfterText(md), "lists-after-text", 15)
        md.treeprocessors.register(self.links, "story-links", 6)
        md.treeprocessors.register(self.figures, "story-figures", 5)
        md.treeprocessors.register(_Tidy(md), "story-tidy", 4)


class _ListsAfterText(Preprocessor):
    """Let a list begin right under a line of text, as writers expect; Markdown itself wants an empty line."""

    def run(self, lines: list[str]) -> list[str]:
        made: list[str] = []
        for line in lines:
            before = made[-1] if made else ""
            if _LIST.match(line) and before.strip() and not _LIST.match(before) and before[0] not in " >|\t":
                made.append("")
            made.append(line)
        return made


class _Tidy(Treeprocessor):
    """Let headings begin below the title and skip no level, and align tables by class, not by style."""

    def run(self, root: Element) -> None:
        level = 1
        for element in root.iter():
            if element.tag in _HEADINGS:
                level = max(2, min(int(element.tag[1]), level + 1))
                element.tag = f"h{level}"
            style = element.get("style", "")
            if element.tag in ("td", "th") and style.startswith("text-align:"):
                del element.attrib["style"]
                element.set("class", f"align-{style.removeprefix('text-align:').strip(' ;')}")

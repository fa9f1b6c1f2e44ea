"""Turn `![what it shows](images/hip.jpg "Caption")` in a body into a figure.

What is published of a picture is not known while texts are read: a body names it as the writer did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

FOLDER = "images/"

FindPicture: TypeAlias = Callable[[str], bool]
"""Tell whether there is a picture of a source such as "images/hip.jpg", and note that the text shows it."""


class Figures(Treeprocessor):
    """Find the pictures of one body; `missing` keeps those that are not there, as written."""

    def __init__(self, md: Markdown, find: FindPicture) -> None:
        super().__init__(md)
        self.find = find
        self.missing: list[str] = []
        self.found: set[str] = set()

    def run(self, root: Element) -> None:
        """Note every picture, and make figures of those that stand by themselves."""
        for image in root.iter("img"):
            src = image.get("src", "")
            if src.startswith(FOLDER):
                if self.find(src):
                    self.found.add(src)
                else:
                    self.missing.append(src)
        for paragraph in list(root.iter("p")):
            _make_figure(paragraph)


def _make_figure(paragraph: Element) -> None:
    """Make a paragraph that holds a picture and nothing else a figure; its title becomes the caption."""
    alone = _only_child(paragraph)
    image = _only_child(alone) if alone is not None and alone.tag == "a" else alone
    if alone is None or image is None or image.tag != "img":
        return
    paragraph.tag, paragraph.text, alone.tail = "figure", None, None
    caption = image.attrib.pop("title", None)
    if caption:
        SubElement(paragraph, "figcaption").text = caption


def _only_child(element: Element) -> Element | None:
    """Return the one element in another, if there is nothing else in it."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    return element[0]

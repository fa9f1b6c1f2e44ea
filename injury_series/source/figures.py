"""Turn `![what it shows](images/hip.svg "Caption")` in a body into a figure of known size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

FOLDER = "images/"


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold where a picture is published, and its size in pixels."""

    href: str
    width: int
    height: int


FindPicture: TypeAlias = Callable[[str], "Picture | None"]


class Figures(Treeprocessor):
    """Place the pictures of one body; `missing` keeps those that are not there, as written."""

    def __init__(self, md: Markdown, find: FindPicture) -> None:
        super().__init__(md)
        self.find = find
        self.missing: list[str] = []
        self.published: set[str] = set()

    def run(self, root: Element) -> None:
        """Change every picture in place; all but the first wait until the reader comes near."""
        for number, image in enumerate(root.iter("img")):
            self._place(image, first=number == 0)
        for paragraph in list(root.iter("p")):
            _make_figure(paragraph)

    def _place(self, image: Element, *, first: bool) -> None:
        src = image.get("src", "")
        if not src.startswith(FOLDER):
            return
        picture = self.find(src)
        if picture is None:
            self.missing.append(src)
            return
        self.published.add(picture.href)
        image.set("src", picture.href)
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))
        if not first:
            image.set("loading", "lazy")


def _make_figure(paragraph: Element) -> None:
    """Make a paragraph that holds a picture and nothing else a figure; its title becomes the caption."""
    if len(paragraph) != 1 or paragraph[0].tag != "img" or (paragraph.text or "").strip():
        return
    image = paragraph[0]
    if (image.tail or "").strip():
        return
    paragraph.tag, image.tail = "figure", None
    caption = image.attrib.pop("title", None)
    if caption:
        SubElement(paragraph, "figcaption").text = caption

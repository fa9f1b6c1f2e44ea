"""Look through a drawing (SVG 2) for what it could do or load, and read its size.

In a page a browser keeps a drawing on a short lead; opened by itself it is a page of the site, and could run.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

_SVG = "{http://www.w3.org/2000/svg}"
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NOTES = re.compile(r"<\s*(?:\w+:)?metadata|<!--|\b(?:inkscape|sodipodi|adobe|sketch|figma|serif):", re.I)
_FOREIGN = re.compile(
    r"<!ENTITY|<!DOCTYPE[^>]*\[|<\?(?!xml\s)|<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.I
)
_ACTIVE = ("script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video")
_LOADS = re.compile(r"@import|\\|image-set|(?:url|src|image)\s*\((?!\s*[\"']?\s*#)", re.I)
_RUNS = re.compile(r"(?:java|vb)script\s*:|data\s*:", re.I)
_HIDDEN = re.compile(r"[\x00-\x20]+")


def check_drawing(content: bytes) -> tuple[int, int]:
    """Return the width and height of a drawing.

    Raises ValueError, with the reason, for one that could run or load anything or that holds notes; OSError
    and its like never.
    """
    try:
        text = content.decode("utf-8-sig")
        if _FOREIGN.search(text):
            raise _unsafe()
        root = ET.fromstring(text)
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise ValueError("it is damaged, or no picture at all") from error
    if _NOTES.search(text):
        raise ValueError('it holds notes of the drawing program; save it as "plain SVG"')
    if root.tag != f"{_SVG}svg":
        raise ValueError("it is damaged, or no picture at all")
    if any(_is_unsafe(element) for element in root.iter()):
        raise _unsafe()
    return _size(root)


def _unsafe() -> ValueError:
    return ValueError("it holds a script, or a link to something outside itself")


def _is_unsafe(element: ET.Element) -> bool:
    tag = element.tag.removeprefix(_SVG)
    if "}" in tag or tag.lower() in _ACTIVE:
        return True  # an element of another language, such as HTML
    if tag == "style" and _LOADS.search("".join(element.itertext())):
        return True
    return any(
        _is_unsafe_attribute(name.rpartition("}")[2].lower(), value) for name, value in element.items()
    )


def _is_unsafe_attribute(name: str, value: str) -> bool:
    if name.startswith("on") or name == "base":
        return True
    if name == "attributename":  # what an animation changes
        return value.strip().rpartition(":")[2].lower().startswith(("href", "on"))
    if name in ("href", "src"):
        return not value.strip().startswith("#")
    return bool(_LOADS.search(value) or _RUNS.search(_HIDDEN.sub("", value)))


def _size(root: ET.Element) -> tuple[int, int]:
    for sides in _sides(root):
        width, height = (round(side) for side in sides)
        if width > 0 and height > 0:
            return width, height
    raise ValueError("it has neither a width and height nor a viewBox")


def _sides(root: ET.Element) -> Iterator[list[float]]:
    sizes = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if all(sizes):
        yield [float(size[1]) for size in sizes if size]
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) == 4 and all(map(_NUMBER.fullmatch, box)):
        yield [float(side) for side in box[2:]]

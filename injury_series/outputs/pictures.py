"""Publish the pictures that the story uses: drawings as they are, photos as copies without their notes."""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

from PIL import Image as PillowImage
from PIL import ImageOps

from injury_series.errors import Fault
from injury_series.outputs.assets import hashed
from injury_series.source.figures import FOLDER, Picture
from injury_series.view.addresses import Addresses

_LARGEST = (1600, 2400)
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF", ".gif": "PNG"}
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_ACTIVE = re.compile(
    r"<\s*script|<\s*foreignObject|\son\w+\s*=|javascript:|<!ENTITY|href\s*=\s*[\"']\s*(?!#)\S", re.I
)

_NOTES = re.compile(r"<\s*metadata|<!--|\b(?:inkscape|sodipodi|adobe|sketch|figma|serif):", re.I)


class Pictures:
    """Find the pictures of one content folder, and keep what is published of those that are used.

    `contents` maps a path of the site to its bytes; `faults` are about pictures that cannot be shown.
    """

    def __init__(self, folder: Path, addresses: Addresses) -> None:
        self.folder = folder
        self.addresses = addresses
        self.contents: dict[str, bytes] = {}
        self.faults: list[Fault] = []
        self._found: dict[str, Picture | None] = {}

    def find(self, src: str) -> Picture | None:
        """Return the picture of a source such as "images/hip.svg", or None where there is none."""
        if src not in self._found:
            path = self.folder / src.removeprefix(FOLDER)
            inside = path.resolve().is_relative_to(self.folder.resolve())
            self._found[src] = self._publish(src, path) if inside and path.is_file() else None
        return self._found[src]

    def _publish(self, src: str, path: Path) -> Picture:
        try:
            content, width, height = _drawing(path) if path.suffix.lower() == ".svg" else _photo(path)
        except (OSError, SyntaxError, UnicodeDecodeError):
            return self._refuse(src, "it is damaged, or no picture at all")
        except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning):
            return self._refuse(src, "it is far too large when opened")
        except ValueError as error:
            return self._refuse(src, str(error))
        name = src.removesuffix(path.suffix) + (
            ".png" if path.suffix.lower() == ".gif" else path.suffix.lower()
        )
        place = hashed(name, content)
        self.contents[place] = content
        return Picture(self.addresses.at(place), width, height)

    def _refuse(self, src: str, why: str) -> Picture:
        name = f"{self.folder.parent.name}/{src}"
        self.faults.append(Fault(name, 0, "", f"This picture cannot be shown: {why}."))
        return Picture("", 0, 0)


def _drawing(path: Path) -> tuple[bytes, int, int]:
    """Return an SVG as it is, and its size; ValueError refuses one that could do or load anything."""
    content = path.read_bytes()
    text = content.decode("utf-8")
    if _ACTIVE.search(text):
        raise ValueError("it holds a script, or a link to something outside itself")
    if _NOTES.search(text):
        raise ValueError('it holds notes of the drawing program; save it as "plain SVG"')
    root = ET.fromstring(text)
    sizes = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if all(sizes):
        width, height = (round(float(size[1])) for size in sizes if size)
        return content, width, height
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) != 4:
        raise ValueError("it has neither a width and height nor a viewBox")
    return content, round(float(box[2])), round(float(box[3]))


def _photo(path: Path) -> tuple[bytes, int, int]:
    """Return a photo made again: upright, 1600 by 2400 pixels at most, without place or camera."""
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise ValueError(f"it is none of {', '.join(_FORMATS)}, .svg")
    with warnings.catch_warnings():
        warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
        with PillowImage.open(path) as original:
            photo = ImageOps.exif_transpose(original)
    clear = photo.has_transparency_data
    photo = photo.convert("RGBA" if clear else "RGB")
    if clear and form == "JPEG":
        photo = PillowImage.alpha_composite(PillowImage.new("RGBA", photo.size, "white"), photo).convert(
            "RGB"
        )
    photo.thumbnail(_LARGEST, PillowImage.Resampling.LANCZOS)
    profile = photo.info.get("icc_profile") if _of_screen(photo.info.get("icc_profile")) else None
    photo.info = {}
    made = io.BytesIO()
    photo.save(made, form, **({"icc_profile": profile} if profile else {}))
    return made.getvalue(), photo.width, photo.height


def _of_screen(profile: bytes | None) -> bool:
    """Tell whether a colour profile is for red, green and blue (ICC.1, header bytes 16 to 19)."""
    return profile is not None and profile[16:20] == b"RGB "

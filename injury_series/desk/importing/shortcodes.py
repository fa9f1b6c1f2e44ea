"""Turn what stands in square brackets in a text of WordPress into HTML, or note that it was left out.

WordPress knows `[caption]`, `[gallery]`, `[embed]`, `[audio]`, `[video]` and `[playlist]` itself; plugins add
others. Brackets that only hold words, such as [sic], are words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

from injury_series.desk.importing.guide import Notes

_CODE = re.compile(r"<(pre|code|tt)\b.*?</\1>", re.S | re.I)
_TAG = r"\[(?P<name>{name})(?P<values>(?:[\s=](?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*)?)/?\]"
_CAPTION = re.compile(_TAG.format(name="caption|wp_caption") + r"(?P<inner>.*?)\[/(?P=name)\]", re.S)
_EMBED = re.compile(_TAG.format(name="embed") + r"\s*(?P<inner>.*?)\s*\[/embed\]", re.S)
_GALLERY = re.compile(_TAG.format(name="gallery"))
_OTHER = re.compile(_TAG.format(name=r"[A-Za-z][\w-]*"))
_CLOSING = re.compile(r"\[/([A-Za-z][\w-]*)\]")
_VALUE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.S)
_ADDRESS = re.compile(r"""https?://[^\s"'\]<>]+""")
_MEDIA = ("src", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav", "url", "href")
_KNOWN = frozenset(("audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption", "youtube",
                    "vimeo", "soundcloud", "wpvideo"))  # fmt: skip

Picture = tuple[str, str]
"""The address of a picture, and the words under it."""

FindGallery = Callable[[Iterable[str]], "list[Picture]"]
"""Return the pictures of these numbers; of none, all that belong to the text."""


@dataclass(frozen=True, slots=True)
class Shortcodes:
    """Replace shortcodes; `gallery` finds pictures by their numbers, `notes` take what was left out."""

    gallery: FindGallery
    notes: Notes

    def replaced(self, text: str) -> str:
        """Return a text with HTML in place of its shortcodes; what stands in code is left alone."""
        made, place = [], 0
        for code in _CODE.finditer(text):
            made += [self._replaced(text[place : code.start()]), code[0]]
            place = code.end()
        return "".join([*made, self._replaced(text[place:])])

    def _replaced(self, text: str) -> str:
        if "[" not in text:
            return text
        text = _CAPTION.sub(self._caption, text)
        text = _GALLERY.sub(self._gallery, text)
        text = _EMBED.sub(lambda match: f"\n\n{_frame(match['inner'])}\n\n", text)
        closed = {name.lower() for name in _CLOSING.findall(text)}
        text = _OTHER.sub(lambda match: self._other(match, closed), text)
        return _CLOSING.sub(lambda match: "" if self._is_code(match[1], "", closed) else match[0], text)

    def _caption(self, match: re.Match[str]) -> str:
        parts = _PICTURE.fullmatch(match["inner"])
        if not parts:
            return match["inner"]
        words = parts[2].strip() or escape(_values(match["values"]).get("caption", ""))
        return f"\n\n<figure>{parts[1]}<figcaption>{words}</figcaption></figure>\n\n"

    def _gallery(self, match: re.Match[str]) -> str:
        values = _values(match["values"])
        numbers = re.findall(r"\d+", values.get("ids") or values.get("include") or "")
        pictures = self.gallery(numbers)
        if len(pictures) < max(1, len(numbers)):
            why = "as they are not in the export"
            self.notes.add(f"pictures of a gallery were left out, {why}: {match[0]}")
        figures = [
            f'<figure><img src="{escape(address)}"><figcaption>{escape(words)}</figcaption></figure>'
            for address, words in pictures
        ]
        return f"\n\n{''.join(figures)}\n\n"

    def _other(self, match: re.Match[str], closed: set[str]) -> str:
        name, values = match["name"].lower(), match["values"] or ""
        if not self._is_code(name, values, closed):
            return match[0]
        found = _values(values)
        address = (
            next((found[key] for key in _MEDIA if key in found), "") or (_ADDRESS.findall(values) or [""])[0]
        )
        if name in _KNOWN and address.startswith("http"):
            return f"\n\n{_frame(address)}\n\n"
        inner = " (the words inside it stay)" if name in closed else ""
        self.notes.add(f"a shortcode was left out{inner}: {match[0]}")
        return ""

    def _is_code(self, name: str, values: str, closed: set[str]) -> bool:
        name = name.lower()
        return name in closed or name in _KNOWN or "_" in name or "-" in name or bool(_VALUE.search(values))


def _frame(address: str) -> str:
    return (
        f'<iframe src="{escape(unescape(address))}"></iframe>'
        if address.startswith("http")
        else escape(address)
    )


def _values(text: str | None) -> dict[str, str]:
    """Return what a shortcode is told, such as ids="1,2"."""
    found = _VALUE.findall(unescape(text or ""))
    return {name.lower(): double or single or bare for name, double, single, bare in found}

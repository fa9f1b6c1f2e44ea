"""Show pictures in pages: the copies that a browser may choose from, and which may wait for the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import unescape

from markupsafe import Markup

_COLUMN = "(min-width: 42.25em) 38rem, 90vw"
"""How wide a picture is shown: the column of the style sheet, and on a phone nine tenths of the screen."""

_TALL = 2.5
"""From how many times its width a picture is tall: a screen photographed in one piece from top to end."""

_TALL_COLUMN = "(min-width: 27em) 24rem, 90vw"
_IMG = re.compile(r"""<img\b((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CHOICES = re.compile(r"</?picture>|<source\b[^>]*>")
_FOR_BROWSERS = re.compile(r"""\s(?:class|decoding|loading|sizes|srcset)="[^"]*\"""")
_OURS = ("src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding")
_WAITS = ' loading="lazy"'


@dataclass(frozen=True, slots=True)
class Copies:
    """Offer the copies of a photo in one form: its media type, and what `srcset` says of them."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Image:
    """Show a picture; width and height are in pixels, those of the copy at `src`; `caption` may be missing.

    `src` is what every browser, book and feed reader shows. `srcset` lists it in other widths, or is empty;
    `forms` are newer forms of the same, the lightest first. A drawing has neither.
    """

    src: str
    alt: str
    width: int
    height: int
    caption: Markup | None
    srcset: str = ""
    forms: tuple[Copies, ...] = ()

    def figure(self, *, waits: bool) -> Markup:
        """Return the picture with its caption, as `shown`."""
        words = Markup("<figcaption>{}</figcaption>").format(self.caption) if self.caption else ""
        return Markup("<figure>{}{}</figure>").format(self.shown(waits=waits), words)

    def shown(self, *, waits: bool, attributes: Mapping[str, str] | None = None) -> Markup:
        """Return the markup of the picture without its caption (HTML, 4.8.1 to 4.8.4).

        One that `waits` is loaded when the reader comes near. `attributes` are the writer's own.
        """
        own = dict(attributes or {})
        tall = self.height > _TALL * self.width
        sizes = _TALL_COLUMN if tall else _COLUMN
        values = {
            "src": self.src,
            "srcset": self.srcset,
            "sizes": self.srcset and sizes,
            "width": str(self.width),
            "height": str(self.height),
            "class": " ".join(filter(None, [own.pop("class", ""), "tall" if tall else ""])),
            "decoding": "async",
            "loading": "lazy" if waits else "",
            **own,
        }
        img = Markup("<img{}{}>").format(_attribute("alt", self.alt), _attributes(values))
        sources = Markup("").join(
            Markup("<source{}>").format(
                _attributes({"type": form.type, "srcset": form.srcset, "sizes": sizes})
            )
            for form in self.forms
        )
        return Markup("<picture>{}{}</picture>").format(sources, img) if sources else img


def with_pictures(html: str, find: Callable[[str], Image | None]) -> Markup:
    """Return a body in which pictures that were named by their source can be seen; all of them wait.

    `find` returns what is published of a source, or None for one that stays as it is.
    """

    def shown(tag: re.Match[str]) -> str:
        values = {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag[1])}
        image = find(values.get("src", ""))
        if image is None:
            return tag[0]
        own = {name: value for name, value in values.items() if name not in _OURS}
        return replace(image, alt=values.get("alt", "")).shown(waits=True, attributes=own)

    return Markup(_IMG.sub(shown, html))


def first_seen(html: Markup) -> Markup:
    """Return a body whose first picture waits no longer: the page has none above it."""
    return Markup(_IMG.sub(lambda tag: tag[0].replace(_WAITS, ""), html, count=1))


def plain_pictures(html: str) -> str:
    """Return HTML whose pictures are plain: one copy each, that every program can show."""
    return _IMG.sub(lambda tag: _FOR_BROWSERS.sub("", tag[0]), _CHOICES.sub("", html))


def _attributes(values: Mapping[str, str]) -> Markup:
    return Markup("").join(_attribute(name, value) for name, value in values.items() if value)


def _attribute(name: str, value: str) -> Markup:
    return Markup(' {}="{}"').format(name, value)

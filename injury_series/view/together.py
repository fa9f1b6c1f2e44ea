"""Set the HTML of one body among others on one page: ids that are its own, headings a level down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from markupsafe import Markup

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_HEADING = re.compile(r"[hH][1-6]")
_NAMES_IDS = ("aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "headers")


class Outline:
    """Number the headings of one text anew: the first has level `top`, and none skips a level going down."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.now = top
        self._above: list[int] = []

    def open(self, written: int) -> int:
        """Return the level of the next heading; those written alike below the same heading stay alike."""
        while self._above and self._above[-1] >= written:
            self._above.pop()
        self.now = min(self.top + len(self._above), 6)
        self._above.append(written)
        return self.now


class BodyOnPage:
    """Set one body: `slug` is its post's, `page` its post's own address.

    `places` are other addresses that are on this page too, and where.
    """

    def __init__(self, slug: str, page: str, places: Mapping[str, str]) -> None:
        self.slug = slug
        self.page = page
        self.places = places
        self.ids: set[str] = set()
        self.outline = Outline(3)

    def placed(self, html: Markup) -> Markup:
        """Return the body: every id begins with the slug, and what means an id follows.

        A slug has no colon and what stands before the first one is the slug: no two bodies share an id.
        """
        found = (_ATTRIBUTE.findall(tag[3]) for tag in _TAG.finditer(html))
        self.ids = {_bare(value) for tag in found for name, value in tag if name.lower() == "id"}
        return Markup(_TAG.sub(self._tag, html))

    def _tag(self, tag: re.Match[str]) -> str:
        slash, name, rest = tag.groups()
        if _HEADING.fullmatch(name):
            name = f"h{self.outline.now if slash else self.outline.open(int(name[1]))}"
        if "=" in rest:
            rest = _ATTRIBUTE.sub(self._attribute, rest)
        return f"<{slash}{name}{rest}>"

    def _attribute(self, attribute: re.Match[str]) -> str:
        name, value = attribute[1].lower(), _bare(attribute[2])
        if name == "id":
            value = self._own(value)
        elif name in _NAMES_IDS:
            value = " ".join(self._own(id_) if id_ in self.ids else id_ for id_ in value.split())
        elif name == "href":
            value = self._link(value)
        else:
            return attribute[0]
        quote = "'" if '"' in value else '"'
        return f"{attribute[1]}={quote}{value}{quote}"

    def _link(self, href: str) -> str:
        if not href.startswith("#"):
            return self.places.get(href, href)
        if unquote(unescape(href[1:])) in self.ids:
            return f"#{self._own(href[1:])}"
        return self.page + href

    def _own(self, id_: str) -> str:
        return f"{self.slug}:{id_}"


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in ('"', "'") else value

"""Look through the HTML of a body for what must not go out: what runs, what loads, links that lead nowhere.

The writer may mix HTML into Markdown; the story's own links and pictures are known only in Markdown, and the
site's security policy forbids scripts, styles of a single element, and anything from another host.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from injury_series.source.links import KINDS

_FORBIDDEN = frozenset((
    "applet", "audio", "base", "button", "embed", "form", "frame", "iframe", "input", "link", "math", "meta",
    "object", "picture", "script", "select", "source", "style", "svg", "textarea", "track", "video",
))  # fmt: skip
_SCHEMES = ("", "http", "https", "mailto", "tel")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


_PLAIN = re.compile(
    r"""<(?:/?(?:b|blockquote|code|dd|div|dl|dt|em|i|li|ol|p|pre|strong|sup|table|tbody|thead|tr|ul)|/a|br|hr"""
    r"""|/?h[1-6]|h[1-6] id="[\w-]+"|a href="(?:https?://[\w.-]+(?:/[\w./-]*)?|/(?:[\w-]+/)*(?:\#[\w-]+)?)")>"""
)
"""Tags in which nothing can be wrong but an id: they have no other attribute than a plain address."""

_ID = re.compile(r' id="([\w-]+)"')


@dataclass(frozen=True, slots=True)
class BadMarkup:
    """Hold what must not go out: as it is written, what is wrong with it, and a way out."""

    written: str
    problem: str
    hint: str


def without_remarks(html: str) -> str:
    """Return HTML without its comments: a note to oneself is not for readers."""
    return _COMMENT.sub("", html)


def check_body(html: str, pictures: Collection[str], taken: Collection[str]) -> list[BadMarkup]:
    """Return what must not go out in a body; `pictures` are published, `taken` are the page's own ids."""
    if "<" not in _PLAIN.sub("", html) and not _ids(html) & set(taken):
        return []  # most texts are so, and this sees it in a tenth of the time
    checker = _Checker(pictures, taken)
    checker.feed(html)
    checker.close()
    return checker.bad


def _ids(html: str) -> set[str]:
    return set(_ID.findall(html))


class _Checker(HTMLParser):
    def __init__(self, pictures: Collection[str], taken: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures, self.taken = pictures, taken
        self.bad: list[BadMarkup] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag.partition(":")[0] in KINDS:
            self._add(f"<{tag}", "A link of the story is written in Markdown.", f"Write []({tag}).")
        elif tag in _FORBIDDEN:
            problem = f"<{tag}> is not for a text: it would run, load or ask for something."
            self._add(f"<{tag}", problem, "Take it out.")
        for name in values:
            ours = tag == "img" and values.get("src", "") in self.pictures  # it gets a srcset of its own
            if name.startswith("on") or name == "style" or (name == "srcset" and not ours):
                self._add(name, f'The attribute "{name}" is not for a text.', "Take it out.")
        if values.get("id") in self.taken:
            self._add(values["id"], "The page has this id already.", "Choose another.")
        if tag == "a":
            self._link(values.get("href", ""))
        if tag == "img":
            self._picture(values.get("src", ""))

    def _link(self, href: str) -> None:
        try:
            scheme, path = urlsplit(href).scheme, urlsplit(href).path
        except ValueError:
            scheme, path = "?", href
        if scheme in KINDS:
            self._add(href, "A link of the story is written in Markdown.", f"Write [words]({href}).")
        elif scheme not in _SCHEMES or "{" in href:
            kinds = ", ".join(f"{kind}:" for kind in KINDS)
            self._add(href, "This leads nowhere.", f"A link begins with https:, mailto:, / or {kinds}.")
        elif not scheme and path.endswith(".md"):
            self._add(href, "Readers have no such file.", "Link to a part like this: [words](post:its-slug).")

    def _picture(self, src: str) -> None:
        if src in self.pictures:
            return
        if urlsplit(src).netloc:
            self._add(src, "This picture would be loaded from another host.", "Put it into content/images/.")
        else:
            way_out = "Write ![what it shows](images/name.jpg), for a file in content/images/."
            self._add(src, "This picture is not found.", way_out)

    def _add(self, written: str, problem: str, hint: str) -> None:
        self.bad.append(BadMarkup(written, problem, hint))

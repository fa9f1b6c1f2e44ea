"""Find what a reader's browser would ask other hosts for, and what would tell of the writer's own machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from injury_series.publishing.built_site import BuiltSite
from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.seen import Kind

STYLE_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.I
)
"""How a style names a file (CSS Values 4, section 4.5)."""

_SCRIPT_HOST = re.compile(
    r"""(?<=["'`(])(?:(?:https?|wss?):)?//([\w-]+(?:\.[\w-]+)+|\[[\da-f:]+\])[^"'`\s)]*""", re.I
)
_NAMESPACES = ("www.w3.org", "schema.org", "example.com")
"""Hosts that stand in scripts as names only: XML's, JSON-LD's, and the one that is kept free (RFC 2606)."""

_ASKING = ("http", "https", "ws", "wss", "ftp")
_HERE = re.compile(
    r"(?:https?:)?//(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?![\w.-])[^\s\"'<>)]*|\bfile:///?[^\s\"'<>)]*"
    r"|/_preview/[^\s\"'<>)]*",
    re.I,
)
_UNRESOLVED = re.compile(
    r"\{\{.{1,80}?\}\}|\{%.{1,80}?%\}|\{(?:filename|static|attach|author|category|index|tag)\}[^\s\"']*"
    r"|\]\((?:post|phase|provider|treatment):[^)\s]*\)"
)
_OWN_LINK = re.compile(r"(?:post|phase|provider|treatment):[\w./-]+")


class OtherHosts:
    """Know the site's own host; calling it finds what a browser would ask any other for."""

    def __init__(self, site: BuiltSite) -> None:
        self._site = site

    def __call__(self, kind: Kind, text: str) -> Iterator[Leak]:
        """Yield each request to another host in an address, a style or a script."""
        if kind is Kind.ASKED:
            yield from self._asked(text)
        elif kind is Kind.STYLE:
            for match in STYLE_ADDRESS.finditer(text):
                yield from self._asked(next(filter(None, match.groups()), ""))
        elif kind is Kind.SCRIPT:
            for match in _SCRIPT_HOST.finditer(text):
                if match[1].lower() not in _NAMESPACES:
                    yield from self._asked(match[0])

    def _asked(self, written: str) -> Iterator[Leak]:
        try:
            whole = urlsplit(urljoin(f"{self._site.origin}/", written))
        except ValueError:
            return
        own = urlsplit(self._site.origin)
        if whole.scheme in _ASKING and whole.netloc != own.netloc:
            problem = f'A reader\'s browser would ask another host for "{written}".'
            way_out = (
                "Put the file into content/images/, or make a link of it that a reader can choose to follow."
            )
            yield Leak(problem, written, way_out, may_stand=False)


class Marks:
    """Know the folders of this machine; calling it finds them, and what was to become something else.

    What begins with `origin`, the address of the site, is for another rule.
    """

    def __init__(self, project: Path, origin: str) -> None:
        self._origin = origin
        folders = {str(project.resolve()), str(Path.home())}
        paths = "|".join(
            re.escape(folder.replace("\\", "/")) for folder in sorted(folders) if len(folder) > 3
        )
        self._folders = re.compile(rf"(?<![\w.:/-])(?:{paths})/[^\s\"'<>)]*")

    def __call__(self, kind: Kind, text: str) -> Iterator[Leak]:
        """Yield each address of this machine, each place-holder and each link that was not made."""
        if kind is Kind.LINK:
            found = [match for match in (_OWN_LINK.fullmatch(text),) if match]
        elif kind in (Kind.SCRIPT, Kind.STYLE):
            found = []
        else:
            found = list(_UNRESOLVED.finditer(text)) if "{" in text or "](" in text else []
        if "/" in text:
            for match in (*_HERE.finditer(text), *self._folders.finditer(text)):
                if match[0].startswith(self._origin):
                    continue  # the setting itself is at fault
                problem = f'"{match[0]}" is a place on this machine; readers have nothing there.'
                yield Leak(problem, match[0], "Take it out.", at=match.start())
        for match in found:
            problem = f'"{match[0]}" was meant to become something else, and did not.'
            yield Leak(problem, match[0], "Write it anew, or take it out.", at=match.start())

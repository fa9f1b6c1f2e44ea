"""Render views with the theme's templates, which are given a page and the site, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from injury_series.outputs.store import key_of
from injury_series.pelican_site.compiled import COMPILED, Compiled

_LEFT_OUT = ("lipsum", "random")
"""What Jinja gives to templates and is not the same each time."""

_ASKS = re.compile(
    r"""{%[-+]?\s*(?:extends|include|import|from)\s+"""
    r"""(?:["']([^"']+)["']\s*(?:import|as|with|without|ignore|[-+]?%})|)"""
)
"""What asks for another template, and its name where that stands there as it is."""

_MARK = re.compile("\x02[^\x03]*\x03")

_Rendered: TypeAlias = tuple[Macro, object, Markup]
"""What a macro made of a view; both are held, as long as they are known by where they lie."""


class Templates:
    """Hold the templates of a theme as they were when they were first asked for.

    `kept` is a folder where compiled ones are kept, or None.
    """

    def __init__(self, folder: Path, kept: Path | None) -> None:
        self._folder = folder
        self._env = env = Environment(
            loader=_Once(folder),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=Compiled(kept) if kept else None,
        )
        for name in _LEFT_OUT:
            env.globals.pop(name, None)
            env.filters.pop(name, None)
        env.globals["once"] = self._once
        self._prints: dict[str, str] = {}
        self._rendered: dict[tuple[int, int], _Rendered] = {}
        self._asked: dict[tuple[int, int], _Rendered] = {}

    def forget_views(self) -> None:
        """Let go of all views; those of the next edition are others."""
        self._rendered, self._asked = {}, {}

    def keep_asked_views(self) -> None:
        """Let go of the views that nothing has asked for since the last time: a few pages share the rest."""
        self._rendered, self._asked = self._asked, {}

    def render(self, template: str, page: Any, site: Any) -> str:
        """Return a page as HTML; Jinja's own errors where a template is wrong."""
        return self._env.get_template(f"{template}.html").render(page=page, site=site)

    def fingerprint(self, template: str) -> str:
        """Return the digest of a template and of all that it can reach."""
        if template not in self._prints:
            self._prints[template] = self._digest(self._reached(f"{template}.html"))
        return self._prints[template]

    @cached_property
    def whole(self) -> str:
        """Return the digest of all templates."""
        return self._digest(self._names())

    def _once(self, macro: Macro, view: object) -> Markup:
        """Return what a macro makes of a view; it is asked once, wherever else the same view stands."""
        key = id(macro), id(view)
        rendered = self._asked.get(key) or self._rendered.get(key) or (macro, view, Markup(macro(view)))
        self._asked[key] = rendered
        return rendered[2]

    def _reached(self, first: str) -> set[str]:
        """Return the names of a template and of all that it may ask for, and of those in turn."""
        found, waiting = set[str](), [first]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            for asks in _ASKS.finditer(self._source(name)):
                if not asks[1]:  # by a name that is made only when it is rendered: it may be any
                    return self._names() | found
                waiting.append(asks[1])
        return found

    def _names(self) -> set[str]:
        """Return the names of all files, since a template may ask for any: for a drawing, too."""
        return {
            path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if path.is_file()
        }

    def _source(self, name: str) -> str:
        loader = self._env.loader
        assert loader
        return loader.get_source(self._env, name)[0]

    def _digest(self, names: Iterable[str]) -> str:
        return key_of(*(part for name in sorted(names) for part in (ascii(name), self._bytes(name))))

    def _bytes(self, name: str) -> bytes:
        """Return a template, or what else lies among them."""
        try:
            return self._source(name).encode()
        except UnicodeDecodeError:  # no template: a file that some system puts into each folder
            return (self._folder / name).read_bytes()


def templates_of(settings: Mapping[str, Any]) -> Templates:
    """Return the templates of the theme that Pelican's settings name."""
    return Templates(Path(settings["THEME"]) / "templates", Path(settings["PATH"]).parent / COMPILED)


def cut_at_marks(html: str) -> list[tuple[str, str]]:
    """Return a page in order, cut where marks stand: each mark with its text, and what is between with ""."""
    found, last = list[tuple[str, str]](), 0
    for mark in _MARK.finditer(html):
        found += [("", html[last : mark.start()]), (mark[0], mark[0])]
        last = mark.end()
    return [*found, ("", html[last:])]


class _Once(FileSystemLoader):
    """Read each template once: if it is edited meanwhile, its fingerprint is that of what is rendered."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._read: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template as it was when it was first asked for."""
        if template not in self._read:
            self._read[template] = super().get_source(environment, template)
        return self._read[template]

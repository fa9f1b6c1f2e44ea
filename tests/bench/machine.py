"""Say what was measured on: the machine and the versions, and nothing that names them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from importlib.metadata import version

from tests.bench.tools import ELEVENTY, HUGO_VERSION


def about(rounds: int) -> str:
    """Return cores, memory, versions and rounds in a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("pelican", "Markdown", "typogrify", "smartypants")
    )
    return (
        f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}, Hugo {HUGO_VERSION}, Eleventy {_eleventy()} "
        f"on Node {_node()}; {rounds} rounds."
    )


def _eleventy() -> str:
    package = ELEVENTY.program.with_name("package.json")
    return str(json.loads(package.read_text("utf-8"))["version"]) if package.is_file() else "not measured"


def _node() -> str:
    try:
        return subprocess.run(
            ["node", "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()
    except OSError:
        return "not there"

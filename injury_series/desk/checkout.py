"""Knows where things are in one copy of the project, and whether its `.venv` is as the locks want it.

It stands before every task, on plain Python, and so imports nothing that takes time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """What is in `.venv`: for which Python and place, and from which locks ("" where not yet)."""

    place: str
    packages: str
    tools: str


class Checkout:
    """Where things are in one copy of the project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = self.venv / "injury-series.stamp"
        # The second is with the tools of development, and holds all of the first too.
        self.locks = (root / "requirements.lock", root / "requirements-dev.lock")

    def wanted(self) -> Stamp:
        """Return the stamp of a `.venv` that is as it should be, tools and all."""
        project = (self.root / "pyproject.toml").read_bytes()
        hashes = [hashlib.sha256(lock.read_bytes() + project).hexdigest() for lock in self.locks]
        place = f"{sys.implementation.cache_tag} {sys.platform} {self.root}"
        return Stamp(place, *hashes)

    def stamped(self) -> Stamp | None:
        """Return what the stamp says, or None where there is none that can be read."""
        try:
            place, packages, tools = self.stamp.read_text("utf-8").split("\n")
        except (OSError, ValueError):
            return None
        return Stamp(place, packages, tools)

    def is_as_wanted(self) -> bool:
        """Tell whether the packages are those of the locks; the tools of development may be lacking."""
        stamp = self.stamped()
        return stamp is not None and stamp[:2] == self.wanted()[:2]

    def has_this_python(self) -> bool:
        """Tell whether `.venv` has the very Python that runs this."""
        return os.path.realpath(self.python) == os.path.realpath(sys.executable)

    def surroundings(self) -> dict[str, str]:
        """Return the environment variables that a command of `.venv` is to see."""
        kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
        path = os.pathsep.join([str(self.python.parent), *filter(None, [kept.get("PATH")])])
        return {**kept, "VIRTUAL_ENV": str(self.venv), "PATH": path}


HERE = Checkout(Path(__file__).resolve().parents[2])

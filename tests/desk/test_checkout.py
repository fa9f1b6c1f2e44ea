"""Holds a copy of the project to what it says of itself: which Python it needs, and what its locks hold."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from injury_series.desk.checkout import HERE

ROOT = Path(__file__).resolve().parents[2]


def test_an_old_python_can_read_the_tasks_and_is_told_so():
    source = (ROOT / "tasks.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    beginning = source.split('if __name__ == "__main__":')[0]
    old = beginning.replace("import sys\n", "import sys\nsys.version_info = (3, 6, 15)\n")
    found = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert found.stderr == "This project needs Python 3.11 or newer; this is Python 3.6.\n"


def test_both_locks_agree_and_name_no_host():
    packages, tools = (lock.read_text() for lock in HERE.locks)
    pins = [set(re.findall(r"^\S+==\S+", text, re.MULTILINE)) for text in (packages, tools)]
    assert pins[0]
    assert pins[0] < pins[1]
    npm = (ROOT / "tests" / "tools" / "package-lock.json").read_text()
    assert "://" not in packages + tools + npm


def test_the_lock_holds_what_builds_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]
    assert importlib.metadata.version("injury-series") == project["project"]["version"]

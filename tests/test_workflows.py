"""What runs on the forges: nothing of others that could change, and no more rights than it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = [".github/workflows/site.yml", ".gitlab-ci.yml", ".forgejo/workflows/site.yml"]


def test_nothing_in_the_workflows_could_be_misused() -> None:
    program = Path(sys.executable).with_name("zizmor")
    command = [program, "--offline", "--persona", "pedantic", "--no-progress", ".github/workflows"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_forge_checks_before_it_builds_and_builds_through_the_gate(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    assert 0 < text.index("tasks.py check") < text.index("tasks.py build --publish")
    assert "23 5 * * *" in text, "it runs each day, so that a scheduled post comes out"

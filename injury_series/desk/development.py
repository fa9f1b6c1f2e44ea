"""Run the tools of development in this environment: tests, style and types, locks."""

from __future__ import annotations

import os
import sys

from injury_series.desk.checkout import HERE
from injury_series.desk.environment import prepare, run


def run_tool(*command: str) -> int:
    """Run a tool, added first if need be; return its exit code. Ends the task where it cannot be added."""
    code = prepare(HERE, tools=True)
    if code:
        raise SystemExit(code)
    print("$", *command, flush=True)
    return run([sys.executable, "-m", *command])


def run_tests(k: str, path: str) -> int:
    """Run the tests whose names match `k`, those below `path`, or all; return the exit code."""
    some = [*(["-k", k] if k else []), *([path] if path else [])]
    workers = str((os.cpu_count() or 1) + 2)  # more than cores: many tests wait for a server or a browser
    # Files in their order: tests/conftest.py puts first what takes long.
    every = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    return run_tool("pytest", *(some or every))


def run_lint(*, fix: bool) -> int:
    """Check style and types, after mending what can be mended, to `fix` it; return the first fault's code."""
    mending = [("ruff", "check", "--fix", "."), ("ruff", "format", ".")] if fix else []
    checks = [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)]
    codes = [run_tool(*command) for command in (*mending, *checks)]  # each is asked, whatever the others say
    return next(filter(None, codes), 0)


def write_locks(*, upgrade: bool) -> int:
    """Write the locks anew, of the newest versions to `upgrade` them; return the first fault's code."""
    resolve = ["uv", "pip", "compile", "--quiet", *(["--upgrade"] if upgrade else [])]
    ours = [*resolve, "pyproject.toml", "--group", "build"]
    more = ["--group", "dev", "--constraint", "requirements.lock"]  # the same packages, and more
    for command in (
        [*ours, "--output-file", "requirements.lock"],
        [*ours, *more, "--output-file", "requirements-dev.lock"],
        [*resolve, "--group", "isso", "--output-file", "requirements-isso.lock"],
    ):
        code = run_tool(*command)
        if code:
            return code
    return 0

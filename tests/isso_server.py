"""Run a real Isso server for tests, in an environment of its own below `.cache/isso/`, kept between runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests.servers import free_port, running
from tests.sites import REPOSITORY

_LOCK = REPOSITORY / "requirements-isso.lock"
_HOME = REPOSITORY / ".cache" / "isso"
_CONF = """[general]
dbpath = {folder}/comments.db
host = {site}
[moderation]
enabled = {moderated}
[server]
listen = http://127.0.0.1:{port}
[guard]
enabled = false
reply-to-self = true
"""


@dataclass(frozen=True)
class Isso:
    """Tell where a server answers, with a slash at the end, and which file is its database."""

    address: str
    database: Path


@contextmanager
def an_isso(folder: Path, site: str, *, moderated: bool = False, port: int = 0) -> Iterator[Isso]:
    """Run an Isso server for the site at an address that is served already, with its files in a folder."""
    program, port = isso_program(), port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    conf = folder / "isso.cfg"
    conf.write_text(
        _CONF.format(folder=folder, site=site, moderated=str(moderated).lower(), port=port), encoding="utf-8"
    )
    with running([str(program), "-c", str(conf), "run"], port, folder / "isso.log"):
        yield Isso(f"http://127.0.0.1:{port}/", folder / "comments.db")


@cache
def isso_program() -> Path:
    """Return the program of Isso, installed first by the lock if need be; two at once wait for each other."""
    name = sha256(_LOCK.read_bytes() + sys.version.encode()).hexdigest()[:10]
    place = _HOME / name
    done = place / "done"
    _HOME.mkdir(parents=True, exist_ok=True)
    with (_HOME / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            _install(place)
            done.touch()
    return place / "bin" / "isso"


def _install(place: Path) -> None:
    if not any(map(shutil.which, ("cc", "gcc", "clang"))):
        _stop("a C compiler is missing, which misaka needs. To get it: apt-get install gcc python3-dev")
    uv = [sys.executable, "-m", "uv", "--quiet"]
    into = ["--python", str(place / "bin" / "python")]
    by_lock = ["--require-hashes", "--requirements", str(_LOCK), "--build-constraints", str(_LOCK)]
    for command in (
        [*uv, "venv", "--python", sys.executable, str(place)],
        [*uv, "pip", "install", *into, *by_lock],
    ):
        made = subprocess.run(command, capture_output=True, text=True, cwd=_HOME, check=False)
        if made.returncode:
            _stop(f"Isso cannot be installed (`{' '.join(command)}`):\n{made.stderr}")


def _stop(why: str) -> None:
    """Skip what needs Isso where it cannot be had, or fail in CI."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"No Isso server: {why}")

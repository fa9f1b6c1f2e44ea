"""Holds the set-up to its word: made once, mended by itself, and plain words where it cannot be."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from injury_series.desk import environment
from injury_series.desk.checkout import Checkout
from injury_series.desk.environment import Fault, prepare

ROOT = Path(__file__).resolve().parents[2]

# A build backend for a project without any file: just enough for an editable install.
BACKEND = """
import zipfile
def build_editable(folder, settings=None, metadata=None):
    name = "injury_series-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        info = "injury_series-0.1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: injury-series\\nVersion: 0.1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""


def a_wheel(folder: Path, name: str, version: str = "1.0", code: str = "") -> str:
    """Write a wheel of one module; return the line of a lock that pins it."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        record = []
        for file, text in files.items():
            wheel.writestr(file, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record.append(f"{file},sha256={digest},{len(text)}\n")
        wheel.writestr(f"{info}/RECORD", "".join(record) + f"{info}/RECORD,,\n")
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """Make a project of two packages, one of them only for development, from a folder of wheels."""
    root, wheels = tmp_path / "a project", tmp_path / "wheels"
    root.mkdir()
    wheels.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", wheels.as_uri())
    page = a_wheel(wheels, "page")
    (root / "requirements.lock").write_text(page)
    (root / "requirements-dev.lock").write_text(page + a_wheel(wheels, "probe"))
    (root / "backend.py").write_text(BACKEND)
    build = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    (root / "pyproject.toml").write_text(build)
    return Checkout(root)


@pytest.fixture
def no_venv(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the Python of the tests stand for that of a new `.venv`; return what is done, as it is done."""
    done: list[str] = []

    def make(checkout: Checkout, lock: int) -> None:
        done.append("made")
        checkout.python.parent.mkdir(parents=True, exist_ok=True)
        checkout.python.unlink(missing_ok=True)
        checkout.python.symlink_to(sys.executable)

    monkeypatch.setattr(environment, "_make", make)
    return done


@pytest.fixture
def steps(no_venv: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put down what would be installed instead of installing it."""
    install = lambda checkout, lock_file, lock: no_venv.append(lock_file.stem)  # noqa: E731
    monkeypatch.setattr(environment, "_install", install)
    return no_venv


def imports(checkout: Checkout, name: str) -> bool:
    found = subprocess.run([checkout.python, "-c", f"import {name}"], capture_output=True, check=False)
    return found.returncode == 0


def test_from_nothing_to_tools_to_a_newer_lock(checkout, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "elsewhere"))

    assert prepare(checkout) == 0
    assert imports(checkout, "page")
    assert not imports(checkout, "probe")
    assert list(checkout.venv.rglob("page.*.pyc")), "byte-code is compiled whatever the settings"
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "First run: setting up .venv (about a minute, once)."
    assert said[1] == "Setting up: putting 1 packages in place"
    assert re.fullmatch(r"Done in \d+ s\.", said[2])

    assert prepare(checkout) == 0
    assert capsys.readouterr().err == ""

    assert prepare(checkout, tools=True) == 0
    assert imports(checkout, "probe")

    newer = a_wheel(tmp_path / "wheels", "chart", code="two = 2")
    for lock in checkout.locks:
        lock.write_text(newer)
    assert prepare(checkout) == 0
    assert imports(checkout, "chart")
    assert not imports(checkout, "page"), "what the lock no longer names is gone"
    assert not (tmp_path / "elsewhere").exists()

    capsys.readouterr()
    before = checkout.stamped()
    checkout.locks[1].write_text(newer + f"atlas==2.0 \\\n    --hash=sha256:{'0' * 64}\n")
    assert prepare(checkout, tools=True) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[1] == "The set-up failed. If it does so again, delete the folder .venv and try once more."
    assert said[2] == "  Missing: atlas==2.0"
    assert checkout.stamped() == before, "what does not need the new package works as before"


@pytest.mark.parametrize(
    ("line", "anew"),
    [
        ("Collecting page==1.0 (from -r requirements.lock (line 1))\n", False),
        ("Installing collected packages: page\n", True),
    ],
)
def test_an_end_half_way_is_made_good(checkout, no_venv, monkeypatch, line, anew):
    """A run that was killed left a mixture of old and new packages, which the next took for whole."""

    def killed(checkout, lock, command, show):
        show(line)
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "_do", killed)
    assert prepare(checkout) == 130
    why, from_nothing = environment._need(checkout, tools=False)
    assert from_nothing is anew, why


def another_python(checkout: Checkout) -> None:
    checkout.stamp.write_text(checkout.stamp.read_text().replace("cpython-3", "cpython-2"))


def a_python_that_is_gone(checkout: Checkout) -> None:
    checkout.python.unlink()
    checkout.python.symlink_to("/nowhere/python")


MADE = ["made", "requirements"]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        pytest.param(lambda it: None, [], id="nothing is wrong"),
        pytest.param(lambda it: it.stamp.unlink(), MADE, id="no stamp"),
        pytest.param(lambda it: it.stamp.write_text("?"), MADE, id="a stamp half written"),
        pytest.param(lambda it: it.python.unlink(), MADE, id="no Python"),
        pytest.param(a_python_that_is_gone, MADE, id="a Python that is gone"),
        pytest.param(another_python, MADE, id="another Python"),
        pytest.param(lambda it: it.locks[0].write_text("new"), ["requirements"], id="a new lock"),
        pytest.param(lambda it: it.locks[1].write_text("new"), [], id="a new lock of tools not in use"),
    ],
)
def test_a_stale_environment_mends_itself(checkout, steps, spoil, expected):
    prepare(checkout)
    spoil(checkout)
    steps.clear()
    assert prepare(checkout) == 0
    assert steps == expected
    steps.clear()
    assert prepare(checkout) == 0
    assert steps == []


def test_a_project_that_moved_is_set_up_again(checkout, steps):
    prepare(checkout)
    moved = Checkout(checkout.root.rename(checkout.root.with_name("moved")))
    steps.clear()
    assert prepare(moved) == 0
    assert steps == MADE


def test_tools_once_added_stay(checkout, steps):
    prepare(checkout, tools=True)
    checkout.locks[0].write_text("new")
    prepare(checkout)
    assert steps == ["made", "requirements-dev", "requirements-dev"]


def test_a_second_run_waits_for_the_first(checkout, steps, capsys, monkeypatch):
    pauses = []
    with environment._alone(checkout):

        def wait(seconds: float) -> None:
            pauses.append(seconds)
            monkeypatch.setattr(environment, "locked", lambda file: True)  # the first has ended

        monkeypatch.setattr(time, "sleep", wait)
        assert prepare(checkout) == 0
    assert pauses
    assert capsys.readouterr().err.startswith("Another run is setting up .venv; waiting for it.\n")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: Retrying (Retry(total=0)) after connection broken", "Could not reach the package index; "),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "A package is not the one that the lock "),
        ("ERROR: [Errno 28] No space left on device", "The disk is full. Free some space and try again."),
        ("Error: [Errno 13] Permission denied: '/x/.venv'", "No permission to write in this folder."),
        ("/usr/bin/python3: No module named venv", "This Python cannot make environments: "),
        ("because ensurepip is not\navailable", "This Python cannot make environments: "),
        ("what nobody foresaw", "The set-up failed. If it does so again, delete the folder .venv"),
    ],
)
def test_a_failure_is_told_in_plain_words(checkout, capsys, monkeypatch, said, told):
    def make(checkout: Checkout, lock: int) -> None:
        environment._do(checkout, lock, [sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"])

    monkeypatch.setattr(environment, "_make", make)
    assert prepare(checkout) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[1].startswith(told)
    assert lines[2:] == [f"  {line}" for line in said.splitlines()]


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (KeyboardInterrupt(), 130, "\nStopped. The next run goes on from here.\n"),
        (Fault("In short.", "  at length"), 1, "In short.\n  at length\n"),
        (PermissionError(13, "Permission denied", "x"), 1, "No permission to write in this folder."),
        (OSError(28, "No space left on device"), 1, "The disk is full."),
    ],
)
def test_no_traceback_reaches_the_writer(checkout, capsys, monkeypatch, error, code, told):
    def make(checkout: Checkout, lock: int) -> None:
        raise error

    monkeypatch.setattr(environment, "_make", make)
    assert prepare(checkout) == code
    assert told in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="sends the signal as a terminal does")
def test_ctrl_c_is_left_to_the_command():
    command = """
import os, signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit(7))
for process in (os.getppid(), os.getpid()):
    os.kill(process, signal.SIGINT)
"""
    assert environment.run([sys.executable, "-c", command]) == 7

"""Makes `.venv` and keeps it in line with the locks, on plain Python without any package.

A stamp in `.venv` says what was put there. It goes before packages change and is written again last. Where it
does not fit, packages are brought up to date; where there is none, or Python is another, all is made again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from injury_series.desk.checkout import Checkout, Stamp
from injury_series.outputs.lock import locked

# Settings that could but spoil the set-up: without byte-code, say, a task starts seven times slower. Of pip's
# own only those stay that say where packages come from and how long to wait for them.
FOREIGN = re.compile(
    "PYTHON|PIP_(?!(CACHE_DIR|CERT|CLIENT_CERT|CONFIG_FILE|DEFAULT_TIMEOUT|EXTRA_INDEX_URL|FIND_LINKS|INDEX_URL"
    "|KEYRING_PROVIDER|NO_CACHE_DIR|NO_INDEX|PROXY|RETRIES|TIMEOUT|TRUSTED_HOST)$)"
)
PIP_MANNERS = {
    **dict.fromkeys(("PIP_USER", "PIP_QUIET", "PIP_VERBOSE"), "0"),  # whatever pip's own file says
    **dict.fromkeys(("PIP_NO_INPUT", "PIP_NO_COLOR", "PIP_DISABLE_PIP_VERSION_CHECK"), "1"),
    "PIP_PROGRESS_BAR": "off",
    "PIP_ROOT_USER_ACTION": "ignore",
}
# What a failed command says, and what that means; the first that fits is told.
MEANINGS = {
    "ensurepip is not|No module named '?(venv|ensurepip)": "This Python cannot make environments: it came"
    " without its venv module. On Debian and Ubuntu: apt install python3-venv",
    "DO NOT MATCH THE HASHES": "A package is not the one that the lock names (its hash differs), and was not"
    " installed. If this stays so, something between here and the package index hands out other files.",
    "No space left": "The disk is full. Free some space and try again.",
    "Permission denied|Read-only file|Access is denied": "No permission to write in this folder."
    " Make it yours, or copy the project into a folder that is.",
    "Retrying|timed out|name resolution|Connection|unreachable|ProxyError|SSLError|HTTP error": "Could not"
    " reach the package index; setting up needs the internet. What came so far is kept for the next try.",
    "": "The set-up failed. If it does so again, delete the folder .venv and try once more.",
}


class Fault(Exception):
    """What stops the set-up, in plain words; `detail` is what the failed command said last."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


def prepare(checkout: Checkout, tools: bool = False) -> int:
    """Bring `.venv` in line with the locks; return 0, or 1 once it has said why not, or 130 where stopped."""
    try:
        if _need(checkout, tools):
            with _alone(checkout) as lock:
                need = _need(checkout, tools)  # another run may have met it meanwhile
                if need:
                    _set_up(checkout, *need, tools, lock)
        return 0
    except KeyboardInterrupt:
        _say("\nStopped. The next run goes on from here.")
        return 130
    except Fault as fault:
        _say(f"{fault}\n{fault.detail}".rstrip())
    except OSError as error:
        _say(f"{_meaning(str(error))}\n  {error}")
    return 1


def run(command: list[str], surroundings: dict[str, str] | None = None) -> int:
    """Run a command to its end and return its exit code; Ctrl-C is left to it."""
    with subprocess.Popen(command, env=surroundings) as process:
        while process.poll() is None:
            with suppress(KeyboardInterrupt):
                process.wait()
    return process.returncode


def _need(checkout: Checkout, tools: bool) -> tuple[str, bool] | None:
    """Say why `.venv` will not do, and whether it must be made from nothing; None where it will do."""
    stamp, wanted = checkout.stamped(), checkout.wanted()
    if not checkout.venv.exists():
        return "First run: setting up .venv (about a minute, once).", True
    if stamp is None:
        return "Setting up .venv again: the last set-up did not end (about a minute).", True
    if stamp.place != wanted.place or not _runs(checkout):
        return "Setting up .venv again: Python or the project's place is another (about a minute).", True
    if not stamp.packages:
        return "Going on with setting up .venv (about a minute, once).", False
    if stamp.packages != wanted.packages:
        return "Bringing .venv up to date: pyproject.toml or its lock has changed.", False
    if tools and stamp.tools != wanted.tools:
        return "Adding the tools for tests and checks to .venv (about a minute, once).", False
    return None


def _runs(checkout: Checkout) -> bool:
    if checkout.has_this_python():
        return True
    command = [str(checkout.python), "-I", "-S", "-c", "import sys; print(sys.implementation.cache_tag)"]
    with suppress(OSError, subprocess.CalledProcessError):
        found = subprocess.check_output(command, stderr=subprocess.DEVNULL, text=True)
        return found.strip() == sys.implementation.cache_tag
    return False


def _set_up(checkout: Checkout, why: str, anew: bool, tools: bool, lock: int) -> None:
    _say(why)
    begun, wanted = time.monotonic(), checkout.wanted()
    if anew:
        _make(checkout, lock)
        checkout.stamp.write_text("\n".join(Stamp(wanted.place, "", "")), "utf-8")
    found = checkout.stamped()
    tools = tools or bool(found and found.tools)  # tools once added are kept up to date too
    _install(checkout, checkout.locks[tools], lock)
    checkout.stamp.write_text("\n".join(wanted if tools else wanted._replace(tools="")), "utf-8")
    _say(f"Done in {time.monotonic() - begun:.0f} s.")


def _make(checkout: Checkout, lock: int) -> None:
    checkout.stamp.unlink(missing_ok=True)
    base = getattr(sys, "_base_executable", None) or sys.executable  # not .venv's own, about to be made again
    _do(checkout, lock, [base, "-I", "-m", "venv", "--clear", str(checkout.venv)])


def _install(checkout: Checkout, lock_file: Path, lock: int) -> None:
    lines = enumerate(lock_file.read_text("utf-8").splitlines(), 1)
    names = {number: line.split(" ")[0] for number, line in lines if line[:1].isalnum()}
    present = _installed(checkout)
    lacking = [name for name in names.values() if name not in present]
    seen: list[str] = []

    def show(line: str) -> None:
        found = re.search(r"\(from -r .* \(line (\d+)\)\)", line)
        if found:
            seen.append(names.get(int(found[1]), ""))
            _show(f"Setting up: {len(seen)} of {len(names)} {seen[-1].split('==')[0]}")
        elif line.startswith("Installing collected"):
            lacking.clear()  # all have come
            checkout.stamp.unlink(missing_ok=True)  # from here on, an end half way leaves a mixture
            _show(f"Setting up: putting {line.count(',') + 1} packages in place")

    pip = [str(checkout.python), "-m", "pip"]
    try:
        command = [*pip, "install", "--require-hashes", "--no-deps", "--compile", "-r", str(lock_file)]
        _do(checkout, lock, command, show)
    except Fault as fault:
        missing = ", ".join(name for name in lacking if name not in seen[:-1])
        raise Fault(str(fault), (f"  Missing: {missing}\n" if missing else "") + fault.detail) from None
    finally:
        _show("")
    checkout.stamp.unlink(missing_ok=True)
    known = {name.split("==")[0] for name in (*names.values(), "injury-series", "pip", "setuptools")}
    surplus = {name.split("==")[0] for name in present} - known
    if surplus:  # what an older lock brought must not be found by chance
        _do(checkout, lock, [*pip, "uninstall", "--yes", *sorted(surplus)])
    from_here = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(checkout.root)]
    _do(checkout, lock, [*pip, "install", *from_here])


def _installed(checkout: Checkout) -> set[str]:
    place = sysconfig.get_path("purelib", "venv", dict.fromkeys(("base", "platbase"), str(checkout.venv)))
    parts = [folder.stem.split("-") for folder in Path(place).glob("*.dist-info")]
    return {f"{re.sub('[-_.]+', '-', name).lower()}=={version}" for name, version, *_ in parts}


def _do(checkout: Checkout, lock: int, command: list[str], show: Callable[[str], None] | None = None) -> None:
    said: list[str] = []
    with subprocess.Popen(
        command,
        env=_pip_surroundings(checkout),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        # It holds the lock too: if this run is killed, no other begins before the command has ended.
        pass_fds=(lock,) if os.name == "posix" else (),
    ) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            if show:
                show(line)
    if process.returncode:
        first = next((number for number, line in enumerate(said) if line.startswith("ERROR")), 0)
        last = [f"  {line[:300]}" for line in said[first:] if line][-8:]
        raise Fault(_meaning("\n".join(said)), "\n".join(last))


def _pip_surroundings(checkout: Checkout) -> dict[str, str]:
    kept = {name: value for name, value in checkout.surroundings().items() if not FOREIGN.match(name)}
    impatient = {"PIP_RETRIES": "1", "PIP_DEFAULT_TIMEOUT": "15"}
    return {**impatient, **kept, **PIP_MANNERS, "LC_ALL": "C", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


@contextmanager
def _alone(checkout: Checkout) -> Iterator[int]:
    path = checkout.root / ".cache" / "setup.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        if not locked(file.fileno()):
            _say("Another run is setting up .venv; waiting for it.")
            while not locked(file.fileno()):
                time.sleep(0.2)
        yield file.fileno()  # the system lets go of it when its last holder ends, however that ends


def _show(text: str) -> None:
    if sys.stderr.isatty():  # one line that changes; elsewhere only the last step is said
        width = shutil.get_terminal_size().columns - 1
        print(f"\r{text[:width]:<{width}}", end="" if text else "\r", file=sys.stderr, flush=True)
    elif "in place" in text:
        _say(text)


def _meaning(text: str) -> str:
    return next(meaning for signs, meaning in MEANINGS.items() if re.search(signs, text))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

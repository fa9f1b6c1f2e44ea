"""Run programs and read what they cost, from the kernel (Linux: wait4, /proc, the clock of a process).

This module and what it needs stay small in memory: the kernel counts what this process held at the moment
of a start among the peak of the program that it starts.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

PATIENCE = 1800.0
_SET_CHILD_SUBREAPER = 36
_STALE = 30.0
"""After how many seconds what a live process has not shown is called stale."""

_TICK = os.sysconf("SC_CLK_TCK")
_QUIET = 0.004, 0.3
"""A live process that took no more processor time than the first in the second is at rest (seconds)."""


class Failed(Exception):
    """Say that a program did not do what was asked of it: then it has no figures."""


class Unseen(Failed):
    """Say that a program lives on, and does not show what it should."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold what a run took: seconds on the clock, of the processor, and the largest process in KiB."""

    wall: float
    cpu: float
    peak: int


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder to its end and return what it cost, with all that it started.

    Raises Failed with its last words where it ends with anything but 0.
    """
    log = folder / "bench.log"
    _adopt()
    began = time.perf_counter()
    process = _start(command, folder, log)
    watchdog = Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
    watchdog.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    watchdog.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{_words(command)} ended with {process.returncode}:\n{_last_words(log)}")
    every = [used, *_of_the_left()]
    cpu = sum(one.ru_utime + one.ru_stime for one in every)
    return Cost(wall, cpu, max(one.ru_maxrss for one in every))


@dataclass(frozen=True, slots=True)
class Live:
    """Hold a process that goes on, with all that it started."""

    pid: int
    log: Path

    def cpu(self) -> float:
        """Return the seconds of processor time so far, of it and its children, those that ended too."""
        return sum(_clock(pid) + _of_the_ended(pid) for pid in self._all())

    def peak(self) -> int:
        """Return the most memory that any of its processes held so far, in KiB."""
        return max(map(_high_water, self._all()), default=0)

    def settle(self) -> None:
        """Wait until it has nothing more to do."""
        little, long = _QUIET
        for _ in range(int(PATIENCE / long)):
            before = self.cpu()
            time.sleep(long)
            if self.cpu() - before < little:
                return
        raise Failed(f"It never came to rest:\n{_last_words(self.log)}")

    def wait(self, seen: Callable[[], bool], pause: float, patience: float = _STALE) -> None:
        """Look until something is seen; raises Failed where the process ends, else Unseen after a while."""
        until = time.perf_counter() + patience
        while time.perf_counter() < until:
            if seen():
                return
            if _stat(self.pid)[:1] in ([], ["Z"]):
                raise Failed(f"It ended:\n{_last_words(self.log)}")
            time.sleep(pause)
        raise Unseen(f"What it should show was not seen in {patience:.0f} s:\n{_last_words(self.log)}")

    def _all(self) -> list[int]:
        parents = {pid: int(fields[1]) for pid in _every() if (fields := _stat(pid)) and fields[0] != "Z"}
        found = [self.pid] if self.pid in parents else []
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found


@contextmanager
def living(command: Sequence[str], folder: Path) -> Iterator[Live]:
    """Run a command in a folder until the end of the block."""
    log = folder / "bench-live.log"
    process = _start(command, folder, log)
    try:
        yield Live(process.pid, log)
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
                break
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it left behind


def free_port() -> int:
    """Return a port of this machine that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings() -> dict[str, str]:
    """Return the environment of every contestant: none of this process's settings but where programs are."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "NO_COLOR": "1"}


def _start(command: Sequence[str], folder: Path, log: Path) -> subprocess.Popen[bytes]:
    program = shutil.which(command[0]) or command[0]
    with log.open("wb") as said:
        return subprocess.Popen(
            [program, *command[1:]],
            cwd=folder,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )


def _adopt() -> None:
    """Let what a program leaves behind as it ends become a child of this process. prctl(2)"""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _of_the_left() -> Iterator[resource.struct_rusage]:
    """Yield what processes used that a program left behind, once they end too."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def _clock(pid: int) -> float:
    """Return the processor time of all threads of a process, exactly: /proc counts in hundredths of a second.

    The number of that clock is made as clock_getcpuclockid(3) makes it on Linux.
    """
    with suppress(OSError):
        return time.clock_gettime((~pid << 3) | 2)
    return 0.0


def _of_the_ended(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[13]) + int(fields[14])) / _TICK if fields else 0.0


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the third on, none where the process has gone. proc(5)"""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    return []


def _every() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 - many, and often


def _high_water(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def _words(command: Sequence[str]) -> str:
    return " ".join([Path(command[0]).name, *command[1:]])


def _last_words(log: Path) -> str:
    return "\n".join(f"  {line}" for line in log.read_text("utf-8", errors="replace").splitlines()[-12:])


if not sys.platform.startswith("linux"):
    raise SystemExit("bench measures with what only Linux has (wait4, /proc): run it there.")

"""A terminal of its own for a program, and someone who types at it."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.sites import REPOSITORY

ENTER, DOWN, SPACE, CTRL_C = "\r", "\x1b[B", " ", "\x03"


class Terminal:
    """A terminal with someone at it."""

    def __init__(self, process: subprocess.Popen[bytes], side: int) -> None:
        self.process, self.side, self.seen, self.read_to = process, side, "", 0

    def expect(self, words: str) -> None:
        """Read until these words stand on the screen after those that were expected last."""
        end = time.monotonic() + 30
        while words not in self.seen[self.read_to :]:
            ready, _, _ = select.select([self.side], [], [], max(0, end - time.monotonic()))
            assert ready, f"{words!r} did not come: {self.seen[self.read_to :]!r}"
            assert self._take(), f"{words!r} did not come: {self.seen[self.read_to :]!r}"
        self.read_to = self.seen.index(words, self.read_to) + len(words)

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._take():
            pass
        return self.process.wait(30)

    def type(self, keys: str) -> None:
        os.write(self.side, keys.encode())

    def _take(self) -> bool:
        try:
            said = os.read(self.side, 65536).decode("utf-8", "replace")
        except OSError:  # on Linux the end of a terminal is an error
            return False
        self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said).replace("\r", "")
        return bool(said)


@contextmanager
def a_terminal(folder: Path, command: list[str], surroundings: Mapping[str, str]) -> Iterator[Terminal]:
    """Run a command in a folder, in a terminal of its own; of the writer's editors none is known there."""
    outer, inner = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("VISUAL", "EDITOR")}
    own = {"PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "80"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**kept, **own, **surroundings},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    ) as process:
        os.close(inner)
        try:
            yield Terminal(process, outer)
        finally:
            process.kill()
            os.close(outer)

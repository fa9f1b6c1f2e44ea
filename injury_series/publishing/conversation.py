"""Talk with a tool that runs beside us: lines go to it, lines come from it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from injury_series.publishing.target import PublishError
from injury_series.publishing.tools import ToolError, tool

_END = 10.0
"""Seconds that a tool has to end by itself once nothing more is said to it."""


class Conversation:
    """Run a tool until `end`; when we die, however we die, it reads the end of its input.

    It is in a session of its own, so that a Ctrl-C in the terminal reaches us alone, and we end it in order.
    """

    def __init__(self, command: Sequence[str], doing: str) -> None:
        self._name, self._doing = command[0], doing
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed by end()
        try:
            self._process = subprocess.Popen(
                [tool(command[0]), *command[1:]],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                start_new_session=True,
            )
        except OSError as error:
            self._errors.close()
            raise PublishError(f"Publishing stopped while {doing}: {error.strerror or error}.") from error

    def say(self, text: bytes) -> bool:
        """Send it a text; tell whether it still listens."""
        try:
            self._in.write(text)
            self._in.flush()
        except (OSError, ValueError):
            return False
        return True

    def hear(self) -> str:
        """Return the next line that it says; ToolError where it has ended instead."""
        line = self._out.readline()
        if not line:
            self._process.wait()
            self._errors.seek(0)
            said = self._errors.read().decode("utf-8", "replace")
            raise ToolError(self._name, self._doing, said, self._process.returncode)
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def end(self) -> None:
        """Say no more, and wait until it has ended; end it where it does not."""
        with suppress(OSError):  # it has ended already, with something unsaid
            self._in.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._out.close()
        self._errors.close()

    @property
    def _in(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout
        return self._process.stdout

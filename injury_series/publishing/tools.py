"""Run the tools that publishing stands on: ssh, rsync, git, rclone; and say plainly what they say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from injury_series.publishing.target import PublishError

_HOW = {
    "ssh": "On Debian and Ubuntu: apt install openssh-client.",
    "rsync": "On Debian and Ubuntu: apt install rsync.",
    "git": "On Debian and Ubuntu: apt install git.",
    "rclone": "See https://rclone.org/install/.",
}
_LAST_LINES = 6


class ToolError(PublishError):
    """Carry what a tool said as it failed (`said`) and its exit code, for a target that knows its words.

    The code is negative where the tool was ended from outside.
    """

    def __init__(self, name: str, doing: str, said: str, code: int) -> None:
        self.said, self.code = said, code
        lines = "".join(f"\n  {line.strip()}" for line in said.strip().splitlines()[-_LAST_LINES:])
        super().__init__(f"Publishing stopped while {doing}. {Path(name).name} says:{lines}")


def tool(name: str) -> str:
    """Return the path of a tool, in this environment or on this machine; PublishError says how to get it."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if not found:
        raise PublishError(f"Publishing there needs {name}, which this machine lacks. {_HOW.get(name, '')}")
    return found


def run(
    command: Sequence[str],
    *,
    doing: str,
    text: bytes = b"",
    folder: Path | None = None,
    more: Mapping[str, str] | None = None,
    heard: Callable[[str], None] | None = None,
    errors_too: bool = False,
    limit: float | None = None,
) -> bytes:
    """Run a command and return what it writes.

    `doing` says in a few words what for ("sending the files"), `text` is what it reads, `more` adds to the
    environment, `heard` hears each line as it is written, those of errors too if asked for, and after
    `limit` seconds it is ended. Raises ToolError with the last lines that it said where it fails.
    """
    try:
        with tempfile.TemporaryFile() as reads, tempfile.TemporaryFile() as errors:
            reads.write(text)
            reads.seek(0)
            process = subprocess.Popen(
                [tool(command[0]), *command[1:]],
                stdin=reads,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if errors_too else errors,
                cwd=folder,
                env={**os.environ, **(more or {})},
            )
            written = _output(process, heard, limit)
            errors.seek(0)
            said = errors.read() or written
    except OSError as error:
        raise PublishError(f"Publishing stopped while {doing}: {error.strerror or error}.") from error
    if process.returncode:
        raise ToolError(command[0], doing, said.decode("utf-8", "replace"), process.returncode)
    return written


def _output(
    process: subprocess.Popen[bytes], heard: Callable[[str], None] | None, limit: float | None
) -> bytes:
    """Read what a process writes until it ends; it ends with us, whatever happens meanwhile."""
    clock = threading.Timer(limit, process.kill) if limit else None
    if clock:
        clock.start()
    try:
        stdout: IO[bytes] = process.stdout  # type: ignore[assignment]  # a pipe, as asked for
        with stdout:
            if heard is None:
                written = stdout.read()
            else:
                lines = []
                for line in stdout:
                    lines.append(line)
                    heard(line.decode("utf-8", "replace").rstrip("\r\n"))
                written = b"".join(lines)
        process.wait()
        return written
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        if clock:
            clock.cancel()

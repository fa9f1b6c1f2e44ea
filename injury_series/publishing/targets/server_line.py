"""Reach a server with the writer's own ssh: run scripts there, and send files with rsync."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.server_address import ServerAddress
from injury_series.publishing.targets.server_words import in_plain_words
from injury_series.publishing.tools import ToolError, run

AS_IT_WAS = "Readers get the site as it was."
EITHER = "Readers get the old site or the new one, whole: publish again, and they get the new one."

_ANSWER = "injury-series: answer"
_LIMIT = 900.0
"""Seconds that a script may take on the server; a dead line is seen much earlier, by ssh itself."""

# Nothing may stop to ask, and what the writer's settings add for work by hand is of no use here.
_OPTIONS = (
    *("BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4"),
    *("Compression=yes", "LogLevel=ERROR", "RemoteCommand=none", "RequestTTY=no", "ClearAllForwardings=yes"),
    *("ForwardAgent=no", "ForwardX11=no", "ControlPersist=no"),
)
_LONGEST_SOCKET = 80
"""What a socket's path may measure everywhere, with what ssh adds to it while it makes it (104 on a Mac)."""


class Line:
    """Run what a server is to run; with `shared`, a socket's path, over the connection that `opening` opens.

    Keys, agent, `~/.ssh/config` and known hosts are the writer's. Another ssh, or one with other options, is
    taken from the environment variable RSYNC_RSH, as rsync itself does.
    """

    def __init__(self, address: ServerAddress, shared: Path | None = None) -> None:
        self.address = address
        short = shared and len(os.fsencode(shared)) <= _LONGEST_SOCKET
        self._shared = str(shared).replace("%", "%%") if short else "none"

    def opening(self) -> list[str]:
        """Return the command that opens the connection which all others share, and reads a script."""
        return [*self._ssh("ControlMaster=yes"), "--", self.address.login, "sh -s"]

    def ask(self, script: bytes, *, doing: str, served: str = AS_IT_WAS) -> bytes:
        """Run a script on the server and return what it answers; see `server_scripts`.

        Raises PublishError in plain words, with `served` for what readers get then.
        """
        command = [*self._ssh("ControlMaster=no"), "--", self.address.login, "sh -s"]
        said = self._run(command, doing=doing, served=served, text=script)
        _, found, answer = said.partition(f"{_ANSWER}\n".encode())
        if not found:
            raise PublishError(f"{self.address.host} does not run scripts for you as servers do. {served}")
        return answer

    def send(self, source: Path, to: str, options: Sequence[str], heard: Callable[[str], None]) -> None:
        """Send a file, or what is in a folder, to a path of the server; `heard` hears each name sent.

        Raises PublishError in plain words.
        """
        folder, name = (source, "./") if source.is_dir() else (source.parent, f"./{source.name}")
        command = [
            *("rsync", "-rlp", "--no-times", "--checksum", "--chmod=D755,F644", "--protect-args"),
            *("--timeout=120", "--outbuf=L", "--out-format=%n", f"--rsh={self._rsh()}"),
            *options,
            *("--", name, f"{self.address.remote}{to}"),
        ]
        self._run(command, doing="sending the files", served=AS_IT_WAS, folder=folder, heard=heard)

    def _run(
        self,
        command: Sequence[str],
        *,
        doing: str,
        served: str,
        text: bytes = b"",
        folder: Path | None = None,
        heard: Callable[[str], None] | None = None,
    ) -> bytes:
        limit = None if heard else _LIMIT
        try:
            return run(command, doing=doing, text=text, folder=folder, heard=heard, limit=limit)
        except ToolError as error:
            raise in_plain_words(error, self.address, served) from error

    def _ssh(self, *more: str) -> list[str]:
        own = shlex.split(os.environ.get("RSYNC_RSH", "")) or ["ssh"]
        options = [
            part for option in (*_OPTIONS, f"ControlPath={self._shared}", *more) for part in ("-o", option)
        ]
        return [*own, "-T", *options, *(("-p", self.address.port) if self.address.port else ())]

    def _rsh(self) -> str:
        """Return the ssh command as rsync reads it: a quote within quotes is written twice."""
        return " ".join('"' + part.replace('"', '""') + '"' for part in self._ssh("ControlMaster=no"))

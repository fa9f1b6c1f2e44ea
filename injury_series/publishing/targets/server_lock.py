"""Hold the lock of a server while one publishing is under way: a script there that ends when we do."""

from __future__ import annotations

import getpass
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from injury_series.publishing.conversation import Conversation
from injury_series.publishing.target import PublishError, Say
from injury_series.publishing.targets import server_scripts
from injury_series.publishing.targets.server_line import AS_IT_WAS, Line
from injury_series.publishing.targets.server_words import in_plain_words
from injury_series.publishing.tools import ToolError

_BEAT = 30.0
"""Seconds between two signs of life; after ten minutes without one, another publishing takes over."""

_SAID = re.compile(r"injury-series: (\w+) ?(.*)")


@contextmanager
def locked(line: Line, say: Say) -> Iterator[str]:
    """Hold the lock of a server, and keep the connection open that `line` shares; yield the lock's token.

    However this process ends, the script on the server reads the end of its input, and lets go. `say` hears
    whose lock was taken over. Raises PublishError where another publishing is under way.
    """
    token = secrets.token_hex(8)
    script = server_scripts.lock(line.address.path, token, _who())
    talk = Conversation(line.opening(), "reaching the server")
    over = threading.Event()
    beats = threading.Thread(target=_beat, args=(talk, over), daemon=True)
    try:
        talk.say(script)
        _wait(talk, line, say)
        beats.start()
        yield token
    finally:
        over.set()
        if beats.ident:
            beats.join()
        talk.end()


def _wait(talk: Conversation, line: Line, say: Say) -> None:
    """Return when the lock is ours; what a server says of its own at a login is passed over."""
    try:
        while True:
            match = _SAID.fullmatch(talk.hear())
            what, more = match.groups() if match else ("", "")
            if what == "answer":
                return
            if what == "over":
                say(
                    f"An earlier publishing (by {more}) was cut off: this one takes its place, "
                    "and mends what it left."
                )
            if what == "busy":
                raise PublishError(
                    f"Another publishing to {line.address.host} is under way (by {more}). "
                    "Wait until it has ended; one that was cut off is taken over after 10 minutes. "
                    f"{AS_IT_WAS}"
                )
    except ToolError as error:
        raise in_plain_words(error, line.address, AS_IT_WAS) from error


def _beat(talk: Conversation, over: threading.Event) -> None:
    while not over.wait(_BEAT) and talk.say(b"\n"):
        pass


def _who() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user}@{socket.gethostname()}"

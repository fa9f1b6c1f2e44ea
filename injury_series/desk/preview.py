"""Show the site while it is written: build, serve on this machine, build again and refresh at each edit."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shutil
import socket
import time
import traceback
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import uvicorn

from injury_series.desk.edits import edits
from injury_series.desk.guarded import REPORT
from injury_series.desk.preview_app import Showing, make_app
from injury_series.errors import InjurySeriesError
from injury_series.pelican_site.live import Live

HOST = "127.0.0.1"
CONF = Path("pelicanconf.py")
FOLDER = Path(".preview")
_FOLDERS = (Path("content"), Path("theme"))


@dataclass(slots=True)
class Builder:
    """Make the preview again at each edit, and show what has changed or what is wrong."""

    live: Live
    showing: Showing
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def rebuild(self, edited: Collection[str] = ()) -> None:
        """Make what the files `edited` have changed, or all that has; show that, or what is wrong."""
        async with self._turn:
            began = time.monotonic()
            _say(f"{time.strftime('%H:%M:%S')} building")  # editors read the lines from here on
            faults = await asyncio.to_thread(self._update, edited)
            now = time.strftime("%H:%M:%S")
            if faults:
                _say(f"{now} not built:", *faults, f"{now} waiting for the next save")
                self.showing.fail(faults)
            else:
                _say(f"{now} built in {time.monotonic() - began:.2f} s")
                self.showing.mend()

    async def look_again(self) -> None:
        """Look, when nothing has been edited for a while, whether any edit was missed."""
        async with self._turn:
            faults = await asyncio.to_thread(self._update, ())
            if faults:
                self.showing.fail(faults)

    def _update(self, edited: Collection[str]) -> list[str]:
        """Make what has changed and return what stood in the way, a line each."""
        try:
            with self.showing.making:
                if not (edited and not self.showing.faults and self.live.update_bodies(edited)):
                    self.live.update()
        except InjurySeriesError as error:
            return str(error).splitlines()
        except Exception:
            return [REPORT, *traceback.format_exc().splitlines()]
        return []


class _Server(uvicorn.Server):
    """Sleep until a reader asks or the writer ends the preview; then end the open streams at once."""

    def __init__(self, config: uvicorn.Config, showing: Showing) -> None:
        super().__init__(config)
        self._showing, self._loop, self._over = showing, asyncio.get_running_loop(), asyncio.Event()

    async def main_loop(self) -> None:
        """Wait for the end; uvicorn itself looks for it ten times a second, all day long."""
        await self.on_tick(0)
        await self._over.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Hear of the end, in the middle of anything."""
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self._showing.end()
        self._over.set()


def run(port: str) -> int:
    """Serve the preview at a port, as it was typed, until it is stopped; return the exit code."""
    if not (port.isascii() and port.isdigit()):
        _say(f'"{port}" is not a port. Write a number: python3 tasks.py preview --port 8080')
        return 1
    listening = _listen(int(port))
    if listening is None:
        return 1
    with contextlib.suppress(KeyboardInterrupt), listening:
        asyncio.run(_serve(listening))
    _say("Preview ended.")
    return 0


def _say(*lines: str) -> None:
    """Say lines to the writer, and to an editor that reads along, at once."""
    print(*lines, sep="\n", flush=True)


def _listen(port: int) -> socket.socket | None:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listening.close()
        in_use = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "is in use, perhaps by another preview" if in_use else f"cannot be used: {error}"
        other = port + 1 if 0 < port < 65535 else 8000
        why = why.rstrip(".")
        _say(f"Port {port} {why}. Try another: python3 tasks.py preview --port {other}")
        return None
    return listening


async def _serve(listening: socket.socket) -> None:
    port, loop = listening.getsockname()[1], asyncio.get_running_loop()
    address, folder = f"http://{HOST}:{port}", (FOLDER / str(port)).resolve()
    shutil.rmtree(folder, ignore_errors=True)  # what an earlier preview has left

    def show(paths: list[str]) -> None:
        loop.call_soon_threadsafe(showing.show, paths)

    live = Live(CONF, folder, address, show)
    showing = Showing(folder, live.make_waiting)
    builder = Builder(live, showing)
    config = uvicorn.Config(
        make_app(showing), log_level="error", lifespan="off", date_header=False, timeout_graceful_shutdown=1
    )
    _say(f"Preview at {address}/ with drafts and scheduled posts. Ctrl-C ends it.")
    watching = asyncio.create_task(_watch(builder))  # before the first build, so that no edit is missed
    await builder.rebuild()
    await _Server(config, showing).serve(sockets=[listening])
    watching.cancel()


async def _watch(builder: Builder) -> None:
    """Build again after each edit; edits made during a build are seen after it."""
    folders, looked = [folder for folder in _FOLDERS if folder.is_dir()], True
    async for paths in edits(folders, CONF, _say):
        if paths:
            await builder.rebuild(paths)
        elif not looked:
            await builder.look_again()
        looked = not paths

"""Show the site while it is written: build, serve on this machine, build again and refresh at each edit."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shutil
import socket
import time
import traceback
from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import uvicorn
from rich.console import Console
from watchfiles import awatch
from watchfiles.main import FileChange

from injury_series.desk.guarded import REPORT
from injury_series.desk.preview_app import Showing, make_app
from injury_series.errors import InjurySeriesError
from injury_series.pelican_site.live import Live

HOST = "127.0.0.1"
CONF = Path("pelicanconf.py")
FOLDER = Path(".preview")
_FOLDERS = ("content", "theme")
_TOGETHER, _PAUSE, _LONG_PAUSE = 50, 10, 200
"""For how many milliseconds edits that follow on one another are taken together; what pause ends them: of
texts, and of the settings, after which all is made anew. Once in a pause it is looked whether there are any,
which takes processor time all day long.
"""

_REST = 30_000
"""After how many milliseconds without an edit it is looked whether one was missed."""


@dataclass(slots=True)
class Builder:
    """Make the preview again at each edit, and show what has changed or what is wrong."""

    live: Live
    showing: Showing
    console: Console
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def rebuild(self, edited: Collection[str] = ()) -> None:
        """Make what the files `edited` have changed, or all that has; show that, or what is wrong."""
        async with self._turn:
            began = time.monotonic()
            self.console.print(f"{time.strftime('%H:%M:%S')} building")  # editors read the lines from here on
            faults = await asyncio.to_thread(self._update, edited)
            now = time.strftime("%H:%M:%S")
            if faults:
                self.console.print("\n".join([f"{now} not built:", *faults]), markup=False)
                self.console.print(f"{now} waiting for the next save")
                self.showing.fail(faults)
            else:
                self.console.print(f"{now} built in {time.monotonic() - began:.2f} s")
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
    """End the open streams at once when the writer stops the preview."""

    showing: Showing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.showing.end()
        super().handle_exit(sig, frame)


def run(port: str) -> int:
    """Serve the preview at a port, as it was typed, until it is stopped; return the exit code."""
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    if not (port.isascii() and port.isdigit()):
        console.print(f'"{port}" is not a port. Write a number: python3 tasks.py preview --port 8080')
        return 1
    listening = _listen(int(port), console)
    if listening is None:
        return 1
    with contextlib.suppress(KeyboardInterrupt), listening:
        asyncio.run(_serve(listening, console))
    console.print("Preview ended.")
    return 0


def _listen(port: int, console: Console) -> socket.socket | None:
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
        console.print(f"Port {port} {why}. Try another: python3 tasks.py preview --port {other}")
        return None
    return listening


async def _serve(listening: socket.socket, console: Console) -> None:
    port, loop = listening.getsockname()[1], asyncio.get_running_loop()
    address, folder = f"http://{HOST}:{port}", (FOLDER / str(port)).resolve()
    shutil.rmtree(folder, ignore_errors=True)  # what an earlier preview has left

    def show(paths: list[str]) -> None:
        loop.call_soon_threadsafe(showing.show, paths)

    live = Live(CONF, folder, address, show)
    showing = Showing(folder, live.make_waiting)
    builder = Builder(live, showing, console)
    config = uvicorn.Config(make_app(showing), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = _Server(config)
    server.showing = showing
    console.print(f"Preview at {address}/ with drafts and scheduled posts. Ctrl-C ends it.")
    watching = asyncio.create_task(_watch(builder))  # before the first build, so that no edit is missed
    await builder.rebuild()
    await server.serve(sockets=[listening])
    watching.cancel()


async def _watch(builder: Builder) -> None:
    """Build again after each edit; edits made during a build are seen after it."""
    folders = [folder for folder in _FOLDERS if Path(folder).is_dir()]
    await asyncio.gather(
        _rebuild_on(
            builder,
            awatch(*folders, debounce=_TOGETHER, step=_PAUSE, rust_timeout=_REST, yield_on_timeout=True),
        ),
        _rebuild_on(
            builder, awatch(".", debounce=_TOGETHER, step=_LONG_PAUSE, watch_filter=_is_conf, recursive=False)
        ),
    )


async def _rebuild_on(builder: Builder, edits: AsyncGenerator[set[FileChange], None]) -> None:
    looked = True
    async for found in edits:
        if found:
            await builder.rebuild([path for _, path in found])
        elif not looked:
            await builder.look_again()
        looked = not found


def _is_conf(_: object, path: str) -> bool:
    return Path(path).name == CONF.name

"""Show the site while it is written: build, serve on this machine, build again and refresh at each edit."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import uvicorn
from rich.console import Console
from watchfiles import awatch

from injury_series.desk.preview_app import Showing, make_app
from injury_series.errors import ContentFaults, InjurySeriesError
from injury_series.pelican_site.build import build

HOST = "127.0.0.1"
CONF = Path("pelicanconf.py")
FOLDER = Path(".preview")
_WATCHED = ("content", "theme", "pelicanconf.py")
_REPORT = "This is a fault in Injury Series itself, not in your text. Please report it with these lines:"


@dataclass(slots=True)
class Builder:
    """Build the preview into two folders in turn, so that the last good site is always whole."""

    site_url: str
    showing: Showing
    console: Console
    _next: int = field(default=0)

    def rebuild(self) -> None:
        """Build once, and show either the new site or what is wrong over the last good one."""
        folder, began = FOLDER / "ab"[self._next], time.monotonic()
        try:
            build(CONF, folder, preview=True, site_url=self.site_url)
        except ContentFaults as error:
            self._say([str(fault) for fault in error.faults])
        except InjurySeriesError as error:
            self._say(str(error).splitlines())
        except Exception:
            self._say([_REPORT, *traceback.format_exc().splitlines()])
        else:
            self._next = 1 - self._next
            self.showing.show(folder)
            self.console.print(f"{time.strftime('%H:%M:%S')} built in {time.monotonic() - began:.2f} s")

    def _say(self, faults: list[str]) -> None:
        self.showing.fail(faults)
        self.console.print("\n".join([f"{time.strftime('%H:%M:%S')} not built:", *faults]), markup=False)


class _Server(uvicorn.Server):
    """End the open streams at once when the writer stops the preview."""

    stop: asyncio.Event

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.stop.set()
        super().handle_exit(sig, frame)


def run(port: int) -> int:
    """Serve the preview on this machine until it is stopped; return the exit code."""
    console = Console(highlight=False, soft_wrap=True)
    listening = _listen(port, console)
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
        console.print(f"Port {port} {why}. Try another: python3 tasks.py preview --port {other}")
        return None
    return listening


async def _serve(listening: socket.socket, console: Console) -> None:
    stop, address = asyncio.Event(), f"http://{HOST}:{listening.getsockname()[1]}"
    showing = Showing()
    builder = Builder(address, showing, console)
    config = uvicorn.Config(
        make_app(showing, stop), log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Server(config)
    server.stop = stop
    console.print(f"Preview at {address}/ with drafts and scheduled posts. Ctrl-C ends it.")
    await asyncio.to_thread(builder.rebuild)
    watching = asyncio.create_task(_watch(builder, stop))
    await server.serve(sockets=[listening])
    stop.set()
    await watching


async def _watch(builder: Builder, stop: asyncio.Event) -> None:
    """Build again after each edit; edits made during a build are seen after it."""
    watched = [path for path in _WATCHED if Path(path).exists()]
    async for _ in awatch(*watched, debounce=60, step=20, stop_event=stop):
        await asyncio.to_thread(builder.rebuild)

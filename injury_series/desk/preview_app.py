"""Serve the preview: files that are never cached, and a stream that tells the browser of each build."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import time
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

_CLIENT = Path(__file__).with_name("preview_client.js")
_FRESH = {"Cache-Control": "no-store"}
_NOTHING_YET = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Preview</title>
<body><p>There is nothing to show yet: see what is wrong below.</p></body></html>"""
_PATIENCE = 15.0


class Showing:
    """Hold what the preview shows: the folder of the last good build, and the faults of a newer one."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.version = ""
        self.faults: list[str] = []
        self._changes = 0

    def show(self, folder: Path) -> None:
        """Show a new build."""
        self.folder, self.faults = folder, []
        self.version = str(time.time_ns())
        self._changes += 1

    def fail(self, faults: list[str]) -> None:
        """Show what is wrong, over the last good build."""
        self.faults = faults
        self._changes += 1

    @property
    def state(self) -> tuple[int, str]:
        """Return a number that grows with each change, and the state as JSON for the browser."""
        return self._changes, json.dumps({"version": self.version, "faults": self.faults})


def make_app(showing: Showing, stop: asyncio.Event) -> Starlette:
    """Return the application that serves `showing` until `stop` is set."""

    async def events(_: Request) -> Response:
        return StreamingResponse(_events(showing, stop), media_type="text/event-stream", headers=_FRESH)

    async def client(_: Request) -> Response:
        return Response(_CLIENT.read_bytes(), media_type="text/javascript", headers=_FRESH)

    async def page(request: Request) -> Response:
        return await asyncio.to_thread(_page, showing, request.path_params["path"])

    return Starlette(
        routes=[
            Route("/_preview/events", events),
            Route("/_preview/client.js", client),
            Route("/{path:path}", page),
        ]
    )


async def _events(showing: Showing, stop: asyncio.Event) -> AsyncIterator[str]:
    """Yield the state at once and at each change; a comment now and then shows that the line is open."""
    seen, said = -1, time.monotonic()
    while not stop.is_set():
        changes, state = showing.state
        if changes != seen:
            seen, said = changes, time.monotonic()
            yield f"data: {state}\n\n"
        elif time.monotonic() - said > _PATIENCE:
            said = time.monotonic()
            yield ": still here\n\n"
        await asyncio.sleep(0.02)


def _page(showing: Showing, path: str) -> Response:
    folder = showing.folder
    if folder is None:
        return _html(_NOTHING_YET.encode(), showing, 503)
    place = (folder / path).resolve()
    if not place.is_relative_to(folder.resolve()):
        return Response(status_code=404)
    if place.is_dir() and (place / "index.html").is_file():
        if path and not path.endswith("/"):
            return RedirectResponse(f"/{path}/", headers=_FRESH)
        place /= "index.html"
    if not place.is_file():
        return _html((folder / "404.html").read_bytes(), showing, 404)
    kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
    if kind == "text/html":
        return _html(place.read_bytes(), showing, 200)
    return Response(place.read_bytes(), media_type=kind, headers=_FRESH)


def _html(content: bytes, showing: Showing, status: int) -> Response:
    script = f'<script src="/_preview/client.js" data-version="{showing.version}" defer></script></body>'
    return Response(
        content.replace(b"</body>", script.encode(), 1), status, media_type="text/html", headers=_FRESH
    )

"""Serve the preview: files that are never cached, and a stream that tells the browser of each build."""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from injury_series.errors import InjurySeriesError
from injury_series.outputs.search import make_index
from injury_series.view.search import INDEX

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
        self.ended = False
        self.indexing = threading.Lock()
        self._change = asyncio.Event()

    def show(self, folder: Path) -> None:
        """Show a new build."""
        self.folder, self.faults = folder, []
        self.version = str(time.time_ns())
        self._tell()

    def fail(self, faults: list[str]) -> None:
        """Show what is wrong, over the last good build."""
        self.faults = faults
        self._tell()

    def end(self) -> None:
        """Close the streams to the browsers."""
        self.ended = True
        self._tell()

    async def events(self) -> AsyncIterator[str]:
        """Yield the state at once and at each change, as server-sent events.

        A comment now and then notices a browser that has gone. WHATWG HTML, section 9.2.
        """
        while not self.ended:
            change = self._change
            yield f"data: {json.dumps({'version': self.version, 'faults': self.faults})}\n\n"
            while not change.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(change.wait(), _PATIENCE)
                if not change.is_set():
                    yield ": still here\n\n"

    def _tell(self) -> None:
        change, self._change = self._change, asyncio.Event()
        change.set()


def make_app(showing: Showing) -> Starlette:
    """Return the application that serves `showing`."""

    async def events(_: Request) -> Response:
        return StreamingResponse(showing.events(), media_type="text/event-stream", headers=_FRESH)

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


def _page(showing: Showing, path: str) -> Response:
    folder = showing.folder
    if folder is None:
        return _html(_NOTHING_YET.encode(), showing, 503)
    place = (folder / path).resolve()
    if not place.is_relative_to(folder.resolve()):
        return Response(status_code=404)
    if path.startswith(INDEX):
        _index(showing, folder)
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


def _index(showing: Showing, folder: Path) -> None:
    """Make the search index of a build when it is first asked for, so that no edit waits for it."""
    with showing.indexing, contextlib.suppress(InjurySeriesError):
        if not (folder / INDEX).is_dir():
            make_index(folder)


def _html(content: bytes, showing: Showing, status: int) -> Response:
    script = f'<script src="/_preview/client.js" data-version="{showing.version}" defer></script></body>'
    return Response(
        content.replace(b"</body>", script.encode(), 1), status, media_type="text/html", headers=_FRESH
    )

"""Serve the preview: files that are never cached, and a stream that tells the browser of each build."""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from injury_series.errors import InjurySeriesError
from injury_series.outputs.search import make_index
from injury_series.pelican_site.writer import file_of
from injury_series.view.search import INDEX

_CLIENT = Path(__file__).with_name("preview_client.js")
_FRESH = {"Cache-Control": "no-store"}
_NOTHING_YET = b"""<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Preview</title>
<body><p>There is nothing to show yet: see what is wrong below.</p></body></html>"""
_PATIENCE = 15.0
_REMEMBERED = 100
"""How many edits back it is known which files they changed."""


class Showing:
    """Hold what the preview shows: the files in a folder, and the faults that keep newer ones from it.

    `make_waiting` makes what waits at a path of the site until it is asked for. `making` is held by whoever
    writes into the folder.
    """

    def __init__(self, folder: Path, make_waiting: Callable[[str], bool]) -> None:
        self.folder, self.make_waiting = folder, make_waiting
        self.version = 0
        self.faults: list[str] = []
        self.ended = False
        self.making = threading.Lock()
        self._changes: deque[tuple[int, list[str]]] = deque(maxlen=_REMEMBERED)
        self._change = asyncio.Event()

    def show(self, paths: list[str]) -> None:
        """Show files that are not as they were, by their paths of the site."""
        self.faults = []  # what is made is in order
        if paths:
            self.version += 1
            self._changes.append((self.version, paths))
            self._tell()

    def mend(self) -> None:
        """Show that nothing is wrong any longer."""
        if self.faults or not self.version:
            self.faults = []
            self._tell()

    def fail(self, faults: list[str]) -> None:
        """Show what is wrong, over the last good page."""
        self.faults = faults
        self._tell()

    def end(self) -> None:
        """Close the streams to the browsers."""
        self.ended = True
        self._tell()

    def changed_since(self, version: int, path: str) -> bool:
        """Tell whether the file at a path of the site is another than it was at a version of the preview."""
        if self._changes and version < self._changes[0][0] - 1:
            return True  # longer ago than is remembered
        return any(path in paths for number, paths in self._changes if number > version)

    async def events(self, path: str, version: int) -> AsyncIterator[str]:
        """Yield the state at once and at each change, as server-sent events.

        `path` is the file that a browser shows, as it was at `version`: it is told when that is `new`. A
        comment now and then notices a browser that has gone. WHATWG HTML, section 9.2.
        """
        while not self.ended:
            change, new = self._change, self.changed_since(version, path)
            state = {"version": self.version, "new": new, "faults": self.faults}
            yield f"data: {json.dumps(state)}\n\n"
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

    async def events(request: Request) -> Response:
        asked = request.query_params
        path, version = file_of(asked.get("path", "/")[1:]), asked.get("version", "")
        stream = showing.events(path, int(version) if version.isdecimal() else showing.version)
        return StreamingResponse(stream, media_type="text/event-stream", headers=_FRESH)

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
    version, folder = showing.version, showing.folder  # what is read from here on is at least of this version
    place = (folder / path).resolve()
    if not place.is_relative_to(folder):
        return Response(status_code=404)
    if not place.is_file():
        try:
            _make(showing, path)
        except InjurySeriesError as error:
            return Response(f"{error}\n", 500, media_type="text/plain", headers=_FRESH)
    if place.is_dir() and (place / "index.html").is_file():
        if path and not path.endswith("/"):
            return RedirectResponse(f"/{path}/", headers=_FRESH)
        place /= "index.html"
    if not place.is_file():
        lost = folder / "404.html"
        return _html(lost.read_bytes(), version, 404) if lost.is_file() else _html(_NOTHING_YET, version, 503)
    kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
    if kind == "text/html":
        return _html(place.read_bytes(), version, 200)
    return Response(place.read_bytes(), media_type=kind, headers=_FRESH)


def _make(showing: Showing, path: str) -> None:
    """Make what no edit waits for when it is asked for: feeds, the whole story, the book, the index."""
    with showing.making:
        if path.startswith(INDEX) and not (showing.folder / INDEX).is_dir():
            make_index(showing.folder)
        elif not showing.make_waiting(path):
            showing.make_waiting(f"{path}/")


def _html(content: bytes, version: int, status: int) -> Response:
    script = f'<script src="/_preview/client.js" data-version="{version}" defer></script></body>'
    return Response(
        content.replace(b"</body>", script.encode(), 1), status, media_type="text/html", headers=_FRESH
    )

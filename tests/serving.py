"""Serve a built site on this machine as a good host would, under the strict policy of the site's design."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)

SEARCHING = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""What the page of the search needs."""


class _Handler(SimpleHTTPRequestHandler):
    policy = STRICT

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def served(folder: Path, port: int = 0, policy: str = STRICT) -> Iterator[str]:
    """Serve a folder and yield its address; `port` 0 is any that is free."""
    under = type("Handler", (_Handler,), {"policy": policy})
    handler = functools.partial(under, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()

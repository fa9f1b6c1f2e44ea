"""A server on this machine that speaks the public interface of the Fediverse's, and hands out too much."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NODEINFO = "/.well-known/nodeinfo"
_SHOWN = 60


@dataclass
class Server:
    """Hold statuses by id; `instead` says what a path is answered with: status, headers and bytes.

    `asked` keeps every path, `agents` who asked; whoever asks for `/slow` waits until the end.
    """

    address: str = ""
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    instead: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    release: threading.Event = field(default_factory=threading.Event)

    def says(self, id_: str, content: str, to: str | None = None, by: str = "ada", **more: Any) -> str:
        """Add a status, and return its address; `account` is what differs of its author."""
        home = self.address or "https://social.example"
        account = {
            "acct": by,
            "display_name": by.title(),
            "url": f"{home}/@{by}",
            "uri": f"{home}/users/{by}",
            "bot": False,
            "noindex": False,
            "indexable": False,
            **more.pop("account", {}),
        }
        url = f"{home}/@{by}/{id_}"
        told = {
            "id": id_,
            "uri": f"{home}/users/{by}/statuses/{id_}",
            "url": url,
            "created_at": f"2020-02-01T10:{len(self.statuses) % 60:02}:00.000Z",
            "in_reply_to_id": to,
            "visibility": "public",
            "sensitive": False,
            "spoiler_text": "",
            "reblog": None,
            "media_attachments": [],
            "mentions": [],
            "content": content,
            "account": account,
        }
        self.statuses[id_] = {**told, **more}
        return url

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Return what a path is answered with, as Mastodon 4 does it."""
        if path == NODEINFO:
            schema = "http://nodeinfo.diaspora.software/ns/schema/2.0"
            return _json({"links": [{"rel": schema, "href": f"{self.address}/nodeinfo/2.0"}]})
        *api, id_, last = ["", *path.strip("/").split("/")]
        if [*api, id_] == ["", "api", "v1", "statuses"] and last in self.statuses:
            return _json(self.statuses[last])
        if api == ["", "api", "v1", "statuses"] and last == "context" and id_ in self.statuses:
            return _json({"ancestors": [], "descendants": list(self._below(id_))[:_SHOWN]})
        return 404, {}, b'{"error": "Record not found"}'

    def _below(self, id_: str) -> Iterator[dict[str, Any]]:
        for status in self.statuses.values():
            if status["in_reply_to_id"] == id_:
                yield status
                yield from self._below(status["id"])


def _json(told: Any) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(told).encode()


@contextmanager
def a_server() -> Iterator[Server]:
    """Run a server until the end of the block."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.agents.add(self.headers["User-Agent"])
            if self.path == "/slow":
                server.release.wait(10)
            status, headers, raw = server.instead.get(self.path) or server.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(raw)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of who hangs up: some tests do."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.address = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.release.set()
            http.shutdown()
            thread.join()

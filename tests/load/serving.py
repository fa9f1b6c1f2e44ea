"""Measure what the site costs on the wire and what nginx serves of it; the figures are in docs/scale.md.

    python -m tests.load.serving

It wants nginx, Chromium and wrk (apt-get install wrk), sends to 127.0.0.1 alone, and ends after two minutes.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, tool
from tests.publishing.staged_sites import a_staged_story
from tests.servers import free_port, running
from tests.web_servers import nginx

_CONNECTIONS = 200
_SECONDS = 4
_ROUNDS = 3
_PAGES = {"the first page": "", "a post": "posts/it-was-the-hip/", "the whole story": "story/"}
_PLAIN = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
server {{ listen 127.0.0.1:{port}; root {folder}; }} }}
"""
_FIGURES = {
    "requests": re.compile(r"Requests/sec:\s+([\d.]+)"),
    "p99": re.compile(r"99%\s+([\d.]+)(us|ms|s)"),
    "failed": re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)"),
}


def main() -> None:
    """Print the bytes of each way to read, then the requests a second beside those of a plain file."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        staged = a_staged_story(root / "story")
        with nginx(staged, root / "web") as web:
            for way, sizes in _bytes(web.address):
                print(f"{way}: {sum(sizes) / 1000:.1f} KB in {len(sizes)} requests")
            for what, path in _PAGES.items():
                packed = staged / path / "index.html.br"
                _compare(f"{what} ({packed.stat().st_size} bytes)", f"{web.address}/{path}", packed, root)


def _bytes(address: str) -> Iterator[tuple[str, list[float]]]:
    """Yield what goes over the wire, with headers, as a browser counts it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=CHROMIUM_FLAGS)
        for first in ("posts/it-was-the-hip/", ""):
            context = browser.new_context()
            yield f"first visit, to /{first}", _read(context, f"{address}/{first}")
            yield "  the next page", _read(context, f"{address}/posts/named-not-mended/")
            yield "  the same page again, later", _read(context, f"{address}/posts/named-not-mended/")
            yield "  a search", _read(context, f"{address}/search/?q=nerve")
            context.close()
        browser.close()


def _read(context: BrowserContext, address: str) -> list[float]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:  # what was kept costs nothing
            sizes.append(event["encodedDataLength"])

    session.send("Network.enable")
    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    page.close()
    return sizes


def _compare(what: str, address: str, packed: Path, root: Path) -> None:
    with _plain(packed.read_bytes(), root) as plain:
        pairs = [(_load(address), _load(plain)) for _ in range(_ROUNDS)]
    ours, theirs = (
        {name: median(run[name] for run in runs) for name in ("requests", "p99", "failed")}
        for runs in zip(*pairs, strict=True)
    )
    print(
        f"{what}: {ours['requests']:.0f}/s, p99 {ours['p99']:.1f} ms, {ours['failed']:.0f} failed; "
        f"a plain file {theirs['requests']:.0f}/s, p99 {theirs['p99']:.1f} ms; "
        f"ratio {median(one['requests'] / other['requests'] for one, other in pairs):.2f}"
    )


@contextmanager
def _plain(content: bytes, root: Path) -> Iterator[str]:
    """Serve one file with nothing around it."""
    with tempfile.TemporaryDirectory(dir=root) as name:
        folder, port = Path(name), free_port()
        (folder / "file").write_bytes(content)
        (folder / "conf").write_text(_PLAIN.format(folder=folder, port=port), encoding="utf-8")
        with running(
            [tool("nginx"), "-p", name, "-c", f"{name}/conf", "-e", f"{name}/e"], port, folder / "log"
        ):
            yield f"http://127.0.0.1:{port}/file"


def _load(address: str) -> dict[str, float]:
    """Return requests a second, the 99th percentile in milliseconds, and how many failed."""
    command = [
        "wrk",
        "--latency",
        "-t1",
        f"-c{_CONNECTIONS}",
        f"-d{_SECONDS}s",
        "-H",
        "Accept-Encoding: br",
        address,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    requests, p99, failed = (pattern.search(said) for pattern in _FIGURES.values())
    assert requests
    assert p99
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    errors = sum(map(int, re.findall(r"\d+", failed[0]))) if failed else 0
    return {"requests": float(requests[1]), "p99": float(p99[1]) * unit, "failed": float(errors)}


if __name__ == "__main__":
    main()

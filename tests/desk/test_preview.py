"""The preview, as the writer meets it: a real server, a real watcher, edits and mistakes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from injury_series.desk.preview import run
from tests.sites import GOOD, REPOSITORY, a_post, a_site, changed

FALL = "posts/2020-01-10-the-fall.md"


def a_free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def a_preview(site: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `preview` for a site as the task does, and end it afterwards."""
    code = f"from injury_series.desk.preview import run; raise SystemExit(run('{port}'))"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def events(url: str) -> Iterator[dict[str, object]]:
    """Yield what the preview tells the browser, as it happens."""
    with httpx.stream("GET", f"{url}/_preview/events", timeout=20) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


def wait_for(url: str) -> httpx.Response:
    end = time.monotonic() + 20
    while True:
        try:
            return httpx.get(url, timeout=5)
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def save(site: Path, files: dict[str, str]) -> None:
    """Write files in one step each, as editors do."""
    for name, text in files.items():
        (site / "saved").write_text(text.lstrip("\n"), encoding="utf-8")
        (site / "saved").replace(site / "content" / name)


@pytest.mark.timeout(60)
def test_an_edit_is_shown_a_fault_is_told_and_goes_away_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    port = a_free_port()
    url, site = (
        f"http://127.0.0.1:{port}",
        a_site(tmp_path, {"posts/d.md": a_post("A draft", "2020-01-01", status="draft")}),
    )
    with a_preview(site, port) as process:
        first = wait_for(f"{url}/posts/the-fall/")
        assert "Down I went." in first.text.replace("\xa0", " ").replace("&nbsp;", " ")
        assert first.headers["cache-control"] == "no-store"
        assert "/_preview/client.js" in first.text
        assert httpx.get(f"{url}/posts/d/").status_code == 200, "a preview shows drafts"
        assert httpx.get(f"{url}/posts/d").headers["location"] == "/posts/d/"
        assert httpx.get(f"{url}/nowhere/").status_code == 404
        assert httpx.get(f"{url}/..%2f..%2fpelicanconf.py").status_code == 404
        told = events(url)
        start = next(told)
        assert start["faults"] == []
        save(site, changed(FALL, "Down I went.", "Up I got."))
        edited = next(told)
        assert edited["version"] != start["version"]
        assert "Up I got." in httpx.get(f"{url}/posts/the-fall/").text.replace("\xa0", " ").replace(
            "&nbsp;", " "
        )
        save(site, changed(FALL, "phase: fall", "phase: fal"))
        wrong = next(event for event in told if event["faults"])
        assert wrong["faults"] == [
            f'content/{FALL}:4: phase: "fal" is not a phase. Known: fall, repair. Did you mean "fall"?'
        ]
        assert httpx.get(f"{url}/posts/the-fall/").status_code == 200, "the last good page stays"
        save(site, {FALL: GOOD[FALL]})
        assert next(event for event in told if not event["faults"])["version"] != edited["version"]
        assert not (site / "output").exists(), "a preview never touches what is published"
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0
        assert process.stdout is not None
        assert process.stdout.read().rstrip().endswith("Preview ended.")


def test_a_port_in_use_is_said_with_the_way_out(tmp_path: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with a_preview(a_site(tmp_path), port) as process:
            assert process.wait(20) == 1
            assert process.stdout is not None
            assert process.stdout.read() == (
                f"Port {port} is in use, perhaps by another preview. "
                f"Try another: python3 tasks.py preview --port {port + 1}\n"
            )


def test_a_port_that_is_no_number_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("abc") == 1
    assert capsys.readouterr().out == (
        '"abc" is not a port. Write a number: python3 tasks.py preview --port 8080\n'
    )


@pytest.mark.timeout(60)
def test_a_preview_that_begins_with_a_fault_shows_it_and_then_the_site(tmp_path: Path) -> None:
    port = a_free_port()
    url, site = f"http://127.0.0.1:{port}", a_site(tmp_path, {FALL: ""})
    with a_preview(site, port):
        first = wait_for(f"{url}/")
        assert first.status_code == 503
        assert "/_preview/client.js" in first.text
        told = events(url)
        assert next(told)["faults"]
        save(site, {FALL: GOOD[FALL]})
        assert next(event for event in told if not event["faults"])
        assert httpx.get(f"{url}/").status_code == 200

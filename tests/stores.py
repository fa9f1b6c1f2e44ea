"""Run stores for tests: an S3 endpoint and a WebDAV server, each on 127.0.0.1, over a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import tool
from tests.servers import Cable, a_cable, free_port, running

KEY, SECRET = "throw-away-key", "throw-away-secret"


@dataclass(frozen=True)
class Store:
    """Hold a store: what publishing calls it, the folder behind it, its cable, and what rclone must know."""

    address: str
    folder: Path
    cable: Cable
    settings: dict[str, str]


@contextmanager
def an_s3(folder: Path) -> Iterator[Store]:
    """Run an S3 endpoint with one bucket, "stories"."""
    port, bucket = free_port(), folder / "s3" / "stories"
    bucket.mkdir(parents=True)
    command = [tool("rclone"), "serve", "s3", str(bucket.parent), "--auth-key", f"{KEY},{SECRET}"]
    with (
        running([*command, "--addr", f"127.0.0.1:{port}"], port, folder / "s3.log", _no_config(folder)),
        a_cable(port) as cable,
    ):
        settings = {
            "RCLONE_CONFIG_HERE_TYPE": "s3",
            "RCLONE_CONFIG_HERE_PROVIDER": "Rclone",
            "RCLONE_CONFIG_HERE_ACCESS_KEY_ID": KEY,
            "RCLONE_CONFIG_HERE_SECRET_ACCESS_KEY": SECRET,
            "RCLONE_CONFIG_HERE_ENDPOINT": f"http://127.0.0.1:{cable.port}",
        }
        yield Store("rclone:here:stories/my knee", bucket / "my knee", cable, _no_config(folder) | settings)


@contextmanager
def a_webdav(folder: Path) -> Iterator[Store]:
    """Run a WebDAV server."""
    port, root = free_port(), folder / "webdav"
    root.mkdir(parents=True)
    command = [tool("rclone"), "serve", "webdav", str(root)]
    with (
        running([*command, "--addr", f"127.0.0.1:{port}"], port, folder / "webdav.log", _no_config(folder)),
        a_cable(port) as cable,
    ):
        settings = {
            "RCLONE_CONFIG_HERE_TYPE": "webdav",
            "RCLONE_CONFIG_HERE_VENDOR": "other",
            "RCLONE_CONFIG_HERE_URL": f"http://127.0.0.1:{cable.port}",
        }
        yield Store("rclone:here:my knee", root / "my knee", cable, _no_config(folder) | settings)


def _no_config(folder: Path) -> dict[str, str]:
    # A publishing starts rclone some twenty times: as short as they run here, a third of that would be
    # taking up garbage.
    return {"RCLONE_CONFIG": str(folder / "rclone.conf"), "GOGC": "off"}

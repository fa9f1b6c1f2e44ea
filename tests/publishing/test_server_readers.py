"""Readers read on while a server is published to: nginx and Caddy, with the ready pieces, serve `current`."""

from __future__ import annotations

import gzip
import http.client
import os
import random
import re
import shutil
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from injury_series.outputs.assets import is_hashed
from injury_series.outputs.progress import untold
from injury_series.outputs.store import Store
from injury_series.publishing.publish import roll_back
from injury_series.publishing.staging import stage
from injury_series.publishing.targets.server import Server
from tests.publishing.releases import put
from tests.servers import Sshd
from tests.sites import CONF, REPOSITORY, a_site, build_site, changed, snapshot
from tests.web_servers import Web, caddy, nginx

ROUNDS = int(os.environ.get("SOAK", "6"))
_READERS = 4
_OPEN = 25
"""How many pages a reader has open: the assets of each are asked for only when so many came after it."""
_ASSET = re.compile(r"""(?:href|src|srcset)=["']?(/[^"'\s>]+)""")
_UNPACKED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class Reader(threading.Thread):
    """Read pages at random, and later what they show; keep what was wrong in `wrong`."""

    def __init__(self, web: Web, versions: tuple[Mapping[str, bytes], ...], seed: int) -> None:
        super().__init__(daemon=True)
        self.wrong: list[str] = []
        self.over = threading.Event()
        self.pages = self.assets = 0
        self._versions, self._chance = versions, random.Random(seed)
        self._to = http.client.HTTPConnection(urlsplit(web.address).netloc, timeout=30)
        self._paths = sorted(
            path for path in versions[0] if path.endswith("index.html") and path in versions[1]
        )
        self._open: deque[tuple[str, Mapping[str, bytes], str]] = deque()

    def run(self) -> None:
        try:
            self._read()
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(repr(error))
        finally:
            self._to.close()

    def _read(self) -> None:
        while not self.over.is_set() and not self.wrong:
            self._read_page(self._chance.choice(self._paths))
            if len(self._open) > _OPEN:
                self._read_assets(*self._open.popleft())
        while self._open and not self.wrong:
            self._read_assets(*self._open.popleft())

    def _read_page(self, path: str) -> None:
        body = self._get(path.removesuffix("index.html"))
        version = next((version for version in self._versions if version[path] == body), None)
        if version is None:
            self.wrong.append(f"{path} is of no version: {body[:200]!r}")
            return
        self.pages += 1
        self._open.append((path, version, body.decode()))

    def _read_assets(self, page: str, version: Mapping[str, bytes], html: str) -> None:
        for href in sorted(set(_ASSET.findall(html))):
            path = href.lstrip("/")
            if is_hashed(path):
                self.assets += 1
                if self._get(path) != version[path]:
                    self.wrong.append(f"{page} does not get its own {path}")

    def _get(self, path: str) -> bytes:
        wanted = self._chance.choice(list(_UNPACKED))
        self._to.request("GET", f"/{path}", headers={"Accept-Encoding": wanted or "identity"})
        answer = self._to.getresponse()
        body = answer.read()
        if answer.status != 200:
            self.wrong.append(f"{path}: {answer.status}")
            return b""
        return bytes(_UNPACKED[answer.headers.get("Content-Encoding", "")](body))


def two_versions(folder: Path) -> tuple[Path, Path]:
    """Build a site twice, with another theme and other words; return both, ready to be sent."""
    theme = folder / "theme"
    shutil.copytree(REPOSITORY / "theme", theme)
    root, ready = folder / "site", (folder / "first", folder / "second")
    conf = CONF.replace(repr(str(REPOSITORY / "theme")), repr(str(theme)))
    a_site(root, conf=conf)
    for site in ready:
        build_site(root)
        stage(root / "output", site, compressed=True, store=Store(folder / "made"), tell=untold)
        sheet = next((theme / "static" / "css").glob("*.css"))
        sheet.write_text(sheet.read_text(encoding="utf-8") + "\n.other { color: red }\n", encoding="utf-8")
        a_site(
            root, changed("posts/2020-01-10-the-fall.md", "Down I went.", "Down I fell, all at once."), conf
        )
    return ready


@pytest.mark.slow
def test_readers_get_every_page_whole_while_releases_come_and_go(sshd: Sshd, tmp_path: Path) -> None:
    root = tmp_path / "srv"
    sites = two_versions(tmp_path)
    versions = tuple(map(snapshot, sites))
    server = Server(f"{sshd.address}{root}", tmp_path)
    serving = {put(server, sites[0], 0).release.id: 0}
    now = 0
    with (
        nginx(root / "current", tmp_path / "nginx") as one,
        caddy(root / "current", tmp_path / "caddy") as two,
    ):
        readers = [Reader((one, two)[number % 2], versions, number) for number in range(_READERS)]
        for reader in readers:
            reader.start()
        for number in range(ROUNDS):
            if number % 3 == 2:
                now = serving[roll_back(server, 1, say=print).release.id]
            else:
                now = 1 - now
                serving[put(server, sites[now], number + 1).release.id] = now
        for reader in readers:
            reader.over.set()
        for reader in readers:
            reader.join(60)
    assert [reader.wrong for reader in readers] == [[]] * _READERS
    assert min(reader.pages for reader in readers) > _OPEN
    assert sum(reader.assets for reader in readers) > ROUNDS
    print(
        sum(reader.pages for reader in readers), "pages", sum(reader.assets for reader in readers), "assets"
    )

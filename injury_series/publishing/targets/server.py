"""Publish to a server over ssh with rsync: a folder for each release, and a link to the one in use."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from injury_series.outputs.progress import Tell
from injury_series.publishing.release import Held, Release, read_release
from injury_series.publishing.target import PublishError, Say
from injury_series.publishing.targets import server_scripts
from injury_series.publishing.targets.server_address import read_server_address
from injury_series.publishing.targets.server_line import EITHER, Line
from injury_series.publishing.targets.server_lock import locked
from injury_series.publishing.targets.server_words import ServerFull

_KEPT = 5
_MOST_BASES = 20
"""How many folders rsync looks in for files that are there already."""


class Server:
    """Keep releases in `releases/<id>/` below a path of a server, and serve one through the link `current`.

    Beside each stands its record, `<id>.json`, written last; what has none is left over from a publishing
    that was cut off. A file that a release shares with an earlier one is a hard link to it.
    """

    compressed = True
    live = True
    sets_headers = True

    def __init__(self, address: str, project: Path) -> None:  # noqa: ARG002  # a target may need the project
        """Name the server at an address like "ssh://me@host:22/srv/story"; SettingsError if it is none."""
        self._address = read_server_address(address)
        self.where = f"the server {self._address.host}, in {self._address.path}"
        self._line = Line(self._address)
        self._token = ""

    @contextmanager
    def alone(self, say: Say) -> Iterator[None]:
        """Hold the server's lock, and one connection for all that is done meanwhile."""
        with tempfile.TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as folder:
            line = Line(self._address, Path(folder) / "ssh")
            with locked(line, say) as token:
                self._line, self._token = line, token
                try:
                    yield
                finally:
                    self._line, self._token = Line(self._address), ""

    def held(self) -> Held:
        """Return the releases whose record is whole, and which of them `current` links to."""
        script = server_scripts.held(self._address.path)
        answer = self._line.ask(script, doing="looking at what the server holds")
        link, *records = answer.split(b"\n@record ")
        found = sorted(filter(None, map(_recorded, records)), key=lambda release: release.id, reverse=True)
        current = PurePosixPath(link.decode("utf-8", "replace").strip()).name
        return Held(tuple(found), next((release for release in found if release.id == current), None))

    def send(self, site: Path, release: Release, held: Held, tell: Tell) -> None:
        """Send what the server lacks into a new folder, then make it the release that is served."""
        root, part = self._address.path, f".{release.id}-{self._token or 'alone'}.part"
        last = held.served or next(iter(held.releases), None)
        script = server_scripts.prepare(root, self._token, part, last.id if last else "")
        left = (
            self._line.ask(script, doing="making room on the server").decode("utf-8", "replace").splitlines()
        )
        try:
            self._send_files(site, release, held, left, part, tell)
        except ServerFull:
            with suppress(PublishError):  # the first error says more
                self._line.ask(server_scripts.drop(root, part), doing="making room on the server")
            raise
        kept = sorted({release.id, *(one.id for one in held.releases)}, reverse=True)[:_KEPT]
        keep = {*kept, release.id, *([held.served.id] if held.served else [])}
        assets = _assets(held, release)
        script = server_scripts.serve(root, self._token, part, release.id, assets, sorted(keep))
        self._line.ask(script, doing="serving the new release", served=EITHER)

    def roll_back(self, to: Release, held: Held) -> None:
        """Put the assets of the other releases beside those of an earlier one, and serve that."""
        script = server_scripts.roll_back(self._address.path, self._token, to.id, _assets(held, to))
        self._line.ask(script, doing="serving an earlier release", served=EITHER)

    def _send_files(
        self, site: Path, release: Release, held: Held, left: list[str], part: str, tell: Tell
    ) -> None:
        """Send the files, then the record: what an earlier publishing has left is not sent again."""
        others = [one for one in held.releases if one != held.served]
        bases = [*([held.served.id] if held.served else []), *left[:_KEPT], *(one.id for one in others)]
        options = [f"--link-dest=../{base}" for base in bases[:_MOST_BASES]]
        new = [
            path
            for path, file in release.files.items()
            if all(r.files.get(path) != file for r in held.releases)
        ]
        sent = 0

        def heard(name: str) -> None:
            nonlocal sent
            if not name.endswith("/") and sent < len(new):
                sent += 1
                tell("Sending files", sent, len(new))

        place = f"{self._address.path}/releases/{part}"
        self._line.send(site, f"{place}/", options, heard)
        with tempfile.TemporaryDirectory(prefix="publish-") as folder:
            record = Path(folder) / f"{part}.json"
            record.write_bytes(release.to_json())
            self._line.send(record, f"{place}.json", [], lambda _: None)


def _recorded(text: bytes) -> Release | None:
    """Return the release of a record that stands after its path, unless it is damaged or not in its place."""
    path, _, record = text.partition(b"\n")
    release = read_release(record)
    return release if release and f"releases/{release.id}.json".encode() == path else None


def _assets(held: Held, release: Release) -> dict[str, str]:
    """Return the assets that stay beside a release, by path with the name of a release that has them."""
    return {path: other.id for path, other in held.assets(release).items()}

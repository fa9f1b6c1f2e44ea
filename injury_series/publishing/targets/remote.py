"""Publish to any of rclone's remotes: S3 and its like, Azure, Google Cloud Storage, WebDAV, SFTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import file_digest, md5
from itertools import groupby
from pathlib import Path
from typing import NoReturn

from injury_series.outputs.assets import is_hashed
from injury_series.outputs.progress import Tell
from injury_series.outputs.serving import cache_control, content_type
from injury_series.publishing.release import Held, Release
from injury_series.publishing.target import PublishError, Say
from injury_series.publishing.targets.holder import hold
from injury_series.publishing.targets.keeping import kept, kept_assets
from injury_series.publishing.targets.rclone import Rclone
from injury_series.publishing.targets.records import Base, Record, name_of_base, read_record, write_record

_RECORD = ".injury-series.json"
_LOCK = ".injury-series.lock"


class Remote:
    """Publish to an address such as "rclone:my-remote:my-bucket/path".

    Sent are assets, then what else is new, then what has changed, pages after what they show; then what is
    over is removed. Before and after, the record says what is being sent and what is there: a publishing that
    was cut off is mended by the next. Raises PublishError where the address names none.
    """

    compressed = False
    live = True
    sets_headers = False

    def __init__(self, address: str, project: Path) -> None:  # noqa: ARG002 - it is not here
        found = re.fullmatch(r"rclone:(:?[^:,\s-][^:,]*):(.*)", address)
        if not found:
            raise PublishError(
                f'publishconf.py: PUBLISH_TO is "{address}". A remote is named so: '
                "rclone:my-remote:my-bucket/path; what else it needs is kept by `rclone config`, or in "
                "RCLONE_CONFIG_... of the environment."
            )
        name, path = found.groups()
        self.where = f'"{path}" at the remote "{name}"'
        self._store = Rclone(f"{name}:{path}", self.where)
        self._still_ours: Callable[[], None] = lambda: None

    @contextmanager
    def alone(self, say: Say) -> Iterator[None]:
        """Hold the remote by a note there, taken over when it is stale."""
        with hold(_Note(self._store), self.where, say) as self._still_ours:
            yield

    def held(self) -> Held:
        """Return the releases of the record; after a cut, what may be of either release is like none."""
        record, _ = self._record()
        return Held(record.releases, record.served)

    def send(self, site: Path, release: Release, held: Held, tell: Tell) -> None:
        """Send what is not there yet in the order that keeps every page whole; then remove what is over."""
        record, base = self._record()
        assets = [older.files.items() for older in record.releases[1:]]
        there = {path: file for files in assets for path, file in files if is_hashed(path)}
        there |= record.served.files if record.served else {}
        stays = kept_assets(held, release)
        self._store.tidy()
        base = self._keep(record.begin(release), base)
        wanted = [path for path, file in release.files.items() if there.get(path) != file]
        self._put(site, self._not_yet(wanted, site, record, release), record, tell)
        self._still_ours()
        over = [path for path in sorted(there) if path not in release.files and path not in stays]
        if over:
            self._store.remove(over)
        self._keep(Record((release, *kept(held))), base)

    def roll_back(self, to: Release, held: Held) -> NoReturn:  # noqa: ARG002 - older pages are not kept
        """Refuse: the pages of older releases are not kept."""
        raise PublishError(
            f"{self.where} keeps no older pages to go back to. Bring back the older text "
            "(`git log content` shows what there was), and publish that."
        )

    def _put(self, site: Path, wanted: list[str], record: Record, tell: Tell) -> None:
        before = record.last.files if record.last else {}
        done, total = 0, len(wanted)
        by_stage = _stage_in(before)
        for stage, of_stage in groupby(sorted(wanted, key=by_stage), by_stage):
            self._still_ours()
            for headers, paths in self._alike(list(of_stage)):
                self._store.put(
                    site, paths, headers, partial(_step, tell, done, total), whole=bool(before) and stage > 1
                )
                done += len(paths)
                tell("sending", done, total)

    def _alike(self, paths: list[str]) -> list[tuple[Mapping[str, str], list[str]]]:
        """Return paths by the headers that they are served with, which only object stores keep."""
        if not self._store.puts_whole:
            return [({}, paths)]
        groups: dict[tuple[str, str], list[str]] = {}
        for path in sorted(paths):
            groups.setdefault((content_type(path), cache_control(path)), []).append(path)
        return [
            ({"Content-Type": kind, "Cache-Control": cache}, alike) for (kind, cache), alike in groups.items()
        ]

    def _not_yet(self, wanted: list[str], site: Path, record: Record, release: Release) -> list[str]:
        """Leave out what a publishing that was cut off has sent, where the store knows what it holds."""
        tried = {
            path
            for path in wanted
            if any(cut.files.get(path) == release.files[path] for cut in record.sending)
        }
        if not tried or not self._store.puts_whole:
            return wanted
        hashes = self._store.hashes()
        sent = {path for path in tried if hashes.get(path) == _md5(site / path)}
        return [path for path in wanted if path not in sent]

    def _record(self) -> tuple[Record, Base]:
        """Return the record and its base; where one is damaged or missing, nothing is known."""
        for read in (self._store.read, self._store.read_aside):
            text = read(_RECORD)
            name = name_of_base(text) if text else ""
            base = Base(name, self._store.read(name) or b"") if name else Base()
            record = read_record(text, base) if text else None
            if record:
                return record, base
        return Record(), Base()

    def _keep(self, record: Record, base: Base) -> Base:
        """Keep the record there, on this base or a new one, and return that."""
        text, used = write_record(record, base)
        if used != base:
            self._store.write(used.name, used.text, whole=False)
        self._store.write(_RECORD, text, whole=True)
        return used


class _Note:
    """Know the note that says who is publishing."""

    def __init__(self, store: Rclone) -> None:
        self._store = store

    def read(self) -> bytes | None:
        return self._store.read(_LOCK)

    def write(self, text: bytes) -> None:
        self._store.write(_LOCK, text, whole=False)

    def remove(self) -> None:
        self._store.remove([_LOCK])


def _step(tell: Tell, before: int, total: int, now: int) -> None:
    tell("sending", before + now, total)


def _stage(path: str, before: Mapping[str, object]) -> int:
    """Return when a path is sent: assets, what is new, what has changed; pages after what they show.

    From the second stage on, what is half there would be seen, unless nothing was there before.
    """
    if is_hashed(path):
        return 0
    return (3 if path in before else 1) + path.endswith(".html")


def _stage_in(before: Mapping[str, object]) -> Callable[[str], int]:
    return lambda path: _stage(path, before)


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, lambda: md5(usedforsecurity=False)).hexdigest()

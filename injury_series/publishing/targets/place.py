"""A place on this machine that is published to, and what is known of it: a marker, a lock, a copy aside."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from injury_series.outputs.lock import locked
from injury_series.publishing.release import Release, read_release
from injury_series.publishing.target import PublishError

_CAUSES = {
    errno.ENOSPC: "The disk is full. Make room, and publish again.",
    errno.EDQUOT: "Your share of the disk is full. Make room, and publish again.",
    errno.EFBIG: "A file would be larger than is allowed there.",
    errno.EACCES: "You may not write there. Name another place in publishconf.py (PUBLISH_TO).",
    errno.EPERM: "You may not write there. Name another place in publishconf.py (PUBLISH_TO).",
    errno.EROFS: "That disk can only be read. Name another place in publishconf.py (PUBLISH_TO).",
}


class Place:
    """Know a folder or a file that publishing makes; beside it lie its marker and lock, hidden.

    The marker is the record of the release that is there; without one, what is there is not ours.
    """

    def __init__(self, address: str, project: Path) -> None:
        text = address.partition(":")[2]
        if not text or Path(text).name in ("", ".."):
            raise PublishError(f'publishconf.py: PUBLISH_TO is "{address}", which names no place of its own.')
        self.path = Path(project, Path(text).expanduser()).resolve()
        self.aside = self.path.with_name(f".{self.path.name}.new")
        self._marker = self.path.with_name(f".{self.path.name}.published.json")
        self._lock = self.path.with_name(f".{self.path.name}.lock")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold off every other publishing to this place; the system lets go however this one ends."""
        with self.plain_errors():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = self._lock.open("wb")
        with lock:
            if not locked(lock.fileno()):
                raise PublishError(
                    f"Another publishing to {self.path} is running. Wait until it is done, and publish again."
                )
            yield

    def release(self, sizes: Mapping[str, int]) -> Release | None:
        """Return the release that is there, or None where the sizes found there are not its own."""
        try:
            known = read_release(self._marker.read_bytes())
        except OSError:
            return None
        there = known is not None and {path: file.size for path, file in known.files.items()} == sizes
        return known if there else None

    def refuse_foreign(self, *, empty: bool) -> None:
        """Raise PublishError where something is there that was not published by us."""
        if not empty and not self._marker.exists():
            raise PublishError(
                f"What is in {self.path} was not put there by publishing, so it stays as it is. "
                "Name another place in publishconf.py (PUBLISH_TO), or move that away."
            )

    def none_older(self) -> PublishError:
        """Return the error that there is nothing to go back to."""
        return PublishError(
            f"Only the last site is in {self.path}. To go back, bring back the older text, and publish that."
        )

    @contextmanager
    def changing(self, release: Release) -> Iterator[None]:
        """Mark what is there as unsure while it is replaced, and then as the new release."""
        self._mark(json.dumps({"sending": release.id}).encode())
        yield
        self._mark(release.to_json())

    @contextmanager
    def plain_errors(self) -> Iterator[None]:
        """Say in plain words what the system says of the disk."""
        try:
            yield
        except OSError as error:
            cause = _CAUSES.get(error.errno or 0) or f"The system says: {error.strerror or error}."
            raise PublishError(
                f"Publishing to {self.path} stopped. {cause} What was there before is there still, whole."
            ) from error

    def _mark(self, text: bytes) -> None:
        aside = self._marker.with_name(f"{self._marker.name}.new")
        aside.write_bytes(text)
        aside.replace(self._marker)

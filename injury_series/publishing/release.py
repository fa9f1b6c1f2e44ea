"""A release: one finished site, file by file, as it was or will be handed to a target."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from injury_series.outputs.assets import is_hashed

_VERSION = 1


@dataclass(frozen=True, slots=True)
class SiteFile:
    """Hold what is known of one file: its size in bytes, and the SHA-256 of its bytes."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what a release tells, for words about it: a digest of each post by slug, of each comment by id."""

    posts: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """Hold a release; `files` are by path of the site, `made` is when it was made, in UTC."""

    made: datetime
    files: Mapping[str, SiteFile]
    told: Told

    @property
    def id(self) -> str:
        """Return the release's name: when it was made, and what it holds: "20191221-183000-1f3c5a7b"."""
        return f"{self.made:%Y%m%d-%H%M%S}-{self.digest[:8]}"

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all that the release holds: the same for the same site, whenever made."""
        lines = (f"{path}\0{file.digest}\n" for path, file in sorted(self.files.items()))
        return sha256("".join(lines).encode()).hexdigest()

    def to_json(self) -> bytes:
        """Return the release as it is kept beside its files."""
        data = {
            "version": _VERSION,
            "made": self.made.isoformat(),
            "posts": dict(sorted(self.told.posts.items())),
            "comments": dict(sorted(self.told.comments.items())),
            "files": {path: (file.size, file.digest) for path, file in sorted(self.files.items())},
        }
        return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True).encode()


def read_release(text: bytes) -> Release | None:
    """Return the release that `Release.to_json` wrote, or None where the text is damaged."""
    try:
        data = json.loads(text)
        if data["version"] != _VERSION:
            return None
        return Release(
            made=datetime.fromisoformat(data["made"]).astimezone(UTC),
            files={path: SiteFile(int(size), str(digest)) for path, (size, digest) in data["files"].items()},
            told=Told(dict(data["posts"]), dict(data["comments"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def make_release(site: Path, told: Told, now: datetime) -> Release:
    """Return the release of the finished site below a folder, made `now`."""
    files = {
        path.relative_to(site).as_posix(): SiteFile(path.stat().st_size, _digest(path))
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    return Release(now.astimezone(UTC).replace(microsecond=0), files, told)


@dataclass(frozen=True, slots=True)
class Held:
    """Hold the releases that a target has, the newest first, and the one of them that it serves, if any."""

    releases: tuple[Release, ...] = ()
    served: Release | None = None

    def assets(self, new: Release) -> dict[str, Release]:
        """Return the assets that stay beside a new release, by path, with the newest release that has them.

        They are named by their hash; a page that a reader has open still asks for them.
        """
        order = sorted(self.releases, key=lambda release: release.made)
        found = {path: release for release in order for path in release.files if is_hashed(path)}
        return {path: release for path, release in sorted(found.items()) if path not in new.files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
        return digest.hexdigest()

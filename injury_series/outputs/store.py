"""Keep what takes long to make, such as the copies of a photo, by a key of what it was made from."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_UNUSED = 30 * 24 * 3600
"""After how many seconds a thing that no build used is thrown away."""

_USED = 24 * 3600


def key_of(*parts: bytes | str) -> str:
    """Return the key of what is made from these bytes and settings: 32 hexadecimal digits."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:32]


class Store:
    """Keep made files in a folder outside the output; it can be deleted at any time.

    A file is there whole or not at all, so two builds may use one folder at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Path | None:
        """Return the file that is kept under a key, or None."""
        path = self._path(key)
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _USED:
                os.utime(path)  # it is in use: `clean` lets it be
            return path
        return None

    def keep(self, key: str, content: bytes) -> Path:
        """Keep bytes under a key and return their file."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(aside).replace(path)
        return path

    def clean(self) -> None:
        """Throw away what no build has used for a month."""
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _UNUSED:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

"""Say which code makes the site, so that nothing that other code made is taken for its own."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import markdown

import injury_series


@cache
def code_version() -> str:
    """Return a digest of this package's code, of all installed packages' versions, and of Python's.

    It is taken once in a process, when the code has just been loaded: what changes later runs in the next.
    """
    digest = sha256(sys.version.encode())
    package, installed = Path(injury_series.__file__).parent, Path(markdown.__file__).parent.parent
    for name in sorted(path.name for path in installed.glob("*.*-info")):
        digest.update(f"{name}\n".encode())
    for path in sorted(package.rglob("*.py")):
        code = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(code)}\n".encode() + code)
    return digest.hexdigest()[:32]

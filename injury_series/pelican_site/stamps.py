"""Know what each file holds without reading it again: by its stamp, where that cannot be wrong.

A stamp holds the time of the last change of a file on its disk, which no program can set back. A file that
was changed so shortly before it was read that another change could bear the same time is read again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

_TICK = 2_000_000_000
"""Within how many nanoseconds two changes of a file may have one time: two seconds on a memory stick."""

_FENCE = b"---"


class Stamp(NamedTuple):
    """Hold a file's size, the times of the last change of its bytes and of anything else in nanoseconds, and
    its number on its disk; whether no later change can bear these times; the digest of its bytes, and that of
    its front matter, or "" where it has none.
    """

    size: int
    mtime: int
    ctime: int
    number: int
    sure: bool
    digest: str = ""
    head: str = ""


def files_below(folder: str, *, through_links: bool = True) -> Iterator[os.DirEntry[str]]:
    """Yield every file below a folder, but for Python's own copies of code; OSError where there is none.

    What links to a folder is one too, or where links are not gone `through`, a file.
    """
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=through_links):
                    yield entry
                elif entry.name != "__pycache__":
                    waiting.append(entry.path)


def look(found: os.stat_result) -> Stamp:
    """Return the stamp of a file, without its digests."""
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    return Stamp(
        found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, changed < time.time_ns() - _TICK
    )


def read(path: str, found: os.stat_result) -> Stamp:
    """Return the stamp of a file with its digests."""
    stamp = look(found)  # before the bytes: a change while they are read is seen the next time
    with open(path, "rb") as file:  # noqa: PTH123 - paths of thousands, without an object for each
        content = file.read()
    head = _head(content) if path.endswith(".md") else b""
    return stamp._replace(digest=_digest(content), head=_digest(head) if head else "")


def is_the_same(found: os.stat_result, before: Stamp) -> bool:
    """Tell whether a file has the size, the times and the number of a stamp."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) == before[:4]


def taken(paths: Iterator[os.DirEntry[str]], known: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Return the stamps of files with their digests; only those that are not as `known` are read.

    What cannot be read, such as a link to nothing that an editor puts beside a text, has none.
    """
    stamps = {}
    for entry in paths:
        with suppress(OSError):
            found, before = entry.stat(), known.get(entry.path)
            if before and before.sure and is_the_same(found, before):
                stamps[entry.path] = before
            else:
                stamps[entry.path] = read(entry.path, found)
    return stamps


def all_stand(stamps: Mapping[str, Stamp]) -> bool:
    """Tell whether no file has changed since its stamp was taken."""
    try:
        return all(is_the_same(os.stat(path), stamp) for path, stamp in stamps.items())  # noqa: PTH116
    except OSError:
        return False


def _head(content: bytes) -> bytes:
    """Return the front matter of a text, with the lines around it; all of the text where it does not end.

    However the lines end, a change of the front matter is a change of this.
    """
    end = content.find(b"\n---", len(_FENCE))
    while end >= 0:
        rest = content[end + 4 :].partition(b"\n")[0]
        if not rest.strip():
            return content[: end + 4 + len(rest)]
        end = content.find(b"\n---", end + 1)
    return content


def _digest(content: bytes) -> str:
    from hashlib import sha256  # where nothing is read, it is not needed, and slow to import

    return sha256(content).hexdigest()[:32]

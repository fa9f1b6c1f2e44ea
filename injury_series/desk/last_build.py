"""Remember what the last build was made from, so that the next can tell at once that nothing has changed.

This is asked before Pelican, or anything else that takes time, is imported. A file's stamp holds the time of
its last change on the disk, which no program can set back; one that was touched while the build ran is
compared by its bytes.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import injury_series
from injury_series.desk.plain_settings import settings_files

RECORD = Path(".cache/last-build.json")

Stamp: TypeAlias = "list[int | str]"
"""The size, the times of the last change of the bytes and of anything else in nanoseconds, the number of the
file on its disk; and the digest of its bytes, where a change could have gone unseen, or ""."""

_TICK = 2_000_000_000
"""Within how many nanoseconds two changes of a file may have one time: two seconds on a memory stick."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Name what a build is made from: folders with all that is in them, and single files."""

    folders: tuple[str, ...]
    files: tuple[str, ...]


def inputs_of(conf: Path, content: Path, theme: Path) -> Inputs | None:
    """Return what a build by the settings file `conf` is made from; None where that cannot be known."""
    files = settings_files(conf)
    package = Path(injury_series.__file__).parent
    folders = (content, theme, package)
    return Inputs(tuple(str(f.resolve()) for f in folders), tuple(map(str, files))) if files else None


def remember(
    inputs: Inputs | None, output: Path, began: int, until: float | None, lines: Sequence[str]
) -> None:
    """Write down what `output` was made from.

    `began` is when the build began, in nanoseconds since 1970; `until` is when the clock alone changes the
    site, in seconds, or None; `lines` are what the build said.
    """
    with suppress(OSError):
        RECORD.unlink(missing_ok=True)
        if inputs is None:
            return
        record = {
            "inputs": asdict(inputs),
            "packages": _packages(),
            "stamps": {path: _stamp(path, began) for path in _paths(inputs)},
            "output": {path: _stamp(path, 1 << 62) for path in _below(str(output))},
            "until": until,
            "lines": list(lines),
        }
        RECORD.parent.mkdir(parents=True, exist_ok=True)
        aside = RECORD.with_suffix(".new")
        aside.write_text(json.dumps(record), encoding="utf-8")
        aside.replace(RECORD)


def nothing_new(output: Path, now: float) -> list[str] | None:
    """Return what the last build said, where another would make the very same; else None."""
    try:
        record = json.loads(RECORD.read_text(encoding="utf-8"))
        inputs = Inputs(tuple(record["inputs"]["folders"]), tuple(record["inputs"]["files"]))
        same = (
            (record["until"] is None or now < record["until"])
            and record["packages"] == _packages()
            and _as_before(list(_paths(inputs)), record["stamps"])
            and _as_before(list(_below(str(output))), record["output"])
        )
        return [str(line) for line in record["lines"]] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _paths(inputs: Inputs) -> Iterator[str]:
    yield from inputs.files
    for folder in inputs.folders:
        yield from _below(folder)


def _below(folder: str) -> Iterator[str]:
    """Yield every file below a folder, but for Python's own copies of code."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield entry.path
            elif entry.name != "__pycache__":
                yield from _below(entry.path)


def _stamp(path: str, began: int) -> Stamp:
    """Return the stamp of a file; a build that began at `began` may have missed a change of a new one."""
    found = os.stat(path)  # noqa: PTH116 - a path of thousands, without an object for each
    new = max(found.st_mtime_ns, found.st_ctime_ns) > began - _TICK
    digest = sha256(Path(path).read_bytes()).hexdigest() if new else ""
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, digest]


def _as_before(paths: list[str], stamps: dict[str, Stamp]) -> bool:
    """Tell whether the files are the same, and each of them is."""
    if len(paths) != len(stamps):
        return False
    for path in paths:
        before = stamps.get(path)
        if before is None:
            return False
        found = os.stat(path)  # noqa: PTH116
        if before[:4] != [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]:
            return False
        if before[4] and sha256(Path(path).read_bytes()).hexdigest() != before[4]:
            return False
    return True


def _packages() -> list[str]:
    """Return Python's version, and the names of all that is installed beside this package, with versions."""
    places = [path for path in sys.path if path.endswith("site-packages")]
    return [sys.version, *sorted(name for place in places for name in os.listdir(place))]  # noqa: PTH208

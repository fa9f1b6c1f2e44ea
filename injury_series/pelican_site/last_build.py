"""Remember what the last build was made from and what it made, so that the next makes only what is new.

`nothing_new` is asked before Pelican, or anything else that takes time, is imported: this file imports
nothing of the kind.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from injury_series.pelican_site.stamps import Stamp, files_below, is_as_before, is_the_same, look

RECORD = Path(".cache/last-build.json")

_TICK, _TRIES = 0.002, 1500
"""How many seconds to wait for a disk's clock at a time, and how often: three seconds for a memory stick."""


class Listed(NamedTuple):
    """Hold a page's address, when it changed (ISO 8601, or ""), and whether the sitemap leaves it out."""

    href: str
    changed: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Done:
    """Say what came of one product of the site.

    `reads` names the files whose bodies it was made from; `files` has a fingerprint by path of the site;
    `pages` lists the pages among them; `pieces` says for a page that
    is put together from bodies, by their marks, where each begins and ends in it, and its fingerprint.
    """

    reads: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    pages: list[Listed] = field(default_factory=list)
    pieces: dict[str, tuple[int, int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Past:
    """Hold what is known of the last build of a site.

    `facts` is the digest of all that it was made from but the bodies, `theme` that of the templates; `inputs`
    and `output` have the stamps of files by their path; `bodies` has the key of each body's reading, `done`
    what came of each product. All are empty where nothing is known.
    """

    facts: str = ""
    theme: str = ""
    inputs: dict[str, Stamp] = field(default_factory=dict)
    output: dict[str, Stamp] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)

    def looked_at(self, output: Path) -> tuple[set[str], set[str]]:
        """Return the files below `output` by their path of the site, and those that stand as left."""
        start, there, stands = len(str(output)) + 1, set[str](), set[str]()
        for entry in files_below(str(output)) if output.is_dir() else ():
            path, before = entry.path[start:].replace(os.sep, "/"), self.output.get(entry.path)
            there.add(path)
            if before and is_the_same(entry.stat(), before):
                stands.add(path)
        return there, stands

    def left(self, output: Path) -> None:
        """Note the files below `output` as this build leaves them."""
        self.output = {
            entry.path: look(entry.stat())._replace(sure=True)  # `remember` sees to that
            for entry in files_below(str(output))
        }


@dataclass(frozen=True, slots=True)
class Watched:
    """Name what a build is made from: folders with all that is in them, and single files."""

    folders: tuple[str, ...]
    files: tuple[str, ...]


def forget() -> None:
    """Forget the last build: the next makes everything."""
    with suppress(OSError):
        RECORD.unlink(missing_ok=True)


def remember(past: Past, watched: Watched | None, until: float | None, lines: Sequence[str]) -> None:
    """Write down what is known of a build that is done.

    `watched` is None where it cannot be known what it was made from; `until` is when the clock alone changes
    the site, in seconds since 1970, or None; `lines` are what the build said.
    """
    record = {
        "watched": asdict(watched) if watched else None,
        "packages": packages(),
        "until": until,
        "lines": list(lines),
        **{name: getattr(past, name) for name in ("facts", "theme", "inputs", "output", "bodies")},
        "done": {name: [d.reads, d.files, d.pages, d.pieces] for name, d in past.done.items()},
    }
    with suppress(OSError):
        RECORD.parent.mkdir(parents=True, exist_ok=True)
        aside = RECORD.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        _wait_for_the_next_tick(aside, max((stamp.ctime for stamp in past.output.values()), default=0))
        aside.replace(RECORD)


def last_build() -> Past:
    """Return what is known of the last build: nothing where its record is missing or damaged."""
    try:
        record = _read()
        return Past(
            record["facts"],
            record["theme"],
            _stamps(record["inputs"]),
            _stamps(record["output"]),
            record["bodies"],
            {name: _done(*parts) for name, parts in record["done"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Past()


def nothing_new(output: Path, now: float) -> list[str] | None:
    """Return what the last build said, where another would make the very same; else None."""
    try:
        record = _read()
        watched = Watched(tuple(record["watched"]["folders"]), tuple(record["watched"]["files"]))
        same = (
            (record["until"] is None or now < record["until"])
            and record["packages"] == packages()
            and _as_before(watched, record["inputs"])
            and _as_before(Watched((str(output.resolve()),), ()), record["output"])
        )
        return [str(line) for line in record["lines"]] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def packages() -> list[str]:
    """Return Python's version, and the names of all that is installed beside this package, with versions."""
    places = [path for path in sys.path if path.endswith("site-packages")]
    return [sys.version, *sorted(name for place in places for name in os.listdir(place))]  # noqa: PTH208


def _wait_for_the_next_tick(path: Path, newest: int) -> None:
    """Wait until what changes from now on bears a later time than `newest`: mostly it does already."""
    for _ in range(_TRIES):
        if path.stat().st_ctime_ns > newest:
            return
        time.sleep(_TICK)
        path.touch()


def _read() -> dict[str, Any]:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    if not isinstance(record, dict):
        raise TypeError
    return record


def _stamps(found: dict[str, list[Any]]) -> dict[str, Stamp]:
    return {path: Stamp(*stamp) for path, stamp in found.items()}


def _done(reads: list[str], files: dict[str, str], pages: list[Any], pieces: dict[str, Any]) -> Done:
    return Done(
        reads,
        files,
        [Listed(*page) for page in pages],
        {mark: (start, end, print_) for mark, (start, end, print_) in pieces.items()},
    )


def _as_before(watched: Watched, before: dict[str, list[Any]]) -> bool:
    """Tell whether the files are the same, and each of them is."""
    count = 0
    for path in watched.files:
        count += 1
        if path not in before or not is_as_before(path, os.stat(path), Stamp(*before[path])):  # noqa: PTH116
            return False
    for folder in watched.folders:
        for entry in files_below(folder):
            count += 1
            stamp = before.get(entry.path)
            if stamp is None or not is_as_before(entry.path, entry.stat(), Stamp(*stamp)):
                return False
    return count == len(before)

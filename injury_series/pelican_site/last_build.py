"""Remember what the last build was made from and what it made, so that the next makes only what is new.

`nothing_new` is asked before Pelican, or anything else that takes time, is imported: this file imports
nothing of the kind.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from injury_series.pelican_site.stamps import Stamp, files_below, is_the_same, look, read

RECORD = Path(".cache/last-build.json")
"""Has two lines: what tells whether anything is new, and what else is known."""

_KNOWN = ("facts", "theme", "edition", "bodies")

_TICK, _TRIES = 0.002, 1500
"""How many seconds to wait for a disk's clock at a time, and how often: three seconds for a memory stick."""


class Listed(NamedTuple):
    """Hold a page's address, when it changed (ISO 8601, or ""), and whether the sitemap leaves it out."""

    href: str
    changed: str
    hidden: bool


class Done:
    """Say what came of one product of the site.

    `reads` names the files whose bodies it was made from; `files` has a fingerprint by path of the site;
    `pages` lists the pages among them; `pieces` says for a page that is put together from bodies, by their
    marks, where each begins and ends in it, and its fingerprint; `frame` names the files whose bodies the
    rest of such a page was made from.
    """

    def __init__(
        self,
        reads: list[str] | None = None,
        files: dict[str, str] | None = None,
        pages: list[Listed] | None = None,
        pieces: dict[str, tuple[int, int, str]] | None = None,
        frame: list[str] | None = None,
    ) -> None:
        self.reads, self.files, self.pages = reads or [], files or {}, pages or []
        self.pieces, self.frame = pieces or {}, frame or []


class Past:
    """Hold what is known of the last build of a site.

    `facts` is the digest of all that it was made from but the bodies, `theme` that of the templates;
    `edition` is the name of the edition that was kept, `since` its time, in seconds since 1970; `inputs`
    and `output` have the stamps of files by their path; `bodies` has the key of each body's reading, `done`
    what came of each product. All are empty where nothing is known.
    """

    def __init__(
        self,
        facts: str = "",
        theme: str = "",
        edition: str = "",
        since: float = 0,
        inputs: dict[str, Stamp] | None = None,
        output: dict[str, Stamp] | None = None,
        bodies: dict[str, str] | None = None,
        done: dict[str, Done] | None = None,
    ) -> None:
        self.facts, self.theme, self.edition, self.since = facts, theme, edition, since
        self.inputs, self.output = inputs or {}, output or {}
        self.bodies, self.done = bodies or {}, {} if done is None else done

    def looked_at(self, output: Path) -> tuple[set[str], set[str]]:
        """Return the files below `output` by their path of the site, and those that stand as left."""
        start, there, stands = len(str(output)) + 1, set[str](), set[str]()
        for entry in files_below(str(output), through_links=False) if output.is_dir() else ():
            path, before = entry.path[start:].replace(os.sep, "/"), self.output.get(entry.path)
            there.add(path)
            if before and not entry.is_symlink() and is_the_same(entry.stat(), before):
                stands.add(path)
        return there, stands

    def left_but_for(
        self, output: Path, before: Mapping[str, Stamp], names: Iterable[str], new: Iterable[str]
    ) -> None:
        """Note the files `names` below `output`: as they were left `before`, but for those that are `new`."""
        places = {f"{output}{os.sep}{name.replace('/', os.sep)}" for name in names}
        self.output = {place: stamp for place, stamp in before.items() if place in places}
        for name in new:
            place = output / name
            self.output[str(place)] = look(place.stat())._replace(sure=True)

    def left(self, output: Path) -> None:
        """Note the files below `output` as this build leaves them."""
        self.output = {
            entry.path: look(entry.stat())._replace(sure=True)  # `remember` sees to that
            for entry in files_below(str(output), through_links=False)
        }


class Watched(NamedTuple):
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
    stamps = {
        "watched": watched._asdict() if watched else None,
        "packages": packages(),
        "since": past.since,
        "until": until,
        "lines": list(lines),
        "inputs": past.inputs,
        "output": past.output,
    }
    known = {
        **{name: getattr(past, name) for name in _KNOWN},
        "done": {name: [d.reads, d.files, d.pages, d.pieces, d.frame] for name, d in past.done.items()},
    }
    with suppress(OSError):
        RECORD.parent.mkdir(parents=True, exist_ok=True)
        aside = RECORD.with_suffix(f".{os.getpid()}")
        record = (json.dumps(part, separators=(",", ":")) for part in (stamps, known))
        aside.write_text("\n".join(record), encoding="utf-8")
        _wait_for_the_next_tick(aside, max((stamp.ctime for stamp in past.output.values()), default=0))
        aside.replace(RECORD)


def last_build() -> Past:
    """Return what is known of the last build: nothing where its record is missing or damaged."""
    try:
        stamps, known = _read()
        return Past(
            known["facts"],
            known["theme"],
            known["edition"],
            stamps["since"],
            _stamps(stamps["inputs"]),
            _stamps(stamps["output"]),
            known["bodies"],
            {name: _done(*parts) for name, parts in known["done"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Past()


def nothing_new(output: Path, now: float, installed: list[str]) -> list[str] | None:
    """Return what the last build said, where another would make the very same; else None.

    `now` is in seconds since 1970, `installed` the `packages` that would make it.
    """
    try:
        record = _read(1)[0]
        folders, files = record["watched"]["folders"], record["watched"]["files"]
        same = (
            record["since"] <= now
            and (record["until"] is None or now < record["until"])
            and record["packages"] == installed
            and _as_before(folders, files, record["inputs"])
            and _as_before([str(output.resolve())], [], record["output"], through_links=False)
        )
        return [str(line) for line in record["lines"]] if same else None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def packages(python: str = sys.executable, places: Sequence[str] | None = None) -> list[str]:
    """Return what code there is: Python, and the names of all that is installed, with versions.

    `python` is the program that runs, or would; `places` are its folders of packages. A Python may ask for
    another one: where the two are not the same, this says so.
    """
    program = os.path.realpath(python)
    found = os.stat(program)  # noqa: PTH116
    if places is None:
        places = [path for path in sys.path if path.endswith("site-packages")]
    names = sorted(name for place in places for name in os.listdir(place))  # noqa: PTH208
    return [sys.version, f"{program} {found.st_size} {found.st_mtime_ns}", *names]


def _wait_for_the_next_tick(path: Path, newest: int) -> None:
    """Wait until what changes from now on bears a later time than `newest`: mostly it does already."""
    for _ in range(_TRIES):
        if path.stat().st_ctime_ns > newest:
            return
        time.sleep(_TICK)
        path.touch()


def _read(count: int = 2) -> list[dict[str, Any]]:
    """Return the first lines of the record, as many as `count` says."""
    with RECORD.open(encoding="utf-8") as file:
        return [json.loads(file.readline()) for _ in range(count)]


def _stamps(found: dict[str, list[Any]]) -> dict[str, Stamp]:
    return {path: Stamp(*stamp) for path, stamp in found.items()}


def _done(
    reads: list[str], files: dict[str, str], pages: list[Any], pieces: dict[str, Any], frame: list[str]
) -> Done:
    places = {mark: (start, end, print_) for mark, (start, end, print_) in pieces.items()}
    return Done(reads, files, [Listed(*page) for page in pages], places, frame)


def _as_before(
    folders: list[str], files: list[str], before: dict[str, list[Any]], *, through_links: bool = True
) -> bool:
    """Tell whether the files are those that there were before, and each is as its stamp says.

    Thousands are looked at here while a writer waits: each once, and with nothing made for it.
    """
    if not all(_is_as(os.stat(path), path, before.get(path)) for path in files):  # noqa: PTH116
        return False
    count, known = len(files), before.get
    for folder in folders:
        for entry in files_below(folder, through_links=through_links):
            path = entry.path
            if not _is_as(entry.stat(), path, known(path)):
                return False
            count += 1
    return count == len(before)


def _is_as(found: os.stat_result, path: str, stamp: list[Any] | None) -> bool:
    if stamp is None or found.st_ctime_ns != stamp[2] or found.st_mtime_ns != stamp[1]:
        return False
    if found.st_size != stamp[0] or found.st_ino != stamp[3]:
        return False
    return bool(stamp[4]) or read(path, found).digest == stamp[5]

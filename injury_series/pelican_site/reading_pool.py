"""Read many texts at once, on all cores, each by Pelican's own reader."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.readers import Readers

from injury_series.pelican_site.processes import processes, worth_it
from injury_series.pelican_site.readers import BODY, COMMENT, read_body, read_comment
from injury_series.pelican_site.reading import Finders, Reading

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Name a text to be read: `form` is BODY or COMMENT, `shown` says with which finders it is read."""

    form: str
    path: Path
    text: str
    shown: bool


def read_all(wanted: Sequence[Wanted], readers: Readers, finders: dict[bool, Finders]) -> Iterator[Reading]:
    """Yield the readings of texts in their order; `finders` are those for texts that are shown, or not."""
    if not worth_it(len(wanted)):
        yield from (read_one(each, readers, finders) for each in wanted)
        return
    done = 0
    try:
        with processes(0, _begin, _simple(readers.settings), finders) as pool:
            for reading in pool.map(_read, wanted, chunksize=_AT_ONCE):
                done += 1
                yield reading
    except (BrokenExecutor, OSError):  # the system has ended them: it goes on here
        yield from (read_one(each, readers, finders) for each in wanted[done:])


def read_one(wanted: Wanted, readers: Readers, finders: dict[bool, Finders]) -> Reading:
    """Return the reading of one text."""
    if wanted.form == COMMENT:
        return read_comment(readers, wanted.path, wanted.text)
    return read_body(readers, wanted.path, wanted.text, finders[wanted.shown])


def _simple(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that another process can be handed; readers need none of the others."""
    handed = {}
    for name, value in settings.items():
        with suppress(pickle.PicklingError, TypeError, AttributeError):
            pickle.dumps(value)
            handed[name] = value
    return handed


class _Process:
    """Hold what one process reads with, from its first text to its last."""

    readers: Readers
    finders: dict[bool, Finders]


def _begin(settings: dict[str, Any], finders: dict[bool, Finders]) -> None:
    from injury_series.pelican_site.readers import BodyReader, CommentReader
    from injury_series.source.typographic import use_dashes

    use_dashes(settings)
    _Process.readers, _Process.finders = Readers(settings), finders
    _Process.readers.readers |= {BODY: BodyReader(settings), COMMENT: CommentReader(settings)}


def _read(wanted: Wanted) -> Reading:
    return read_one(wanted, _Process.readers, _Process.finders)

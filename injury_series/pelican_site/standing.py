"""Keep the edition of the last build, but for its bodies: where only bodies change, it stands.

It lies in one file, which can be deleted at any time. Like the settings file it is the writer's own: whoever
can change it can run what they like.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from markupsafe import Markup

from injury_series.pelican_site.made import Made
from injury_series.pelican_site.reading import Reading
from injury_series.pelican_site.text_store import TextStore
from injury_series.view.pictures import with_pictures

FILE = ".cache/edition"
_SUM = 32
_MANY = 256
"""How many bodies are held at most: more than feeds that a post is in ask for, one after another."""


class TextLost(Exception):
    """Say that a text is no longer kept; all has to be read anew."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold the edition of the last build.

    `facts` is the digest of all that it was made from but the bodies; it stands from `made.edition.now` until
    `until`, or with None for ever. `keys` has the key of each body's reading, by the name of its file.
    """

    facts: str
    until: datetime | None
    made: Made

    def stands(self, facts: str, now: datetime) -> bool:
        """Tell whether it is the edition that these facts make at this time."""
        in_time = self.made.edition.now <= now and (self.until is None or now < self.until)
        return (
            bool(facts)
            and self.facts == facts
            and in_time
            and all(map(Path.exists, self.made.pictures.files.values()))
        )


class KeptBodies(Mapping[str, Markup]):
    """Take bodies from the store when they are asked for; `read` are those that were read just now.

    Raises TextLost for one that is no longer kept.
    """

    def __init__(
        self, made: Made, keys: Mapping[str, str], store: TextStore, read: Mapping[str, Reading]
    ) -> None:
        self._pictures, self._keys, self._store, self._read = made.pictures, keys, store, read
        self._one = lru_cache(_MANY)(lambda name: self._find([name])[name])

    def __getitem__(self, name: str) -> Markup:
        reading = self._read.get(name) or self._one(name)
        return with_pictures(reading.html, self._pictures.image)

    def read_ahead(self, names: Iterable[str]) -> None:
        """Take these at once, and let go of those that were taken before."""
        self._read = self._find(list(names))

    def _find(self, names: Sequence[str]) -> dict[str, Reading]:
        found = self._store.find(self._keys[name] for name in names)
        try:
            return {name: Reading.from_json(found[self._keys[name]]) for name in names}
        except (KeyError, ValueError, TypeError) as error:
            raise TextLost(*names) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Shelf(Protocol):
    """Keep the edition of the last build for the next.

    A build that was cut off, or ran beside another, may have left one that the record knows nothing of: what
    other texts told then would be taken for what they tell now. So each has a name, which the record tells.
    """

    def find(self, facts: str, name: str) -> Standing | None:
        """Return what is kept for these facts by this name; None where there is nothing, or it is damaged."""

    def keep(self, standing: Standing) -> str:
        """Keep an edition in place of the one before and return its name, "" where it cannot be kept."""


class InProcess:
    """Keep it in this process."""

    def __init__(self) -> None:
        self._kept: Standing | None = None

    def find(self, facts: str, _: str) -> Standing | None:
        """Return what is kept for these facts."""
        return self._kept if self._kept and self._kept.facts == facts else None

    def keep(self, standing: Standing) -> str:
        """Keep an edition in place of the one before."""
        self._kept = standing
        return ""


class OnDisk:
    """Keep it below the folder `root`."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE

    def find(self, facts: str, name: str) -> Standing | None:
        """Return what is kept for these facts by this name; None where there is nothing, or it is damaged."""
        return _load(self._path, facts, name)

    def keep(self, standing: Standing) -> str:
        """Keep an edition in place of the one before; return its name, "" where the disk lets us not."""
        with suppress(OSError):
            return _save(standing, self._path)
        return ""


def without_bodies(made: Made) -> Made:
    """Return an edition with what is around it, but for the texts of the content: they are kept elsewhere."""
    return replace(made, content=replace(made.content, bodies={}, comment_bodies={}))


def _save(standing: Standing, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    content = pickle.dumps(replace(standing, made=without_bodies(standing.made)), pickle.HIGHEST_PROTOCOL)
    head = standing.facts.encode()
    sum_ = sha256(head + content)
    aside.write_bytes(sum_.digest() + head + content)
    aside.replace(path)
    return sum_.hexdigest()


def _load(path: Path, facts: str, name: str) -> Standing | None:
    try:
        content = path.read_bytes()
        head, sum_ = facts.encode(), sha256(content[_SUM:])
        known = content[:_SUM] == sum_.digest() and name == sum_.hexdigest()
        if not known or not content.startswith(head, _SUM):
            return None
        standing = pickle.loads(content[_SUM + len(head) :])
    except (OSError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError, EOFError):
        return None
    return standing if isinstance(standing, Standing) else None

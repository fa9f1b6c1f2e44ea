"""Read every text once, ever: what was read before, of the same bytes with the same answers, is kept."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from pelican.readers import Readers

from injury_series.outputs.progress import Tell
from injury_series.outputs.store import key_of
from injury_series.outputs.versions import code_version
from injury_series.pelican_site.reading import Finders, Reading
from injury_series.pelican_site.reading_pool import Wanted, read_all
from injury_series.pelican_site.text_store import TextStore

MATTER = ("TYPOGRIFY_DASHES", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_OMIT_FILTERS")
"""The settings that a reader obeys and a writer may change; the others are this package's own."""


@dataclass(frozen=True, slots=True)
class Source:
    """Read texts through Pelican's readers, or take them from the store.

    `store` is None where every text is read each time. `before` holds what was read the last time in this
    process, each with its key, or is None where that is of no use. Texts that have just been `edited` are not
    looked for among those that are kept.
    """

    readers: Readers
    store: TextStore | None
    tell: Tell
    before: dict[str, tuple[str, Reading]] | None = None
    edited: bool = False

    def read(
        self, wanted: Mapping[str, Wanted], keys: Mapping[str, str], finders: dict[bool, Finders]
    ) -> dict[str, Reading]:
        """Return the reading of each text by the name of its file; `keys` are theirs."""
        readings = {
            name: reading
            for name, reading in ({} if self.edited else self._kept(keys)).items()
            if reading.holds(finders[wanted[name].shown])
        }
        missing = [name for name in wanted if name not in readings]
        new = read_all([wanted[name] for name in missing], self.readers, finders)
        made: dict[str, str] = {}
        for number, (name, reading) in enumerate(zip(missing, new, strict=True), 1):
            reading.holds(finders[wanted[name].shown])  # another process cannot note which pictures are shown
            readings[name], made[keys[name]] = reading, reading.to_json()
            self.tell("Reading texts", number, len(missing))
        if self.store:
            self.store.keep(made)
        if self.before is not None:
            self.before.clear()
            self.before.update((name, (keys[name], reading)) for name, reading in readings.items())
        return readings

    def _kept(self, keys: Mapping[str, str]) -> dict[str, Reading]:
        """Return the readings that are kept, in this process or in the store, by the names of their files."""
        known = self.before or {}
        kept = {name: known[name][1] for name, key in keys.items() if name in known and known[name][0] == key}
        lacking = {name: key for name, key in keys.items() if name not in kept}
        found = self.store.find(lacking.values()) if self.store and lacking else {}
        for name, key in lacking.items():
            with suppress(KeyError, ValueError, TypeError):
                kept[name] = Reading.from_json(found[key])
        return kept

    def keys(self, wanted: Mapping[str, Wanted]) -> dict[str, str]:
        """Return the key under which the reading of each text is kept, by the name of its file."""
        return {name: self._key(each) for name, each in wanted.items()}

    def _key(self, wanted: Wanted) -> str:
        settings = repr([self.readers.settings.get(name) for name in MATTER])
        return key_of(code_version(), settings, wanted.form, wanted.text)

"""Hold a preview in this process: at each edit, what differs is made, first what was edited."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.facts import has_body, name_of
from injury_series.pelican_site.generator import SeriesGenerator
from injury_series.pelican_site.last_build import Past
from injury_series.pelican_site.live_writer import LiveWriter
from injury_series.pelican_site.plain_settings import settings_stamps
from injury_series.pelican_site.processes import worth_it
from injury_series.pelican_site.running import in_our_words, run_pelican
from injury_series.pelican_site.stamps import Stamp, all_stand, files_below, look, read, taken
from injury_series.pelican_site.standing import InProcess, TextLost
from injury_series.pelican_site.writer import file_of


class Live:
    """Make a preview of the site that the settings file `conf` describes in a folder that is its own.

    `site_url` stands in for the address in the settings. `show` is told, as soon as they are made, of files
    that are not as they were, by their paths of the site.
    """

    def __init__(self, conf: Path, folder: Path, site_url: str, show: Callable[[list[str]], None]) -> None:
        self._conf, self._folder, self._site_url, self._show = conf, folder, site_url, show
        self._generator: SeriesGenerator | None = None
        self._past, self._shelf = Past(), InProcess()
        self._settings_were: dict[str, str] | None = None

    def update(self) -> None:
        """Make what has changed since the last time; the first time, all.

        Raises ContentFaults, SettingsError, or InjurySeriesError; then what is there stays, and is mended the
        next time.
        """
        stamps = settings_stamps(self._conf)
        settings_are = {path: stamp.digest for path, stamp in stamps.items()} if stamps else None
        with _without_tidying():
            try:
                self._update(afresh=settings_are is None or settings_are != self._settings_were)
            except TextLost:  # all is read and made anew
                self._past = Past()
                self._update(afresh=True)
        self._settings_were = settings_are
        if worth_it(len(self._past.inputs)):
            _tidy_memory()

    def update_bodies(self, paths: Iterable[str]) -> bool:
        """Make what shows the bodies of texts at `paths`, where these are all that has changed.

        Tell whether that is so: if not, nothing was made. Raises InjurySeriesError for a faulty template.
        """
        generator, stamps = self._generator, self._changed_bodies(paths)
        if generator is None or stamps is None:
            return False
        generator.settings["PAST"] = self._past
        changed = {name_of(path, generator.settings["PATH"]): path for path in stamps}
        writer = LiveWriter(str(self._folder), {**generator.settings, "THERE": set()})
        try:
            with in_our_words():
                if not generator.make_again(changed, writer):
                    return False
        except TextLost:
            return False
        if not all_stand(stamps):  # edited meanwhile, and maybe back again
            stamps = {path: stamp._replace(digest="") for path, stamp in stamps.items()}
        self._past.inputs |= stamps
        self._past.bodies = generator.keys
        self._note(writer)
        return True

    def make_waiting(self, path: str) -> bool:
        """Make what waits at a path of the site until it is asked for; tell whether anything did."""
        generator = self._generator
        if generator is None or path not in generator.production.waiting:
            return False
        writer = LiveWriter(str(self._folder), {**generator.settings, "THERE": set()})
        with in_our_words():
            generator.production.make_waiting(path, writer)
        self._note(writer)
        return True

    @property
    def waiting(self) -> frozenset[str]:
        """Return the files, by their paths of the site, that wait until they are asked for."""
        return frozenset(map(file_of, self._generator.production.waiting if self._generator else ()))

    def _update(self, *, afresh: bool) -> None:
        generator = self._generator
        if generator is None or afresh:
            self._folder.mkdir(parents=True, exist_ok=True)
            settings = read_conf(self._conf, self._own())
            settings |= self._state(settings)
            self._generator = None
            generator = run_pelican(settings)
        else:
            generator.settings |= self._state(generator.settings)
            with in_our_words():
                generator.read_again(LiveWriter(str(self._folder), generator.settings))
        self._generator = generator
        self._past = generator.keep() or Past()
        self._past.left(self._folder)

    def _own(self) -> dict[str, Any]:
        """Return the settings of a preview."""
        return {
            "OUTPUT_PATH": str(self._folder),
            "SITEURL": self._site_url,
            "PREVIEW": True,
            "NOW": None,
            "FOR_READERS": False,
            "WAITS": True,
            "SHOW": self._show,
            "SHELF": self._shelf,
            "WRITER": LiveWriter,
            "HEADERS": {},
            "READINGS": {},
        }

    def _state(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Return, as settings, what is known of the last time and what has changed since."""
        before = self._past.inputs
        files = (entry for name in ("PATH", "THEME") for entry in files_below(settings[name]))
        inputs = taken(files, before)
        edited = (path for path in inputs.keys() & before if inputs[path].digest != before[path].digest)
        there, stands = self._past.looked_at(self._folder)
        return {
            "PAST": self._past,
            "INPUTS": inputs,
            "THERE": there,
            "STANDS": stands,
            "FIRST": frozenset(name_of(path, settings["PATH"]) for path in edited),
        }

    def _changed_bodies(self, paths: Iterable[str]) -> dict[str, Stamp] | None:
        """Return the stamps of texts whose bodies have changed; None where anything else has, or nothing."""
        changed = {}
        for path in paths:
            before = self._past.inputs.get(path)
            if before is None and not os.path.lexists(path):
                continue  # an editor's own, which is gone again
            if before is None or not before.head or not self._generator:
                return None
            try:
                stamp = read(path, os.stat(path))  # noqa: PTH116
            except OSError:
                return None
            content = self._generator.settings["PATH"]
            if stamp.head != before.head or not self._is_text(path, content):
                return None
            if stamp.digest != before.digest:
                changed[path] = stamp
        return changed or None

    def _is_text(self, path: str, content: str) -> bool:
        """Tell whether there is a text of the story at a path, and not what an editor hides there."""
        return has_body(path, content) and name_of(path, content) in self._past.bodies

    def _note(self, writer: LiveWriter) -> None:
        """Note the files that a writer has left."""
        for name in writer.new:
            place = str(self._folder / name)
            self._past.output[place] = look(os.stat(place))  # noqa: PTH116


@contextmanager
def _without_tidying() -> Iterator[None]:
    """Let what a long story is made of pile up without being looked through again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tidy_memory() -> None:
    """Clear up now, while nobody waits, and not in the middle of the next edit: a tenth of a second."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

"""Generate the site: make the edition, then every product that is not as the last build left it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from injury_series.pelican_site.again import changed_bodies, made_again
from injury_series.pelican_site.facts import bodies_in, facts_of
from injury_series.pelican_site.last_build import Past
from injury_series.pelican_site.processes import warm_up, worth_it
from injury_series.pelican_site.production import Known, Production
from injury_series.pelican_site.products import Making, list_maps, list_products
from injury_series.pelican_site.settings import read_zone
from injury_series.pelican_site.sharing import Sharing
from injury_series.pelican_site.stamps import Stamp, all_stand
from injury_series.pelican_site.standing import Standing
from injury_series.pelican_site.templates import templates_of
from injury_series.pelican_site.writer import SeriesWriter
from injury_series.story.waiting import changes_at


class SeriesGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Make the whole site from the series; Pelican's own generators make nothing here.

    The setting PAST holds what is known of the last build, or is None where nothing is to be kept of it;
    INPUTS has the stamps of all files that this one is made from. What tells of the files that FIRST names is
    made before all else; where a preview WAITS, some is made when it is asked for.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_templates()

    def read_templates(self) -> None:
        """Read the theme's templates anew."""
        self.templates = templates_of(self.settings)

    def read_again(self, writer: SeriesWriter) -> None:
        """Make the site once more in this process, with the settings of now."""
        past, now = self.settings["PAST"].inputs, self.settings["INPUTS"]
        if self._template_digests(past) != self._template_digests(now):
            self.read_templates()
        self.generate_context()
        self.generate_output(writer)

    def _template_digests(self, inputs: Mapping[str, Stamp]) -> dict[str, str]:
        folder = str(Path(self.settings["THEME"]) / "templates") + os.sep
        return {path: stamp.digest for path, stamp in inputs.items() if path.startswith(folder)}

    def generate_context(self) -> None:
        """Read all content; raises ContentFaults or SettingsError before anything is written."""
        settings, past = self.settings, self.settings["PAST"] or Past()
        now: datetime = settings.get("NOW") or datetime.now(read_zone(settings))
        inputs: Mapping[str, Stamp] = settings["INPUTS"]
        self.changed: set[str] | None = None
        self.facts = facts_of(settings, inputs) if inputs else ""
        if past.facts and past.facts == self.facts and past.theme == self.templates.whole:
            standing = settings["SHELF"].find(self.facts, past.edition)
            changed = changed_bodies(past, inputs, settings["PATH"])
            if standing and self._takes_again(standing, past, changed, now, edited=False):
                settings["TEXTS"].save()
                return
        if worth_it(sum(1 for _ in bodies_in(inputs, settings["PATH"]))):
            warm_up()
        from injury_series.pelican_site.making import make_edition  # what it imports takes long

        self.made, self.keys = make_edition(settings, self.readers, now)

    def make_again(self, changed: Mapping[str, str], writer: SeriesWriter) -> bool:
        """Make once more in this process what shows the bodies of texts, their paths by their names.

        Only where nothing else has changed: tell whether that is so. Then `keys` are those of now.
        """
        settings, past = self.settings, self.settings["PAST"]
        standing, now = settings["SHELF"].find(past.facts, past.edition), datetime.now(read_zone(settings))
        if not standing or not self._takes_again(standing, past, changed, now, edited=True):
            return False
        self.production.remake(changed.keys(), writer)
        writer.finish()
        return True

    def _takes_again(
        self, standing: Standing, past: Past, changed: Mapping[str, str], now: datetime, *, edited: bool
    ) -> bool:
        again = made_again(standing, past, self.settings, self.readers, changed, now, edited=edited)
        if again:
            self.made, self.keys, self.changed = again.made, again.keys, again.changed
        return again is not None

    def generate_output(self, writer: SeriesWriter) -> None:
        """Write the site below the output folder."""
        settings, edition, past = self.settings, self.made.edition, self.settings["PAST"] or Past()
        known = Known(past.done, settings["STANDS"], self.changed, remembered=settings["PAST"] is not None)
        production = Production(self.templates, edition, known, waits=settings["WAITS"])
        static = Path(settings["THEME"]) / "static"
        making = Making(
            self.made,
            static,
            settings["STORE"],
            settings["TELL"],
            for_readers=settings["FOR_READERS"],
            on_demand=settings["WAITS"],
        )
        products, maps = list(list_products(making)), list(list_maps(edition, production.pages))
        production.expect([*products, *maps])
        first = [product for product in products if product.tells_of(settings["FIRST"])]
        production.make(first, writer)
        if first:
            writer.shown()
        rest = [product for product in products if not product.tells_of(settings["FIRST"])]
        if self._shares(past):
            Sharing(production, making, self.keys, known).make(rest, writer, settings)
        else:
            production.make(rest, writer)
        production.make(maps, writer)
        writer.finish()
        production.rest()
        self.writer = writer
        self.production = production

    def _shares(self, past: Past) -> bool:
        """Tell whether other processes may help: not where little is left to do, or no text is kept."""
        texts = self.settings["TEXTS"]
        little = self.changed is not None or (self.settings["WAITS"] and past.done)
        return bool(texts) and not texts.remarks and not little

    def keep(self) -> Past | None:
        """Keep the edition for the next build, and return what is known of this one, or None."""
        past, settings = self.settings["PAST"], self.settings
        if past is None:
            return None
        inputs: dict[str, Stamp] = settings["INPUTS"]
        if not all_stand(inputs):  # edited while it was read: the stamps may tell of other bytes
            self.facts = ""
        edition = past.edition
        if self.changed is None:
            until = changes_at(self.made.whole.posts, self.made.edition.now)
            edition = settings["SHELF"].keep(Standing(self.facts, until, self.made))
        return Past(
            facts=self.facts,
            theme=self.templates.whole,
            edition=edition,
            since=self.made.edition.now.timestamp(),
            inputs=inputs,
            bodies=self.keys,
            done=self.production.done,
        )

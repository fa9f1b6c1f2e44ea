"""Share the making of pages with other processes, which have the edition as the next build would have it.

They take the bodies from the store of texts. What they cannot make, this process makes itself.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from injury_series.outputs.progress import untold
from injury_series.pelican_site.last_build import Done
from injury_series.pelican_site.made import Made
from injury_series.pelican_site.processes import processes, worth_it
from injury_series.pelican_site.product import Product
from injury_series.pelican_site.production import Known, Production
from injury_series.pelican_site.products import Making, list_products
from injury_series.pelican_site.seen import SeenBodies
from injury_series.pelican_site.standing import KeptBodies, TextLost, without_bodies
from injury_series.pelican_site.templates import templates_of
from injury_series.pelican_site.theme import theme_faults
from injury_series.pelican_site.writer import SeriesWriter, Written
from injury_series.source.typographic import use_dashes

_AT_ONCE = 20
_SETTINGS = (
    *("PATH", "THEME", "OUTPUT_PATH", "LAST_OUTPUT", "WRITER", "TEXTS", "STORE", "FOR_READERS"),
    *("TYPOGRIFY_DASHES", "WAITS"),
)

Batch: TypeAlias = list[Product]


@dataclass(frozen=True, slots=True)
class Share:
    """Hold what came of the products that another process has made, and what it wrote."""

    done: dict[str, Done]
    written: Written


class Sharing:
    """Make the products of one edition with the help of other processes; `keys` are those of its bodies."""

    def __init__(self, production: Production, making: Making, keys: Mapping[str, str], known: Known) -> None:
        self._production, self._making, self._keys, self._known = production, making, keys, known

    def make(self, products: Sequence[Product], writer: SeriesWriter, settings: Mapping[str, Any]) -> None:
        """Make products, and share those that are many of a kind."""
        shared = [product for product in products if product.shared]
        if not worth_it(len(shared)):
            self._production.make(products, writer)
            return
        rest = [product for product in products if not product.shared]
        batches = [shared[start : start + _AT_ONCE] for start in range(0, len(shared), _AT_ONCE)]
        with processes(1, _begin, *self._handed(settings)) as pool:
            try:
                asked = [(pool.submit(_make, [each.name for each in batch]), batch) for batch in batches]
            except (BrokenExecutor, OSError):  # none can be started
                asked, rest = [], [*products]
            self._production.make(rest, writer)
            self._take_part(asked, writer)

    def _take_part(self, asked: list[tuple[Future[Share], Batch]], writer: SeriesWriter) -> None:
        """Make what no other process has begun, from the end, and take what they made."""
        for future, batch in reversed(asked):
            if future.cancel():
                self._production.make(batch, writer)
            done = sum(len(pages) for each, pages in asked if each.done())
            self._making.tell("Making pages", done, sum(len(pages) for _, pages in asked))
        for future, batch in asked:
            if future.cancelled():
                continue
            try:
                share = future.result()
            except (TextLost, BrokenExecutor):
                self._production.make(batch, writer)
            else:
                self._production.done |= share.done
                writer.add(share.written)

    def _handed(self, settings: Mapping[str, Any]) -> tuple[object, ...]:
        chosen = {name: settings.get(name) for name in _SETTINGS}
        return without_bodies(self._making.made), dict(self._keys), self._known, chosen


class _Process:
    """Hold what one process makes with, from its first product to its last."""

    production: Production
    products: dict[str, Product]
    bodies: KeptBodies
    settings: dict[str, Any]


def _begin(made: Made, keys: dict[str, str], known: Known, settings: dict[str, Any]) -> None:
    use_dashes(settings)
    bodies = made.edition.bodies
    assert isinstance(bodies, SeenBodies)
    _Process.bodies = bodies.bodies = KeptBodies(made, keys, settings["TEXTS"], {})
    _Process.settings = {**settings, "SHOW": lambda _: None, "THERE": set()}
    making = Making(
        *(made, Path(settings["THEME"]) / "static", settings["STORE"], untold),
        for_readers=settings["FOR_READERS"],
        on_demand=False,
    )
    _Process.products = {each.name: each for each in list_products(making) if each.shared}
    _Process.production = Production(templates_of(settings), made.edition, known, waits=settings["WAITS"])
    gc.freeze()


def _make(names: list[str]) -> Share:
    products = [_Process.products[name] for name in names]
    settings, production = _Process.settings, _Process.production
    writer: SeriesWriter = settings["WRITER"](settings["OUTPUT_PATH"], settings)
    _Process.bodies.read_ahead(product.source for product in products if product.source)
    with theme_faults():
        production.make(products, writer)
    done = {name: production.done.pop(name) for name in names if name in production.done}
    return Share(done, writer.written())

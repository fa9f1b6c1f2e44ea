"""Run Pelican in this process, with what it says in its own way said in ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.plugins import signals

from injury_series.errors import InjurySeriesError
from injury_series.pelican_site.generator import SeriesGenerator
from injury_series.pelican_site.theme import theme_faults


def run_pelican(settings: dict[str, Any]) -> SeriesGenerator:
    """Run Pelican and return the generator that made the site; what Pelican only logs as an error, raise."""
    made: list[SeriesGenerator] = []

    def keep(generators: list[Any]) -> None:
        made.extend(generator for generator in generators if isinstance(generator, SeriesGenerator))

    with in_our_words(), signals.all_generators_finalized.connected_to(keep):
        Pelican(settings).run()
    (generator,) = made
    return generator


@contextmanager
def in_our_words() -> Iterator[None]:
    """Keep Pelican's own words off the terminal; raise what it logs as errors, and what Jinja raises."""
    problems: list[str] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            problems.append(record.getMessage())

    handler, root, was_quiet = Gather(logging.ERROR), logging.getLogger("pelican"), console.quiet
    root.addHandler(handler)
    console.quiet = True
    try:
        with theme_faults():
            yield
    finally:
        console.quiet = was_quiet
        root.removeHandler(handler)
    if problems:
        raise InjurySeriesError("\n".join(problems))

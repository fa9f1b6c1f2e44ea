"""The door through which Pelican comes in: `register` connects short handlers, and nothing else."""

from __future__ import annotations

from pelican import Pelican
from pelican.plugins import signals
from pelican.readers import Readers

from injury_series.pelican_site.generator import SeriesGenerator
from injury_series.pelican_site.readers import BODY, COMMENT, BodyReader, CommentReader
from injury_series.pelican_site.settings import apply_settings
from injury_series.pelican_site.writer import SeriesWriter


def register() -> None:
    """Connect the handlers to Pelican's signals."""
    signals.initialized.connect(_apply_settings)
    signals.readers_init.connect(_add_readers)
    signals.get_generators.connect(_generator)
    signals.get_writer.connect(_writer)


def _apply_settings(pelican: Pelican) -> None:
    apply_settings(pelican.settings)


def _add_readers(readers: Readers) -> None:
    readers.reader_classes[BODY] = BodyReader
    readers.reader_classes[COMMENT] = CommentReader


def _generator(_: Pelican) -> type[SeriesGenerator]:
    return SeriesGenerator


def _writer(pelican: Pelican) -> type[SeriesWriter]:
    writer: type[SeriesWriter] = pelican.settings["WRITER"]
    return writer

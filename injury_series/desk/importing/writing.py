"""Write what was laid out: each file whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from injury_series.desk.importing.layout import Layout
from injury_series.errors import InjurySeriesError
from injury_series.outputs.progress import Tell

_AGAIN = (
    "What was written before it is whole. Run the import again once this is mended: it goes on from there."
)


def write(layout: Layout, root: Path, tell: Tell) -> None:
    """Write texts and pictures below `root`; InjurySeriesError where the disk does not take them."""
    steps: list[tuple[str, Callable[[Path], object]]] = []
    for name, source in sorted(layout.pictures.items()):
        steps.append((name, lambda path, source=source: shutil.copyfile(source, path)))  # type: ignore[misc]
    for name, text in sorted(layout.texts.items()):
        steps.append((name, lambda path, text=text: path.write_bytes(text.encode())))  # type: ignore[misc]
    for number, (name, put) in enumerate(steps, 1):
        _put(root / name, put)
        tell("Writing", number, len(steps))


def _put(path: Path, put: Callable[[Path], object]) -> None:
    aside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(aside)
        if path.exists():
            aside.unlink()
        else:
            os.replace(aside, path)  # noqa: PTH105 - Path.replace is the same, and hides that it is one step
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise InjurySeriesError(f"{path}: this cannot be written: {error.strerror}. {_AGAIN}") from error

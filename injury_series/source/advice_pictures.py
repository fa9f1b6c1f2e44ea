"""Advise on the files of pictures: those that nothing shows, and those that are too large or too small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from injury_series.source.files import ContentFiles
from injury_series.source.findings import AdviceKind, Finding, finding

_LARGEST, _NARROWEST = 8_000_000, 480
_TURNED = range(5, 9)
"""The orientations in which a photo lies on its side (Exif 2.32, tag 274)."""


def advise_on_pictures(files: ContentFiles, shown: Iterable[str], *, all_known: bool) -> Iterator[Finding]:
    """Yield what could be better about the pictures; `shown` are the sources that texts name.

    What nothing shows is told only where `all_known`.
    """
    named = set(shown)
    for path in files.images:
        file, src = files.name(path), path.relative_to(files.root).as_posix()
        try:
            size = path.stat().st_size
        except OSError:
            continue
        if src not in named:
            if all_known:
                hint = f"Show it, ![what it shows]({src}), or take the file away."
                yield finding(AdviceKind.UNUSED_PICTURE, file, 0, "No text shows this picture.", hint)
            continue
        if size > _LARGEST:
            problem = f"This file has {size / 1_000_000:.0f} MB; readers get a smaller copy of it."
            hint = "A photo of 2400 pixels at its longer side is enough."
            yield finding(AdviceKind.LARGE_PICTURE, file, 0, problem, hint)
        width = _width(path)
        if width and width < _NARROWEST:
            problem = f"This photo is {width} pixels wide, and looks coarse on a page."
            hint = f"Put in a copy that is {_NARROWEST} pixels wide or more, if there is one."
            yield finding(AdviceKind.SMALL_PICTURE, file, 0, problem, hint)


def _width(path: Path) -> int:
    """Return how wide a photo is when it stands upright, or 0 where that cannot be told."""
    if path.suffix.lower() == ".svg":
        return 0
    from PIL import Image

    try:
        with Image.open(path) as photo:
            return photo.height if photo.getexif().get(274) in _TURNED else photo.width
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return 0  # the build says what is wrong with it, or it is of a kind that only the build opens

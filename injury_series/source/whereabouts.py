"""Find where in the writer's own files something stands that was seen on a finished page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from injury_series.source.files import ContentFiles


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a content file; `file` is as messages name it, `number` counts from 1."""

    file: str
    number: int
    text: str


def every_line(files: ContentFiles) -> Iterator[Line]:
    """Yield every line that the writer wrote, in the order of the files' names."""
    groups = (files.posts, files.phases, files.providers, files.pages, *files.comments.values())
    paths = sorted({files.series, *(path for group in groups for path in group)})
    for path in paths:
        if path.is_file():
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            for number, line in enumerate(text.splitlines(), start=1):
                yield Line(files.name(path), number, line)


def lines_with(files: ContentFiles, meant: Callable[[str], bool]) -> tuple[Line, ...]:
    """Return every line of which `meant` is true."""
    return tuple(line for line in every_line(files) if meant(line.text))

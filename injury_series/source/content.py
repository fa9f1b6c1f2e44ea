"""Hold what the content folder says: the series, the texts that belong to it, and every fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from injury_series.errors import Fault
from injury_series.source.files import ContentFiles
from injury_series.source.names import Names
from injury_series.story.series import Series


@dataclass(frozen=True, slots=True)
class Body:
    """Hold the Markdown under a file's front matter; `line` is the line on which it begins."""

    path: Path
    text: str
    line: int


@dataclass(slots=True)
class Content:
    """Hold what the content folder says.

    `series` is None where a fault stands in its way; `bodies` and `comment_bodies` are by file name, and so
    is `allowed`: what the writer lets stand there when the site is published.
    """

    files: ContentFiles
    names: Names = field(default_factory=Names)
    series: Series | None = None
    bodies: dict[str, Body] = field(default_factory=dict)
    comment_bodies: dict[str, Body] = field(default_factory=dict)
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

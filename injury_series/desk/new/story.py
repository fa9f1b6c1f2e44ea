"""See what the story holds already, before a new file joins it; what is faulty in it stops nothing here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from injury_series.errors import ContentFaults
from injury_series.source.files import ContentFiles, find_content
from injury_series.source.front_matter import read_document
from injury_series.source.headers import (
    Header,
    PhaseHeader,
    PostHeader,
    ProviderHeader,
    SeriesHeader,
)
from injury_series.source.references import OWN_ADDRESSES
from injury_series.source.text_file import read_text
from injury_series.source.validate import validate
from injury_series.source.yaml_tree import read_yaml
from injury_series.story.providers import Shown
from injury_series.story.slugs import slug_of_file, slugify

HeaderT = TypeVar("HeaderT", bound=Header)


@dataclass(slots=True)
class StorySoFar:
    """Hold what a new file must know: names to choose from, and the addresses that are taken, with by what.

    `phases` are titles by slug, in order; `providers` are labels by key; `latest` is the latest post's phase.
    """

    files: ContentFiles
    phases: dict[str, str] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    latest: str | None = None
    next_order: int = 1
    next_part: int = 1

    @property
    def images(self) -> list[str]:
        """Return the pictures as posts name them."""
        return [path.relative_to(self.files.root).as_posix() for path in self.files.images]


def look_around(root: Path) -> StorySoFar:
    """Return what lies below the content folder; ContentFaults where there is no such folder."""
    story = StorySoFar(find_content(root))
    story.taken = {f"/{name}".rstrip("/"): "the site itself" for name in OWN_ADDRESSES}
    _see_phases(story)
    _see_providers(story)
    _see_posts(story)
    for path in story.files.pages:
        story.taken.setdefault(f"/{slug_of_file(path.stem)}", story.files.name(path))
    story.measures = _measures(story.files)
    return story


def _see_phases(story: StorySoFar) -> None:
    found = []
    for path, header in _read(story.files, story.files.phases, PhaseHeader):
        slug = slug_of_file(path.stem)
        story.taken[f"/phases/{slug}"] = story.files.name(path)
        order = header.order if header else -1
        found.append((order, slug, header.title if header else slug))
    story.phases = {slug: title for _, slug, title in sorted(found)}
    story.next_order = max((order for order, _, _ in found), default=0) + 1


def _see_providers(story: StorySoFar) -> None:
    for path, header in _read(story.files, story.files.providers, ProviderHeader):
        key = slug_of_file(path.stem)
        words = [header.name, *([header.role] if header.role != header.name else [])] if header else [key]
        story.providers[key] = ": ".join(words)
        instead = header and {Shown.ROLE: header.role, Shown.ALIAS: header.alias}.get(header.shown)
        for slug in {key, slugify(instead) if instead else key}:
            story.taken[f"/providers/{slug}"] = story.files.name(path)


def _see_posts(story: StorySoFar) -> None:
    dated, parts = [], {0}
    for path, header in _read(story.files, story.files.posts, PostHeader):
        slug, file = slug_of_file(path.stem), story.files.name(path)
        if header:
            slug = header.slug or slug
            dated.append((header.date, slug, header.phase))
            parts.add(header.part or 0)
            for alias in header.aliases:
                story.taken.setdefault(alias.rstrip("/").casefold(), file)
        story.taken[f"/posts/{slug}"] = file
    story.latest = max(dated)[2] if dated else None
    story.next_part = max(len(story.files.posts), *parts) + 1


def _measures(files: ContentFiles) -> tuple[str, ...]:
    file = files.name(files.series)
    try:
        header = validate(read_yaml(read_text(files.series, file), file, first_line=1), SeriesHeader, file)
    except ContentFaults:
        return ()
    return tuple(measure.name for measure in header.measures)


def _read(
    files: ContentFiles, paths: list[Path], model: type[HeaderT]
) -> Iterator[tuple[Path, HeaderT | None]]:
    """Yield each file with its front matter, or with None where that is faulty."""
    for path in paths:
        file = files.name(path)
        try:
            yield path, validate(read_document(path, file).header, model, file)
        except ContentFaults:
            yield path, None

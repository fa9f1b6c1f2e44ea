"""Read what can be read of the content folder, file by file: a faulty one keeps no other from advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from injury_series.errors import ContentFaults
from injury_series.source.convert import to_about, to_page, to_phase, to_post, to_provider
from injury_series.source.files import ContentFiles, find_content
from injury_series.source.front_matter import Document, read_document
from injury_series.source.headers import (
    Header,
    PageHeader,
    PhaseHeader,
    PostHeader,
    ProviderHeader,
    SeriesHeader,
)
from injury_series.source.references import Loaded
from injury_series.source.text_file import read_text
from injury_series.source.validate import validate
from injury_series.source.yaml_tree import read_yaml
from injury_series.story.series import Series, assemble
from injury_series.story.slugs import slug_of_file

HeaderT = TypeVar("HeaderT", bound=Header)


@dataclass(frozen=True, slots=True)
class Readable:
    """Hold every file whose front matter is right.

    `whole` tells whether that is every post and `series.yaml`: only then can be said what nothing names.
    `series` is made of these files alone, and None where `series.yaml` is faulty.
    """

    files: ContentFiles
    about: Loaded[SeriesHeader] | None
    phases: tuple[Loaded[PhaseHeader], ...]
    providers: tuple[Loaded[ProviderHeader], ...]
    posts: tuple[Loaded[PostHeader], ...]
    pages: tuple[Loaded[PageHeader], ...]
    series: Series | None
    whole: bool

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return every text that the writer wrote, as posts, phases, providers, pages."""
        groups = (self.posts, self.phases, self.providers, self.pages)
        return tuple(item.document for group in groups for item in group)

    def post_line(self, source: str, *path: str | int) -> int:
        """Return the line of a post's front matter at `path`; `source` is the post's file."""
        return next((post.line(*path) for post in self.posts if post.document.file == source), 0)


def read_readable(root: Path, zone: ZoneInfo) -> Readable:
    """Read the files below `root` that can be read; ContentFaults only where there is no such folder."""
    files = find_content(root)
    about = _about(files)
    phases = tuple(_texts(files, files.phases, PhaseHeader))
    providers = tuple(_texts(files, files.providers, ProviderHeader))
    posts = tuple(_called(post) for post in _texts(files, files.posts, PostHeader))
    pages = tuple(_texts(files, files.pages, PageHeader))
    series = None
    if about:
        series = assemble(
            about=to_about(about.header),
            phases=[to_phase(item.header, item.name, item.document.file) for item in phases],
            providers=[to_provider(item.header, item.name, item.document.file) for item in providers],
            posts=[to_post(item.header, item.name, item.document.file, zone) for item in posts],
            pages=[to_page(item.header, item.name, item.document.file) for item in pages],
            comments={},
        )
    whole = about is not None and len(posts) == len(files.posts)
    return Readable(files, about, phases, providers, posts, pages, series, whole)


def _about(files: ContentFiles) -> Loaded[SeriesHeader] | None:
    file = files.name(files.series)
    if not files.series.is_file():
        return None
    try:
        tree = read_yaml(read_text(files.series, file), file, first_line=1)
        return Loaded("series", Document(file, tree, "", 1), validate(tree, SeriesHeader, file))
    except ContentFaults:
        return None


def _texts(files: ContentFiles, paths: list[Path], model: type[HeaderT]) -> Iterator[Loaded[HeaderT]]:
    for path in paths:
        try:
            document = read_document(path, files.name(path))
            header = validate(document.header, model, document.file)
        except ContentFaults:
            continue  # the build says what is wrong with it
        yield Loaded(slug_of_file(path.stem), document, header)


def _called(post: Loaded[PostHeader]) -> Loaded[PostHeader]:
    return Loaded(post.header.slug or post.name, post.document, post.header)

"""Read the whole content folder: the series, the texts that belong to it, and every fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from injury_series.errors import ContentFaults, Fault
from injury_series.source.care_references import check_diagnoses, check_treatments
from injury_series.source.comment_header import CommentHeader
from injury_series.source.content import Body, Content
from injury_series.source.convert import to_about, to_comment, to_page, to_phase, to_post, to_provider
from injury_series.source.files import find_content
from injury_series.source.front_matter import as_document
from injury_series.source.headers import (
    Header,
    PageHeader,
    PhaseHeader,
    PostHeader,
    ProviderHeader,
    SeriesHeader,
)
from injury_series.source.references import (
    OWN_ADDRESSES,
    Loaded,
    check_addresses,
    check_comment,
    check_parts,
    check_post,
    check_replies,
)
from injury_series.source.text_file import as_text, read_bytes, read_text
from injury_series.source.validate import validate
from injury_series.source.yaml_tree import read_yaml
from injury_series.story.providers import Provider
from injury_series.story.series import assemble
from injury_series.story.slugs import slug_of_file, slugify
from injury_series.story.threads import Comment

HeaderT = TypeVar("HeaderT", bound=Header)

Before: TypeAlias = dict[str, tuple[bytes, Any]]
"""By the name of its file, what is in it and what that is when it is read."""

_SERIES = "It says what the series is: title, condition, byline, disclaimer."


def read_content(root: Path, zone: ZoneInfo, before: Before | None = None) -> Content:
    """Read everything below `root`; dates of publishing are in the time zone `zone`.

    `before` holds what was read of each file the last time in this process, and then of this. Faults are
    gathered in the content, none is raised but for a folder that is not there.
    """
    files = find_content(root)
    reader = _Reader(Content(files, faults=list(files.faults)), zone, {} if before is None else before)
    reader.read()
    return reader.content


class _Reader:
    """Gather one content folder."""

    def __init__(self, content: Content, zone: ZoneInfo, before: Before) -> None:
        self.content = content
        self.zone = zone
        self.before = before

    def read(self) -> None:
        files, names = self.content.files, self.content.names
        names.phase = [slug_of_file(path.stem) for path in files.phases]
        names.provider = [slug_of_file(path.stem) for path in files.providers]
        about = self._series()
        phases = list(self._texts(files.phases, PhaseHeader))
        providers = list(self._texts(files.providers, ProviderHeader))
        posts = [self._called(post) for post in self._texts(files.posts, PostHeader)]
        pages = list(self._texts(files.pages, PageHeader))
        right = {post.document.file for post in posts}
        names.post = [post.name for post in posts]
        names.post += [slug_of_file(p.stem) for p in files.posts if files.name(p) not in right]
        names.treatment = [t.slug or slugify(t.name) for post in posts for t in post.header.treatments]
        comments = self._comments()
        shown = [to_provider(item.header, item.name, item.document.file) for item in providers]
        self._check(about, phases, shown, posts, pages)
        if about is None or self.content.faults:
            return
        self.content.series = assemble(
            about=to_about(about),
            phases=[to_phase(item.header, item.name, item.document.file) for item in phases],
            providers=shown,
            posts=[to_post(item.header, item.name, item.document.file, self.zone) for item in posts],
            pages=[to_page(item.header, item.name, item.document.file) for item in pages],
            comments=comments,
        )

    @property
    def _images(self) -> set[str]:
        return {self.content.files.below(path) for path in self.content.files.images}

    def _series(self) -> SeriesHeader | None:
        path = self.content.files.series
        file = self.content.files.name(path)
        if not path.is_file():
            return None
        try:
            tree = read_yaml(read_text(path, file, _SERIES), file, first_line=1)
            return self._kept(validate(tree, SeriesHeader, file), file)
        except ContentFaults as error:
            self.content.faults += error.faults
            return None

    def _texts(self, paths: list[Path], model: type[HeaderT]) -> Iterator[Loaded[HeaderT]]:
        for path in paths:
            loaded = self._text(path, model, slug_of_file(path.stem), self.content.bodies)
            if loaded:
                yield loaded

    def _text(
        self, path: Path, model: type[HeaderT], name: str, bodies: dict[str, Body]
    ) -> Loaded[HeaderT] | None:
        file = self.content.files.name(path)
        try:
            raw, known = read_bytes(path, file), self.before.get(file)
            if known is None or known[0] != raw:
                document = as_document(as_text(raw, file), file)
                known = raw, Loaded(name, document, validate(document.header, model, file))
                self.before[file] = known
            loaded: Loaded[HeaderT] = known[1]
            bodies[file] = Body(path, loaded.document.body, loaded.document.body_line)
            self._kept(loaded.header, file)
            return loaded
        except ContentFaults as error:
            self.content.faults += error.faults
            return None

    def _kept(self, header: HeaderT, file: str) -> HeaderT:
        allowed = tuple(getattr(header, "allow", ()))
        if allowed:
            self.content.allowed[file] = allowed
        return header

    def _called(self, post: Loaded[PostHeader]) -> Loaded[PostHeader]:
        slug = post.header.slug
        return Loaded(slug, post.document, post.header) if slug else post

    def _comments(self) -> dict[str, tuple[Comment, ...]]:
        files, threads = self.content.files, {}
        for folder, paths in files.comments.items():
            if folder not in self.content.names.post:
                problem = f'No post has the slug "{folder}".'
                place = files.name(paths[0].parent)
                self.content.faults.append(
                    Fault(place, 0, "", problem, folder, self.content.names.of("post"))
                )
            threads[folder] = self._thread(paths)
        return threads

    def _thread(self, paths: list[Path]) -> tuple[Comment, ...]:
        comments: dict[str, Comment] = {}
        lines: dict[str, int] = {}
        for path in paths:
            id_, file = path.stem, self.content.files.name(path)
            if slugify(id_) != id_:
                problem = (
                    f'A comment is linked to by its file\'s name, so that is written "{slugify(id_)}.md".'
                )
                self.content.faults.append(Fault(file, 0, "", problem))
            loaded = self._text(path, CommentHeader, id_, self.content.comment_bodies)
            if loaded:
                self.content.faults += check_comment(loaded)
                comments[id_] = to_comment(loaded.header, id_, file, self.zone)
                lines[id_] = loaded.line("reply-to")
        self.content.faults += check_replies(comments, lines, {path.stem for path in paths})
        return tuple(comments.values())

    def _check(
        self,
        about: SeriesHeader | None,
        phases: list[Loaded[PhaseHeader]],
        providers: list[Provider],
        posts: list[Loaded[PostHeader]],
        pages: list[Loaded[PageHeader]],
    ) -> None:
        faults, measures = self.content.faults, [m.name for m in about.measures] if about else None
        for post in posts:
            faults += check_post(post, self.content.names, measures, self._images)
        faults += check_treatments(posts)
        if len(posts) == len(self.content.files.posts):  # a faulty post may be the one that is named
            faults += check_diagnoses(posts)
        faults += check_parts(posts)
        faults += check_addresses(_claims(phases, providers, posts, pages))


def _claims(
    phases: list[Loaded[PhaseHeader]],
    providers: list[Provider],
    posts: list[Loaded[PostHeader]],
    pages: list[Loaded[PageHeader]],
) -> Iterator[tuple[str, str, int]]:
    """Yield every address that is claimed, by which file, on which line; old addresses come last."""
    yield from ((f"/{name}", "the site itself", 0) for name in OWN_ADDRESSES)
    yield from ((f"/{page.name}/", page.document.file, 1) for page in pages)
    yield from ((f"/posts/{post.name}/", post.document.file, post.line("slug")) for post in posts)
    yield from ((f"/phases/{phase.name}/", phase.document.file, 1) for phase in phases)
    yield from ((f"/providers/{provider.slug}/", provider.source, 1) for provider in providers)
    for post in posts:
        for number, alias in enumerate(post.header.aliases):
            yield alias, post.document.file, post.line("aliases", number)

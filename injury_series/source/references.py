"""Check what files say of each other: names that must be there, answers that must not go round, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from injury_series.errors import Fault
from injury_series.source.comment_header import CommentHeader
from injury_series.source.front_matter import Document
from injury_series.source.headers import Header, PostHeader
from injury_series.source.mail_addresses import MAIL_ADDRESS
from injury_series.source.names import Names
from injury_series.story.threads import Comment, circle_of

HeaderT = TypeVar("HeaderT", bound=Header)

OWN_ADDRESSES = (
    "", "404", "404.html", "_headers", "_redirects", "feeds/", "follow/", "images/", "index.html",
    "pagefind/", "phases/", "posts/", "providers/", "robots.txt", "search/", "sitemap.xml",
    "story/", "story.epub", "summary/", "theme/", "timeline/", "treatments/",
)  # fmt: skip
"""Where no page and no old address can be, as the site has something else there."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[HeaderT]):
    """Hold a file whose front matter is right, under the name that others call it by."""

    name: str
    document: Document
    header: HeaderT

    def line(self, *path: str | int) -> int:
        """Return the line of the front matter at `path`."""
        return self.document.header.line(path)


def check_post(
    post: Loaded[PostHeader], names: Names, measures: Iterable[str] | None, images: set[str]
) -> Iterator[Fault]:
    """Yield what a post names that is not there; `measures` is None where `series.yaml` is faulty."""
    header, file = post.header, post.document.file
    yield from _found(names.unknown("phase", header.phase, file, post.line("phase"), "phase"))
    if header.provider:
        yield from _found(names.unknown("provider", header.provider, file, post.line("provider"), "provider"))
    for number, key in enumerate(header.providers):
        line = post.line("providers", number)
        yield from _found(names.unknown("provider", key, file, line, f"providers[{number + 1}]"))
    for group in ("treatments", "diagnoses", "events"):
        for number, thing in enumerate(getattr(header, group)):
            if thing.provider:
                line, field = post.line(group, number, "provider"), f"{group}[{number + 1}].provider"
                yield from _found(names.unknown("provider", thing.provider, file, line, field))
    if header.image and header.image.src not in images:
        src, known = header.image.src, tuple(sorted(images))
        line, problem = post.line("image", "src"), f'"{src}" is not a picture.'
        yield Fault(file, line, "image.src", problem, src, known)
    if measures is not None:
        yield from _check_measures(post, tuple(measures))


def _check_measures(post: Loaded[PostHeader], known: tuple[str, ...]) -> Iterator[Fault]:
    for number, reading in enumerate(post.header.measures):
        for name in reading.model_extra or {}:
            if name not in known:
                line, field = post.line("measures", number, name), f"measures[{number + 1}].{name}"
                problem = f'"{name}" is not a measure of series.yaml.'
                yield Fault(post.document.file, line, field, problem, name, known)


def check_comment(comment: Loaded[CommentHeader]) -> Iterator[Fault]:
    """Yield where a comment has no words, has words though removed, or has a reader's e-mail address."""
    document = comment.document
    if not document.body.strip() and not comment.header.removed:
        yield Fault(document.file, document.body_line, "", "This comment has no words.")
    if document.body.strip() and comment.header.removed:
        problem = "This comment was removed at its reader's wish, and words still stand here."
        yield Fault(document.file, document.body_line, "", problem, hint="Take them out.")
    if MAIL_ADDRESS.search(comment.header.author or ""):
        problem = "An e-mail address stands here; readers' addresses are not published."
        yield Fault(document.file, comment.line("author"), "author", problem, hint="Write the name alone.")
    for number, line in enumerate(document.body.split("\n")):
        if MAIL_ADDRESS.search(line):
            problem = "An e-mail address stands here; readers' addresses are not published."
            yield Fault(document.file, document.body_line + number, "", problem, hint="Take it out.")


def check_replies(comments: dict[str, Comment], lines: dict[str, int], ids: set[str]) -> Iterator[Fault]:
    """Yield the comments of one post that answer none of its comments, or in the end themselves.

    `lines` says on which line each comment's `reply-to` stands; `ids` also has those whose files are faulty.
    """
    known = tuple(sorted(ids))
    for id_, comment in comments.items():
        if comment.reply_to is not None and comment.reply_to not in ids:
            problem = f'"{comment.reply_to}" is not a comment under this post.'
            yield Fault(comment.source, lines[id_], "reply-to", problem, comment.reply_to, known)
        circle = circle_of(comment, comments)
        if circle:
            problem = f"These comments answer each other in a circle: {' -> '.join(circle)}."
            yield Fault(comment.source, lines[id_], "reply-to", problem)


def check_addresses(claims: Iterable[tuple[str, str, int]]) -> Iterator[Fault]:
    """Yield every address that is claimed twice; a claim is an address, the file, and the line to blame."""
    taken: dict[str, str] = {}
    for address, file, line in claims:
        place = address.casefold().rstrip("/")
        if place in taken:
            problem = f"This would be at {address}, where {taken[place]} is already."
            hint = "Rename this file, or give a post its own slug."
            if address.startswith("/providers/"):
                hint = "Give one of the two another role or alias."
            yield Fault(file, line, "", problem, hint=hint)
        taken.setdefault(place, file)


def check_parts(posts: Iterable[Loaded[PostHeader]]) -> Iterator[Fault]:
    """Yield every `part` that two posts claim."""
    taken: dict[int, str] = {}
    for post in posts:
        if post.header.part is not None:
            other = taken.setdefault(post.header.part, post.document.file)
            if other != post.document.file:
                problem = f"{other} is part {post.header.part} too."
                yield Fault(post.document.file, post.line("part"), "part", problem)


def _found(fault: Fault | None) -> Iterator[Fault]:
    if fault:
        yield fault

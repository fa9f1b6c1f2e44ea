"""Put a page together from bodies, and know where each stands in it, so that one can be changed alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from injury_series.pelican_site.templates import cut_at_marks

Places: TypeAlias = dict[str, tuple[int, int, str]]
"""By its mark, the bytes of a page at which a body begins and ends, and the fingerprint of the body."""


@dataclass(frozen=True, slots=True)
class Span:
    """Name a stretch of the file of the last build, in bytes; `end` is None for its end."""

    start: int
    end: int | None


Chunks: TypeAlias = list[bytes | Span]


@dataclass(frozen=True, slots=True)
class MadeBody:
    """Hold a body that was made, and its fingerprint."""

    content: bytes
    print: str


def put_together(frame: str, bodies: Mapping[str, MadeBody]) -> tuple[Chunks, Places]:
    """Return a page, in chunks, whose bodies stand where their marks were in `frame`, and their places."""
    chunks, places, at = Chunks(), Places(), 0
    for mark, text in cut_at_marks(frame):
        content = bodies[mark].content if mark else text.encode()
        if mark:
            places[mark] = at, at + len(content), bodies[mark].print
        chunks.append(content)
        at += len(content)
    return chunks, places


def changed_in(before: Places, bodies: Mapping[str, MadeBody]) -> tuple[Chunks, Places]:
    """Return the page of the last build with `bodies` in place of their own, and the places after that."""
    chunks, places, last, shift = Chunks(), Places(), 0, 0
    for mark, (start, end, print_) in before.items():  # in the order of the page
        made = bodies.get(mark)
        if made:
            chunks += [Span(last, start), made.content]
            places[mark] = start + shift, start + shift + len(made.content), made.print
            last, shift = end, shift + len(made.content) - (end - start)
        else:
            places[mark] = start + shift, end + shift, print_
    return [*chunks, Span(last, None)], places

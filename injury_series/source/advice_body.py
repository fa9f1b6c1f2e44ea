"""Advise on the bodies of posts and pages: headings, links, pictures, words left or written twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from injury_series.source.findings import AdviceKind, Finding, finding
from injury_series.source.outline import Heading, Outline

_VAGUE = frozenset((
    "click", "click here", "here", "link", "more", "read more", "see here", "see this", "this", "this link",
    "this one", "this page", "this post", "this site",
))  # fmt: skip
_TWICE = re.compile(r"\b(a|an|and|at|for|from|my|of|or|the|to|we|with)\s+\1\b", re.I)
WRITE_HERE = "Write here what happened, and what it was like."
"""What stands in a new post where its text will be."""

_LEFT = re.compile(rf"\b(TODO|FIXME|XXX|TK|TKTK)\b|\?\?\?|{re.escape(WRITE_HERE)}")
_NO_WORDS = re.compile(r"(?:IMG|DSC|PXL|image|picture|photo|screenshot)[\W_]*\d*", re.I)
_FILE = re.compile(r"\S+\.(?:svg|png|jpe?g|webp|avif|gif|hei[cf])", re.I)
_SHOUTED = 10


def advise_on_body(file: str, outline: Outline, *, english: bool, old: Collection[str]) -> Iterator[Finding]:
    """Yield what could be better in a body; `old` are the old addresses of posts.

    Rules about words are for English alone.
    """
    yield from _headings(file, outline)
    yield from _pictures(file, outline)
    yield from _links(file, outline, old)
    yield from _left(file, outline)
    if english:
        yield from _vague_links(file, outline)
        yield from _double_words(file, outline)


def poor_alt(alt: str, src: str, caption: str) -> bool:
    """Tell whether the words for a picture say nothing that its file's name or its caption does not say."""
    words = alt.strip().casefold()
    same = words in (PurePosixPath(src).stem.casefold(), caption.strip().casefold())
    return same or bool(_FILE.fullmatch(words) or _NO_WORDS.fullmatch(words))


ALT_HINT = "Say what it shows, for those who cannot see it."


def _headings(file: str, outline: Outline) -> Iterator[Finding]:
    level, told = 1, False
    for heading in outline.headings:
        signs = "#" * heading.level
        if heading.level == 1 and not told and len(outline.headings) > 1:
            problem = (
                f'"{heading.words}" is marked as the title is, by a single "#"; the site shows it as "##".'
            )
            yield finding(
                AdviceKind.TOP_HEADING, file, heading.line, problem, 'Write "##", and "###" below it.'
            )
            told = True
        if heading.level > level + 1:
            shown = "#" * (level + 1)
            problem = f'"{heading.words}" is a heading with "{signs}" where "{shown}" comes next.'
            hint = (
                f'Write "{shown}": the site shows it so, and readers who go by headings would look for more.'
            )
            yield finding(AdviceKind.SKIPPED_HEADING, file, heading.line, problem, hint)
        level = max(2, min(heading.level, level + 1))
        if _shouted(heading):
            problem = f'The heading "{heading.words}" is in capitals, which some readers hear spelled out.'
            yield finding(AdviceKind.SHOUTED_HEADING, file, heading.line, problem, "Write it as a sentence.")


def _shouted(heading: Heading) -> bool:
    letters = [sign for sign in heading.words if sign.isalpha()]
    return len(letters) >= _SHOUTED and " " in heading.words and heading.words.isupper()


def _pictures(file: str, outline: Outline) -> Iterator[Finding]:
    for picture in outline.pictures:
        if not picture.alt.strip():
            problem = f"{picture.src} has no words for those who cannot see it."
            hint = f"Write ![what it shows]({picture.src})."
            yield finding(AdviceKind.NO_ALT, file, picture.line, problem, hint)
        elif poor_alt(picture.alt, picture.src, picture.caption):
            problem = f'The words for {picture.src} are "{picture.alt}", which says no more than its '
            problem += "caption does." if picture.caption.strip() == picture.alt.strip() else "name does."
            yield finding(AdviceKind.POOR_ALT, file, picture.line, problem, ALT_HINT)


def _links(file: str, outline: Outline, old: Collection[str]) -> Iterator[Finding]:
    leads: dict[str, str] = {}
    for link in outline.links:
        path = _path(link.href)
        if path in old:
            hint = "Link to the post by its name: [words](post:its-slug)."
            problem = f'"{link.href}" is an old address, which sends readers on.'
            yield finding(AdviceKind.OLD_ADDRESS, file, link.line, problem, hint)
        if link.words.startswith(("http://", "https://", "www.")):
            problem = (
                f'The words of this link are its address, "{link.words}", which may be spelled out aloud.'
            )
            hint = f"Write [what is there]({link.href})."
            yield finding(AdviceKind.BARE_ADDRESS, file, link.line, problem, hint)
        words = link.words.casefold()
        if words and words not in _VAGUE and not link.href.startswith("#fn"):
            first = leads.setdefault(words, link.href)
            if first != link.href:
                problem = f'The links "{link.words}" lead to {first} and to {link.href}.'
                hint = "Give one of them words of its own, so that a reader can tell them apart."
                yield finding(AdviceKind.SAME_WORDS, file, link.line, problem, hint)


def _path(href: str) -> str:
    try:
        return urlsplit(href).path.rstrip("/")
    except ValueError:
        return ""


def _vague_links(file: str, outline: Outline) -> Iterator[Finding]:
    for link in outline.links:
        if link.words.casefold().strip(" .!:>»→") in _VAGUE:
            problem = f'The link "{link.words}" does not say where it leads.'
            hint = "Some readers go from link to link and hear only these words. Name what is there."
            yield finding(AdviceKind.VAGUE_LINK, file, link.line, problem, hint)


def _left(file: str, outline: Outline) -> Iterator[Finding]:
    for passage in outline.passages:
        found = _LEFT.search(passage.words)
        if found:
            line = outline.line_of(re.escape(found[0]), passage.line)
            yield left_behind(file, line, found[0])


def left_behind(file: str, line: int, mark: str, field: str = "") -> Finding:
    """Return the finding that a mark of unfinished work stands where readers see it."""
    problem = f'"{mark}" was left here, and readers see it.'
    hint = "Write what is missing, or take the mark out."
    return finding(AdviceKind.UNFINISHED, file, line, problem, hint, field)


def mark_left(text: str) -> str:
    """Return a mark of unfinished work that stands in a text, or nothing."""
    found = _LEFT.search(text)
    return found[0] if found else ""


def _double_words(file: str, outline: Outline) -> Iterator[Finding]:
    for passage in outline.passages:
        for found in _TWICE.finditer(passage.words):
            line = outline.line_of(rf"\b{found[1]}\s+(?i:{found[1]})\b", passage.line)
            problem = f'"{found[0]}" stands here twice over.'
            yield finding(AdviceKind.DOUBLE_WORD, file, line, problem, "Take one of the two out.")

"""Make of the texts of a mail what its reader says: their words, the name they sign with, and their wish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from injury_series.desk.comments.mail.hypertext import markdown_of, seen
from injury_series.desk.comments.mail.parts import Parts
from injury_series.desk.comments.mail.quotes import own_lines, wants_notice
from injury_series.desk.comments.mail.signatures import Signed, program_lines, take_off
from injury_series.desk.comments.mail.wrapping import unwrapped
from injury_series.desk.comments.strangers import without_addresses
from injury_series.desk.importing.guide import CommentGuide
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.tree import words_of

_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:\w+: .*\n)*\n(.*?)\n?-----BEGIN PGP SIGNATURE-----.*?"
    r"(?:-----END PGP SIGNATURE-----|\Z)",
    re.S,
)
_STUB = 4
"""How many times more the HTML must say than the plain text, for that to be no more than a stand-in."""


MOST_LETTERS = 20_000
"""How long a comment may be; what is longer is not even made into one."""

_MOST_LINES = 4_000
_MOST_IN_HTML = 60_000
"""How much is looked at with all that is quoted; more than any mail has that people write."""


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what a reader says, as a comment's Markdown, the name under it or "", and whether to tell them."""

    body: str
    signed: str
    notice: bool


def said_in(parts: Parts, known: frozenset[str], to_markdown: ToMarkdown) -> Said | None:
    """Return what the sender of a mail says in it, or None where that is too long.

    `known` are names that its headers give them.
    """
    plain = _without_pgp("\n\n".join(text.strip("\n") for text in parts.plain))
    html = without_addresses("<br>".join(parts.html))
    if not parts.html or not _is_stub(plain, html):
        said = _plain(without_addresses(plain).split("\n"), known, to_markdown)
        if said is None or said.body or not parts.html:
            return said
    return _html(markdown_of(html, to_markdown), known) if len(words_of(html)) <= _MOST_IN_HTML else None


def _is_stub(plain: str, html: str) -> bool:
    return len("".join(plain.split())) * _STUB < len("".join(words_of(html).split()))


def _plain(lines: Sequence[str], known: frozenset[str], to_markdown: ToMarkdown) -> Said | None:
    if len(lines) > _MOST_LINES:
        return None
    own, name = _own(lines, lines, known)
    text = unwrapped(own)
    if len(text) > MOST_LETTERS:
        return None
    body = to_markdown.write(escape(text, quote=False), CommentGuide(), breaks=True)
    return Said(body, name, wants_notice(lines))


def _html(lines: Sequence[str], known: frozenset[str]) -> Said | None:
    if len(lines) > _MOST_LINES:
        return None
    shown = [seen(line) for line in lines]
    own, name = _own(lines, shown, known)
    text = re.sub(r" +\n(?=\n|$)", "\n", "\n".join(own) + "\n")
    body = re.sub(r"\n{3,}", "\n\n", text).strip()
    return Said(body, name, wants_notice(shown)) if len(body) <= MOST_LETTERS else None


def _own(lines: Sequence[str], shown: Sequence[str], known: frozenset[str]) -> tuple[list[str], str]:
    """Return the own lines and the name under them; an empty line stands where a quote or signature went.

    A signature may stand above a quote, and answers between its lines below.
    """
    kept: list[str] = []
    name = ""
    runs = _runs(own_lines(shown), shown)
    for place, run in enumerate(runs, 1):
        seen_here = [shown[number] for number in run]
        if place == len(runs):
            signed = take_off(seen_here, known, alone=len(runs) == 1)
        else:
            signed = Signed(*program_lines(seen_here, alone=place == 1))
        kept += [lines[number] for number in run[: signed.left]] + [""]
        name = signed.name or name
    return kept, name


def _runs(numbers: Sequence[int], shown: Sequence[str]) -> list[list[int]]:
    """Return the numbers of own lines parted where something went between them; runs without words go."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [run for run in runs if any(shown[number].strip() for number in run)]


def _without_pgp(text: str) -> str:
    """Return a text without the frame of a signature (RFC 4880, section 7)."""
    return _SIGNED.sub(lambda match: re.sub(r"(?m)^- ", "", match[1]), text)

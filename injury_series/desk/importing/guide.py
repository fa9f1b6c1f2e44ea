"""Say where the links and pictures of an old text lead in this site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True)
class Notes:
    """Gather, in order and each once, what could not be brought over as it was."""

    lines: dict[str, None] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Note one thing."""
        self.lines.setdefault(line)


class Guide(Protocol):
    """Know the way from an old text; `full` allows pictures, headings and a little HTML."""

    full: bool
    notes: Notes

    def link(self, href: str) -> str | None:
        """Return the address that a link leads to now, or None where it leads nowhere any more."""

    def picture(self, src: str) -> str | None:
        """Return the source of a picture as a text names it, or None where there is none."""

    def described(self, src: str) -> str:
        """Return words that the old site had for a picture."""


class CommentGuide:
    """Let a comment link to other sites, and show no pictures."""

    full = False

    def __init__(self) -> None:
        self.notes = Notes()

    def link(self, href: str) -> str | None:
        """Return the address itself where it is one of the web."""
        return href.strip() if href.strip().startswith(("http://", "https://")) else None

    def picture(self, src: str) -> str | None:
        """Return None: a comment shows no pictures."""
        self.notes.add(f"a picture was left out: {src}")
        return None

    def described(self, src: str) -> str:  # noqa: ARG002
        """Return nothing."""
        return ""

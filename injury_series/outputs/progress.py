"""Say how far long work has come; who shows it, and whether anyone does, is not known here."""

from __future__ import annotations

from typing import Protocol


class Tell(Protocol):
    """Take what is being made, how many of it are done, and how many there are."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


def untold(what: str, done: int, total: int) -> None:
    """Tell nobody."""

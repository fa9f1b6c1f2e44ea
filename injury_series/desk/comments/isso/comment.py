"""A comment as an Isso server holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from injury_series.errors import InjurySeriesError


class Mode(IntEnum):
    """Say how far a comment has come there."""

    ACCEPTED = 1
    PENDING = 2
    DELETED = 4


@dataclass(frozen=True, slots=True)
class IssoComment:
    """Hold one comment of the thread that is called `uri`, an address of the site it stands under.

    `html` is what Isso shows; `reader` tells who wrote it apart from others, and is never kept as it is.
    """

    id: int
    uri: str
    parent: int | None
    mode: Mode
    date: datetime
    author: str
    website: str
    html: str
    reader: str

    @property
    def token(self) -> str:
        """Return what it is called: with its date, as a new server counts from 1 again."""
        return f"isso:{self.id}:{self.date.timestamp():.3f}"


def to_comment(values: Mapping[str, Any], uri: str, html: str, reader: str, where: str) -> IssoComment:
    """Return a comment from what Isso calls its fields, read at `where`.

    Raises InjurySeriesError where they are not as Isso writes them.
    """
    try:
        parent = values["parent"]
        return IssoComment(
            id=int(values["id"]),
            uri=uri,
            parent=None if parent is None else int(parent),
            mode=Mode(values["mode"]),
            date=datetime.fromtimestamp(float(values["created"]), UTC),
            author=str(values["author"] or ""),
            website=str(values["website"] or ""),
            html=html,
            reader=reader,
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise InjurySeriesError(
            f"{where}: a comment in it is not as Isso 0.14 writes them. Nothing was taken in."
        ) from error

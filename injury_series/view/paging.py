"""Lead through a list that is cut into pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from injury_series.view.parts import Link


@dataclass(frozen=True, slots=True)
class Paging:
    """Lead through a list that is cut into pages; `pages` links each, "1", "2" ...; `number` is this one."""

    number: int
    total: int
    pages: tuple[Link, ...]
    previous: str | None
    next: str | None


def make_paging(number: int, total: int, address: Callable[[int], str]) -> Paging | None:
    """Return the way through pages counted from 1, each at its `address`; None where one holds all."""
    if total < 2:
        return None
    return Paging(
        number=number,
        total=total,
        pages=tuple(Link(address(page), Markup(page)) for page in range(1, total + 1)),
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < total else None,
    )

"""What is not as it should be on a published site: where, what was found, what should be, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one finding; `grave` where readers get something wrong, `passing` where it may go by itself."""

    address: str
    found: str
    wanted: str
    way_out: str
    grave: bool = True
    passing: bool = False


def in_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return findings in words, a line each; of those that are alike, the first, with how many more."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in findings:
        alike.setdefault((one.found, one.wanted, one.way_out), []).append(one.address)
    return tuple(
        f"{addresses[0]}{_more(len(addresses) - 1)}: {found}; it should be {wanted}. {way_out}"
        for (found, wanted, way_out), addresses in alike.items()
    )


def _more(number: int) -> str:
    return f" and {number} more" if number else ""

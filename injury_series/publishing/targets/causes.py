"""Say in plain words why a tool failed: what it said is looked up in a table of causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from injury_series.publishing.target import PublishError
from injury_series.publishing.tools import ToolError

_LINES = 3
_SIGNED_IN = re.compile(r"//[^/@\s]+@")

NETWORK = (
    (
        r"could not resolve|name or service not known|no such host|temporary failure in name resolution",
        "The host {place} was not found. Is its name right, and is there a network? Then publish again.",
    ),
    (
        r"(?:failed to|unable to|couldn't|could not) connect|connection (?:refused|reset|closed)|timed? ?out|"
        r"broken pipe|unexpected disconnect|hung up|\beof\b|operation too slow|request send failed|"
        r"use of closed network|server closed idle|statuscode: 0\b|"
        r"network is unreachable|no route",
        "The network to {place} was cut, or nobody answers there. Publish again when it is back.",
    ),
)
"""What can happen to every tool that reaches over the network."""


@contextmanager
def in_plain_words(causes: Sequence[tuple[str, str]], place: str) -> Iterator[None]:
    """Turn the failure of a tool within into a PublishError that says the first cause that fits.

    A cause is a pattern of what the tool says, in any case, and what it means, with `{place}` for the place.
    """
    try:
        yield
    except ToolError as error:
        said = _SIGNED_IN.sub("//", error.said)
        found = next((words for pattern, words in causes if re.search(pattern, said, re.I)), "")
        cause = found.replace("{place}", place) or f"Publishing to {place} failed."
        lines = [line.strip() for line in said.splitlines() if line.strip()][-_LINES:]
        words = [f"{cause} What was published before is served as before.", *lines]
        raise PublishError("\n  ".join(words)) from error

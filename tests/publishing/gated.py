"""Lead a site through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from injury_series.errors import ContentFaults
from injury_series.pelican_site.build import build
from injury_series.pelican_site.making import Made
from injury_series.publishing.gate.looking import Looked, look_through
from tests.sites import CONF, NOW, a_site


def gate(
    root: Path, changes: Mapping[str, str | bytes | None], conf: str = CONF
) -> tuple[str, tuple[Looked, ...]]:
    """Build the good site with `changes` and look through it; return what is refused, and what was passed."""
    a_site(root, changes, conf)
    passed: list[Looked] = []

    def inspect(folder: Path, made: Made) -> None:
        passed.append(look_through(folder, made))

    try:
        build(root / "pelicanconf.py", root / "output", now=NOW, inspect=inspect)
    except ContentFaults as refused:
        return str(refused), ()
    return "", tuple(passed)

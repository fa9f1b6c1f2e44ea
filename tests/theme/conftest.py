"""Give the tests of the theme the environment that the site renders with."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined


@pytest.fixture(scope="session")
def theme() -> Environment:
    """Return the environment that the site renders with."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parents[2] / "theme" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["once"] = lambda macro, view: macro(view)
    return env

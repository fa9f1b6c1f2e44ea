"""The floors of the house: what a room may import, and what only one room may."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "injury_series"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = {
    "errors": set(),
    "story": set(),
    "source": {"errors", "story"},
    "view": {"errors", "story"},
    "outputs": {"errors", "story", "source", "view"},
    "pelican_site": {"errors", "story", "source", "view", "outputs"},
    "plugin": {"pelican_site"},
    "publishing": {"errors", "story", "source", "view", "outputs", "pelican_site"},
    "desk": {"errors", "story", "source", "view", "outputs", "pelican_site", "publishing"},
}
"""Each room, and the rooms below it that it may import."""


def room(path: Path) -> str:
    """Return the room of a file: its folder, or its own name at the top."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> set[str]:
    """Return every module that a file imports, wherever in it that stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are written whole"
            names.add(node.module or "")
            if node.module == "injury_series":
                names |= {f"injury_series.{alias.name}" for alias in node.names}
    return names - {"injury_series"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    if path.name == "__init__.py":
        assert len(ast.parse(path.read_text(encoding="utf-8")).body) == 1, "it holds a docstring only"
        return
    own = room(path)
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("injury_series.")}
    assert rooms - {own} <= FLOORS[own]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_only_one_room_and_the_door_know_pelican() -> None:
    knowing = {room(path) for path in MODULES if any(n.split(".")[0] == "pelican" for n in imports(path))}
    assert knowing == {"pelican_site", "plugin"}


def test_the_ground_floor_stands_on_the_standard_library_alone() -> None:
    for path in MODULES:
        if room(path) in ("story", "errors"):
            outside = {name.split(".")[0] for name in imports(path)} - {"injury_series"}
            assert outside <= sys.stdlib_module_names, path


def test_imports_go_round_nowhere() -> None:
    graph = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): imports(path) for path in MODULES
    }
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way, name))
        if name in graph and name not in done:
            for other in graph[name]:
                visit(other, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())

"""Tell which files the settings are made of, where they say by themselves what they say."""

from __future__ import annotations

import ast
from pathlib import Path

from injury_series.pelican_site.stamps import Stamp, read

_KNOWN = ("injury_series", "__future__")


def settings_files(conf: Path) -> tuple[Path, ...] | None:
    """Return the settings file `conf` and what it imports from beside it.

    None where they call anything, or import what is elsewhere: then they may hang on the clock, on the
    environment, on anything. Raises SyntaxError, ValueError or OSError where one cannot be read.
    """
    files, waiting = dict[Path, None](), [conf.resolve()]
    while waiting:
        file = waiting.pop()
        if file in files:
            continue
        files[file] = None
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call):
                return None
            for name in _imported(node):
                beside = file.parent / f"{name.partition('.')[0]}.py"
                if beside.is_file():
                    waiting.append(beside)
                elif name.partition(".")[0] not in _KNOWN:
                    return None
    return tuple(files)


def settings_stamps(conf: Path) -> dict[str, Stamp] | None:
    """Return the stamps of the files that the settings are made of; None where these say not all."""
    try:
        files = settings_files(conf)
        return {str(file): read(str(file), file.stat()) for file in files} if files else None
    except (OSError, SyntaxError, ValueError):  # whoever reads them says what is wrong
        return None


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []

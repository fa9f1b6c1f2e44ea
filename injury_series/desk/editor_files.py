"""Write what an editor reads of the front matter: schemas for every editor, snippets for VS Code."""

from __future__ import annotations

from pathlib import Path

from injury_series.desk.snippets import snippets
from injury_series.source.schema import schema_files


def editor_files() -> dict[str, str]:
    """Return the text of every file, by its path in the project."""
    schemas = {f"schemas/{name}": text for name, text in schema_files().items()}
    return {**schemas, ".vscode/injury-series.code-snippets": snippets()}


def run(root: Path = Path()) -> int:
    """Write the files below `root` and return the exit code, 0."""
    for name, text in editor_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {name}")
    return 0

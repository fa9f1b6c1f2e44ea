"""Read the front matter of a content file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from injury_series.source.text_file import read_text, split
from injury_series.source.yaml_tree import YamlTree, read_yaml


@dataclass(frozen=True, slots=True)
class Document:
    """Hold a content file in its two parts; `body_line` is the line on which the body begins."""

    file: str
    header: YamlTree
    body: str
    body_line: int


def read_document(path: Path, file: str) -> Document:
    """Read a content file; raises ContentFaults where it is damaged."""
    return as_document(read_text(path, file), file)


def as_document(text: str, file: str) -> Document:
    """Return the parts of a content file's text; raises ContentFaults where it is damaged."""
    header, body, body_line = split(text, file)
    return Document(file, read_yaml(header, file, first_line=2), body, body_line)

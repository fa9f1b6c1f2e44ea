"""Read YAML as plain texts, lists and mappings, and remember on which line each stands.

Values stay as they were written (`no` is a word, `12:30` a text, `2018` four digits): what a value means is
the business of the field that it fills, so that none of YAML's guesses at types can reach the story.
YAML 1.2, section 3.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from injury_series.errors import ContentFaults, Fault
from injury_series.source.yaml_hints import hint

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = "tuple[str | int, ...]"

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class YamlTree:
    """Hold what a YAML text says, and the line in the file on which each value begins, by its path."""

    data: dict[str, Value] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, file: str, first_line: int) -> YamlTree:
    """Read a YAML mapping that begins on `first_line` of `file`.

    Raises ContentFaults where the text is no YAML, is no mapping, or names a key twice.
    """
    try:
        return _tree(
            yaml.compose(text, Loader=_Loader), _Place(file, first_line, [*text.splitlines(), ""], [])
        )
    except yaml.MarkedYAMLError as error:
        raise ContentFaults([_not_yaml(error, text, file, first_line)]) from error
    except yaml.YAMLError as error:
        raise ContentFaults([Fault(file, first_line, "", f"This is not YAML: {error}")]) from error
    except RecursionError as error:
        raise ContentFaults(
            [Fault(file, first_line, "", "Brackets are nested far too deep here.")]
        ) from error


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    first_line: int
    text: list[str]
    faults: list[Fault]
    seen: set[int] = field(default_factory=set)


def _tree(node: yaml.Node | None, place: _Place) -> YamlTree:
    tree = YamlTree(lines={(): place.first_line})
    if node is None:
        return tree
    if not isinstance(node, yaml.MappingNode):
        problem = 'Expected lines of "key: value" here.'
        raise ContentFaults([Fault(place.file, place.first_line + node.start_mark.line, "", problem)])
    tree.data = _mapping(node, (), tree, place)
    if place.faults:
        raise ContentFaults(place.faults)
    return tree


def _plain(node: yaml.Node, path: Path, tree: YamlTree, place: _Place) -> Value:
    tree.lines.setdefault(path, place.first_line + node.start_mark.line)
    if id(node) in place.seen:
        problem = "A text that is used twice by & and * has no place in front matter."
        place.faults.append(Fault(place.file, place.first_line + node.start_mark.line, "", problem))
        return None
    place.seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, tree, place)
    if node.tag.startswith("!") and node.tag != "!":
        problem = f'A text that begins with "{node.tag}" stands in quotes.'
        place.faults.append(Fault(place.file, place.first_line + node.start_mark.line, "", problem))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), tree, place) for number, item in enumerate(node.value)]
    text = str(node.value)
    if _cut_off(node, place.text):
        problem = 'What stands behind " #" is left out here.'
        way_out = "Put the whole text in quotes, or the remark on a line of its own."
        place.faults.append(
            Fault(place.file, place.first_line + node.end_mark.line, "", problem, hint=way_out)
        )
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return None if plain and text in _EMPTY else text


def _cut_off(node: yaml.Node, text: list[str]) -> bool:
    """Tell whether a remark follows a text on its line: most often it was meant to be part of the text."""
    if getattr(node, "style", None) or node.start_mark.line != node.end_mark.line:
        return False
    return text[node.end_mark.line][node.end_mark.column :].lstrip().startswith("#")


def _mapping(node: yaml.MappingNode, path: Path, tree: YamlTree, place: _Place) -> dict[str, Value]:
    mapping: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = place.first_line + key_node.start_mark.line
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in mapping:
            first = tree.lines[(*path, key)]
            problem = f"This key stands here twice; the first is on line {first}."
            place.faults.append(Fault(place.file, line, key, problem))
            continue
        tree.lines[(*path, key)] = line
        mapping[key] = _plain(value_node, (*path, key), tree, place)
    return mapping


def _not_yaml(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, way_out = hint(text.splitlines() or [""], mark.line if mark else 0)
    said = (error.problem or error.context or "").partition("\n")[0]
    return Fault(file, first_line + line, "", f"This cannot be read as YAML: {said}.", hint=way_out)

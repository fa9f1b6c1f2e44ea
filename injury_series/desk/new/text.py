"""Write the text of a new file: its keys, what else it can say as comments, and where the words go.

The words about keys are the model's own. A line that begins with "##" explains; one with "# " is an example,
which holds good as it stands once the sign is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from injury_series.source.schema import Schema, schema_of

Fill = Mapping[str, Any]
"""Examples that fit this story, by key or `group.key`; None leaves a key out."""

_AS_WRITTEN = ("date", "happened", "order", "from", "to", "as-of", "checked", "updated", "part")
_SELDOM = ("part", "updated", "slug", "aliases", "disclosure", "discussions", "allow")


def key_lines(values: Mapping[str, Any]) -> list[str]:
    """Return front matter lines; a text is quoted where YAML would take it for something else."""
    lines: list[str] = []
    for key, value in values.items():
        if key in _AS_WRITTEN:
            lines.append(f"{key}: {value}")
        else:
            lines += _yaml({key: value})
    return lines


def _yaml(value: Any) -> list[str]:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=10**9, sort_keys=False)
    return str(text).rstrip("\n").split("\n")


class _Dumper(yaml.SafeDumper):
    """Set lists in under their key, as the README does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def optional_lines(kind: str, without: Iterable[str], fill: Fill) -> list[str]:
    """Return the keys that a file of this kind can also have, as comments."""
    schema, lines, seldom = schema_of(kind), [], []
    for key, value in schema["properties"].items():
        if key in without:
            continue
        example = _example(key, value, fill)
        if example:
            commented = [f"# {line}" for line in example]
            if key in _SELDOM and kind == "post":
                seldom += commented
            else:
                lines += [f"## {meaning(value)}", *commented]
    return [*lines, *(["## Seldom needed:", *seldom] if seldom else [])]


def meaning(value: Schema) -> str:
    """Return what a key means, and the words that it or the keys in its group choose from."""
    inner = value.get("items", value).get("properties", {})
    choices = [f"{key}: {', '.join(each['enum'])}." for key, each in inner.items() if "enum" in each]
    own = [f"{', '.join(value['enum'])}."] if "enum" in value else []
    return " ".join([value["description"], *own, *choices])


def _example(key: str, value: Schema, fill: Fill) -> list[str]:
    """Return an example of a key in lines, or nothing where this story has none that would hold good."""
    if key in fill:
        filled = fill[key]
        return key_lines({key: filled}) if filled else []
    group = value.get("items", value)
    if "properties" in group:
        inner = {name: fill.get(f"{key}.{name}", sample(each)) for name, each in group["properties"].items()}
        if not all(inner[name] for name in group["required"]):
            return []
        lines = [line for name, each in inner.items() if each for line in key_lines({name: each})]
        many = "items" in value
        return [
            f"{key}:",
            *(f"  {'  ' if many and n else '- ' if many else ''}{line}" for n, line in enumerate(lines)),
        ]
    text = sample(value) or sample(group)
    return key_lines({key: [text] if "items" in value else text})


def sample(value: Schema) -> str:
    """Return an example of a value: the model's own, or the first of its choices."""
    return str((value.get("examples") or value.get("enum") or [""])[0])

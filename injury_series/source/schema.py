"""Say what front matter may hold as a JSON Schema, for editors that complete and check while one writes.

An editor reads YAML by its types (`order: 1` is a number, `title: 2019` too), so the schema takes these
beside texts. It says what each value is; what values and files say of each other only the build can tell.
JSON Schema draft-07: the YAML language server reads no later one.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from injury_series.source.comment_header import CommentHeader
from injury_series.source.headers import (
    Header,
    PageHeader,
    PhaseHeader,
    PostHeader,
    ProviderHeader,
    SeriesHeader,
)

Schema: TypeAlias = "dict[str, Any]"

KINDS: dict[str, type[Header]] = {
    "series": SeriesHeader,
    "post": PostHeader,
    "phase": PhaseHeader,
    "provider": ProviderHeader,
    "comment": CommentHeader,
    "page": PageHeader,
}
"""Each kind of file, and the keys that it knows."""

_DIALECT = "http://json-schema.org/draft-07/schema#"


def schema_of(kind: str) -> Schema:
    """Return the schema of one kind of file; it stands alone, without references."""
    made = KINDS[kind].model_json_schema(by_alias=True)
    groups = made.pop("$defs", {})
    return {"$schema": _DIALECT, **_plain(made, groups), "title": f"Injury Series: {kind}"}


def schema_files() -> dict[str, str]:
    """Return the text of every schema by the name of its file."""
    return {
        f"{kind}.schema.json": json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
        for kind in KINDS
    }


def _plain(made: Schema, groups: Schema) -> Schema:
    """Put groups in the place of references (draft-07 reads no words beside one), and drop what says nothing.

    A key that may be left out may not be empty, so that no value is ever null.
    """
    made = {name: value for name, value in made.items() if name != "title"}
    if "$ref" in made:
        group = groups[made.pop("$ref").rsplit("/", 1)[1]]
        made = {**_plain(group, groups), **made}
    options = [option for option in made.pop("anyOf", []) if option != {"type": "null"}]
    for option in options:  # one: without null it is no choice
        made = {**_plain(option, groups), **made}
    if made.get("default", ()) in (None, []):
        del made["default"]
    for name in ("items", "additionalProperties"):
        if isinstance(made.get(name), dict):
            made[name] = _plain(made[name], groups)
    if "properties" in made:
        made["properties"] = {name: _plain(value, groups) for name, value in made["properties"].items()}
    return made

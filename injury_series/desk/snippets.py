"""Make snippets for VS Code from the keys of front matter: it completes them without any extension.

A key is offered in front matter alone, which VS Code takes for YAML; a whole file in Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from injury_series.desk.new.text import key_lines, meaning, sample
from injury_series.source.schema import KINDS, Schema, schema_of

Snippet: TypeAlias = "dict[str, Any]"

_ITEMS = {
    "treatments": "treatment",
    "diagnoses": "diagnosis",
    "events": "event",
    "measures": "measure",
    "resources": "resource",
    "discussions": "discussion",
}
"""The lists of a post, and what one more in them is called."""

_ALSO = {
    "post": ("happened", "providers", "status"),
    "provider": ("kind", "shown"),
    "comment": ("author", "reply-to"),
}
"""What the whole files hold beside the keys that are needed."""

_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


def snippets() -> str:
    """Return the text of the file of snippets."""
    return json.dumps(dict(_all()), indent=2, ensure_ascii=False) + "\n"


def _all() -> Iterator[tuple[str, Snippet]]:
    for kind in KINDS:
        if kind != "series":
            yield f"A whole {kind}", _whole(kind)
    post = schema_of("post")["properties"]
    for key, value in post.items():
        yield f"Post: {key}", _snippet(key, "yaml", meaning(value), _Body().key(key, value))
    for key, item in _ITEMS.items():
        group = post[key]["items"]
        body = _Body().item("", group)
        yield (
            f"Post: one more of {key}",
            _snippet(item, "yaml", f"One more of {key}. {meaning(post[key])}", body),
        )


def _whole(kind: str) -> Snippet:
    schema, body = schema_of(kind), _Body()
    keys = [*schema["required"], *_ALSO.get(kind, ())]
    lines = [line for key in keys for line in body.key(key, schema["properties"][key])]
    return _snippet(kind, "markdown", f"The whole of a {kind}.", ["---", *lines, "---", "$0"])


def _snippet(prefix: str, scope: str, description: str, body: list[str]) -> Snippet:
    return {"prefix": prefix, "scope": scope, "description": description, "body": body}


class _Body:
    """Write the lines of one snippet, with its places to fill in counted from 1."""

    def __init__(self) -> None:
        self.places = 0

    def key(self, key: str, value: Schema) -> list[str]:
        """Return one key with its value, list or group."""
        group = value.get("items", value)
        if "properties" in group:
            lines = self.item("  ", group) if "items" in value else self._group("  ", group)
            return [f"{key}:", *lines]
        if "items" in value:
            return [f"{key}:", f"  - {self._place(key, value if 'examples' in value else group)}"]
        return [f"{key}: {self._place(key, value)}"]

    def item(self, indent: str, group: Schema) -> list[str]:
        """Return one more in a list of groups."""
        first, *rest = self._group("", group)
        return [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]

    def _group(self, indent: str, group: Schema) -> list[str]:
        lines = [
            f"{indent}{line}" for key, value in group["properties"].items() for line in self.key(key, value)
        ]
        if isinstance(group.get("additionalProperties"), dict):  # a measure and its number
            self.places += 1
            name = f"${{{self.places}:pain-free-miles}}"
            lines.append(f"{indent}{name}: {self._place('', group['additionalProperties'])}")
        return lines

    def _place(self, key: str, value: Schema) -> str:
        self.places += 1
        if "enum" in value:
            words = ("true", "false") if True in value["enum"] else value["enum"]
            words = sorted(words, key=lambda word: word != "draft")  # nothing goes out by accident
            return f"${{{self.places}|{','.join(words)}|}}"
        if key in ("date", "updated") and value["type"] == "string":
            return f"${{{self.places}:{_TODAY}}}"
        text = sample(value) or "file-name"
        written = key_lines({"key": text})[0].removeprefix("key: ") if not _typed(value) else text
        return f"${{{self.places}:{_escaped(written)}}}"


def _typed(value: Schema) -> bool:
    """Tell whether a value is no free text, and so never in quotes."""
    return "patternErrorMessage" in value


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")

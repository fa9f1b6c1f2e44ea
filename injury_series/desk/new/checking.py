"""Check what is to stand in a new file, before it is written, by the model, the names and the addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from injury_series.desk.new.story import StorySoFar
from injury_series.errors import ContentFaults, Fault
from injury_series.source.schema import KINDS
from injury_series.source.validate import validate
from injury_series.source.yaml_tree import YamlTree
from injury_series.story.slugs import slugify

Values = dict[str, "str | list[str]"]

NAMED_BY = {"post": "title", "phase": "title", "provider": "name"}
"""The key that a file is called by."""

_EMPTY = "This has no value."  # the model's hint is about a line, and there is none yet
_LONGEST = (
    60  # letters of an address; a file's name may have 255 bytes, and three make a letter in some scripts
)


def clean(text: str) -> str:
    """Return a text in one line, without what no text can hold."""
    line = " ".join(text.split())
    return "".join(
        c for c in line if unicodedata.category(c) not in ("Cc", "Cs") and ord(c) & 0xFFFE != 0xFFFE
    )


def slug_key(kind: str, values: Mapping[str, object]) -> str:
    """Return the key that the address is made from; never the name of a provider who is not shown by it."""
    shown = str(values.get("shown", "name"))
    return shown if kind == "provider" and shown in ("role", "alias") else NAMED_BY[kind]


def slug_of(kind: str, values: Mapping[str, object]) -> str:
    """Return the slug of a new file, not longer than a line can hold; empty where it has no letters."""
    slug = slugify(str(values.get(slug_key(kind, values), "")))
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def address_of(kind: str, values: Mapping[str, object]) -> str:
    """Return where readers will find it."""
    return f"/{kind}s/{slug_of(kind, values)}/"


def faults_of(kind: str, values: Values, story: StorySoFar) -> list[Fault]:
    """Return everything that is wrong with the values, each by the key that it belongs to."""
    faults: list[Fault] = []
    try:
        validate(
            YamlTree({key: [*each] if isinstance(each, list) else each for key, each in values.items()}),
            KINDS[kind],
            f"new {kind}",
        )
    except ContentFaults as error:
        faults += error.faults
    faults = [replace(fault, hint="") if fault.problem == _EMPTY else fault for fault in faults]
    return [*faults, *_names(kind, values, story), *_address(kind, values, story)]


def wrong(kind: str, key: str, values: Values, story: StorySoFar) -> str:
    """Return what is wrong with one key, in a sentence, or nothing."""
    found = (fault for fault in faults_of(kind, values, story) if fault.field.split("[")[0] == key)
    return next((str(replace(fault, file="", field="")).lstrip(": ") for fault in found), "")


def _names(kind: str, values: Values, story: StorySoFar) -> Iterator[Fault]:
    if kind != "post":
        return
    phase, providers = values.get("phase"), values.get("providers", [])
    if isinstance(phase, str) and phase not in story.phases:
        yield Fault("new post", 0, "phase", f'"{phase}" is not a phase.', phase, tuple(story.phases))
    for key in providers:
        if key not in story.providers:
            problem = f'"{key}" is not a provider.'
            yield Fault("new post", 0, "providers", problem, key, tuple(story.providers))


def _address(kind: str, values: Values, story: StorySoFar) -> Iterator[Fault]:
    key = slug_key(kind, values)
    if not values.get(key):
        return
    address = address_of(kind, values)
    other = story.taken.get(address.rstrip("/"))
    if not slug_of(kind, values):
        yield Fault(f"new {kind}", 0, key, "This makes no address. Give it letters or digits.")
    elif other:
        problem = f"This would be at {address}, where {other} is already."
        yield Fault(f"new {kind}", 0, key, problem, hint=f"Choose another {key}.")

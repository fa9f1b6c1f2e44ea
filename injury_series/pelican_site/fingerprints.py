"""Take the fingerprint of a view: two that differ in anything a template can read have different ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import blake2b
from typing import Any

from markupsafe import Markup

_SIZE = 16


class Fingerprints:
    """Take the fingerprints of many views; what they share is looked through once.

    It holds on to every view that it has seen.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._fields: dict[type, tuple[bytes, tuple[str, ...]]] = {}

    def of(self, *parts: object) -> str:
        """Return the fingerprint of views and of what else something is made from.

        Raises TypeError for what is no plain value: it could change unseen.
        """
        return self._digest(parts).hex()

    def _digest(self, parts: tuple[object, ...]) -> bytes:
        return blake2b(
            b"".join(piece for part in parts for piece in self._pieces(part)), digest_size=_SIZE
        ).digest()

    def _pieces(self, value: Any) -> Iterator[bytes]:
        """Yield what tells a value from every other: its kind, how much of it there is, and what it holds."""
        kind = type(value)
        if kind is str or kind is Markup:
            text = value.encode("utf-8", "surrogatepass")
            yield b"%c%d:" % (b"s" if kind is str else b"m", len(text))
            yield text
        elif value is None or kind is bool or kind is int or kind is float:
            yield f"{kind.__name__} {value!r};".encode()
        elif kind is tuple or kind is list:
            yield b"l%d:" % len(value)
            for item in value:
                yield from self._pieces(item)
        elif kind is dict:
            yield b"d%d:" % len(value)
            for item in value.items():
                yield from self._pieces(item)
        elif is_dataclass(value):
            yield b"v"
            yield self._view(value)
        else:
            yield _plain(value)

    def _view(self, view: Any) -> bytes:
        known = self._known.get(id(view))
        if known is None:
            kind = type(view)
            if kind not in self._fields:
                name = f"{kind.__module__}.{kind.__qualname__}"
                self._fields[kind] = name.encode(), tuple(field.name for field in fields(view))
            name_, names = self._fields[kind]
            digest = self._digest((name_, *(getattr(view, name) for name in names)))
            known = self._known[id(view)] = (view, digest)
        return known[1]


def _plain(value: object) -> bytes:
    if isinstance(value, bytes):
        return b"b%d:" % len(value) + value
    if isinstance(value, (date, Enum)):
        return f"{type(value).__qualname__} {value!r} {getattr(value, 'tzinfo', None)!r};".encode()
    raise TypeError(f"A view holds {value!r}, whose changes cannot be seen.")

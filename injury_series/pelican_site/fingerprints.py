"""Take the fingerprint of a view: two that differ in anything a template can read have different ones."""

from __future__ import annotations

from collections.abc import Iterable
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
        self._fields: dict[type, tuple[str, tuple[str, ...]]] = {}

    def of(self, *parts: object) -> str:
        """Return the fingerprint of views and of what else something is made from.

        Raises TypeError for what is no plain value: it could change unseen.
        """
        return self._digest(parts).hex()

    def _digest(self, parts: Iterable[object]) -> bytes:
        pieces: list[bytes] = []
        for part in parts:
            self._add(part, pieces)
        return blake2b(b"".join(pieces), digest_size=_SIZE).digest()

    def _add(self, value: Any, pieces: list[bytes]) -> None:
        """Add what tells a value from every other: its kind, how much of it there is, and what it holds."""
        kind = type(value)
        if kind is str or kind is Markup:
            text = value.encode("utf-8", "surrogatepass")
            pieces += (b"s%d:" % len(text) if kind is str else b"m%d:" % len(text), text)
        elif value is None or kind is bool or kind is int or kind is float:
            pieces.append(f"{kind.__name__} {value!r};".encode())
        elif kind is tuple or kind is list:
            pieces.append(b"l%d:" % len(value))
            for item in value:
                self._add(item, pieces)
        elif kind is dict:
            pieces.append(b"d%d:" % len(value))
            for item in value.items():
                self._add(item, pieces)
        elif is_dataclass(value):
            pieces += (b"v", self._view(value))
        else:
            pieces.append(_plain(value))

    def _view(self, view: Any) -> bytes:
        known = self._known.get(id(view))
        if known is None:
            kind = type(view)
            if kind not in self._fields:
                names = tuple(field.name for field in fields(view))
                self._fields[kind] = f"{kind.__module__}.{kind.__qualname__}", names
            name, names = self._fields[kind]
            digest = self._digest([name, *[getattr(view, field) for field in names]])
            known = self._known[id(view)] = (view, digest)
        return known[1]


class NoFingerprints:
    """Stand in for fingerprints where they are of no use: a published site is made anew each time."""

    def of(self, *_: object) -> str:
        """Return nothing."""
        return ""


def _plain(value: object) -> bytes:
    if isinstance(value, bytes):
        return b"b%d:" % len(value) + value
    if isinstance(value, (date, Enum)):
        return f"{type(value).__qualname__} {value!r} {getattr(value, 'tzinfo', None)!r};".encode()
    raise TypeError(f"A view holds {value!r}, whose changes cannot be seen.")

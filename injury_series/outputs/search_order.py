"""Put the lists of a search index in order: Pagefind writes some as its hash tables have them, never alike.

These are the choices (`filter/*.pf_filter`) and what names them by hash: the table of the index
(`*.pf_meta`), and that in turn `pagefind-entry.json`. All else is the same for the same pages. A file is a
mark and then CBOR (RFC 8949), of which only numbers, texts and lists occur; it is named by the SHA-1 of that.
"""

from __future__ import annotations

import gzip
import json
from hashlib import sha1
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"
_NUMBER, _TEXT, _LIST = 0, 3, 4
_FILTERS, _SORTS = 3, 4
"""Where in the table are the choices and the orders, each a list of a name and what belongs to it."""


def put_in_order(folder: Path) -> None:
    """Write the choices of an index, and all that names them, in one order.

    Raises ValueError where a file is not as Pagefind 1.5 writes it, OSError where one is missing.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    for name, language in sorted(entry["languages"].items()):
        place = folder / f"pagefind.{language['hash']}.pf_meta"
        table = _read(place)
        table[_FILTERS] = sorted([choice, _settle(folder, name, hash_)] for choice, hash_ in table[_FILTERS])
        table[_SORTS].sort()
        language["hash"] = _named(name, table, 10)
        _write(folder / f"pagefind.{language['hash']}.pf_meta", table, place)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    (folder / "pagefind-entry.json").write_text(text, encoding="utf-8")


def _settle(folder: Path, language: str, hash_: str) -> str:
    """Put the values of one choice in order and return the new hash of its file.

    A page that says one value twice, as of two treatments with one outcome, would be counted twice.
    """
    place = folder / "filter" / f"{hash_}.pf_filter"
    name, values = _read(place)
    choice = [name, sorted([value, sorted(set(pages))] for value, pages in values)]
    new = _named(language, choice, 7)
    _write(folder / "filter" / f"{new}.pf_filter", choice, place)
    return new


def _named(language: str, thing: list[Any], length: int) -> str:
    return f"{language}_{sha1(_encoded(thing), usedforsecurity=False).hexdigest()[:length]}"


def _read(place: Path) -> list[Any]:
    data = gzip.decompress(place.read_bytes())
    if not data.startswith(_MARK):
        raise ValueError(f"{place.name} does not begin as a file of Pagefind does")
    thing, end = _decoded(data, len(_MARK))
    if not isinstance(thing, list) or end != len(data):
        raise ValueError(f"{place.name} holds more than one list")
    return thing


def _write(place: Path, thing: list[Any], old: Path) -> None:
    old.unlink()
    place.write_bytes(gzip.compress(_MARK + _encoded(thing), mtime=0))


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    """Return the thing that begins at a place, and the place after it."""
    kind, size, at = data[at] >> 5, data[at] & 31, at + 1
    if size > 27:
        raise ValueError("a number of an unknown length")
    if size > 23:
        length = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + length], "big"), at + length
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind == _LIST:
        things = []
        for _ in range(size):
            thing, at = _decoded(data, at)
            things.append(thing)
        return things, at
    if kind != _NUMBER:
        raise ValueError(f"a thing of the unknown kind {kind}")
    return size, at


def _encoded(thing: Any) -> bytes:
    if isinstance(thing, int):
        return _head(_NUMBER, thing)
    if isinstance(thing, str):
        return _head(_TEXT, len(thing.encode())) + thing.encode()
    return _head(_LIST, len(thing)) + b"".join(map(_encoded, thing))


def _head(kind: int, number: int) -> bytes:
    """Return a kind and a number in the fewest bytes."""
    if number < 24:
        return bytes([kind << 5 | number])
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([kind << 5 | 24 + power]) + number.to_bytes(1 << power, "big")

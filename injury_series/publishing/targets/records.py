"""The record of what an object store holds: one whole release as a base, and others as differences to it.

One changed file of thousands then costs a few hundred bytes of record.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeAlias

from injury_series.publishing.release import Release, SiteFile, Told, read_release

_VERSION = 1
_PARTS = ("files", "posts", "comments")
_SMALL = 8
"""A base is good as long as the difference to it is this many times smaller than it is."""

_NAMES = (".injury-series-a.json", ".injury-series-b.json")
"""A new base takes the other name, so that the record that is there keeps its own until it is replaced."""

_UNSURE = SiteFile(0, "")

_Data: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """Hold the releases, the one that is served first, and those being sent or cut off since."""

    releases: tuple[Release, ...] = ()
    sending: tuple[Release, ...] = ()

    @property
    def last(self) -> Release | None:
        """Return the release that was sent whole last."""
        return self.releases[0] if self.releases else None

    @property
    def served(self) -> Release | None:
        """Return what is there; after a cut, files that may be of one release or another are like none."""
        if not self.sending:
            return self.last
        last = self.last or Release(self.sending[0].made, {}, Told())
        unsure = {
            path: _UNSURE
            for cut in self.sending
            for path in {*last.files, *cut.files}
            if last.files.get(path) != cut.files.get(path)
        }
        return replace(last, files={**last.files, **unsure})

    def begin(self, release: Release) -> Record:
        """Return the record as a release is being sent; what was cut off before is not forgotten."""
        others = (cut for cut in self.sending if cut.digest != release.digest)
        return Record(self.releases, (*others, release))


@dataclass(frozen=True, slots=True)
class Base:
    """Hold the text of a whole release, and the name that it is kept by: one of two, in turn."""

    name: str = ""
    text: bytes = b""


def write_record(record: Record, base: Base) -> tuple[bytes, Base]:
    """Return the text of a record, and the base that it is a difference to: this one, if it still suits."""
    newest = _data((record.sending or record.releases[:1])[-1].to_json())
    known = _data(base.text) if base.text else None
    if known is None or len(_text(_difference(known, newest))) * _SMALL > len(base.text):
        base, known = Base(_NAMES[base.name == _NAMES[0]], _text(newest)), newest
    releases, sending = (
        [_difference(known, _data(release.to_json())) for release in of]
        for of in (record.releases, record.sending)
    )
    facts = {"version": _VERSION, "base": base.name, "digest": sha256(base.text).hexdigest()}
    return _text({**facts, "releases": releases, "sending": sending}), base


def name_of_base(text: bytes) -> str:
    """Return the name of the base that a record asks for, or nothing where the record is damaged."""
    try:
        name = json.loads(text)["base"]
    except (ValueError, KeyError, TypeError):
        return ""
    return name if name in _NAMES else ""


def read_record(text: bytes, base: Base) -> Record | None:
    """Return the record that `write_record` wrote, or None where it or its base is damaged."""
    try:
        data = json.loads(text)
        if (data["version"], data["digest"]) != (_VERSION, sha256(base.text).hexdigest()):
            return None
        known = _data(base.text)
        releases = [read_release(_joined(known, difference)) for difference in data["releases"]]
        sending = [read_release(_joined(known, difference)) for difference in data["sending"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if None in releases or None in sending:
        return None
    return Record(tuple(filter(None, releases)), tuple(filter(None, sending)))


def _data(release: bytes) -> _Data:
    data: _Data = json.loads(release)
    return data


def _text(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _difference(base: _Data, data: _Data) -> _Data:
    """Return the release with only what is other than in the base; what is not in the release is null."""
    found = {**data}
    for part in _PARTS:
        old, new = base[part], data[part]
        found[part] = {name: new.get(name) for name in {*old, *new} if old.get(name) != new.get(name)}
    return found


def _joined(base: _Data, difference: _Data) -> bytes:
    found = {**difference}
    for part in _PARTS:
        both = {**base[part], **difference[part]}
        found[part] = {name: value for name, value in both.items() if value is not None}
    return json.dumps(found).encode()

"""Remember which replies came, and what became of them, without a word or an address of any reader.

The records lie beside the comments that wait, in `content/comments/_held/records.json`, which git ignores
and no build reads.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from injury_series.desk.comments.reply import CameBy
from injury_series.desk.comments.safe_file import write_whole
from injury_series.errors import InjurySeriesError
from injury_series.source.files import HELD

FILE = "records.json"
_DAMAGED = (
    "{}: this does not read as it was written. Take the file away: replies that were read before "
    "may then be held a second time."
)


class State(StrEnum):
    """Say what became of a reply."""

    HELD = "held"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Record:
    """Remember one reply.

    `reader` is a keyed hash; `notice` is true where they asked to hear of answers, `told` are the ids of the
    answers that they were told of. A refused one keeps no id.
    """

    post: str
    id: str
    came_by: CameBy
    reader: str
    state: State = State.HELD
    notice: bool = False
    told: tuple[str, ...] = ()


class Records:
    """Hold every record by the keyed hash of its reply's token; nothing is on the disk before `save`."""

    def __init__(self, path: Path, key: bytes, by_token: dict[str, Record]) -> None:
        self._path, self._key, self._by_token = path, key, by_token
        self._changed: set[str] = set()
        self._tokens = {(each.post, each.id): token for token, each in by_token.items()}

    @classmethod
    def read(cls, content: Path) -> Records:
        """Return the records below a content folder; InjurySeriesError where they are damaged."""
        path = content / "comments" / HELD / FILE
        key, records = _read(path) or (secrets.token_bytes(32), {})
        return cls(path, key, records)

    def save(self) -> None:
        """Write what was put or changed, for the writer's eyes alone; InjurySeriesError if that cannot be.

        What another task has written meanwhile stays.
        """
        if not self._changed:
            return
        there = _read(self._path)
        if there and there[0] == self._key:
            kept = {token: each for token, each in there[1].items() if token not in self._changed}
            self._by_token = kept | {token: self._by_token[token] for token in self._changed}
        replies = {token: asdict(record) for token, record in sorted(self._by_token.items())}
        text = json.dumps({"key": self._key.hex(), "replies": replies}, indent=1)
        write_whole(self._path, f"{text}\n", private=True)
        self._changed.clear()
        self._tokens = {(each.post, each.id): token for token, each in self._by_token.items()}

    def hash_of(self, text: str) -> str:
        """Return the keyed hash of a token or a reader: 32 hexadecimal digits."""
        plain = text.strip().casefold().encode("utf-8", "replace")
        return hmac.digest(self._key, plain, "sha256").hex()[:32]

    def of_token(self, token: str) -> Record | None:
        """Return the record of the reply that is called `token` where it came from."""
        return self._by_token.get(self.hash_of(token))

    def put(self, token: str, record: Record) -> None:
        """Remember a reply by its token."""
        self._put(self.hash_of(token), record)

    def was_refused(self, name: str) -> bool:
        """Tell whether a comment, "slug/id", that came as a file has been turned away."""
        return self.of_token(f"file:{name}") is not None

    def refuse_file(self, name: str, post: str) -> None:
        """Remember that a comment which came as a file was turned away."""
        self.put(f"file:{name}", Record(post, "", CameBy.FILE, "", State.REFUSED))

    def of_comment(self, post: str, id_: str) -> Record | None:
        """Return the record of a comment, held or let in, or None where it came another way."""
        token = self._tokens.get((post, id_))
        return self._by_token[token] if token else None

    def change(self, old: Record, **values: object) -> Record:
        """Put other values into a record, and return it."""
        new = replace(old, **values)  # type: ignore[arg-type]
        for token in [token for token, each in self._by_token.items() if each == old]:
            self._put(token, new)
        return new

    def __iter__(self) -> Iterator[Record]:
        """Yield every record."""
        return iter(self._by_token.values())

    def _put(self, token: str, record: Record) -> None:
        before = self._by_token.get(token)
        if before and self._tokens.get((before.post, before.id)) == token:
            del self._tokens[before.post, before.id]
        self._by_token[token] = record
        self._tokens[record.post, record.id] = token
        self._changed.add(token)


def _read(path: Path) -> tuple[bytes, dict[str, Record]] | None:
    """Return the key and the records of a file, or None where there is none."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        records = {token: _record(values) for token, values in kept["replies"].items()}
        return bytes.fromhex(kept["key"]), records
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InjurySeriesError(f"{path}: this cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InjurySeriesError(_DAMAGED.format(path)) from error


def _record(values: dict[str, object]) -> Record:
    told = values["told"]
    if not isinstance(told, list):
        raise TypeError(told)
    return Record(
        post=str(values["post"]),
        id=str(values["id"]),
        came_by=CameBy(str(values["came_by"])),
        reader=str(values["reader"]),
        state=State(str(values["state"])),
        notice=bool(values["notice"]),
        told=tuple(map(str, told)),
    )

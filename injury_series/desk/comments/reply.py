"""A reply as it came from outside, before anybody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CameBy(StrEnum):
    """Say which way a reply came."""

    MAIL = "mail"
    ISSO = "isso"
    FEDIVERSE = "fediverse"
    FILE = "file"  # put there by hand, or by an import


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold one reply to the post whose slug is `post`.

    `id` is what its file is to be called; `date` is aware; `body` is a comment's Markdown. `token` names it
    where it came from (a Message-ID, an address), and `reader` who wrote it there; of both a keyed hash is
    kept, never the text. `answers` is the id of the comment that it answers, or `answers_token` the token of
    a reply that came before it; both None answer the post. `notice` is true where the reader asked to hear of
    an answer; `let_in` where the writer has let it in already, elsewhere.
    """

    post: str
    id: str
    author: str
    date: datetime
    body: str
    came_by: CameBy
    token: str
    reader: str
    answers: str | None = None
    answers_token: str | None = None
    url: str | None = None
    by_writer: bool = False
    notice: bool = False
    let_in: bool = False

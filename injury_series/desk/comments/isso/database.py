"""Read the comments of an Isso server from its database, without changing a byte of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor

from injury_series.desk.comments.isso.comment import IssoComment, to_comment
from injury_series.errors import InjurySeriesError
from injury_series.source.comments import comment_markdown

_VERSION = 5
_QUERY = """
    SELECT threads.uri, comments.id, parent, created, mode, remote_addr, text, author, email, website
    FROM comments JOIN threads ON threads.id = comments.tid ORDER BY comments.id
"""
_NO_FILE = "{}: there is no such file. It is the one that `dbpath` names in your isso.cfg."
_NOT_ISSO = (
    "{}: this is not the database of an Isso server. It is the file that `dbpath` names in your isso.cfg."
)
_OLDER = (
    "{}: its version is {}; what can be read is {}, as Isso 0.14 writes it. "
    "Run Isso 0.14 once with this file, which brings it up to date."
)
_NEWER = (
    "{}: its version is {}; what can be read is {}, as Isso 0.14 writes it. "
    "Give no file, and the comments are read from the server instead."
)
_BUSY = "{}: this cannot be read: {}. Stop the server, or copy the file, and try again."


def read_database(path: Path) -> list[IssoComment]:
    """Return every comment in an Isso server's SQLite database, in the order in which they were written.

    Raises InjurySeriesError where the file is none, or of another version; it is only ever read.
    """
    if not path.is_file():
        raise InjurySeriesError(_NO_FILE.format(path))
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            _check(path, database)
            database.row_factory = sqlite3.Row
            database.text_factory = lambda text: text.decode("utf-8", "replace")
            rows = database.execute(_QUERY).fetchall()
    except sqlite3.OperationalError as error:
        wrong_tables = str(error).startswith("no such ")
        raise InjurySeriesError((_NOT_ISSO if wrong_tables else _BUSY).format(path, error)) from error
    except sqlite3.DatabaseError as error:
        raise InjurySeriesError(_NOT_ISSO.format(path)) from error
    parser = _isso_markdown()
    return [_comment(row, parser, str(path)) for row in rows]


def _check(path: Path, database: sqlite3.Connection) -> None:
    (tables,) = database.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('threads', 'comments')"
    ).fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if tables != 2:
        raise InjurySeriesError(_NOT_ISSO.format(path))
    if version != _VERSION:
        raise InjurySeriesError((_OLDER if version < _VERSION else _NEWER).format(path, version, _VERSION))


def _comment(row: sqlite3.Row, parser: Markdown, where: str) -> IssoComment:
    html = parser.reset().convert(str(row["text"] or ""))
    reader = row["email"] or f"{row['remote_addr']} {row['author']}"
    return to_comment(dict(row), str(row["uri"]), html, str(reader), where)


def _isso_markdown() -> Markdown:
    """Return what reads a comment's Markdown as Isso does: headings, fences, and every line for itself."""
    parser = comment_markdown()
    parser.registerExtensions(["markdown.extensions.fenced_code", "markdown.extensions.nl2br"], {})
    parser.parser.blockprocessors.register(HashHeaderProcessor(parser.parser), "hashheader", 70)
    return parser

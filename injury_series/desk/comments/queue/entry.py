"""A comment as its file has it, held or let in, whether or not the file is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from injury_series.desk.comments.queue.harmless import in_one_line
from injury_series.errors import ContentFaults, Fault
from injury_series.source.comment_header import CommentHeader
from injury_series.source.convert import to_comment
from injury_series.source.files import HELD
from injury_series.source.front_matter import read_document
from injury_series.source.references import Loaded, check_comment
from injury_series.source.validate import validate
from injury_series.story.slugs import slugify
from injury_series.story.threads import Comment

_LONG_AGO = datetime(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a comment under the post whose slug is `post`.

    `file` is how messages name it, `body` its words. `loaded` and `comment` are None where the front matter
    has faults; `faults` are all that a build would say of this file alone.
    """

    post: str
    id: str
    path: Path
    file: str
    held: bool
    body: str
    faults: tuple[Fault, ...]
    loaded: Loaded[CommentHeader] | None = None
    comment: Comment | None = None

    @property
    def name(self) -> str:
        """Return what the writer calls it by: "setback/first-reader"."""
        return f"{self.post}/{self.id}"

    @property
    def author(self) -> str:
        """Return who wrote it, fit to be shown."""
        if not self.comment:
            return "?"
        return in_one_line(self.comment.author) if self.comment.author else "(removed)"

    @property
    def reply_to(self) -> str | None:
        """Return the id that it answers, or None for the post."""
        return self.comment.reply_to if self.comment else None

    @property
    def age(self) -> tuple[datetime, str]:
        """Return what entries are ordered by: the oldest first, and before them those without a date."""
        date = self.comment.date.replace(tzinfo=None) if self.comment else _LONG_AGO
        return date, self.name


def read_entry(path: Path, root: Path, zone: ZoneInfo) -> Entry:
    """Return the comment in a file below the content folder `root`; nothing in it is raised."""
    file = (Path(root.name) / path.relative_to(root)).as_posix()
    held = path.parent.parent.name == HELD
    try:
        document = read_document(path, file)
        header = validate(document.header, CommentHeader, file)
    except ContentFaults as error:
        return Entry(path.parent.name, path.stem, path, file, held, _as_it_is(path), error.faults)
    loaded = Loaded(path.stem, document, header)
    faults = (*_name_faults(path.stem, file), *check_comment(loaded))
    comment = to_comment(header, path.stem, file, zone)
    return Entry(path.parent.name, path.stem, path, file, held, document.body, faults, loaded, comment)


def _name_faults(id_: str, file: str) -> Iterator[Fault]:
    if slugify(id_) != id_:
        problem = f'A comment is linked to by its file\'s name, so that is written "{slugify(id_)}.md".'
        yield Fault(file, 0, "", problem)


def _as_it_is(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

"""Build sites with comments that wait, and the records of how they came."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from injury_series.desk.comments.intake import Intake
from injury_series.desk.comments.reply import CameBy, Reply
from tests.sites import a_site

NOW = datetime(2020, 6, 1, 12, tzinfo=UTC)
HELD = "comments/_held"
HIDING = """
---
name: Dr. Ada Okafor
role: Surgeon
kind: physician
shown: role
---
She repaired the knee.
"""


def a_comment(author: str, day: int, body: str = "Words.", reply_to: str = "", more: str = "") -> str:
    """Return the text of a comment of January 2020."""
    answers = f"reply-to: '{reply_to}'\n" if reply_to else ""
    return f"---\nauthor: {author}\ndate: 2020-01-{day:02d}\n{answers}{more}---\n{body}\n"


def a_queue(root: Path, **comments: str) -> Path:
    """Write the good site below `root`, with comments that wait under its first post, and return `root`."""
    return a_site(root, {f"{HELD}/the-fall/{id_.strip('_')}.md": text for id_, text in comments.items()})


def take(root: Path, *replies: Reply) -> None:
    """Take replies into the site below `root`, as mails or pulls bring them."""
    with Intake(root / "content", ZoneInfo("UTC"), NOW) as intake:
        for reply in replies:
            intake.take(reply)


def a_reply(id_: str, day: int, reader: str = "", **changes: object) -> Reply:
    """Return a reply to the first post that came by mail in January 2020."""
    name = id_.partition("-")[0].title()
    values: dict[str, object] = {
        "post": "the-fall",
        "id": id_,
        "author": name,
        "date": datetime(2020, 1, day, 8, tzinfo=UTC),
        "body": f"Words of {id_}.",
        "came_by": CameBy.MAIL,
        "token": f"<{id_}@mail.example>",
        "reader": reader or f"{name}@mail.example",
    }
    return Reply(**{**values, **changes})  # type: ignore[arg-type]

"""Take the comments of an Isso server in, each under the post that its thread belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from injury_series.desk.comments.intake import Fate as Taken
from injury_series.desk.comments.intake import Intake
from injury_series.desk.comments.isso.comment import IssoComment, Mode
from injury_series.desk.comments.queue.harmless import in_one_line
from injury_series.desk.comments.reply import CameBy, Reply
from injury_series.desk.importing.guide import CommentGuide
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.report import Fate, Ledger
from injury_series.desk.importing.standing import Standing

_KIND = "comments"
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Signs that a database or JSON can hold, and a text cannot (XML 1.0, section 2.2)."""

_FATES = {
    Taken.LET_IN: Fate.MADE,
    Taken.HELD: Fate.HELD,
    Taken.KNOWN: Fate.THERE,
    Taken.NO_WORDS: Fate.LEFT,
}


@dataclass(frozen=True, slots=True)
class Threads:
    """Know which post a thread of Isso belongs to; `base` is the path that the site is below, as "/blog"."""

    standing: Standing
    base: str

    def post(self, uri: str) -> str | None:
        """Return the slug of the post at an address, be it an old one, or None."""
        path = unquote(urlsplit(uri).path).removesuffix("index.html")
        if self.base and path.startswith(f"{self.base}/"):
            path = path.removeprefix(self.base)
        return self.standing.slugs.get(self.standing.owner(path))

    def uris(self) -> list[str]:
        """Return what threads of posts can be called, with a slash at the end and without."""
        addresses = sorted(
            address for address, file in self.standing.story.taken.items() if file in self.standing.slugs
        )
        return [f"{quote(self.base + address)}{end}" for address in addresses for end in ("/", "")]


def take_in(comments: Sequence[IssoComment], threads: Threads, intake: Intake) -> Ledger:
    """Take every comment in that stands under a post, and return what became of each.

    What the writer had let in there is let in here; an answer to a deleted one answers the next one up.
    """
    ledger, to_markdown, elsewhere = Ledger(), ToMarkdown(full=False), Counter[str]()
    by_id = {comment.id: comment for comment in comments}
    for comment in comments:
        post = threads.post(comment.uri)
        if comment.mode is Mode.DELETED:
            ledger.add(_KIND, Fate.LEFT, f"{_name(comment)}: deleted there")
        elif post is None:
            elsewhere[comment.uri] += 1
        else:
            guide = CommentGuide()
            body = to_markdown.write(comment.html, guide, breaks=False)
            taken = intake.take(_reply(comment, post, _NO_TEXT.sub("\ufffd", body), by_id))
            ledger.add(_KIND, _FATES[taken], _line(comment, post, taken))
            for note in guide.notes.lines if taken in (Taken.LET_IN, Taken.HELD) else ():
                ledger.note(f"{_name(comment)}: {in_one_line(note)}")
    for uri, number in sorted(elsewhere.items()):
        ledger.add(
            _KIND, Fate.LEFT, f"{in_one_line(uri)}: no post of yours has this address ({number})", number
        )
    return ledger


def _reply(comment: IssoComment, post: str, body: str, by_id: dict[int, IssoComment]) -> Reply:
    answered = next((one for one in _upwards(comment, by_id) if one.mode is not Mode.DELETED), None)
    return Reply(
        post=post,
        id=_name(comment),
        author=comment.author,
        date=comment.date,
        body=body,
        came_by=CameBy.ISSO,
        token=comment.token,
        reader=comment.reader,
        answers_token=answered.token if answered else None,
        url=comment.website,
        let_in=comment.mode is Mode.ACCEPTED,
    )


def _upwards(comment: IssoComment, by_id: dict[int, IssoComment]) -> Iterator[IssoComment]:
    """Yield what a comment answers, and what that answers, and so on."""
    seen = {comment.id}
    while comment.parent is not None and comment.parent not in seen and comment.parent in by_id:
        comment = by_id[comment.parent]
        seen.add(comment.id)
        yield comment


def _line(comment: IssoComment, post: str, taken: Taken) -> str:
    if taken is Taken.HELD:
        return f"{post}: {_name(comment)}"
    return f"{_name(comment)}: it has no words" if taken is Taken.NO_WORDS else ""


def _name(comment: IssoComment) -> str:
    return f"isso-{comment.id}"

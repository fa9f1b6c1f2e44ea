"""Write the mails that tell readers of answers to what they wrote; the writer sends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import dedent

from injury_series.desk.comments.queue.day import day_of
from injury_series.desk.comments.queue.harmless import harmless, in_one_line
from injury_series.desk.comments.records import Record, Records, State
from injury_series.desk.comments.reply import CameBy
from injury_series.desk.comments.strangers import NOBODY
from injury_series.publishing.gate.bare import bare
from injury_series.story.series import Series
from injury_series.story.threads import Comment
from injury_series.view.addresses import Addresses
from injury_series.view.typography import shortened

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold a mail for one reader: `mail` says which mail of theirs it answers, `answers` are ids."""

    record: Record
    mail: str
    subject: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """Find who waits to hear of an answer; `published` is the series as readers see it."""

    published: Series
    body: Callable[[str], str]
    addresses: Addresses

    def due(self, records: Records) -> Iterator[Notice]:
        """Yield a mail for each reader who asked for one and was not told of all, in order of the story."""
        for post in self.published.posts:
            comments = self.published.comments.get(post.slug, ())
            for comment in comments:
                record = records.of_comment(post.slug, comment.id)
                if record and _wants(record) and not comment.removed:
                    new = [each for each in comments if _is_news(each, comment, record, records)]
                    if new:
                        yield self._notice(record, comment, new, post.title)

    def _notice(self, record: Record, comment: Comment, answers: list[Comment], title: str) -> Notice:
        tag = f"[{record.post}/{comment.reply_to}]" if comment.reply_to else f"[{record.post}]"
        name, title = in_one_line(comment.author or ""), in_one_line(title)
        told = "\n".join(self._told(record.post, answer) for answer in answers)
        text = dedent("""\
            {hello},

            what you wrote under "{title}" on {day} has {number}.

            {told}
            You get this mail because you asked to hear of an answer. Nothing else is sent to you.
            """).format(
            hello="Hello" if name == NOBODY else f"Hello {name}",
            title=title,
            day=day_of(comment.date),
            number="an answer" if len(answers) == 1 else f"{len(answers)} answers",
            told=told,
        )
        mail = f'Answer the mail of {day_of(comment.date)} from {name}, whose subject ends with "{tag}".'
        return Notice(record, mail, f'An answer under "{title}"', text, tuple(each.id for each in answers))

    def _told(self, post: str, answer: Comment) -> str:
        who = "I" if answer.by_writer else in_one_line(answer.author or "")
        words = shortened(" ".join(bare(harmless(self.body(answer.source))).split()), _LONGEST)
        link = self.addresses.absolute(self.addresses.comment(post, answer.id))
        return f"{who} wrote on {day_of(answer.date)}:\n\n{words}\n\nTo read it, and to answer: {link}\n"


def _wants(record: Record) -> bool:
    """Tell whether the mail behind a record can be answered, and asks for that."""
    return record.notice and record.state is State.ACCEPTED and record.came_by is CameBy.MAIL


def _is_news(answer: Comment, comment: Comment, record: Record, records: Records) -> bool:
    """Tell whether a comment answers another, was written by someone else, and was not told of yet."""
    if answer.reply_to != comment.id or answer.removed or answer.id in record.told:
        return False
    by = records.of_comment(record.post, answer.id)
    return not (by and by.reader and by.reader == record.reader)

"""Write the comments of an old site as files: words and names of people, and no address of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from injury_series.desk.comments.strangers import TAKEN_OUT, reader_name, web_address, without_addresses
from injury_series.desk.importing.guide import CommentGuide
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.naming import moment, written
from injury_series.desk.importing.records import Author, WpComment
from injury_series.desk.importing.texts import file_text
from injury_series.desk.importing.threads import Placed


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a comment's file, or "" where it has no words; `odd` are lines for the report."""

    text: str
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """Write comments; dates are put into the zone of the writer, none lies after `now`."""

    zone: ZoneInfo
    now: datetime
    to_markdown: ToMarkdown

    def write(self, placed: Placed, writer: Author, post_date: datetime) -> Written:
        """Return the file of one comment under a post by `writer`."""
        comment, guide = placed.comment, CommentGuide()
        body = self.to_markdown.write(without_addresses(comment.content), guide, breaks=True)
        body = without_addresses(body).strip()
        odd = [placed.odd, *guide.notes.lines]
        date = moment(comment.date_gmt, comment.date, self.zone)
        if date is None or date > self.now:
            date = post_date
            odd.append("its date is missing or still to come, so it has that of the post")
        if TAKEN_OUT in body:
            odd.append("an e-mail address was taken out of its words")
        values = {
            "author": reader_name(comment.author),
            "date": written(date),
            "reply-to": placed.reply_to,
            "by-writer": is_by(comment, writer),
            "url": web_address(comment.url),
        }
        return Written(file_text(values, body) if body else "", tuple(filter(None, odd)))


def is_by(comment: WpComment, writer: Author) -> bool:
    """Tell whether the writer of a post wrote a comment: by number, else by address, else by name."""
    if comment.user_id not in ("", "0"):
        return comment.user_id == writer.id if writer.id else comment.author == writer.login
    return bool(writer.email) and comment.email.casefold() == writer.email.casefold()

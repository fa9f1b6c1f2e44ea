"""Make the e-mail links with which readers reply; the task that reads the mails knows them by these words."""

from __future__ import annotations

from urllib.parse import quote

PUBLISHED = "What is published: the words above, and your name as you sign them. Never your address."
WANTS_NOTICE = "Want to hear of an answer? Write yes here:"
LINE = "-" * 20
"""Stands between a reader's own words and ours; what comes after it is never published."""

_BODY = quote(f"\r\n\r\n{LINE}\r\n{PUBLISHED}\r\n{WANTS_NOTICE} ")


def reply_link(email: str, title: str, post: str, comment: str | None) -> str:
    """Return the link that opens a mail to `email`, ready to be written.

    `title` is the post's in plain words, `post` its slug and `comment` the id of the comment that is answered
    (RFC 6068). The subject says to what: "Re: The setback [setback/first]".
    """
    subject = f"Re: {title} [{post}/{comment}]" if comment else f"Re: {title} [{post}]"
    return f"mailto:{quote(email, safe='@+')}?subject={quote(subject)}&body={_BODY}"

"""Tell which mails no reader wrote: answers of machines, mail that came back, lists, spam, invitations."""

from __future__ import annotations

import re

from injury_series.desk.comments.mail.message import Mail

_AUTOMATIC = "a machine's answer, such as that somebody is away"
_BOUNCE = "a notice about another mail, such as that it did not arrive"
_LIST = "the mail of a list"
_SPAM = "marked as spam on its way to you"
_INVITATION = "an invitation"

_MAILER = re.compile(r"(?:mailer-daemon|postmaster)(?:@|$)", re.I)
_NO_REPLY = re.compile(r"(?:no|do-?not)[-_.]?reply@", re.I)


def machine_made(mail: Mail) -> str:
    """Return why a mail is no reply of a reader, as its headers say, or nothing."""
    if mail.raw("X-Spam-Flag").lower().startswith("yes") or mail.raw("X-Spam-Status").lower().startswith(
        "yes"
    ):
        return _SPAM
    if mail.message.get_content_type() == "text/calendar":
        return _INVITATION
    if _came_back(mail):
        return _BOUNCE
    return _AUTOMATIC if _automatic(mail) else _LIST if _of_a_list(mail) else ""


def _came_back(mail: Mail) -> bool:
    if mail.message.get_content_type() == "multipart/report":
        return True
    return mail.raw("Return-Path").replace(" ", "") == "<>" or bool(_MAILER.match(mail.address))


def _automatic(mail: Mail) -> bool:
    """Tell whether a program answered by itself (RFC 3834, and what was written before there was one)."""
    if mail.raw("Auto-Submitted").partition(";")[0].strip().lower() not in ("", "no"):
        return True
    return bool(
        mail.raw("X-Autoreply")
        or mail.raw("X-Autorespond")
        or mail.raw("Precedence").lower() in ("auto_reply", "junk")
        or _NO_REPLY.match(mail.address)
    )


def _of_a_list(mail: Mail) -> bool:
    return bool(mail.raw("List-Id")) or mail.raw("Precedence").lower() in ("bulk", "list")

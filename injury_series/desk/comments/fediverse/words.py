"""Turn the words of a status into those of a comment: Markdown, without those it is called out to."""

from __future__ import annotations

import re
from html import escape

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from injury_series.desk.comments.fediverse.status import Account, Status
from injury_series.desk.comments.strangers import NOBODY, reader_name, web_address
from injury_series.desk.importing.guide import CommentGuide
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.tree import name_of, read_html, words_of

_EMOJI = re.compile(r"\u200b?:\w{2,}:\u200b?")
_HANDLE = re.compile(r"@([\w.+-]+)@[\w-]+\.[\w.-]*\w")
_IN_ADDRESS = re.compile(r"(?<=[\w.+-])@(?=[\w-])")
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_AFTER_MENTION = " \t\n\u200b,:"
_MOST_MENTIONS = 50


class StatusGuide(CommentGuide):
    """Let a comment link to other sites, to people's pages there too."""

    def link(self, href: str) -> str | None:
        """Return the address where it is one of the web."""
        return page_address(href) or None


class StatusWords:
    """Write the words of statuses."""

    def __init__(self) -> None:
        self._to_markdown = ToMarkdown(full=False)

    def body(self, status: Status) -> str:
        """Return a comment's Markdown; "" where nothing was written, whatever is attached.

        A content warning stands first, in a line of its own, and that something was attached last.
        """
        html = _own_words(status)
        if not words_of(html):
            return ""
        warning = " ".join(words_of(escape(status.warning)).split())
        if warning:
            html = f"<p><em>Content warning: {escape(_plain_handles(warning))}</em></p>{html}"
        if status.attached:
            html += _attached(status)
        return self._to_markdown.write(html, StatusGuide(), breaks=False)


def page_address(url: str) -> str:
    """Return an address of the web, else ""; "@ada@far.example" in its path is not to look like mail."""
    scheme, mark, rest = url.strip().partition("://")
    host, slash, path = rest.partition("/")
    return web_address(f"{scheme}{mark}{host}{slash}{_IN_ADDRESS.sub('%40', path)}")


def author_of(account: Account) -> str:
    """Return the name to show: the display name without pictures in it, else the account's own."""
    for name in (_EMOJI.sub(" ", account.name), account.acct.partition("@")[0]):
        shown = reader_name(_HANDLE.sub("", _UNSEEN.sub("", name)))
        if shown != NOBODY:
            return shown
    return NOBODY


def _own_words(status: Status) -> str:
    """Return the HTML of a status without the mentions at its beginning."""
    body = read_html(status.content)
    if body is None:
        return status.content
    for _ in range(_MOST_MENTIONS):
        mention = _first_mention(body, status.mentions)
        if mention is None:
            break
        parent = mention.getparent()
        if name_of(parent) == "span" and len(parent) == 1:
            mention = parent
        mention.tail = (mention.tail or "").lstrip(_AFTER_MENTION)
        mention.drop_tree()
    for element in body.iter():
        element.text = _plain_handles(element.text or "")
        element.tail = _plain_handles(element.tail or "")
    inside = (lxml_html.tostring(child, encoding="unicode") for child in body)
    return "".join([escape(body.text or ""), *inside])


def _first_mention(body: etree._Element, known: frozenset[str]) -> etree._Element | None:
    """Return the link to a person that stands before every word, or None."""
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start" and _is_mention(element, known):
            return element
        words = element.text if event == "start" else element.tail
        if (words or "").strip(_AFTER_MENTION):
            return None
    return None


def _is_mention(element: etree._Element, known: frozenset[str]) -> bool:
    if name_of(element) != "a" or not "".join(element.itertext()).strip().startswith("@"):
        return False
    return "mention" in element.get("class", "").split() or element.get("href") in known


def _plain_handles(text: str) -> str:
    """Return a text in which people are called "@ada", as readers see them there, and not by an address."""
    return _HANDLE.sub(r"@\1", text)


def _attached(status: Status) -> str:
    """Return the sentence that tells readers of pictures: they stay there, under their author's hand."""
    noun = "picture" if set(status.attached) == {"image"} else "attachment"
    number = len(status.attached)
    what = f"{number} {noun}s were" if number > 1 else f"{'An' if noun[0] == 'a' else 'A'} {noun} was"
    url = page_address(status.url)
    where = f'<a href="{escape(url)}">where this was written</a>' if url else "where this was written"
    return f"<p><em>{what} left out here; look {where}.</em></p>"

"""Read the body of a comment: a small, safe part of Markdown, as strangers write here."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.inlinepatterns import LINK_RE, InlineProcessor, LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
_SCHEMES = {"http", "https", "mailto"}
_REL = "ugc nofollow noopener"
_DESTINATION = re.compile(r"\(\s*<?(?:https?://|mailto:)", re.I)
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
_ILLEGAL = re.compile(r"[\s<>\"\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})")
_ALONE = r"<((?i:https?)://[^<>\s]*)>"
_DEEP = re.compile(r"^([ >]{32})[ >]*")
_MANY_LISTS = re.compile(r"^((?:[ >]*(?:[-+*]|\d+\.) ){8}[ >]*\d*)(?=[-+*.])")
_LONGEST = 2000
_DEEPEST = 8
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class _WebLink(LinkInlineProcessor):
    """Make links to the web and to mailboxes; what would lead elsewhere stays as it was written.

    Brackets that never close, and addresses without end, are not looked through to the end of the text each
    time: it could take minutes.
    """

    def handleMatch(  # type: ignore[override]  # as the library's own patterns do
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        text, at, closed = self.getText(data, m.end(0))
        if not (closed and text.strip() and _DESTINATION.match(data, at)):
            return None, None, None
        written, title, end, closed = self.getLink(data[: at + _LONGEST], at)
        href = _address(written)
        if not (closed and href):
            return None, None, None
        link = Element("a", {"href": href, **({"title": title} if title else {})})
        link.text = text
        return link, m.start(0), end

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """Return what stands between brackets, the place behind it, and whether they close."""
        depth = 1
        for at in range(index, len(data)):
            depth += {"[": 1, "]": -1}.get(data[at], 0)
            if depth == 0:
                return data[index:at], at + 1, True
            if depth > _DEEPEST:
                break
        return "", index, False


class _BareLink(InlineProcessor):
    """Make links of `<https://…>`."""

    def handleMatch(  # type: ignore[override]  # as the library's own patterns do
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        written = self.unescape(m[1])
        href = _address(written)
        if not href:
            return None, None, None
        link = Element("a", {"href": href})
        link.text = AtomicString(written)
        return link, m.start(0), m.end(0)


class _Shallow(Preprocessor):
    """Let nothing be set in deeper than eight times: lists in hundreds of lists would stop the build."""

    def run(self, lines: list[str]) -> list[str]:
        return [_MANY_LISTS.sub(r"\1\\", _DEEP.sub(r"\1", line)) for line in lines]


def _address(written: str) -> str:
    """Return an address of the web or a mailbox as a page may hold it (RFC 3986), or "" where it is none."""
    try:
        parts = urlsplit(written)
        good = parts.scheme == "mailto" or (parts.port != 0 and _HOST.fullmatch(parts.hostname or ""))
    except ValueError:
        return ""
    if not (good and parts.scheme in _SCHEMES):
        return ""
    head, host, rest = written.partition(parts.netloc or ":")
    return f"{head}{host}{_ILLEGAL.sub(lambda sign: quote(sign[0]), rest)}" if host else ""


def comment_markdown() -> Markdown:
    """Return the Markdown that a comment is read with: what looks like HTML is text, pictures are words."""
    md = Markdown(extensions=["markdown.extensions.sane_lists"], output_format="html")
    md.preprocessors.deregister("html_block")
    for pattern in (
        "html",
        "automail",
        "image_link",
        "image_reference",
        "short_image_ref",
        "reference",
        "short_reference",
    ):
        md.inlinePatterns.deregister(pattern)
    md.preprocessors.register(_Shallow(md), "shallow", 25)
    md.inlinePatterns.register(_WebLink(LINK_RE, md), "link", 160)
    md.inlinePatterns.register(_BareLink(_ALONE, md), "autolink", 120)
    md.parser.blockprocessors.deregister("hashheader")
    md.parser.blockprocessors.deregister("setextheader")
    md.parser.blockprocessors.deregister("reference")
    return md


def clean_comment(html: str) -> str:
    """Return the HTML of a comment with nothing in it but words, emphasis, lists, quotes and marked links.

    Signs that no text can hold, which "&#2;" would bring in, are shown as such (XML 1.0, section 2.2).
    """
    safe = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=_REL)
    return _NO_TEXT.sub("\ufffd", safe)

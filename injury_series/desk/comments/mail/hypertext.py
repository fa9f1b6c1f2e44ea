"""Make Markdown of an HTML mail; what it quotes and its signature are marked, so that they can be told."""

from __future__ import annotations

import re
from html import unescape

import nh3
from lxml import etree  # type: ignore[import-untyped]

from injury_series.desk.importing.guide import CommentGuide
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.tree import read_html

_TAGS = {
    *("a", "b", "blockquote", "br", "center", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *(
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ),
}
_ATTRIBUTES = {"*": {"class", "data-smartmail", "id", "name", "style"}, "a": {"href"}, "img": {"alt"}}
_GONE = {"script", "style", "title", "noscript", "template"}
_QUOTE = "-----Original Message-----"
_SIGNATURE = "\ue000"  # of no use to anybody else

_CITED = ".//div[contains(@class, 'moz-cite-prefix') or contains(@class, 'gmail_attr')]"
_QUOTES = (
    ".//*[@id='divRplyFwdMsg' or @id='appendonsend' or @id='mail-editor-reference-message-container']",
    ".//div[@name='quote' or contains(@class, 'yahoo_quoted') or contains(@class, 'OutlookMessageHeader')]",
    ".//div[contains(@class, 'protonmail_quote') or contains(@class, 'tutanota_quote')]",
    ".//div[contains(translate(@style, ' ', ''), 'border-top:solid#')]",
)
_SIGNATURES = (
    ".//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]",
    ".//*[contains(@class, 'signature_block') or contains(@class, 'yahoo-signature') or @id='Signature']",
    ".//*[@id='ms-outlook-mobile-signature' or @id='AppleMailSignature' or @data-smartmail]",
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown_of(html: str, to_markdown: ToMarkdown) -> list[str]:
    """Return the lines of an HTML mail as a comment's Markdown; nothing in it is run or fetched."""
    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, clean_content_tags=_GONE, link_rel=None)
    return to_markdown.write(_marked(cleaned), CommentGuide(), breaks=False).split("\n")


def seen(line: str) -> str:
    """Return a line of Markdown as a reader sees it; only what is quoted begins with ">"."""
    if line.startswith(">"):
        return "> " + seen(line.lstrip("> "))
    plain = unescape(_ESCAPED.sub(r"\1", line.strip().removeprefix("**").replace("**", "")))
    if plain in (_SIGNATURE, "--"):
        return "-- "  # HTML has lost the space that tells it from a line of dashes
    return f"\u203a{plain[1:]}" if plain.startswith(">") else plain


def _marked(html: str) -> str:
    """Return HTML with a line of words before each quote and signature that has a mark of its own."""
    body = read_html(html)
    if body is None:
        return html
    for element in body.xpath(_CITED):
        element.drop_tree()
    for words, paths in ((_QUOTE, _QUOTES), (_SIGNATURE, _SIGNATURES)):
        for element in [each for path in paths for each in body.xpath(path)]:
            mark = etree.Element("p")
            mark.text = words
            element.addprevious(mark)
    for image in list(body.iter("img")):
        _in_words(image)
    return str(etree.tostring(body, encoding="unicode", method="html"))


def _in_words(image: etree._Element) -> None:
    """Put the sign that a small picture stands for in its place: an emoji; other pictures go."""
    alt = image.get("alt", "").strip()
    is_sign = 0 < len(alt) <= 8 and not re.search(r"\w", alt)
    image.tail = f"{alt if is_sign else ''}{image.tail or ''}"
    image.drop_tree()

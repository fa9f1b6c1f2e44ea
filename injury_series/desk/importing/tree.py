"""Read HTML as WordPress keeps it, which is seldom whole, into a tree; know which of its elements do what."""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
))  # fmt: skip
EMBEDS = frozenset(("audio", "embed", "iframe", "object", "video"))
GONE = frozenset((
    "button", "canvas", "form", "input", "map", "math", "noscript", "script", "select", "style", "svg",
    "template", "textarea",
))  # fmt: skip
_DEEPEST = 120
_TAG = re.compile(r"<[^>]*>")


def read_html(html: str) -> etree._Element | None:
    """Return the body of a text, or None where it is nested too deep to be one."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    document = f"<html><head></head><body><div>{html}".encode()
    try:
        root = lxml_html.document_fromstring(document, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any(error.type_name.endswith("LIMIT") for error in parser.error_log) or _depth(root) > _DEEPEST:
        return None
    return root.find("body")


def words_of(html: str) -> str:
    """Return the words of a piece of HTML in one line."""
    body = read_html(re.sub(r"</(?:p|div|h\d|li|blockquote)>|<br\s*/?>", " ", html)) if "<" in html else None
    text = "".join(body.itertext()) if body is not None else _unescaped(_TAG.sub(" ", html))
    return " ".join(text.split())


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def name_of(element: etree._Element) -> str:
    """Return an element's name, or nothing for what is no element."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def holds_blocks(element: etree._Element) -> bool:
    """Tell whether there is a block somewhere in an element."""
    return any(name_of(inner) in BLOCKS for inner in element.iterdescendants())


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest

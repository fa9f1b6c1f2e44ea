"""Read the body of a comment: a small, safe part of Markdown, as strangers write here."""

from __future__ import annotations

import nh3
from markdown import Markdown

_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
_REL = "ugc nofollow noopener"


def comment_markdown() -> Markdown:
    """Return the Markdown that a comment is read with: what looks like HTML is text, pictures are words."""
    md = Markdown(extensions=["markdown.extensions.sane_lists"], output_format="html")
    md.preprocessors.deregister("html_block")
    for pattern in (
        "html",
        "image_link",
        "image_reference",
        "short_image_ref",
        "reference",
        "short_reference",
    ):
        md.inlinePatterns.deregister(pattern)
    md.parser.blockprocessors.deregister("hashheader")
    md.parser.blockprocessors.deregister("setextheader")
    md.parser.blockprocessors.deregister("reference")
    return md


def clean_comment(html: str) -> str:
    """Return the HTML of a comment with nothing in it but words, emphasis, lists, quotes and marked links."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=_REL,
    )

"""Readers for Pelican: a body with the story's links and pictures, and the safe body of a comment."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from pelican.readers import BaseReader, MarkdownReader

from injury_series.source.body import IDS_OF_THE_PAGE, StoryBody
from injury_series.source.body_check import BadMarkup, check_body, without_remarks
from injury_series.source.comments import clean_comment, comment_markdown
from injury_series.source.figures import FindPicture
from injury_series.source.links import BadLink, FindTarget

BODY, COMMENT = "md", "comment"


class BodyReader(MarkdownReader):  # type: ignore[misc]  # Pelican has no types
    """Read the body of a post, phase, provider or page; the front matter is read elsewhere.

    `text`, `find_target` and `find_picture` are set by who reads; afterwards `bad_links`, `missing_pictures`
    and `bad_markup` hold what cannot go out, `anchors` the ids of the links to treatments, and `passages` is
    how many are marked to be skipped.
    """

    text: str
    find_target: FindTarget
    find_picture: FindPicture
    bad_links: list[BadLink]
    anchors: dict[str, str]
    missing_pictures: list[str]
    bad_markup: list[BadMarkup]
    passages: int

    def read(self, _: str) -> tuple[str, dict[str, Any]]:
        """Return a body as HTML, and no metadata."""
        story = StoryBody(self.find_target, self.find_picture)
        settings = self.settings["MARKDOWN"]
        extensions = [name for name in settings["extensions"] if name != "markdown.extensions.meta"]
        html = Markdown(**{**settings, "extensions": [*extensions, story]}).convert(self.text)
        self.bad_links, self.missing_pictures = story.links.bad, story.figures.missing
        self.anchors = story.links.anchors
        html = without_remarks(html)
        pictures = {*story.figures.found, *story.figures.missing}
        self.bad_markup = [*check_body(html, pictures, IDS_OF_THE_PAGE), *story.passages.bad]
        self.passages = story.passages.count
        return html, {}


class CommentReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Read the body of a comment: what looks like HTML is text, and nothing in it can run or load.

    `text` is set by who reads.
    """

    text: str
    file_extensions = (COMMENT,)

    def read(self, _: str) -> tuple[str, dict[str, Any]]:
        """Return a comment's body as HTML, and no metadata."""
        return clean_comment(comment_markdown().convert(self.text)), {}

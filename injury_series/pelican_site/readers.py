"""Readers for Pelican: a body with the story's links and pictures, and the safe body of a comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from pelican.readers import BaseReader, MarkdownReader

from injury_series.source.body import StoryBody
from injury_series.source.comments import clean_comment, comment_markdown
from injury_series.source.figures import FindPicture
from injury_series.source.front_matter import read_text, split
from injury_series.source.links import BadLink, FindTarget

BODY, COMMENT = "md", "comment"


class BodyReader(MarkdownReader):  # type: ignore[misc]  # Pelican has no types
    """Read the body of a post, phase, provider or page; the front matter is read elsewhere.

    `find_target` and `find_picture` are set by who reads; afterwards `bad_links` and `missing_pictures` hold
    what could not be found in the last body, and `anchors` the ids of its links to treatments.
    """

    find_target: FindTarget
    find_picture: FindPicture
    bad_links: list[BadLink]
    anchors: dict[str, str]
    missing_pictures: list[str]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return a body as HTML, and no metadata."""
        body = _body(source_path)
        story = StoryBody(self.find_target, self.find_picture)
        settings = self.settings["MARKDOWN"]
        extensions = [name for name in settings["extensions"] if name != "markdown.extensions.meta"]
        html = Markdown(**{**settings, "extensions": [*extensions, story]}).convert(body)
        self.bad_links, self.missing_pictures = story.links.bad, story.figures.missing
        self.anchors = story.links.anchors
        return html, {}


class CommentReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Read the body of a comment: what looks like HTML is text, and nothing in it can run or load."""

    file_extensions = (COMMENT,)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return a comment's body as HTML, and no metadata."""
        return clean_comment(comment_markdown().convert(_body(source_path))), {}


def _body(source_path: str) -> str:
    path = Path(source_path)
    return split(read_text(path, path.name), path.name)[1]

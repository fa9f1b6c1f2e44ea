"""Readers for Pelican: a body with the story's links and pictures, and the safe body of a comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from pelican.readers import BaseReader, MarkdownReader, Readers

from injury_series.pelican_site.reading import Asking, Finders, Reading
from injury_series.source.body import IDS_OF_THE_PAGE, StoryBody
from injury_series.source.body_check import BadMarkup, check_body, without_remarks
from injury_series.source.comments import clean_comment, comment_markdown
from injury_series.source.marks import extensions_for, marks_in, patterns_for
from injury_series.source.typographic import typographic

BODY, COMMENT = "md", "comment"


class BodyReader(MarkdownReader):  # type: ignore[misc]  # Pelican has no types
    """Read the body of a post, phase, provider or page; the front matter is read elsewhere.

    `text` and `asking` are set by who reads; afterwards `story` and `bad_markup` hold what was found.
    """

    text: str
    asking: Asking
    story: StoryBody
    bad_markup: list[BadMarkup]

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        names = self.settings["MARKDOWN"]["extensions"]
        self._names = [name for name in names if name != "markdown.extensions.meta"]
        self._markdowns: dict[tuple[str, ...], Markdown] = {}

    def read(self, _: str) -> tuple[str, dict[str, Any]]:
        """Return a body as HTML, and no metadata."""
        markdown = self._markdown()
        self.story = story = StoryBody(self.asking.target, self.asking.picture)
        markdown.reset()
        story.extendMarkdown(markdown)  # in place of those of the text before
        html = without_remarks(markdown.convert(self.text))
        pictures = {*story.figures.found, *story.figures.missing}
        self.bad_markup = [*check_body(html, pictures, IDS_OF_THE_PAGE), *story.passages.bad]
        return html, {}

    def _markdown(self) -> Markdown:
        """Return the Markdown for the text: with the extensions and the patterns that it may use."""
        marks = marks_in(self.text)
        names = extensions_for(marks, self._names)
        if names not in self._markdowns:
            self._markdowns[names] = Markdown(**{**self.settings["MARKDOWN"], "extensions": names})
        markdown = self._markdowns[names]
        inline = markdown.treeprocessors["inline"]
        assert isinstance(inline, InlineProcessor)
        patterns: Any = patterns_for(marks, markdown.inlinePatterns)
        inline.inlinePatterns = patterns  # a list: they are asked for one by one, at every word
        return markdown


class CommentReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Read the body of a comment: what looks like HTML is text, and nothing in it can run or load.

    `text` is set by who reads.
    """

    text: str
    file_extensions = (COMMENT,)

    def read(self, _: str) -> tuple[str, dict[str, Any]]:
        """Return a comment's body as HTML, and no metadata."""
        return clean_comment(comment_markdown().convert(self.text)), {}


def read_body(readers: Readers, path: Path, text: str, finders: Finders) -> Reading:
    """Return the reading of the body of a file, made by Pelican: Markdown, then typogrify."""
    reader = readers.readers[BODY]
    reader.asking = asking = Asking(finders)
    html, story = _html(readers, path, text, BODY), reader.story
    return Reading(
        html=html,
        anchors=story.links.anchors,
        passages=story.passages.count,
        bad_links=tuple(story.links.bad),
        missing_pictures=tuple(story.figures.missing),
        bad_markup=tuple(reader.bad_markup),
        targets=tuple((*asked, target) for asked, target in asking.targets.items()),
        pictures=tuple(asking.pictures.items()),
    )


def read_comment(readers: Readers, path: Path, text: str) -> Reading:
    """Return the reading of the body of a comment, which asks nothing."""
    return Reading(_html(readers, path, text, COMMENT), {}, 0, (), (), ())


class _Text:
    """Take what Pelican's readers hand over for a file."""

    def __init__(self, content: str, **_: Any) -> None:
        self.html = content


def _html(readers: Readers, path: Path, text: str, form: str) -> str:
    readers.readers[form].text = text
    read: _Text = readers.read_file(str(path.parent), path.name, content_class=_Text, fmt=form)
    return typographic(str(read.html), readers.settings)

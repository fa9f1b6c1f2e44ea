"""A text is read with what it may use of Markdown alone, and comes out as if all of it had been asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG

from injury_series.pelican_site import readers
from injury_series.pelican_site.readers import BODY, BodyReader, read_body
from injury_series.pelican_site.reading import Finders, Reading
from injury_series.source.body import markdown_settings
from injury_series.source.links import Target
from injury_series.source.marks import marks_in
from injury_series.source.text_file import split

PIECES = [
    *("word", "two words", " ", "  \n", "\n", "\n\n", "\n    ", "\t", "\r", "\x02", "\x03", "é", "HTML"),
    *("a\t\nb", "a  \rb"),
    *("> ", "- ", "1. ", "# ", "\n---\n", "\n===\n", "[TOC]", "*", "**", "_", "__", "`", "``", "\\", "\\*"),
    *(
        ": ",
        ":",
        "\n: what it is\n",
        "> : quoted\n",
        "a\r: b",
        "- a\n\n\t: b\n",
        "- a\n\n    : b\n",
        "> a\n>: b",
    ),
    *("!!! note\n    told", "*[HTML]: a language\n", "::: told\n", ":::\n", "|", "\na | b\n--|--\nc | d\n"),
    *("{", "{#here .so}", "{ .so }", "\n\n# A {#here}\n", "*a*{ .so }", "[^1]", "\n[^1]: a note\n"),
    *("```\n", "~~~\n", "``` python\nx = 1\n```\n", "\n\n~~~\na\n~~~\n\n"),
    *("[", "]", "[a](post:x)", "[a](/b 'c')", "[a][b]", "[b]", "\n[b]: /where\n"),
    *("\n\n[c]\n\n[c]: /c\n\n", "[c][d] [d]\n\n[d]: /d\n\n"),
    *("!", "![", "![a](images/b.svg)", "![a][b]", "\n\n![c][d]\n\n[d]: images/d.svg\n\n"),
    "\n\n![e]\n\n[e]: images/e.svg\n\n",
    *("<", ">", "<b>", "</b>", "<div markdown='1'>", "</div>", "<https://a.example>", "<a@b.example>"),
    *("<!-- a -->", "&", "&amp;", "&#38;"),
]
FINDERS = Finders(lambda kind, name: Target(f"/{kind}s/{name}/", name), lambda src: True)


def all_readers() -> Readers:
    """Return Pelican's readers with that of bodies."""
    given = {**DEFAULT_CONFIG, "MARKDOWN": markdown_settings(), "TYPOGRIFY": False}
    pelican = Readers(given)
    pelican.readers[BODY] = BodyReader(given)
    return pelican


KEPT = all_readers()
"""They have read other texts before, as in a build."""


def read(text: str) -> Reading:
    return read_body(KEPT, Path("content/a.md"), text, FINDERS)


def read_asking_all(text: str) -> Reading:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "marks_in", lambda _: marks_in(":::"))
        return read_body(all_readers(), Path("content/a.md"), text, FINDERS)


@settings(derandomize=True, deadline=None, max_examples=300, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_comes_out_as_if_all_were_asked(text: str) -> None:
    assert read(text) == read_asking_all(text)


def test_each_piece_alone_comes_out_as_if_all_were_asked() -> None:
    for piece in PIECES:
        for text in (f"word {piece} *word*", f"word {piece}word{piece}\n\nword\n{piece}", f"{piece}\n\nword"):
            assert read(text) == read_asking_all(text), text


def test_every_text_of_the_story_comes_out_as_if_all_were_asked() -> None:
    paths = sorted(Path("content").rglob("*.md"))
    assert len(paths) > 10
    for path in paths:
        text = split(path.read_text(encoding="utf-8"), path.name)[1]
        assert read(text) == read_asking_all(text), path

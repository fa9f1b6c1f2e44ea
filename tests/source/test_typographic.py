"""Typography is typogrify's own, letter by letter; only what it has nothing to do in is passed by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import smartypants
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown
from typogrify.filters import typogrify

from injury_series.source.typographic import typographic, use_dashes

PIECES = [
    *("<p>", "</p>\n", "<em>", "</em>", "<a href=\"/x/?a=1&amp;b='2'\">", "</a>", "<li>", "</li>", "\n"),
    *(
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<kbd>",
        "</kbd>",
        "<!-- a -- b -->",
        "<br>",
        "<h2>",
        "</h2>\n",
    ),
    *("<", ">", " < ", '"', "'", "''", "``", "`", "--", "---", "...", ". . .", "\\\\", '\\"', "\\."),
    *("&quot;", "&amp;", " & ", "&nbsp;&", "&#38;", "NASA", "A1B", "U.S.", "U. S. A.", "it's", "'80s"),
    *("'word", "word' ", ' "', '" ', '\n"', "s ", ". . . .", " . ."),
    *('"Quoted," he said', "word", "two words", " ", ".", ",", "é"),
]


@pytest.fixture(autouse=True)
def dashes() -> Iterator[None]:
    before = smartypants.Attr.default
    use_dashes({})
    yield
    smartypants.Attr.default = before


@settings(derandomize=True, deadline=None, max_examples=400, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_any_html_is_set_as_typogrify_sets_it(html: str) -> None:
    assert typographic(html, {}) == typogrify(html)


def test_every_text_of_the_story_is_set_as_typogrify_sets_it() -> None:
    texts = sorted(Path("content").rglob("*.md"))
    assert len(texts) > 10
    for path in texts:
        html = markdown(path.read_text(encoding="utf-8").split("---", 2)[2])
        assert typographic(html, {}) == typogrify(html), path


def test_what_the_writer_chose_is_obeyed() -> None:
    html = '<p>"NASA" -- one & two --- end of it</p>'
    assert typographic(html, {"TYPOGRIFY_IGNORE_TAGS": ["p"]}) == html
    assert "caps" not in typographic(html, {"TYPOGRIFY_OMIT_FILTERS": ["caps"]})
    use_dashes({"TYPOGRIFY_DASHES": "oldschool"})
    assert "&#8211; one" in typographic(html, {})

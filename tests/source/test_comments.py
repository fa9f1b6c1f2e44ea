"""The small part of Markdown in comments: links that lead out, and the rest as it was written."""

from __future__ import annotations

import pytest

from injury_series.source.comments import clean_comment, comment_markdown


def read(text: str) -> str:
    return clean_comment(comment_markdown().convert(text))


@pytest.mark.parametrize(
    "text",
    ["[x](javascript:alert)", "[x](/posts/)", "[x](//x.example)", "[](https://x.example)", "[x](https:///)",
     "[x](https://x.example:99999/)", "&lt;ftp://x.example&gt;", "![x](https://x.example/a.gif)"],
)  # fmt: skip
def test_what_is_no_link_to_the_web_stays_as_it_was_written(text: str) -> None:
    assert read(text) == f"<p>{text}</p>"


def test_an_address_with_signs_that_no_page_may_hold_leads_where_it_was_meant_to() -> None:
    rel = 'rel="ugc nofollow noopener"'
    assert (
        read("[x](https://[::1]/a[b] c|d%)")
        == f'<p><a href="https://[::1]/a%5Bb%5D%20c%7Cd%25" {rel}>x</a></p>'
    )
    shown = "https://x.example/a_b_c?{d}&amp;e"
    assert read(f"<{shown}>") == f'<p><a href="{shown.replace("{d}", "%7Bd%7D")}" {rel}>{shown}</a></p>'


@pytest.mark.parametrize(
    "text", ["1. " * 2000, "- 1. > " * 900, "".join("    " * n + "- x\n" for n in range(400))]
)
def test_a_comment_of_lists_in_lists_does_not_stop_the_build(text: str) -> None:
    assert read(text).count("<li>") < 410


def test_signs_that_no_text_can_hold_do_not_reach_the_pages_and_feeds() -> None:
    assert read("a&#2;b&#xFFFE;c&#0;") == "<p>a\ufffdb\ufffdc\ufffd</p>"

"""Texts of WordPress become Markdown that shows every letter of them, whatever is in them."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from injury_series.desk.importing.guide import CommentGuide, Notes
from injury_series.desk.importing.gutenberg import without_remarks
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.shortcodes import Shortcodes
from injury_series.desk.importing.texts import summary_of


class Guide:
    """Lead every link of the web where it leads, and find the pictures of one folder."""

    full = True

    def __init__(self) -> None:
        self.notes = Notes()

    def link(self, href: str) -> str | None:
        return href if href.startswith("http") else None

    def picture(self, src: str) -> str | None:
        return "images/a.jpg" if src.endswith("a.jpg") else None

    def described(self, src: str) -> str:
        return ""


POSTS, COMMENTS = ToMarkdown(full=True), ToMarkdown(full=False)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>bold</b><b>er</b> <em> word </em>!</p>", "a **bolder** *word* !"),
        ("<h1>One</h1><h4>Two #</h4><p>x</p><hr />", "## One\n\n#### Two \\#\n\nx\n\n* * *"),
        ("<ul><li>a<ol><li>b</li><li>c</li></ol></li></ul>", "- a\n    1. b\n    2. c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<blockquote><p>a</p><p>b</p><cite>c</cite></blockquote>", "> a\n>\n> b\n>\n> *c*"),
        ("<pre>if a:\n    ```</pre>", "````\nif a:\n    ```\n````"),
        (
            "<table><tr><th>a|b</th><td>c</td></tr><tr><td>1<br>2</td></tr></table>",
            "| a&#124;b | c |\n| --- | --- |\n| 1 2 |  |",
        ),
        (
            '<figure><img src="a.jpg" alt="A [k]"><figcaption>My "knee" &amp; I</figcaption></figure>',
            '![A \\[k\\]](images/a.jpg "My &quot;knee&quot; &amp; I")',
        ),
        (
            '<figure><img src="a.jpg"><figcaption>By <a href="https://x.example/(a)">B</a></figcaption></figure>',
            "![](images/a.jpg)\n\n*By [B](https://x.example/%28a%29)*",
        ),
        ("<p>H<sub>2</sub>O <s>no</s> <u>yes</u></p>", "H<sub>2</sub>O <del>no</del> yes"),
        ('<p style="color:red" onclick="x()">a <a href="javascript:x()">b</a></p>', "a b"),
        ("<dl><dt>T</dt><dd>D</dd></dl>", "**T**\n\nD"),
        ("<p><b>open <i>and</b> shut</p></div>after", "**open *and*** shut\n\nafter"),
        (
            '<iframe src="//videos.example/embed/1"></iframe>',
            "[videos.example](https://videos.example/embed/1)",
        ),
    ],
)
def test_what_the_block_editor_wrote_is_markdown(html: str, text: str) -> None:
    assert POSTS.write(html, Guide(), breaks=False) == text


def test_ends_of_lines_are_kept_where_older_texts_meant_them() -> None:
    signs = "# a\n- b\n1. c\n\n> d\n: e\n::: f\n!!! g\n\n~~~\n|--|\n===\n---\n    h {#i} [^1] *[j]: k"
    assert POSTS.write("One\ntwo\n\n<b>three</b>\n<h2>Four</h2>\nfive", Guide(), breaks=True) == (
        "One  \ntwo\n\n**three**\n\n## Four\n\nfive"
    )
    written = POSTS.write(signs, Guide(), breaks=True)
    assert [
        re.sub(r"\\|&#(\d+);", lambda m: chr(int(m[1] or 32)).strip(), line) for line in written.split()
    ] == (signs.split())


def test_a_comment_keeps_its_words_and_links_and_nothing_else() -> None:
    html = 'See http://a.example/b_c. <a href="http://d.example" onclick="x()">it</a>\n<h2>Hi</h2>'
    html += '<img src="a.jpg">'
    guide = CommentGuide()
    assert COMMENTS.write(html, guide, breaks=True) == (
        "See <http://a.example/b_c>. [it](http://d.example)\n\n**Hi**"
    )
    assert list(guide.notes.lines) == ["a picture was left out: a.jpg"]


def shortcoded(text: str) -> tuple[str, list[str]]:
    notes = Notes()
    found = Shortcodes(lambda ids: [(f"{id_}.jpg", "") for id_ in ids], notes).replaced(text)
    return found, list(notes.lines)


def test_brackets_are_words_unless_they_are_shortcodes() -> None:
    words = "He [sic] said [1] <code>[gallery]</code> [see below]"
    assert shortcoded(words) == (words, [])
    assert shortcoded('[su_box title="x"]In it[/su_box] [video mp4="https://v.example/a.mp4"][/video]') == (
        'In it \n\n<iframe src="https://v.example/a.mp4"></iframe>\n\n',
        ['a shortcode was left out (the words inside it stay): [su_box title="x"]'],
    )
    assert shortcoded("[embed]https://v.example/1[/embed]")[0].strip() == (
        '<iframe src="https://v.example/1"></iframe>'
    )


def test_blocks_that_are_used_again_are_put_in_and_those_wordpress_fills_are_named() -> None:
    notes = Notes()
    text = '<!-- wp:block {"ref":5} /--><!-- wp:latest-posts /--><!-- wp:spacer {"a":"b"} /--><!--more-->'
    kept = {"5": "<!-- wp:paragraph --><p>Again</p><!-- /wp:paragraph -->"}
    assert without_remarks(text, lambda id_: kept.get(id_, ""), notes) == "<p>Again</p>"
    assert list(notes.lines) == ["a block that WordPress fills by itself was left out: latest-posts"]


def test_a_summary_is_the_excerpt_or_whole_sentences_that_fit() -> None:
    assert summary_of("<p>Short &amp; sweet</p>", "Long.", "T") == "Short & sweet"
    assert (
        summary_of("", "<p>One. Two!</p><figure>x</figure><p>" + "three " * 60 + "</p>", "T") == "One. Two!"
    )
    assert len(summary_of("", "word " * 100, "T")) <= 200
    assert summary_of("", "<img>", "T") == "T"


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n*_`[](){}<>#+-.!|:~=&;\\ "),
        max_size=60,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_words_are_shown_letter_for_letter(words: str) -> None:
    for writer, guide in ((POSTS, Guide()), (COMMENTS, CommentGuide())):
        writer.write(escape(words), guide, breaks=True)
        assert not [note for note in guide.notes.lines if "plain words" in note], words


OPENING = (
    "b em p ul li ol blockquote pre code table tr td h2 figure figcaption div span br "
    "a|href='http://x.example' img|src='a.jpg' form iframe|src='//y.example'"
).replace("|", "\0")
TAGS = [f"<{tag}>".replace("\0", " ") for tag in OPENING.split()]
TAGS += [f"</{re.split(chr(0), tag)[0]}>" for tag in OPENING.split()]


@given(st.lists(st.sampled_from([*TAGS, "x ", "y\n\n", "* "])))
@settings(max_examples=300, deadline=None)
def test_no_tangle_of_tags_stops_an_import(pieces: list[str]) -> None:
    for writer, guide in ((POSTS, Guide()), (COMMENTS, CommentGuide())):
        text = writer.write("".join(pieces), guide, breaks=True)
        if (
            "<iframe src='//y.example'>" not in pieces and "<form>" not in pieces
        ):  # what is in these is left out
            assert text.count("x") >= pieces.count("x ")

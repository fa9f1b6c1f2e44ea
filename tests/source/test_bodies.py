"""What a writer may write in a body, and what a stranger may write in a comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from injury_series.source.body import StoryBody, markdown_settings
from injury_series.source.comments import clean_comment, comment_markdown
from injury_series.source.links import Target
from tests.sites import a_site, build_site, changed, pages

FALL = "posts/2020-01-10-the-fall.md"


def body(text: str) -> str:
    """Return a body as HTML, where every name is known but "nowhere", and "secret" is not published."""

    def find(kind: str, name: str) -> Target | None:
        known = {"nowhere": None, "secret": Target(None, "Secret")}
        return known.get(name, Target(f"/{kind}s/{name}/", name.title()))

    story = StoryBody(find, lambda src: True)
    settings = markdown_settings()
    return Markdown(**{**settings, "extensions": [*settings["extensions"], story]}).convert(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[the doctor](provider:dr-x)", '<p><a href="/providers/dr-x/">the doctor</a></p>'),
        ("[](phase:onset)", '<p><a href="/phases/onset/">Onset</a></p>'),
        ("[see][1]\n\n[1]: post:setback", '<p><a href="/posts/setback/">see</a></p>'),
        ("[later](post:secret)", "<p><span>later</span></p>"),
        ("`[x](post:a)`", "<p><code>[x](post:a)</code></p>"),
        ("# Loud", '<h2 id="loud">Loud</h2>'),
        ("Things:\n- a\n- b", "<p>Things:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        (
            "::: Needles & blood\n\nOuch.\n\n:::\nAfter.",
            '<div class="passage">\n<p class="past"><b>Needles &amp; blood</b> '
            '<a href="#past-passage-1">Skip this passage</a></p>\n<p>Ouch.</p>\n</div>\n'
            '<div id="past-passage-1"></div>\n\n<p>After.</p>',
        ),
        (
            "```\n::: shown\n:::\n```",
            '<div class="highlight"><pre><span></span><code>::: shown\n:::\n</code></pre></div>',
        ),
        ("#### Deep\n\n## Up", '<h2 id="deep">Deep</h2>\n<h2 id="up">Up</h2>'),
        ("## Blaze 1", '<h2 id="blaze-1-section">Blaze 1</h2>'),
        ("## Comments", '<h2 id="comments-section">Comments</h2>'),
        (
            '![A hip](images/hip.svg "The hip.")',
            '<figure><img alt="A hip" src="images/hip.svg"><figcaption>The hip.</figcaption></figure>',
        ),
        (
            "Text ![A hip](images/hip.svg)",
            '<p>Text <img alt="A hip" src="images/hip.svg"></p>',
        ),
        (
            '[![A hip](images/hip.svg "The hip.")](phase:onset)',
            '<figure><a href="/phases/onset/"><img alt="A hip" src="images/hip.svg"></a>'
            "<figcaption>The hip.</figcaption></figure>",
        ),
        ("![A hip][h]\n\n[h]: images/hip.svg", '<figure><img alt="A hip" src="images/hip.svg"></figure>'),
    ],
)
def test_links_and_pictures_of_the_story(text: str, html: str) -> None:
    assert body(text) == html


def test_tables_are_aligned_by_class() -> None:
    html = body("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    assert '<td class="align-right">1</td>' in html
    assert '<td class="align-center">2</td>' in html
    assert "style" not in html


def comment(text: str) -> str:
    return clean_comment(comment_markdown().convert(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*yes* **no**", "<p><em>yes</em> <strong>no</strong></p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("# no heading", "<p># no heading</p>"),
        (
            "[x](https://a.example)",
            '<p><a href="https://a.example" rel="ugc nofollow noopener">x</a></p>',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)
def test_a_comment_is_words_whatever_it_looks_like(text: str, html: str) -> None:
    assert comment(text) == html


def test_a_comment_loads_no_picture() -> None:
    assert "<img" not in comment("![x](https://a.example/x.png)")


def test_a_note_to_oneself_is_not_for_readers(tmp_path: Path) -> None:
    site = a_site(tmp_path, changed(FALL, "Down I went.", "Down <!-- ask Ada --> I went."))
    build_site(site)
    assert not [name for name, text in pages(site).items() if "ask Ada" in text]

"""What a writer may write in a body, and what a stranger may write in a comment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown
from PIL import Image

from injury_series.source.body import StoryBody, markdown_settings
from injury_series.source.comments import clean_comment, comment_markdown
from injury_series.source.figures import Picture
from injury_series.source.links import Target
from tests.sites import a_site, build_site, changed, pages, snapshot

FALL = "posts/2020-01-10-the-fall.md"


def body(text: str) -> str:
    """Return a body as HTML, where every name is known but "nowhere", and "secret" is not published."""

    def find(kind: str, name: str) -> Target | None:
        known = {"nowhere": None, "secret": Target(None, "Secret")}
        return known.get(name, Target(f"/{kind}s/{name}/", name.title()))

    story = StoryBody(find, lambda src: Picture(f"/{src}", 40, 30))
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
            '<section class="passage">\n<p class="past"><b>Needles &amp; blood</b> '
            '<a href="#past-passage-1">Skip this passage</a></p>\n<p>Ouch.</p>\n</section>\n'
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
            '<figure><img alt="A hip" height="30" src="/images/hip.svg" width="40">'
            "<figcaption>The hip.</figcaption></figure>",
        ),
        (
            "Text ![A hip](images/hip.svg)",
            '<p>Text <img alt="A hip" height="30" src="/images/hip.svg" width="40"></p>',
        ),
    ],
)
def test_links_and_pictures_of_the_story(text: str, html: str) -> None:
    assert body(text) == html


def test_tables_are_aligned_by_class() -> None:
    html = body("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    assert '<td class="align-right">1</td>' in html
    assert '<td class="align-center">2</td>' in html
    assert "style" not in html


def test_all_pictures_but_the_first_wait_for_the_reader() -> None:
    html = body("![a](images/a.svg)\n\n![b](images/b.svg)")
    assert [("lazy" in image) for image in re.findall("<img[^>]*>", html)] == [False, True]


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
        ("[x](javascript:alert(1))", '<p><a rel="ugc nofollow noopener">x</a></p>'),
    ],
)
def test_a_comment_is_words_whatever_it_looks_like(text: str, html: str) -> None:
    assert comment(text) == html


def test_a_comment_loads_no_picture() -> None:
    assert "<img" not in comment("![x](https://a.example/x.png)")


def test_a_photo_goes_out_upright_and_without_its_notes(tmp_path: Path) -> None:
    site = a_site(tmp_path, changed(FALL, "Down I went.", "![Ice](images/ice.jpg)"))
    photo, exif = Image.new("RGB", (60, 40), "white"), Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"  # the place, as GPS has it
    (site / "content/images").mkdir()
    photo.save(site / "content/images/ice.jpg", exif=exif)
    build_site(site)
    (name,) = (name for name in snapshot(site / "output") if name.startswith("images/"))
    with Image.open(site / "output" / name) as made:
        assert made.size == (40, 60)
        assert not made.getexif()
    assert b"SECRETCAMERA" not in (site / "output" / name).read_bytes()
    assert 'width="40"' in pages(site)["posts/the-fall/index.html"]


def test_a_see_through_picture_stays_so_where_it_can(tmp_path: Path) -> None:
    words = "![a](images/a.png) ![b](images/b.gif) ![c](images/c.jpg)"
    site = a_site(tmp_path, changed(FALL, "Down I went.", words))
    (site / "content/images").mkdir()
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    clear.save(site / "content/images/a.png")
    clear.convert("P").save(site / "content/images/b.gif", transparency=0)
    Image.new("CMYK", (8, 8)).save(site / "content/images/c.jpg")
    build_site(site)
    made = {name.partition(".")[0]: name for name in snapshot(site / "output") if name.startswith("images/")}
    for name in ("images/a", "images/b"):
        with Image.open(site / "output" / made[name]) as picture:
            assert picture.convert("RGBA").getpixel((0, 0))[3] == 0, name  # type: ignore[index]
    with Image.open(site / "output" / made["images/c"]) as picture:
        assert picture.mode == "RGB"


def test_a_note_to_oneself_is_not_for_readers(tmp_path: Path) -> None:
    site = a_site(tmp_path, changed(FALL, "Down I went.", "Down <!-- ask Ada --> I went."))
    build_site(site)
    assert not [name for name, text in pages(site).items() if "ask Ada" in text]


def test_a_picture_that_no_text_shows_is_not_published(tmp_path: Path) -> None:
    site = a_site(
        tmp_path, {"images/spare.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
    )
    build_site(site)
    assert not [name for name in snapshot(site / "output") if "spare" in name]

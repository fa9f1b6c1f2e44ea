"""The picture of a post that chats show: its words, its place on the way, what it costs."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from injury_series.errors import SettingsError
from injury_series.outputs import drawing
from injury_series.outputs.lettering import Letters, Room
from injury_series.outputs.social_sheet import SIZE, Sheets, Shown
from injury_series.pelican_site.build import build
from tests.sites import NOW, REPOSITORY, a_post, a_site, build_site, changed, pages, snapshot

STATIC = REPOSITORY / "theme/static"
SHOWN = Shown("The scan", "The repair", blaze=2, part=2, total=3, here="")
LONG = (
    "How I learned over eleven long months that the surgeon and the second opinion had been right all along"
)


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return Sheets(STATIC, "A knee on the mend", None, "")


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    old, new = "happened: 2019-12\n", "happened: 2019-12\nmeasures:\n  - {date: 2019-12, pain: 8}\n"
    return a_site(tmp_path, changed("posts/2020-01-10-the-fall.md", old, new))


def socials(root: Path) -> dict[str, bytes]:
    return snapshot(root / "output/images/social")


def has_signal(content: bytes, box: tuple[int, int, int, int]) -> bool:
    """Tell whether the colour of "you are here" is in a part of a picture."""
    with Image.open(io.BytesIO(content)) as picture:
        return drawing.SIGNAL in {colour for _, colour in picture.convert("RGB").crop(box).getcolors() or ()}


def test_each_published_post_has_its_own_and_a_chat_is_told_size_and_words(tmp_path: Path) -> None:
    hidden = {
        "posts/draft.md": a_post("A draft", "2020-03-01", status="draft"),
        "posts/later.md": a_post("Of tomorrow", "2020-07-01"),
    }
    root = a_site(tmp_path, hidden)
    build_site(root, for_readers=True)
    names = sorted(socials(root))
    assert [re.sub(r"\.[0-9a-f]{10}\.png", "", name) for name in names] == ["the-fall", "the-scan"]
    head = pages(root)["posts/the-scan/index.html"]
    for line in (
        f'<meta property="og:image" content="https://knee.example/images/social/{names[1]}">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="The scan. Part 2 of 2: The repair">',
    ):
        assert line in head
    assert f'"image":["https://knee.example/images/social/{names[1]}"]' in head
    with Image.open(io.BytesIO(socials(root)[names[1]])) as picture:
        assert (picture.size, picture.mode) == (SIZE, "P")
    assert "theme/social." in pages(root)["index.html"], "every other page has the picture of the series"


def test_the_photo_of_a_post_is_not_pushed_into_chats(tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "brown").save(photo, "JPEG")
    scar = a_post("The scar", "2020-03-01", image="{src: images/scar.jpg, alt: A scar}")
    root = a_site(tmp_path, {"posts/the-scar.md": scar, "images/scar.jpg": photo.getvalue()})
    build_site(root, for_readers=True)
    head = pages(root)["posts/the-scar/index.html"]
    assert re.search(r'og:image" content="https://knee.example/images/social/the-scar\.', head)
    assert re.search(
        r'"image":\["https://knee.example/images/scar[^"]*", ?"[^"]*images/social/the-scar', head
    )


def test_a_build_of_what_has_not_changed_draws_nothing_and_a_preview_never_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, told = a_site(tmp_path), list[tuple[str, int, int]]()

    def run(preview: bool = False) -> dict[str, bytes]:
        told.clear()

        def tell(what: str, done: int, of: int) -> None:
            told.extend([(what, done, of)] if what == "Social pictures" else [])

        build(root / "pelicanconf.py", root / "output", preview=preview, now=NOW, tell=tell)
        return socials(root)

    run(preview=True)
    assert (told, socials(root)) == ([], {})
    assert "theme/social." in pages(root)["posts/the-scan/index.html"]
    first = run()
    assert told == [("Social pictures", 1, 2), ("Social pictures", 2, 2)]
    with monkeypatch.context() as patch:
        patch.setattr(Sheets, "draw", None)
        assert run() == first
    post = changed("posts/2020-02-10-the-scan.md", "title: The scan", "title: The second scan")
    a_site(tmp_path, post)
    second = run()
    assert told == [("Social pictures", 1, 1)], "only what has changed is drawn"
    assert len(first.keys() & second.keys()) == 1


def test_the_same_story_gives_the_same_bytes_in_whatever_order_they_are_drawn() -> None:
    several = [replace(SHOWN, title=title, part=part) for part in (1, 2, 3) for title in ("A scan", LONG)]
    there, back = Sheets(STATIC, "A knee", None, ""), Sheets(STATIC, "A knee", None, "")
    assert [there.draw(one) for one in several] == [back.draw(one) for one in reversed(several)][::-1]


def test_the_mark_stands_on_the_profile_and_on_the_way_up_the_hill_where_there_is_none(
    measured: Path, tmp_path: Path
) -> None:
    build_site(measured, for_readers=True)
    profile, hill = (socials(measured)[name] for name in sorted(socials(measured)))
    along, beside = (64, 430, 1136, 575), (640, 20, 1200, 590)
    assert has_signal(profile, along)
    assert not has_signal(profile, (0, 0, 1200, 400))
    assert has_signal(hill, beside), "the scan has no date, so its place is on the way up"
    assert not has_signal(hill, (0, 0, 630, 630))


@pytest.mark.parametrize("label", ["膝", "Pain " * 30], ids=len)
def test_whatever_is_measured_the_words_stay_on_the_sheet(tmp_path: Path, label: str) -> None:
    measure = changed("series.yaml", "label: Pain", f"label: {label}")
    old, new = "happened: 2019-12\n", "happened: 2019-12\nmeasures:\n  - {date: 2019-12, pain: 8}\n"
    root = a_site(tmp_path, {**measure, **changed("posts/2020-01-10-the-fall.md", old, new)})
    build_site(root, for_readers=True)
    profile = socials(root)[sorted(socials(root))[0]]
    with Image.open(io.BytesIO(profile)) as picture:
        assert drawing.INK in {
            colour for _, colour in picture.convert("RGB").crop((64, 380, 500, 424)).getcolors()
        }


@pytest.mark.parametrize("part", [1, 500, 1000])
def test_every_part_of_a_long_story_has_a_place_on_the_way(sheets: Sheets, part: int) -> None:
    assert has_signal(sheets.draw(replace(SHOWN, part=part, total=1000)), (640, 20, 1200, 590))


@pytest.mark.parametrize(
    "title", ["W", "", "膝のけが", "Rehabilitationsmaßnahmen" * 4, LONG, "word " * 90], ids=len
)
def test_it_takes_any_title_and_stays_light(sheets: Sheets, title: str) -> None:
    for here in ("", "M500 19V60M480 77H520"):
        content = sheets.draw(replace(SHOWN, title=title, phase=title or "P", here=here))
        with Image.open(io.BytesIO(content)) as picture:
            edge = picture.convert("RGB").crop((0, 20, 56, 610))
            assert edge.getcolors() == [(56 * 590, drawing.PAPER)], "no letter runs over the margin"
        assert len(content) < 75_000


def test_a_title_that_the_font_has_no_letters_for_makes_room_for_the_part(sheets: Sheets) -> None:
    assert sheets.draw(replace(SHOWN, title="膝のけが")) == sheets.draw(
        replace(SHOWN, title=SHOWN.place + "\u3000膝")
    )
    assert sheets.draw(replace(SHOWN, title="膝のけが")) != sheets.draw(SHOWN)


def test_an_emoji_is_left_out_and_a_word_never_shows_a_box() -> None:
    letters = Letters(STATIC / drawing.FONT)
    assert letters.shown("Running again \U0001f3c3\U0001f3fd\u200d\u2640\ufe0f") == "Running again"
    assert letters.shown("Ça va? “Naïve” – 3 × 5½ Łódź") == "Ça va? “Naïve” – 3 × 5½ Łódź"
    assert [letters.shown(text) for text in ("L4 ⊗ L5", "Обратно", "膝 hurts")] == ["", "", ""]


def test_a_title_is_never_cut_where_it_fits_and_leaves_no_word_alone() -> None:
    letters = Letters(STATIC / drawing.FONT)
    text = letters.fit("A long way down and up again to a", Room(900, 400, sizes=(120, 40), leading=1.1))
    assert " ".join(text.lines) == "A long way down and up again to a"
    assert len(text.lines[-1]) > 6
    text = letters.fit("word " * 90, Room(400, 100, sizes=(60, 40), leading=1.2))
    assert [line[-1] for line in text.lines] == ["d", "\u2026"]


def test_the_colours_are_those_of_the_theme() -> None:
    tokens = (STATIC / "css/10-tokens.css").read_text(encoding="utf-8").partition("prefers-color-scheme")[0]
    found = {name: tuple(bytes.fromhex(value)) for name, value in re.findall(r"--(\w+): #(\w{6})", tokens)}
    named = (
        ("paper", drawing.PAPER),
        ("ink", drawing.INK),
        ("contour", drawing.CONTOUR),
        ("signal", drawing.SIGNAL),
    )
    assert dict(named) == {name: found[name] for name, _ in named}
    assert [found[f"b{number}"] for number in range(1, 9)] == list(drawing.BLAZES)


def test_a_theme_without_the_hill_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        drawing.check_theme(tmp_path, "A picture for links to posts")
    assert str(refused.value) == (
        'A picture for links to posts wants "static/fonts/besley-600.woff2", which the theme does not have.'
    )

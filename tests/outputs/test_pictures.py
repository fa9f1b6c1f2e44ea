"""Pictures on their way from the content folder to pages, feeds and the book."""

from __future__ import annotations

import io
import os
import re
import threading
from pathlib import Path

import pytest
from PIL import Image

from injury_series.errors import ContentFaults
from injury_series.outputs.copies import Work, make_all
from injury_series.outputs.progress import untold
from injury_series.outputs.store import Store
from injury_series.pelican_site.build import build
from tests.outputs.test_photos import a_rich_photo, saved
from tests.sites import NOW, a_post, a_site, build_site, changed, pages, snapshot

FALL = "posts/2020-01-10-the-fall.md"
PAGE = "posts/the-fall/index.html"
PHOTO = saved(a_rich_photo((640, 100)))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
_HASH = re.compile(r"\.[0-9a-f]{10}\.")


def published(root: Path) -> list[str]:
    """Return the names of the pictures in the output, without their keys."""
    names = (name for name in snapshot(root / "output") if name.startswith("images/"))
    return [_HASH.sub(".", name) for name in names if not name.startswith("images/social/")]


def shown(html: str) -> str:
    """Return the pictures of a page without their keys."""
    return _HASH.sub(".", "\n".join(re.findall(r"<figure>.*?</figure>|<picture>.*?</picture>", html)))


def with_words(words: str) -> dict[str, str]:
    return changed(FALL, "Down I went. See [the scan](post:the-scan).", words)


def test_a_photo_in_a_page_is_a_choice_of_copies_and_a_plain_picture_elsewhere(tmp_path: Path) -> None:
    words = with_words('![The "step"](images/step.jpg "On ice -- in May.")')
    site = a_site(tmp_path, {**words, "images/step.jpg": PHOTO})
    build_site(site)
    assert shown(pages(site)[PAGE]) == (
        "<figure><picture>"
        '<source type="image/avif" srcset="/images/step-480.avif 480w, /images/step-640.avif 640w"'
        ' sizes="(min-width: 42.25em) 38rem, 90vw">'
        '<source type="image/webp" srcset="/images/step-480.webp 480w, /images/step-640.webp 640w"'
        ' sizes="(min-width: 42.25em) 38rem, 90vw">'
        '<img alt="The &#34;step&#34;" src="/images/step-640.jpg"'
        ' srcset="/images/step-480.jpg 480w, /images/step-640.jpg 640w"'
        ' sizes="(min-width: 42.25em) 38rem, 90vw" width="640" height="100" decoding="async">'
        "</picture><figcaption>On ice &#8212; in May.</figcaption></figure>"
    )
    feed = _HASH.sub(".", pages(site)["feeds/all.atom.xml"])
    plain = '<figure><img alt="The &#34;step&#34;" src="https://knee.example/images/step-640.jpg"'
    plain += ' width="640" height="100">'
    assert plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in feed
    assert "srcset" not in feed
    assert "picture&gt;" not in feed


def test_the_original_is_nowhere_in_what_is_published(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**with_words("![Ice](images/ice.jpg)"), "images/ice.jpg": PHOTO})
    build_site(site)
    assert PHOTO not in snapshot(site / "output").values()
    assert published(site) == [
        f"images/ice-{w}.{form}" for w in (480, 640) for form in ("avif", "jpg", "webp")
    ]


@pytest.mark.parametrize("written", ["My Küche.JPG", "My%20K%C3%BCche.JPG", "My Ku\u0308che.JPG"])
def test_a_photo_may_have_any_name(written: str, tmp_path: Path) -> None:
    site = a_site(tmp_path, {**with_words(f"![Ice](<images/{written}>)"), "images/My Küche.JPG": PHOTO})
    build_site(site)
    assert published(site)[0] == "images/my-kuche-480.avif"


def test_photos_whose_names_differ_in_the_ending_alone_are_two(tmp_path: Path) -> None:
    words = with_words("![a](images/a.jpg)\n\n![b](images/a.png)\n\n![c](images/A.jpeg)")
    other = saved(Image.new("RGB", (20, 20), "green"), "PNG")
    site = a_site(tmp_path, {**words, "images/a.jpg": PHOTO, "images/a.png": other, "images/A.jpeg": PHOTO})
    build_site(site)
    sources = re.findall(r'src="(/images/[^"]*)"', pages(site)[PAGE])
    assert len(set(sources)) == 2, "the same photo under two names is published once"
    assert all((site / f"output{source}").is_file() for source in sources)


def test_only_the_first_picture_of_a_page_does_not_wait(tmp_path: Path) -> None:
    image = "\n  src: images/a.svg\n  alt: Head"
    two = '`<img loading="lazy">`\n\n![One](images/a.svg)\n\n'
    two += "Text ![Two](images/a.svg) and [![Three](images/a.svg)](post:the-scan)"
    site = a_site(
        tmp_path,
        {
            **with_words(two),
            "posts/2020-03-01-later.md": a_post("Later", "2020-03-01", body=two, image=image),
            "phases/fall.md": f"---\ntitle: The fall\norder: 1\n---\n{two}\n",
            "images/a.svg": SVG,
        },
    )
    build_site(site)

    def waiting(page: str) -> list[tuple[str, bool]]:
        tags = re.findall(r"<img [^>]*>", pages(site)[page])
        return [(re.findall('alt="(.*?)"', tag)[0], "lazy" in tag) for tag in tags]

    body = [("One", False), ("Two", True), ("Three", True)]
    later = [("One", True), ("Two", True), ("Three", True)]
    assert waiting(PAGE) == body
    assert waiting("phases/fall/index.html") == body
    assert waiting("posts/later/index.html") == [("Head", False), *later]
    assert waiting("story/index.html") == [*body, ("Head", True), *later]


def test_a_picture_of_the_writers_own_html_is_one_too_and_keeps_its_class(tmp_path: Path) -> None:
    words = with_words('![a](images/a.svg){: .wide }\n\n<p><img src="images/a.svg" srcset="//x" alt="b"></p>')
    site = a_site(tmp_path, {**words, "images/a.svg": SVG})
    build_site(site)
    first, second = re.findall(r"<img [^>]*>", _HASH.sub(".", pages(site)[PAGE]))
    assert first == '<img alt="a" src="/images/a.svg" width="9" height="9" class="wide" decoding="async">'
    assert second == '<img alt="b" src="/images/a.svg" width="9" height="9" decoding="async" loading="lazy">'


def test_a_picture_that_no_text_shows_is_not_published(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"images/spare.svg": SVG, "images/spare.jpg": b"not even a photo"})
    build_site(site)
    assert published(site) == []


def test_the_photo_of_a_draft_is_looked_through_but_nothing_is_made_of_it(tmp_path: Path) -> None:
    image = "\n  src: images/b.jpg\n  alt: b"
    draft = a_post("Draft", "2020-03-01", body="![a](images/a.jpg)", status="draft", image=image)
    site = a_site(tmp_path, {"posts/draft.md": draft, "images/a.jpg": PHOTO, "images/b.jpg": PHOTO[:-200]})
    with pytest.raises(ContentFaults) as told:
        build_site(site)
    assert str(told.value) == (
        "content/images/b.jpg: This picture cannot be shown: it is damaged, or no picture at all."
    )
    (site / "content/images/b.jpg").write_bytes(PHOTO)
    build_site(site)
    assert published(site) == []
    assert not [path for path, content in snapshot(site / ".cache/made").items() if b"ftypavif" in content]
    build_site(site, preview=True)
    assert "images/b-480.avif" in published(site)


def test_every_picture_that_cannot_be_shown_is_told_at_once(tmp_path: Path) -> None:
    names = ("cut.jpg", "words.png", "page.svg", "pipe.jpg", "missing.jpg", "Step.JPG")
    words = with_words("\n\n".join(f"![x](images/{name})" for name in names))
    files: dict[str, bytes] = {
        "images/cut.jpg": PHOTO[:4000],
        "images/words.png": b"words",
        "images/page.svg": b"<html/>",
        "images/step.jpg": PHOTO,
    }
    site = a_site(tmp_path, {**words, **files})
    os.mkfifo(site / "content/images/pipe.jpg")
    with pytest.raises(ContentFaults) as told:
        build_site(site)
    shown_not = "This picture cannot be shown:"
    assert str(told.value).splitlines() == [
        f"content/images/cut.jpg: {shown_not} it is damaged, or no picture at all.",
        f"content/images/page.svg: {shown_not} it is damaged, or no picture at all.",
        f"content/images/pipe.jpg: {shown_not} it is no file.",
        f"content/images/words.png: {shown_not} it is damaged, or no picture at all.",
        f'content/{FALL}:16: picture: There is no file "content/images/missing.jpg".',
        f'content/{FALL}:18: picture: There is no file "content/images/Step.JPG". '
        'Did you mean "images/step.jpg"?',
    ]


def test_a_copy_is_made_once_and_a_kept_one_gives_the_same_site(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**with_words("![Ice](images/ice.jpg)"), "images/ice.jpg": PHOTO})
    told: list[tuple[str, int, int]] = []

    def tell(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    for _ in range(2):
        build(site / "pelicanconf.py", site / "output", now=NOW, tell=tell)
        first = snapshot(site / "output")
    assert [line for line in told if line[0] == "Pictures"] == [("Pictures", 0, 1), ("Pictures", 1, 1)]
    kept = {path: path.stat().st_mtime_ns for path in (site / ".cache/made").rglob("*") if path.is_file()}
    next(path for path in kept if path.stat().st_size > 5000).unlink()
    build_site(site, for_readers=True)
    assert snapshot(site / "output") == first, "a copy that was deleted is made again"


def test_one_photo_a_core_is_open_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most = [0], [0]
    lock = threading.Lock()

    def make(content: bytes) -> list[object]:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        Image.open(io.BytesIO(content)).load()
        with lock:
            at_once[0] -= 1
        return []

    monkeypatch.setattr("injury_series.outputs.copies.make_copies", make)
    works = []
    for number in range(12):
        path = tmp_path / f"{number}.png"
        path.write_bytes(saved(Image.new("RGB", (9, 9 + number)), "PNG"))
        works.append(Work(path, shown=True))
    assert len(make_all(works, Store(tmp_path / "made"), untold)) == 12
    assert most[0] <= (os.cpu_count() or 1)

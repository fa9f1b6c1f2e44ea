"""A leak that is in none of the writer's files is found in the finished folder: pictures, books, packed files."""

# ruff: noqa: E501 - messages and what is planted stand here whole

from __future__ import annotations

import gzip
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from injury_series.errors import ContentFaults
from injury_series.pelican_site.build import build
from injury_series.pelican_site.making import Made
from injury_series.publishing.gate.looking import look_through
from tests.publishing.gated import gate
from tests.sites import CONF, GOOD, NOW, a_post, a_site, snapshot

OKAFOR = GOOD["providers/dr-okafor.md"].replace("kind: physician", "kind: physician\nshown: role")
DRAFT = "It took eleven weeks before the walrus of a brace came off my leg."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
POST, HOME, BOOK = "posts/the-scan/index.html", "index.html", "story.epub"
TELLS = '"Okafor" tells who content/providers/dr-okafor.md hides.'
PICTURE = "This picture carries"

Doctor = Callable[[Path], None]


def instead(path: str, old: str, new: str) -> Doctor:
    def doctor(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    return doctor


def behind(path: str, new: str) -> Doctor:
    return instead(path, "</main>", f"{new}</main>")


def put(path: str, content: str | bytes | Callable[[], bytes]) -> Doctor:
    def doctor(folder: Path) -> None:
        made = content() if callable(content) else content
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(made.encode() if isinstance(made, str) else made)

    return doctor


def photo(form: str, **notes: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(made, form, **notes)  # type: ignore[arg-type]
    return made.getvalue()


def exif(*, place: bool) -> bytes:
    made = Image.Exif()
    if place:
        made.get_ifd(0x8825).update({1: "N", 2: (47.0, 36.0, 0.0)})
    else:
        made[0x010F] = "Canon"
    return made.tobytes()


def with_segment(marker: int, data: bytes) -> bytes:
    plain = photo("JPEG")
    return plain[:2] + bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data + plain[2:]


def profile_of_okafor() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return photo(
        "PNG",
        icc_profile=profile.replace("sRGB built-in".encode("utf-16-be"), "Okafor's set!".encode("utf-16-be")),
    )


def in_book(change: Callable[[dict[str, bytes]], None], remark: bytes = b"") -> Doctor:
    def doctor(folder: Path) -> None:
        with zipfile.ZipFile(folder / BOOK) as book:
            members = {name: book.read(name) for name in book.namelist()}
        change(members)
        with zipfile.ZipFile(folder / BOOK, "w") as book:
            book.comment = remark
            for name, content in members.items():
                book.writestr(name, content)

    return doctor


def book_text(old: str, new: str) -> Doctor:
    def change(members: dict[str, bytes]) -> None:
        hits = [name for name in members if old.encode() in members[name]]
        assert hits
        for name in hits[:1] if "Disclaimer" not in new else hits:
            members[name] = members[name].replace(old.encode(), new.encode())

    return in_book(change)


def packed(pattern: str, change: Callable[[bytes], bytes]) -> Doctor:
    def doctor(folder: Path) -> None:
        path = sorted(folder.glob(pattern))[0]
        path.write_bytes(gzip.compress(change(gzip.decompress(path.read_bytes()))))

    return doctor


def first_style(folder: Path) -> str:
    return sorted(folder.glob("theme/style.*.css"))[0].relative_to(folder).as_posix()


def in_style(more: str, folder: Path) -> None:
    put(first_style(folder), (folder / first_style(folder)).read_text("utf-8") + more)(folder)


# How the finished folder is doctored; where the message begins; what it says.
LEAKS: dict[str, tuple[Doctor, str, str]] = {
    "JPEG: place": (put("images/a.jpg", lambda: photo("JPEG", exif=exif(place=True))), "output/images/a.jpg", f"{PICTURE} the place where it was taken."),
    "JPEG: camera": (put("images/a.jpg", lambda: photo("JPEG", exif=exif(place=False))), "output/images/a.jpg", f"{PICTURE} what the camera wrote into it: Make: Canon."),
    "JPEG: remark": (put("images/a.jpg", lambda: photo("JPEG", comment=b"Lagos")), "output/images/a.jpg", f"{PICTURE} a remark: Lagos."),
    "JPEG: XMP": (put("images/a.jpg", with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")), "output/images/a.jpg", f"{PICTURE} notes of a program: http"),
    "JPEG: IPTC": (put("images/a.jpg", with_segment(0xED, b"Photoshop 3.0\0")), "output/images/a.jpg", f"{PICTURE} notes of a program: Photoshop 3.0."),
    "JPEG: behind its end": (put("images/a.jpg", lambda: photo("JPEG") + b"Lagos"), "output/images/a.jpg", 'This picture holds something behind its end: "Lagos".'),
    "JPEG: damaged": (put("images/a.jpg", lambda: photo("JPEG")[:99]), "output/images/a.jpg", f"{PICTURE} a picture that cannot be read"),
    "PNG: place": (put("images/a.png", lambda: photo("PNG", exif=exif(place=True))), "output/images/a.png", f"{PICTURE} the place where it was taken."),
    "PNG: name in a profile": (put("images/a.png", profile_of_okafor), "output/images/a.png", TELLS),
    "WebP: place": (put("images/a.webp", lambda: photo("WEBP", exif=exif(place=True))), "output/images/a.webp", f"{PICTURE} the place where it was taken."),
    "AVIF: camera": (put("images/a.avif", lambda: photo("AVIF", exif=exif(place=False))), "output/images/a.avif", f"{PICTURE} what the camera wrote into it: Make: Canon."),
    "GIF: remark": (put("images/a.gif", lambda: photo("GIF", comment=b"Lagos")), "output/images/a.gif", f"{PICTURE} a remark: Lagos."),
    "picture in a page": (
        behind(POST, "<img alt='' src='data:image/gif;base64,R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBACH+BUxhZ29zADs='>"),
        f"output/{POST}/data.gif", f"{PICTURE} a remark: Lagos.",
    ),
    "drawing: remark": (put("images/a.svg", SVG.replace("<path", "<!-- Okafor --><path")), "output/images/a.svg:1", TELLS),
    "drawing: host": (put("images/a.svg", SVG.replace("<path", '<image href="https://x.example/a"/><path')), "output/images/a.svg:1", 'A reader\'s browser would ask another host for "https://x.example/a".'),
    "file of an unknown kind": (put("report.pdf", b"%PDF"), "output/report.pdf", 'A file of the kind ".pdf" cannot be looked into.'),
    "name of a file": (put("theme/okafor.txt", "x"), "output/theme/okafor.txt", TELLS),
    "packed copy": (put("copy.html.gz", gzip.compress(b"<p>O<b>kaf</b>or</p>")), "output/copy.html:1", TELLS),
    "plain text": (put("humans.txt", "By\nDr. OKAFOR"), "output/humans.txt:2", TELLS),
    "JSON, escaped": (put("a.json", '{"a": "\\u004fkafor"}'), "output/a.json:1", TELLS),
    "script": (put("theme/a.js", "const by = 'Okafor'"), "output/theme/a.js:1", TELLS),
    "style": (partial(in_style, ".a::after{content:'Okafor'}"), "output/theme/style.", TELLS),
    "JSON-LD": (instead(POST, '"headline":', '"editor":"Ada Okafor","headline":'), f"output/{POST}:", '"Ada Okafor" tells who content/providers/dr-okafor.md hides.'),
    "description": (instead(POST, 'name="description" content="', 'name="description" content="Okafor: '), f"output/{POST}:", TELLS),
    "label": (behind(POST, '<a aria-label="Okafor" href="/">x</a>'), f"output/{POST}:", TELLS),
    "attribute of its own": (behind(POST, '<p data-by="okafor">x</p>'), f"output/{POST}:", TELLS),
    "id": (behind(POST, '<p id="by-okafor">x</p>'), f"output/{POST}:", TELLS),
    "remark behind the page": (instead(POST, "</html>", "</html><!-- Okafor -->"), f"output/{POST}", TELLS),
    "feed": (instead("feeds/all.atom.xml", "looked at", "and &lt;b&gt;O&lt;/b&gt;kafor looked at"), "output/feeds/all.atom.xml:", TELLS),
    "map of the site": (instead("sitemap.xml", "</urlset>", "<url><loc>https://knee.example/providers/dr-okafor/</loc></url></urlset>"), "output/sitemap.xml:", '"dr-okafor" tells who content/providers/dr-okafor.md hides.'),
    "search: fragment": (packed("pagefind/fragment/*", lambda data: data.replace(b'"content":"', b'"content":"Okafor. ')), "output/pagefind/fragment/", TELLS),
    "search: word": (packed("pagefind/index/*", lambda data: data + b"\x66okafor"), "output/pagefind/index/", TELLS),
    "search: choice": (packed("pagefind/filter/*", lambda data: data + b"\x66Okafor"), "output/pagefind/filter/", TELLS),
    "book: text": (book_text("Surgeon", "Okafor"), "output/story.epub/EPUB/", TELLS),
    "book: facts": (book_text("<dc:title>", "<dc:contributor>Okafor</dc:contributor><dc:title>"), "output/story.epub/EPUB/content.opf:", TELLS),
    "book: file": (in_book(lambda members: members.update({"EPUB/okafor.xhtml": b"<p>x</p>"})), "output/story.epub/EPUB/okafor.xhtml", TELLS),
    "book: remark": (in_book(lambda _: None, b"Okafor"), "output/story.epub", TELLS),
    "book: host": (book_text("</body>", '<img alt="" src="https://x.example/a.png"/></body>'), "output/story.epub/EPUB/", 'A reader\'s browser would ask another host for "https://x.example/a.png".'),
    "book: dead link": (book_text("</body>", '<a href="part-99.xhtml">x</a></body>'), "output/story.epub/EPUB/", 'The link "part-99.xhtml" leads nowhere. No such file is in the book.'),
    "host: picture": (behind(HOME, '<img alt="" src="https://x.example/a.png">'), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example/a.png".'),
    "host: set": (behind(HOME, '<img alt="" srcset="/robots.txt 1x, //x.example/a.png 2x">'), "output/index.html:", 'A reader\'s browser would ask another host for "//x.example/a.png".'),
    "host: style": (instead(HOME, "</head>", '<link rel="stylesheet" href="https://x.example/a.css"></head>'), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example/a.css".'),
    "host: hint": (instead(HOME, "</head>", '<link rel="preconnect" href="https://x.example"></head>'), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example".'),
    "host: refresh": (instead(HOME, "</head>", '<meta http-equiv="refresh" content="0; url=https://x.example/"></head>'), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example/".'),
    "host: frame": (behind(HOME, '<iframe title="x" src="https://x.example/"></iframe>'), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example/".'),
    "host: script": (behind(HOME, "<script>fetch('https://x.example/a')</script>"), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example/a".'),
    "host: in a style": (partial(in_style, ".a{background:url(https://x.example/a.png)}"), "output/theme/style.", 'A reader\'s browser would ask another host for "https://x.example/a.png".'),
    "host: import": (partial(in_style, "@import 'https://x.example/a.css';"), "output/theme/style.", 'A reader\'s browser would ask another host for "https://x.example/a.css".'),
    "host: form": (behind(HOME, '<form action="https://x.example/"></form>'), "output/index.html:", 'A reader\'s browser would ask another host for "https://x.example/".'),
    "dead link in a feed": (instead("feeds/all.atom.xml", "looked at", '&lt;a href="https://knee.example/gone/"&gt;x&lt;/a&gt; looked at'), "output/feeds/all.atom.xml:", 'The link "/gone/" leads nowhere. Nothing is there.'),
    "dead link in the map": (instead("sitemap.xml", "</urlset>", "<url><loc>https://knee.example/gone/</loc></url></urlset>"), "output/sitemap.xml:", 'The link "/gone/" leads nowhere. Nothing is there.'),
    "dead link in redirects": (put("_redirects", "/old/ /gone/ 301\n"), "output/_redirects:1", 'The link "/gone/" leads nowhere. Nothing is there.'),
    "dead link in a style": (partial(in_style, ".a{background:url(/theme/gone.png)}"), "output/theme/style.", 'The link "/theme/gone.png" leads nowhere. Nothing is there.'),
    "no disclaimer: post": (instead(POST, "One rider", "No rider"), f"output/{POST}", "The disclaimer of content/series.yaml does not stand here."),
    "no disclaimer: first page": (instead(HOME, "One rider", "No rider"), "output/index.html", "The disclaimer of content/series.yaml does not stand here."),
    "no disclaimer: book": (book_text("One rider", "Disclaimer"), "output/story.epub", "The disclaimer of content/series.yaml does not stand here."),
    "preview: script": (behind(POST, '<script src="/_preview/client.js"></script>'), f"output/{POST}:", '"/_preview/client.js" is a place on this machine; readers have nothing there.'),
    "preview: state": (behind(POST, '<p><b class="state">Draft, not published</b> x</p>'), f"output/{POST}:", "A mark of the preview stands here."),
    "preview: no engines": (instead(POST, "</head>", '<meta name="robots" content="noindex"></head>'), f"output/{POST}:", "This page asks search engines to leave it out, as only a preview does."),
    "preview: closed site": (put("robots.txt", "User-agent: *\nDisallow: /\n"), "output/robots.txt:2", "This asks search engines to leave the whole site out, as only a preview does."),
    "this machine": (behind(POST, '<a href="http://127.0.0.1:8000/x">x</a>'), f"output/{POST}:", '"http://127.0.0.1:8000/x" is a place on this machine; readers have nothing there.'),
    "place-holder": (behind(POST, "<p>{{ page.title }}</p>"), f"output/{POST}:", '"{{ page.title }}" was meant to become something else, and did not.'),
    "link of the story": (behind(POST, '<a href="post:gone">x</a>'), f"output/{POST}:", '"post:gone" was meant to become something else, and did not.'),
    "draft: text": (behind(POST, f"<p>Oh. {DRAFT}</p>"), f"output/{POST}:", '"it took eleven weeks before the walrus of ..." stands in a draft, content/posts/brace-off.md.'),
    "draft: page": (put("posts/brace-off/index.html", "<p>x</p>"), "output/posts/brace-off/index.html", '"posts/brace-off" is an address of a draft, content/posts/brace-off.md.'),
    "draft: picture": (put("images/brace.0123456789.svg", SVG), "output/images/brace.0123456789.svg", '"images/brace.0123456789.svg" is an address of a picture that only drafts show, content/images/brace.svg.'),
    "draft: search": (packed("pagefind/fragment/*", lambda data: data.replace(b'"content":"', f'"content":"{DRAFT} '.encode())), "output/pagefind/fragment/", '"it took eleven weeks before the walrus of ..." stands in a draft, content/posts/brace-off.md.'),
    "private fact": (behind(POST, "<p>Call 206-555-0100</p>"), f"output/{POST}:", '"206-555-0100" is a telephone number.'),
}  # fmt: skip


NOT_NEEDED = (
    "posts/2020-01-10-the-fall.md", "phases/fall.md", "pages/about.md", "comments/the-fall/first.md",
    "comments/the-fall/answer.md",
)  # fmt: skip
"""What no case is planted in: a folder of less is looked through as well, and seventy times."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    root = a_site(
        tmp_path_factory.mktemp("built"),
        {
            **dict.fromkeys(NOT_NEEDED),
            "providers/dr-okafor.md": OKAFOR,
            "posts/brace-off.md": a_post(
                "The brace comes off",
                "2020-03-01",
                "repair",
                body=f"{DRAFT}\n\n![Leg](images/brace.svg)",
                status="draft",
            ),
            "images/brace.svg": SVG,
        },
    )
    kept: list[Made] = []
    build(root / "pelicanconf.py", root / "output", now=NOW, inspect=lambda _, made: kept.append(made))
    return root / "output", kept[0]


def refused(folder: Path, made: Made) -> list[str]:
    try:
        look_through(folder, made)
    except ContentFaults as error:
        return str(error).splitlines()
    return []


def test_nothing_is_found_in_a_good_folder(built: tuple[Path, Made]) -> None:
    assert refused(*built) == []


@pytest.mark.parametrize("case", LEAKS)
def test_what_a_finished_folder_leaks_is_found(case: str, built: tuple[Path, Made], tmp_path: Path) -> None:
    doctor, place, problem = LEAKS[case]
    folder = shutil.copytree(built[0], tmp_path / "output")
    doctor(folder)
    said = refused(folder, built[1])
    assert any(line.startswith(place) and problem in line for line in said), said
    if place.endswith(":"):  # a page's line
        assert all(re.match(rf"{re.escape(place)}\d+: ", line) for line in said if problem in line), said


def test_a_refused_site_leaves_the_last_one_as_it_was(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build(site / "pelicanconf.py", site / "output", now=NOW)
    before = snapshot(site / "output")
    said, _ = gate(site, {"posts/new.md": a_post("New", "2020-02-01", body="Call 206-555-0100.")})
    assert said
    assert snapshot(site / "output") == before


def test_an_address_that_only_this_machine_knows_is_refused(tmp_path: Path) -> None:
    said, _ = gate(tmp_path, {}, conf=CONF.replace("https://knee.example", "http://localhost:8000"))
    assert said == (
        'pelicanconf.py:3: SITEURL: SITEURL is "http://localhost:8000", which readers cannot reach. '
        "Write the address where readers find the site, such as https://my-story.org."
    )

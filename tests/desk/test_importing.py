"""Moving in from WordPress: everything comes over or is named, nothing slips out, nothing doubles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from injury_series.desk.importing.task import run
from tests.exports import SITE, a_comment, an_export, an_item
from tests.sites import CONF, NOW, REPOSITORY, a_site, build_site, snapshot

_POSTS = ("posts/2020-01-10-the-fall.md", "posts/2020-02-10-the-scan.md", "pages/about.md")
EMPTY = dict.fromkeys((*_POSTS, "comments/the-fall/first.md", "comments/the-fall/answer.md"))
ONCE = {"phase": "fall"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(a_site(tmp_path, EMPTY))
    return tmp_path


def bring(site: Path, export: str | bytes, given: dict[str, str] | None = None, **more: bool) -> int:
    """Import an export into the site, and return the exit code."""
    data = export if isinstance(export, bytes) else export.encode()
    (site / "my-export.xml").write_bytes(data)
    return run("wordpress", "my-export.xml", ONCE if given is None else given, now=NOW, **more)


def text(site: Path, file: str) -> str:
    return (site / "content" / file).read_text("utf-8")


def body(site: Path, file: str) -> str:
    return text(site, file).split("---\n", 2)[2].strip()


def sums(out: str) -> dict[str, list[int]]:
    """Return the table at the end of a report: read, made, held, left, already there, changed here."""
    lines = out.partition("changed here\n")[2].splitlines()
    rows = (line.rsplit(None, 6) for line in lines if re.search(r"(?:\s+[\d-]+){6}$", line))
    return {row[0].strip(): [0 if cell == "-" else int(cell) for cell in row[1:]] for row in rows}


DEEP = [a_comment(n, f"Level {n}", parent=n - 1 if n > 1 else 0) for n in range(1, 11)]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_export_of_any_version_becomes_a_site_with_every_comment_in_its_thread(
    site: Path, version: str, scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    post = an_item(3, "The fall", "I fell.", comments=DEEP, categories={"knee": "Knee"})
    page = an_item(4, "About", "Me.", type_="page", link=f"{SITE}/about/")
    assert bring(site, an_export(post, page, version=version, scheme=scheme)) == 0
    assert text(site, "posts/2019-05-01-the-fall.md") == (
        "---\ntitle: The fall\ndate: 2019-05-01 09:00\nphase: fall\nsummary: I fell.\n"
        "aliases:\n  - /2019/05/the-fall/\n---\nI fell.\n"
    )
    assert text(site, "comments/the-fall/2.md") == (
        "---\nauthor: A friend\ndate: 2019-05-02 10:00\nreply-to: '1'\n---\nLevel 2\n"
    )
    assert all(read == sum(fates) for read, *fates in sums(capsys.readouterr().out).values())
    assert build_site(site).comments == 10
    html = (site / "output/posts/the-fall/index.html").read_text("utf-8")
    places = [html.index(f'id="comment-{n}"') for n in range(1, 11)]
    assert places == sorted(places)
    assert (site / "output/2019/05/the-fall/index.html").exists()
    assert (site / "output/about/index.html").exists()


def test_what_readers_could_not_see_before_they_cannot_see_now(site: Path) -> None:
    states = ["draft", "pending", "future", "private"]
    items = [an_item(n, f"Secret {state}", status=state) for n, state in enumerate(states, 1)]
    items += [
        an_item(8, "Secret locked", password="open sesame"),
        an_item(9, "Secret page", type_="page", status="private"),
        an_item(10, "Secret dateless", date="0000-00-00 00:00:00"),
        an_item(11, "Secret thrown", status="trash"),
        an_item(12, "Open", "See [secret] and words.", comments=[a_comment(5, "Secret plan", approved="0")]),
    ]
    assert bring(site, an_export(*items)) == 0
    assert len(list((site / "content/posts").iterdir())) == 7
    assert text(site, "posts/2019-05-01-secret-locked.md").endswith(
        "status: draft\n## A draft, as it had a password.\n---\nWords.\n"
    )
    assert text(site, "comments/_held/open/5.md").endswith("Secret plan\n")
    report = build_site(site)
    assert (report.posts, len([line for line in report.waiting if line.endswith(": a draft")])) == (1, 7)
    shown = [name for name, data in snapshot(site / "output").items() if b"Secret" in data]
    assert shown == []


def test_no_address_of_a_reader_is_written_anywhere(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comments = [
        a_comment(
            1,
            "Write to me@mail.example or <a href='mailto:me@mail.example'>here</a>",
            url="https://me.example",
        ),
        a_comment(
            2, "At http://x.example/?to=me@mail.example or me&#64;mail.example", author="me@mail.example"
        ),
        a_comment(3, "Hi", author="Bo (bo@mail.example)", url="javascript:alert(1)"),
        a_comment(4, "Hi", url="https://bo@mail.example/"),
    ]
    assert bring(site, an_export(an_item(3, "The fall", comments=comments))) == 0
    written = b"".join(snapshot(site / "content").values()) + capsys.readouterr().out.encode()
    assert b"mail.example" not in written
    assert b"203.0.113" not in written
    assert text(site, "comments/the-fall/1.md").startswith(
        "---\nauthor: A friend\ndate: 2019-05-02 10:00\nurl: https://me.example\n---\n"
    )
    assert text(site, "comments/the-fall/2.md").startswith("---\nauthor: A reader\n")
    assert text(site, "comments/the-fall/3.md") == "---\nauthor: Bo\ndate: 2019-05-02 10:00\n---\nHi\n"
    build_site(site)


def test_a_reply_to_what_is_not_shown_answers_the_next_comment_up(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comments = [
        a_comment(1, "Root"),
        a_comment(2, "Buy", parent=1, approved="spam"),
        a_comment(3, "Under spam", parent=2),
        a_comment(4, "Waits", parent=1, approved="0"),
        a_comment(5, "Under one that waits", parent=4),
        a_comment(6, "Waits too", parent=4, approved="0"),
        a_comment(7, "Parent unknown", parent=99),
        a_comment(8, "Round", parent=9),
        a_comment(9, "And round", parent=8),
        a_comment(10, "Ping", type_="pingback", url="https://far.example/a"),
        a_comment(11, "Under a ping", parent=10),
        a_comment(12, "Gone", approved="trash"),
        a_comment(12, "Twice"),
        a_comment(13, "Order 7 was sent", type_="order_note"),
        a_comment(14, " <img src='https://far.example/x.gif'> "),
        a_comment(15, "Later", date="2031-01-01 00:00:00"),
        a_comment(16, "Mine", user=7, author="Ann"),
        a_comment(17, "Mine by mail", email="Ann@old.example", author="Ann"),
    ]
    assert bring(site, an_export(an_item(3, "The fall", comments=comments))) == 0

    def reply(id_: int, folder: str = "the-fall") -> str:
        found = re.search(r"reply-to: '(\d+)'", text(site, f"comments/{folder}/{id_}.md"))
        return found[1] if found else ""

    assert [reply(n) for n in (3, 5, 7, 8, 9, 11)] == ["1", "1", "", "9", "", ""]
    assert (reply(4, "_held/the-fall"), reply(6, "_held/the-fall")) == ("1", "4")
    assert "date: 2019-05-01 09:00\n" in text(site, "comments/the-fall/15.md")
    assert all("by-writer: true\n" in text(site, f"comments/the-fall/{n}.md") for n in (16, 17))
    assert build_site(site).comments == 11
    out = capsys.readouterr().out
    assert sums(out)["comments"] == [17, 11, 2, 4, 0, 0]
    assert sums(out)["pingbacks and trackbacks"] == [1, 0, 0, 1, 0, 0]


def test_twice_changes_nothing_and_what_the_writer_changed_or_let_in_stays(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = a_comment(2, "May I?", approved="0")
    items = [
        an_item(3, "The fall", comments=[a_comment(1), held]),
        an_item(4, "The scan", comments=[a_comment(7)]),
        an_item(5, "The scan", comments=[a_comment(8)]),
        an_item(6, "About", type_="page", link=f"{SITE}/about/"),
    ]
    export = an_export(*items)
    assert bring(site, export) == 0
    first = snapshot(site / "content")
    assert bring(site, export) == 0
    assert snapshot(site / "content") == first
    assert "There was nothing to write: everything is there already.\n" in capsys.readouterr().out
    posts = site / "content/posts"
    (posts / "on-ice").mkdir()
    moved = posts / "on-ice/2019-05-02-on-ice.md"
    (posts / "2019-05-01-the-fall.md").rename(moved)
    (site / "content/comments/the-fall").rename(site / "content/comments/on-ice")
    (site / "content/comments/_held/the-fall/2.md").rename(site / "content/comments/on-ice/2.md")
    (site / "content/comments/_held/the-fall").rmdir()
    (site / "content/pages/about.md").write_text("---\ntitle: About me\n---\nMine.\n")
    with (posts / "2019-05-01-the-scan.md").open("a") as scan:
        scan.write("More.\n")
    changed = snapshot(site / "content")
    assert bring(site, export) == 0
    assert snapshot(site / "content") == changed
    found = sums(capsys.readouterr().out)
    assert found["posts"] == [3, 0, 0, 0, 2, 1]
    assert found["comments"] == [4, 0, 0, 0, 4, 0]
    assert found["pages"] == [1, 0, 0, 0, 0, 1]
    build_site(site)


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>\n'
GOOD = an_export(an_item(3, "The &c; fall".replace("&c;", ""), comments=DEEP))
NOT_WHOLE = "This export is not whole: it ends in the middle. Load it down from WordPress again."
HOW = "In WordPress: Tools, Export, All content."


@pytest.mark.parametrize(
    ("export", "told"),
    [
        (
            GOOD[: len(GOOD) // 2],
            f"my-export.xml:{GOOD[: len(GOOD) // 2].count(chr(10)) + 1}: {NOT_WHOLE}",
        ),
        (
            an_export(an_item(3, "Fall"), prolog=BOMB),
            "my-export.xml:3: This file declares a document type, as no export of WordPress does. "
            f"It was not read. {HOW}",
        ),
        ("<rss><channel/></rss>", f"my-export.xml: This is not an export of WordPress. {HOW}"),
        (
            "<html><br></html>",
            f"my-export.xml:1: This is no file that can be read as XML: mismatched tag. {HOW}",
        ),
        (
            "",
            f"my-export.xml:1: {NOT_WHOLE}",
        ),
        (
            b"PK\x03\x04...",
            "my-export.xml: This file is packed. Unpack it first, and name the .xml file that is in it.",
        ),
    ],
    ids=["cut", "bomb", "other", "html", "empty", "zip"],
)
def test_a_file_that_is_no_whole_export_writes_nothing_and_says_what_to_do(
    site: Path, export: str | bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site / "content")
    assert bring(site, export) == 1
    assert capsys.readouterr().err == f"{told}\nNothing was written.\n"
    assert snapshot(site / "content") == before


EACH_LINE = "Each line is a category of WordPress and a phase of this story, such as: knee-surgery: repair."
SUCH_AS = "Such as: python3 tasks.py import wordpress my-export.xml --uploads wp-content/uploads"


@pytest.mark.parametrize(
    ("what", "file", "given", "told"),
    [
        ("", "", {}, f"import: From where? Known: wordpress. {SUCH_AS}"),
        (
            "wordpres",
            "x",
            {},
            'import: "wordpres" is nowhere that a story can be brought from. Known: wordpress. '
            f'Did you mean "wordpress"? {SUCH_AS}',
        ),
        ("wordpress", "", {}, f"import: Which file is the export? {SUCH_AS}"),
        ("wordpress", "gone.xml", {}, "gone.xml: There is no such file."),
        (
            "wordpress",
            "e.xml",
            {},
            "import: --phase: 2 posts have no phase. Their categories: knee. Known: fall, repair. "
            f"Add --phase fall for all, or --phases with a file. {EACH_LINE}",
        ),
        (
            "wordpress",
            "e.xml",
            {"phase": "Repare"},
            'import: --phase: "repare" is not a phase. Known: fall, repair. Did you mean "repair"? '
            'To make it: python3 tasks.py new phase "Repare"',
        ),
        (
            "wordpress",
            "e.xml",
            {"phases": "map.yaml"},
            f"map.yaml:1: knee: Expected the name of one phase here. {EACH_LINE}",
        ),
        (
            "wordpress",
            "e.xml",
            {"phase": "fall", "uploads": "gone"},
            "gone: There is no such folder. Name the folder wp-content/uploads, as it was copied from the "
            "old site.",
        ),
    ],
)
def test_what_is_asked_wrongly_is_said_plainly(
    site: Path, what: str, file: str, given: dict[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "map.yaml").write_text("knee: [a, b]\n")
    (site / "e.xml").write_text(an_export(an_item(1, "A", categories={"knee": "Knee"}), an_item(2, "B")))
    before = snapshot(site / "content")
    assert run(what, file, given, now=NOW) == 1
    assert capsys.readouterr().err == f"{told}\nNothing was written.\n"
    assert snapshot(site / "content") == before


def test_a_phase_is_asked_for_once_or_found_by_category(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def ask_one(question: str, labels: dict[str, str]) -> str:
        asked.append(question)
        return next(key for key, label in labels.items() if label == "a new phase")

    def ask(question: str, *_: object) -> str:
        asked.append(question)
        return "The long wait"

    monkeypatch.setattr("injury_series.desk.importing.task.is_terminal", lambda: True)
    monkeypatch.setattr("injury_series.desk.importing.phases.ask_one", ask_one)
    monkeypatch.setattr("injury_series.desk.importing.phases.ask_text", ask)
    monkeypatch.setattr("injury_series.desk.importing.phases.ask_whether", ask)
    (site / "map.yaml").write_text("surgery: repair\nonset: onset\n")
    items = [
        an_item(1, "A", categories={"life": "Life", "surgery": "Surgery"}),
        an_item(2, "B", categories={"life": "Life"}),
        an_item(3, "C", categories={"onset": "How it began"}),
    ]
    assert bring(site, an_export(*items), {"phases": "map.yaml"}) == 0
    assert asked == [
        "Which phase are the posts of no category that was named (1) in? You can move each later.",
        "What is the phase called that the posts of no category that was named (1) are in?",
        'There is no phase "onset" yet. Make it now, with the title "How it began"?',
    ]
    phases = [re.search("phase: (.*)", text(site, f"posts/2019-05-01-{n}.md"))[1] for n in "abc"]  # type: ignore[index]
    assert phases == ["repair", "the-long-wait", "onset"]
    assert text(site, "phases/onset.md") == "---\ntitle: How it began\norder: 4\n---\n\n"
    out = capsys.readouterr().out
    assert out.startswith("Made:\n  content/phases/the-long-wait.md\n  content/phases/onset.md\n")
    assert sums(out)["categories"] == [3, 2, 0, 1, 0, 0]
    build_site(site)


def test_pictures_come_from_the_uploads_and_links_find_their_texts(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uploads = site / "backup/wp-content/uploads/2019/05"
    uploads.mkdir(parents=True)
    for name in ("knee.png", "Größe (1).png", "head.png", "unused.png"):
        Image.new("RGB", (60, 40), "red").save(uploads / name)
    (uploads / "broken.jpg").write_bytes(b"no picture")
    at = f"{SITE}/wp-content/uploads/2019/05"
    img = '<img class="size-medium" alt="" width="300" srcset="x 2x" style="float:left" src'
    small = "http://www.old.example/wp-content/uploads/2019/05/knee-300x200.png"
    old = (
        f'[caption id="attachment_9" align="left" width="300"]<a href="{at}/knee.png">{img}="{small}" /></a> '
        "After the <em>fall</em>[/caption]\n"
        f"First line\nsecond line with <a href='{SITE}/2019/05/the-scan/'>the scan</a>, "
        f"<a href='/?p=4'>it</a>,\n<a href='{SITE}/about'>me</a>, "
        f"<a href='{SITE}/2019/05/the-scan/#comment-5'>this</a>, "
        f"<a href='{SITE}/category/knee/'>a list</a>, <a href='{SITE}/'>home</a> and "
        "<a href='https://other.example/x_y'>elsewhere</a>.\n\n[gallery ids=\"9,10,404\"]\n\n<!--more-->\n\n"
        'https://videos.example/watch?v=1\n\n[contact-form-7 id="3" title="Ask"] He said [sic] so.\n'
        f'<img src="{at}/gone.png" alt="A crutch"> <img src="{at}/broken.jpg">'
    )
    sized = f"{at}/Gr%C3%B6%C3%9Fe%20(1).png"
    items = [
        an_item(3, "The fall", old, meta={"_thumbnail_id": "11"}),
        an_item(4, "The scan", comments=[a_comment(5)]),
        an_item(6, "About", type_="page", link=f"{SITE}/about/"),
        an_item(9, "knee", type_="attachment", status="inherit", url=f"{at}/knee.png",
                meta={"_wp_attachment_image_alt": "My knee"}),
        an_item(10, "size", type_="attachment", status="inherit", url=sized, excerpt="Big"),
        an_item(11, "head", type_="attachment", status="inherit", url=f"{at}/head.png", excerpt="At night"),
        an_item(12, "unused", type_="attachment", status="inherit", url=f"{at}/unused.png"),
        an_item(13, "report", type_="attachment", status="inherit", url=f"{at}/report.pdf"),
    ]  # fmt: skip
    assert bring(site, an_export(*items), {**ONCE, "uploads": "backup"}) == 0
    assert body(site, "posts/2019-05-01-the-fall.md") == (
        '![My knee](images/2019/05/knee.png "After the fall")\n\n'
        "First line  \nsecond line with [the scan](post:the-scan), [it](post:the-scan),  \n"
        "[me](/about/), [this](/posts/the-scan/#comment-5), a list, [home](/) and "
        "[elsewhere](https://other.example/x_y).\n\n"
        "![My knee](images/2019/05/knee.png)\n\n"
        '![](images/2019/05/Größe%20%281%29.png "Big")\n\n'
        "[videos.example](https://videos.example/watch?v=1)\n\n"
        "He said \\[sic\\] so.  \n*Picture: A crutch.*"
    )
    assert "image:\n  src: images/2019/05/head.png\n  alt: At night\n" in text(
        site, "posts/2019-05-01-the-fall.md"
    )
    out = capsys.readouterr().out
    here = "  content/posts/2019-05-01-the-fall.md: "
    assert [line.removeprefix(here) for line in out.splitlines() if line.startswith(here)] == [
        'pictures of a gallery were left out, as they are not in the export: [gallery ids="9,10,404"]',
        'a shortcode was left out: [contact-form-7 id="3" title="Ask"]',
        f"a link to what is not in the export is now words: {SITE}/category/knee/",
        "what was embedded here is now a link: https://videos.example/watch?v=1",
        f"a picture was left out, as it is not in the folder of uploads: {at}/gone.png",
        f"a picture was left out, as it is damaged, or no picture at all: {at}/broken.jpg",
    ]
    assert sums(out)["pictures and files"] == [5, 3, 0, 2, 0, 0]
    build_site(site)
    assert 'src="/images/head' in (site / "output/posts/the-fall/index.html").read_text("utf-8")


ODD = [
    an_item(1, "", "No title", name="", link=f"{SITE}/?p=1"),
    an_item(2, "Ends with ]]> here & <b>now</b> 🦵", "One 🦴 ]]> two", name="", link=f"{SITE}/x/"),
    an_item(3, "Schmerz", "Ä", name="%e7%97%9b%e3%81%bf"),
    an_item(4, "no", "12:30", name="no", excerpt="- yes: #no"),
    an_item(5, "Search", "Page", type_="page", link=f"{SITE}/search/"),
    an_item(6, "Child", "Page", type_="page", link=f"{SITE}/about/child/"),
    an_item(7, "Nested", "<ul>" * 150 + "<li>deep</li>", link=f"{SITE}/?p=7"),
    an_item(8, "Numbers", "Space", name="n", link=f"{SITE}/a b/"),
    an_item(20, "Menu", type_="nav_menu_item"),
    an_item(21, "Old", type_="revision", status="inherit"),
    an_item(22, "Cup", type_="product", comments=[a_comment(40, "Nice cup")]),
    an_item(23, "Talked", type_="page", comments=[a_comment(41)], link=f"{SITE}/talked/"),
    an_item(24, "Tagged", tags={"run": "Running", "ice": "Ice"}),
]


def test_the_report_names_everything_and_its_sums_agree(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(site, an_export(*ODD), dry_run=True) == 0
    assert not (site / "content/posts").exists() or not list((site / "content/posts").iterdir())
    assert capsys.readouterr().out == (Path(__file__).parent / "importing_report.txt").read_text("utf-8")
    assert bring(site, an_export(*ODD)) == 0
    build_site(site)
    assert text(site, "posts/2019-05-01-no.md").startswith(
        "---\ntitle: 'no'\ndate: 2019-05-01 09:00\nphase: fall\nsummary: '- yes: #no'\n"
    )


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("iso-8859-1", "ISO-8859-1"), ("utf-16", "UTF-16"), ("utf-8", "x-no")],
)
def test_an_export_in_another_encoding_or_with_stray_bytes_is_read(
    site: Path, encoding: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    export = an_export(an_item(1, "Überfall", "Grüße\x0b\x08 <b>du</b>", name="x")).replace("UTF-8", said, 1)
    assert bring(site, b"\n\n"[: 2 * (encoding == "utf-8")] + export.encode(encoding)) == 0
    assert body(site, "posts/2019-05-01-x.md") == "Grüße **du**"
    told = "my-export.xml: damaged, and taken out or written as \ufffd: 2 characters\n"
    assert told in capsys.readouterr().out


def test_a_date_is_that_of_the_writers_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(a_site(tmp_path, EMPTY, CONF.replace('"UTC"', '"America/Los_Angeles"')))
    item = an_item(
        1, "Night", date="2019-05-01 03:00:00", comments=[a_comment(2, date="2019-05-02 01:30:05")]
    )
    assert bring(tmp_path, an_export(item)) == 0
    assert "date: 2019-04-30 20:00\n" in text(tmp_path, "posts/2019-04-30-night.md")
    assert "date: 2019-05-01 18:30:05\n" in text(tmp_path, "comments/night/2.md")


@pytest.mark.slow
def test_ten_thousand_comments_take_half_a_minute_and_300_mb_at_most(site: Path) -> None:
    words = "It felt <em>worse</em> after a run, and http://x.example/a_b said *rest* it. " * 2
    threads = [
        [a_comment(id_, words, parent=id_ - 1) for id_ in range(first, first + 100)]
        for first in range(1, 10_000, 100)
    ]
    items = [an_item(n, f"Part {n}", words * 45, comments=talk) for n, talk in enumerate(threads)]
    (site / "big.xml").write_text(an_export(*items))
    code = (
        "import re, time; from pathlib import Path; from injury_series.desk.importing.task import run\n"
        "began = time.process_time()\n"
        "assert run('wordpress', 'big.xml', {'phase': 'fall'}) == 0; seconds = time.process_time() - began\n"
        # Of this program alone: getrusage counts what the one that started it held.
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "assert seconds < 30, seconds; assert peak < 300_000, peak\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=site,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(list((site / "content/comments").rglob("*.md"))) == 10_000

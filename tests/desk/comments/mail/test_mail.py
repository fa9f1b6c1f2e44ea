"""Replies by e-mail: a reader's words come whole, nobody else's come with them, and no address stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from injury_series.desk.comments.mail.task import run_read
from injury_series.desk.comments.records import Records
from injury_series.view.replies import reply_link
from tests.mailbox.letters import ANN, OURS, TO_THE_FALL, a_mail, as_files, as_maildir, as_mbox
from tests.mailbox.replies import LEFT, REPLIES, TWIN, Case
from tests.sites import NOW, a_site, build_site

HELD = Path("content/comments/_held")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(a_site(tmp_path))
    return tmp_path


def read(*mails: bytes) -> int:
    """Read mails from one mbox, and return the exit code."""
    Path("replies.mbox").write_bytes(as_mbox(mails))
    return run_read("replies.mbox", now=NOW)


def held() -> dict[str, str]:
    """Return everything that waits, by its path."""
    return {path.relative_to(HELD).as_posix(): path.read_text("utf-8") for path in sorted(HELD.rglob("*.md"))}


@pytest.mark.parametrize("case", REPLIES, ids=lambda case: case.name)
def test_what_a_reader_wrote_is_held_as_it_is_to_be_read(site: Path, case: Case) -> None:
    assert read(case.mail) == 0
    assert list(held().values()) == [case.text]
    assert next(iter(held())).startswith(f"{case.post}/")


def test_the_link_under_a_comment_makes_a_mail_that_is_read_as_it_is_meant(site: Path) -> None:
    link = urlsplit(reply_link("reply@knee.example", 'The "fall" [1] & me', "the-fall", "answer"))
    asked = parse_qs(link.query, strict_parsing=True)
    body, subject = asked["body"][0].replace("\r\n", "\n"), asked["subject"][0]
    assert read(a_mail(f"Mine, too.{body}yes, please", subject), a_mail(body, subject)) == 0
    text = "---\nauthor: Ann Example\ndate: 2020-01-20 10:00\nreply-to: answer\n---\nMine, too.\n"
    assert held() == {"the-fall/ann-example-2020-01-20.md": text}
    assert [record.notice for record in Records.read(Path("content"))] == [True]


@pytest.mark.parametrize("case", LEFT, ids=lambda case: case.name)
def test_what_is_no_reply_is_left_and_the_report_says_why(
    site: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(case.mail) == 0
    out = capsys.readouterr().out
    assert not held()
    assert f"Left, 1: {case.left}:\n" in out
    assert "Read 1 mail in replies.mbox: 0 held, 0 known already, 1 left.\n" in out
    assert "@" not in out


def _as_mbox(mails: Iterable[bytes]) -> str:
    Path("mails").write_bytes(as_mbox(mails))
    return "mails"


SOURCES: dict[str, Callable[[Iterable[bytes]], str]] = {
    "mbox": _as_mbox,
    "Maildir": lambda mails: str(as_maildir(mails, Path("mails"))),
    "files": lambda mails: str(as_files(mails, Path("mails"))),
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_mailbox_of_any_kind_is_read_once_into_comments_that_build(
    site: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = [*(case.mail for case in (*REPLIES, *LEFT)), TWIN, TWIN, b"\x00\xff no mail at all"]
    name = SOURCES[source](mails)
    assert run_read(name, now=NOW) == 0
    first = held()
    out = capsys.readouterr().out
    read, took, left = len(mails), len(REPLIES) + 1, len(LEFT) + 1
    assert f"Read {read} mails in mails: {took} held, 1 known already, {left} left.\n" in out
    assert out.endswith("To look at what waits, and let it in: python3 tasks.py comments\n")
    assert len(first) == took
    assert not re.search(r"[\w.]@(?:reader|knee)\.example", out.casefold())
    assert "\x1b" not in out

    assert run_read(name, now=NOW) == 0
    assert (
        f"Read {read} mails in mails: 0 held, {took + 1} known already, {left} left.\n"
        in capsys.readouterr().out
    )
    assert held() == first

    for path in Path("content").rglob("*"):
        if path.is_file():
            assert not re.search(rb"ann_?@|@reader", path.read_bytes(), re.I), path


def test_everything_that_is_let_in_builds_and_shows_the_words_alone(site: Path) -> None:
    assert read(*(case.mail for case in REPLIES)) == 0
    for path in held():
        (HELD.parent / path).parent.mkdir(exist_ok=True)
        (HELD / path).rename(HELD.parent / path)
    build_site(site)
    pages = [path.read_text("utf-8") for path in Path("output/posts").rglob("index.html")]
    shown = "".join(pages)
    assert 'id="comment-ann-2020-01-20"' in shown
    assert "<p>1986. What a year." in shown
    assert not any(
        sign in shown for sign in ("alert(1)", "spy.example", "SECRET DIARY", "reader.example&", "<h1>No")
    )


def test_the_records_know_who_wants_to_hear_of_an_answer(site: Path) -> None:
    yes = a_mail(f"Tell me.\n\nAnn\n\n{OURS} ja\n", headers={"Message-ID": "<yes@reader.example>"})
    no = a_mail(
        f"Do not.\n\n{OURS}\nyes and no, but I do not want mail\n",
        headers={"Message-ID": "<no@reader.example>"},
    )
    quoted = next(case.mail for case in REPLIES if case.name.startswith("yes behind"))
    assert read(yes, no, quoted) == 0
    records = Records.read(site / "content")
    assert [records.of_token(f"<{name}@reader.example>").notice for name in ("yes", "no")] == [True, False]  # type: ignore[union-attr]
    assert sum(record.notice for record in records) == 2
    assert {record.reader for record in records} == {records.hash_of("ann@reader.example")}


def test_an_answer_without_a_tag_goes_where_the_mail_that_it_answers_went(site: Path) -> None:
    first = a_mail("One.", headers={"Message-ID": "<one@reader.example>"})
    second = a_mail("Two.", "Re: hello", headers={"References": "<zero@x.example>\n <one@reader.example>"})
    assert read(first, second) == 0
    assert held() == {
        "the-fall/ann-example-2020-01-20.md": "---\nauthor: Ann Example\ndate: 2020-01-20 10:00\n---\nOne.\n",
        "the-fall/ann-example-2020-01-20-2.md": "---\nauthor: Ann Example\ndate: 2020-01-20 10:00\n"
        "reply-to: ann-example-2020-01-20\n---\nTwo.\n",
    }


def test_the_report_says_what_was_made_of_every_mail(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = next(case.mail for case in REPLIES if "photo" in case.name)
    own = a_mail("It is me.", sender="Me <reply@knee.example>")
    gone = a_mail("Hm.", "Re: The fall [the-fall/gone]")
    stray = a_mail("?", "Is this\x1b[2J your mail, ann@reader.example?")
    assert read(photo, own, gone, stray, b"") == 0
    assert capsys.readouterr().out == (
        "Held: these wait for you, and no build shows them:\n"
        "  content/comments/_held/the-fall/ ann-example-2020-01-20, me-2020-01-20, ann-example-2020-01-20-2\n"
        "\n"
        "Left, 1: no post is named in the subject:\n"
        '  2020-01-20 "Is this your mail, (e-mail address taken out)?"\n'
        "  To take one in all the same: save it as an .eml file, write the post behind its subject, such as "
        "[the-scan], and read that file.\n"
        "\n"
        "Left, 1: these cannot be read as mails:\n"
        "  mail 5\n"
        "\n"
        "Look at these:\n"
        "  content/comments/_held/the-fall/ann-example-2020-01-20.md: 1 thing was attached and left "
        "out: comments show "
        "no pictures or files\n"
        "  content/comments/_held/the-fall/me-2020-01-20.md: it says that it comes from your own "
        "address; anybody can "
        "write that, so it waits like the others\n"
        "  content/comments/_held/the-fall/ann-example-2020-01-20-2.md: it answers the comment "
        '"gone", which is not '
        "there: it stands under the post\n"
        "\n"
        "Read 5 mails in replies.mbox: 3 held, 0 known already, 2 left.\n"
        "\n"
        "To look at what waits, and let it in: python3 tasks.py comments\n"
    )


def test_of_a_thousand_mails_that_are_none_of_ours_the_newest_are_listed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = [f"{1 + n % 28} Mar {1991 + n // 50} 10:00:00 +0000" for n in range(1000)]
    assert read(*(a_mail("Hi.", f"Mail {n}", headers={"Date": date}) for n, date in enumerate(dates))) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("  2010-03-28 ")
    assert lines[21] == "  and 980 older"


def test_a_post_that_was_renamed_is_still_found(site: Path) -> None:
    post = Path("content/posts/2020-02-10-the-scan.md")
    post.write_text(
        post.read_text("utf-8").replace("phase:", "aliases: [/posts/old-scan/]\nphase:", 1), "utf-8"
    )
    assert read(a_mail("Yes.", "Re: The scan [old-scan]")) == 0
    assert list(held()) == ["the-scan/ann-example-2020-01-20.md"]


def test_a_mail_that_says_nothing_it_should_stops_none_behind_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = a_mail("".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000)),
                  kind='multipart/mixed; boundary="x"')  # fmt: skip
    broken = [
        deep,
        a_mail("x", TO_THE_FALL, sender="<<<@@>>>, =?x?q?=FF"),
        a_mail(
            "x",
            headers={
                "Date": "Mon, 99 Foo 99999 99:99:99 +9999",
                "Content-Type": "text/plain; charset*0*=x''%FF",
            },
        ),
        a_mail("!!!!", encoding="base64"),
        a_mail("x", kind='multipart/mixed; boundary="never"'),
    ]
    assert read(*broken, a_mail("Still here.")) == 0
    assert "Still here." in "".join(held().values())
    assert "Read 6 mails" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gone.mbox", None, "gone.mbox: There is no such file or folder."),
        ("story.docx", b"PK\x03\x04", "story.docx: This is no mail, and no mailbox."),
        (
            "reply.msg",
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "reply.msg: This is a mail as Outlook keeps it (.msg). Save it as .eml, or forward it "
            "to yourself.",
        ),
        ("content", None, "content: There are no mails in this folder."),
    ],
)
def test_what_is_no_mailbox_is_told(
    site: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, message: str
) -> None:
    if data:
        Path(name).write_bytes(data)
    assert run_read(name, now=NOW) == 1
    hint = " Give an mbox file, a Maildir folder, an .eml file, a folder of .eml files.\n"
    assert capsys.readouterr().err == message + hint


def test_a_stop_half_way_leaves_whole_files_and_the_next_run_goes_on(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from injury_series.desk.comments.mail import own_words

    mails, said = [a_mail(f"Mail {n}.") for n in range(5)], own_words.said_in
    seen: list[int] = []

    def stopped(*args: object) -> object:
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return said(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("injury_series.desk.comments.mail.reading.said_in", stopped)
    assert read(*mails) == 130
    assert capsys.readouterr().out == "Stopped. What is held already is whole; read again to go on.\n"
    assert len(held()) == 2
    assert read(*mails) == 0
    assert "Read 5 mails in replies.mbox: 3 held, 2 known already, 0 left." in capsys.readouterr().out


def test_a_line_that_begins_with_from_parts_no_mail_in_two(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = a_mail("Hello.\n\nFrom 2018 to 2019 I rested.")
    thunderbird = b"From \r\n" + mail.replace(b"\n", b"\r\n") + b"\r\n\r\n"
    Path("Replies").write_bytes(thunderbird + b"From - Mon Jan 20 10:00:00 2020\r\n" + a_mail("Two."))
    assert run_read("Replies", now=NOW) == 0
    assert "Read 2 mails in Replies: 2 held" in capsys.readouterr().out
    assert "\nHello.\n\nFrom 2018 to 2019 I rested.\n" in "".join(held().values())


def test_one_mail_in_a_file_is_read_with_or_without_its_ends_of_lines(site: Path) -> None:
    Path("one.eml").write_bytes(b"\xef\xbb\xbf" + a_mail("Alone.", sender=ANN).replace(b"\n", b"\r\n"))
    assert run_read("one.eml", now=NOW) == 0
    assert list(held()) == ["the-fall/ann-example-2020-01-20.md"]

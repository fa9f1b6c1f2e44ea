"""Replies on the Fediverse come to the writer's desk: those meant for everyone, once, in their thread."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from injury_series.desk.comments.fediverse.place import StatusPlace, status_place
from injury_series.desk.comments.fediverse.server import Manners
from injury_series.desk.comments.fediverse.task import run_pull
from injury_series.desk.comments.records import Records
from tests.fediverse_server import NODEINFO, Server, a_server
from tests.sites import NOW, SITE_URL, a_post, a_site, build_site, pages, snapshot

BREAK = "  "
QUICK = Manners(each=0.4, pause=0)


@pytest.fixture
def server() -> Iterator[Server]:
    with a_server() as server:
        yield server


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told_at(*urls: str) -> dict[str, str]:
    """Return the change of the good site in which its first post is talked about at some addresses."""
    listed = "".join(f"\n  - site: There\n    url: {url}" for url in urls)
    return {"posts/2020-01-10-the-fall.md": a_post("The fall", "2020-01-10", discussions=listed)}


def pull(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = run_pull(now=NOW, manners=QUICK)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out + said.err


def held(root: Path) -> dict[str, str]:
    """Return what waits under the first post, by the name of the file."""
    folder = root / "content/comments/_held/the-fall"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def let_all_in(root: Path) -> None:
    for path in (root / "content/comments/_held/the-fall").glob("*.md"):
        path.rename(root / "content/comments/the-fall" / path.name)


def file_id(server: Server, id_: str) -> str:
    return f"fedi-{sha256(server.statuses[id_]['uri'].encode()).hexdigest()[:10]}"


def test_public_replies_wait_in_their_thread_with_name_and_link_and_no_others_do(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    mention = (
        f'<span class="h-card" translate="no"><a href="{server.address}/@writer" class="u-url mention">'
        "@<span>writer</span></a></span>"
    )
    server.says(
        "2",
        f'<p>{mention}, <b>same</b> here<br>with my <a href="{server.address}/tags/knee" '
        'class="mention hashtag">#<span>knee</span></a>: <a href="https://x.example/a/long/one">'
        '<span class="invisible">https://</span><span class="ellipsis">x.example/a/lo</span>'
        '<span class="invisible">ng/one</span></a></p><p>See @bo@far.example and bo@mail.example.</p>',
        to="1",
        account={"display_name": ":bone: Ada \u202e\u200b(@ada@far.example) :heart_beat:"},
    )
    server.says("3", "<p>Only for you</p>", to="2", visibility="private", by="bo")
    server.says("4", "<p>Mine too &lt;3</p>", to="3", by="cy@far.example", account={"display_name": ":x_x:"})
    picture = {"type": "image", "description": "A knee"}
    server.says("5", f"<p>{mention}</p>", to="4", by="di", media_attachments=[picture])
    server.says(
        "6",
        "<p>Look</p>",
        to="5",
        by="ed",
        spoiler_text="Blood, <needles>",
        sensitive=True,
        media_attachments=[picture, picture],
        edited_at="2020-03-01T10:00:00.000Z",
        language="de",
    )
    server.says("7", "<p>quiet</p>", to="1", visibility="unlisted")
    server.says("8", "<p>direct</p>", to="1", visibility="direct")
    server.says("9", "<p>local</p>", to="1", visibility="local")
    server.says("10", "<p>boost</p>", to="1", reblog={"id": "2"})
    server.says("11", "<p>beep</p>", to="1", account={"bot": True})
    server.says("12", "<p>hide me</p>", to="1", account={"noindex": True})
    server.says(
        "13", "<p>hide me too</p>", to="1", account={"note": '<p><a href="#">#<span>nobot</span></a></p>'}
    )
    server.says("14", "<p>spam</p>", to="1", account={"limited": True})
    server.says("15", "<p>cut", to="1", created_at="soon")
    a_site(root, told_at(url))
    assert pull(capsys) == (
        0,
        f"{url}: 14 replies: 3 held, 11 left out.\n"
        "  1 by accounts that their server hides\n"
        "  2 by people who ask that programs and search engines leave them out\n"
        "  1 by programs\n"
        "  3 not public\n"
        "  1 only passed on\n"
        "  1 that cannot be read\n"
        "  1 unlisted\n"
        "  1 without words\n\n"
        "All in all 14 replies: 3 held, 11 left out.\n"
        "They wait for you, and no build shows them: python3 tasks.py comments\n",
    )
    ada, cy, ed = (file_id(server, id_) for id_ in ("2", "4", "6"))
    assert held(root) == {
        ada: f"""---
author: Ada
date: 2020-02-01 10:01
url: {server.address}/@ada
---
**same** here{BREAK}
with my [#knee]({server.address}/tags/knee): <https://x.example/a/long/one>

See @bo and (e-mail address taken out).
""",
        cy: f"""---
author: cy
date: 2020-02-01 10:03
reply-to: {ada}
url: {server.address}/@cy%40far.example
---
Mine too &lt;3
""",
        ed: f"""---
author: Ed
date: 2020-02-01 10:05
reply-to: {cy}
url: {server.address}/@ed
---
*Content warning: Blood, &lt;needles>*

Look

*2 pictures were left out here; look [where this was written]({server.address}/@ed/6).*
""",
    }


def test_a_second_time_changes_nothing_whatever_was_decided_edited_or_deleted_meanwhile(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    for id_, to in (("2", "1"), ("3", "2"), ("4", "1"), ("5", "4")):
        server.says(id_, f"<p>Words {id_}</p>", to=to)
    a_site(root, told_at(url))
    assert pull(capsys)[0] == 0
    before = snapshot(root)
    assert pull(capsys) == (0, f"{url}: 4 replies: 4 read before.\n\nAll in all 4 replies: 4 read before.\n")
    assert snapshot(root) == before
    let_all_in(root)
    server.statuses["2"] |= {"content": "<p>Other words</p>", "edited_at": "2020-05-01T00:00:00Z"}
    del server.statuses["5"]
    after = snapshot(root)
    assert pull(capsys)[0] == 0
    assert snapshot(root) == after
    build_site(root)
    page = pages(root)["posts/the-fall/index.html"]
    assert [f"Words {id_}" in page for id_ in "2345"] == [True] * 4


def test_a_reply_to_one_that_was_refused_stands_under_the_next_one_up(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    server.says("2", "<p>Good</p>", to="1")
    server.says("3", "<p>Bad</p>", to="2")
    a_site(root, told_at(url))
    pull(capsys)
    records = Records.read(root / "content")
    record = records.of_token(server.statuses["3"]["uri"])
    assert record
    records.change(record, id="", state="refused")
    records.save()
    (root / f"content/comments/_held/the-fall/{file_id(server, '3')}.md").unlink()
    server.says("4", "<p>To the bad one</p>", to="3")
    assert pull(capsys)[0] == 0
    assert f"reply-to: {file_id(server, '2')}\n" in held(root)[file_id(server, "4")]
    assert file_id(server, "3") not in held(root)


def test_a_long_thread_keeps_its_depth_and_the_writer_hears_where_the_server_cut_it(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    for number in range(2, 72):
        to = str(number - 1) if number < 22 else "1"
        server.says(str(number), f"<p>Words {number}</p>", to=to)
    server.statuses["2"]["in_reply_to_id"] = "1"
    a_site(root, told_at(url))
    code, said = pull(capsys)
    assert (code, said.splitlines()[0]) == (
        0,
        f"{url}: 60 replies: 60 held; that is as many as the server shows to strangers; there may be more.",
    )
    assert f"reply-to: {file_id(server, '20')}\n" in held(root)[file_id(server, "21")]
    let_all_in(root)
    build_site(root)


def test_answers_that_go_round_or_answer_nothing_stand_under_the_post(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    for id_, to in (("2", "3"), ("3", "2"), ("4", "4"), ("5", "gone"), ("1", "5")):
        server.says(id_, "<p>Words</p>", to=to)
    told = {"descendants": list(server.statuses.values()) * 2}
    server.instead["/api/v1/statuses/1/context"] = (200, {}, json.dumps(told).encode())
    a_site(root, told_at(url))
    assert pull(capsys)[0] == 0
    answers = {id_: "reply-to" in held(root)[file_id(server, id_)] for id_ in "2345"}
    assert answers == {"2": False, "3": True, "4": False, "5": False}
    let_all_in(root)
    build_site(root)


GONE = "There is nothing at this address any more, or it is not public"
UNREADABLE = "What the server answered is no status that can be read."
CLOSED = "The server shows this only to people with an account there"
SENDS_ON = "The server sends to another one, which is not asked."
FAILURES = {
    "deleted": ((410, {}, b"{}"), f"{GONE} (410)."),
    "never there": ((404, {}, b""), f"{GONE} (404)."),
    "for members": ((401, {}, b"{}"), f"{CLOSED} (401)."),
    "broken": ((500, {}, b"<h1>Oh</h1>"), "The server cannot answer at the moment (500)."),
    "odd": ((204, {}, b""), "The server gave no answer that can be read (204)."),
    "no JSON": ((200, {}, b"<p>Hello"), "What the server answered cannot be read."),
    "no text": ((200, {}, b"\xff\xfe\x00"), "What the server answered cannot be read."),
    "too deep": ((200, {}, b"[" * 200_000), "What the server answered cannot be read."),
    "a list": ((200, {}, b"[]"), UNREADABLE),
    "nothing": ((200, {}, b"null"), UNREADABLE),
    "no dates": ((200, {}, b'{"id": "1", "uri": "x", "account": {"acct": "a"}}'), UNREADABLE),
    "huge": ((200, {}, b" " * 2_000_001), "The server answered with more than 2,000,000 bytes."),
    "elsewhere": ((302, {"Location": "http://127.0.0.2/"}, b""), SENDS_ON),
    "to files": ((302, {"Location": "file:///etc/passwd"}, b""), SENDS_ON),
    "round": ((302, {"Location": "/api/v1/statuses/1"}, b""), "The server sends from address to address."),
    "slow": ((302, {"Location": "/slow"}, b""), "The server did not answer within 0.4 seconds."),
    "cut off": ((200, {"Content-Length": "99"}, b"{"), "The server cannot be reached at the moment."),
    "busy": (
        (429, {"Retry-After": "290"}, b""),
        "The server wants a pause. Ask it again in 5 minutes.",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_server_that_fails_is_named_in_plain_words_and_the_next_one_is_still_read(
    name: str, root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, words = FAILURES[name]
    url = server.says("1", "<p>A new part.</p>", by="writer")
    server.instead["/api/v1/statuses/1"] = answer
    with a_server() as other:
        well = other.says("1", "<p>A new part.</p>", by="writer")
        other.says("2", "<p>Words</p>", to="1")
        a_site(root, told_at(url, well))
        assert pull(capsys) == (
            1,
            f"content/posts/2020-01-10-the-fall.md:8: discussions: {url}: {words}\n"
            f"{well}: 1 reply: 1 held.\n\n"
            "All in all 1 reply: 1 held.\n"
            "1 could not be read: what was not read now is read the next time.\n"
            "They wait for you, and no build shows them: python3 tasks.py comments\n",
        )


def test_a_server_that_wants_a_pause_gets_it(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = [server.says(id_, "<p>Part</p>", by="writer") for id_ in ("1", "2", "3")]
    status, headers, raw = server.answer("/api/v1/statuses/2/context")
    server.instead["/api/v1/statuses/2/context"] = (status, headers | {"X-RateLimit-Remaining": "0"}, raw)
    a_site(root, told_at(*urls))
    code, said = pull(capsys)
    assert code == 1
    assert said.splitlines()[:3] == [
        f"{urls[0]}: 0 replies.",
        f"{urls[1]}: 0 replies.",
        f"content/posts/2020-01-10-the-fall.md:12: discussions: {urls[2]}: "
        "The server wants a pause. Ask it again later.",
    ]
    assert len(server.asked) == 5


def test_what_is_no_fediverse_server_is_asked_once_at_most_and_left_alone(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.instead[NODEINFO] = (404, {}, b"<h1>A forum</h1>")
    urls = [f"{server.address}{path}" for path in ("/t/knees/12", "/@ada/12", "/statuses/13", "/")]
    a_site(root, told_at(*urls))
    code, said = pull(capsys)
    assert code == 0
    assert said.splitlines()[:-2] == [
        f"{url}: left alone, as it is no post of a Fediverse server." for url in urls
    ]
    assert server.asked == [NODEINFO]


def test_a_server_that_cannot_say_what_it_is_may_be_one_and_is_named(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.instead[NODEINFO] = (503, {}, b"")
    a_site(root, told_at(f"{server.address}/@ada/12"))
    code, said = pull(capsys)
    assert code == 1
    assert "The server cannot answer at the moment (503)." in said
    assert server.agents == {
        f"injury-series/{version('injury-series')} "
        f"(a writer reads the public replies to a story; +{SITE_URL})"
    }


def test_drafts_and_posts_to_come_are_told_to_no_server(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    there = f"\n  - site: There\n    url: {url}"
    waiting = {
        "posts/draft.md": a_post("A draft", "2020-01-01", discussions=there, status="draft"),
        "posts/later.md": a_post("Later", "2030-01-01", discussions=there),
    }
    a_site(root, waiting)
    assert pull(capsys) == (
        0,
        "No published post names a discussion. Where you tell of a post on the Fediverse, write that address "
        "under `discussions` in the post's file.\n",
    )
    assert server.asked == []


NASTY = [
    "<script>alert(1)</script><p>a</p>",
    "<p>" + "<div>" * 300 + "deep",
    "<p>a\ud800b\x00c\x1ed\x1fe\ufffff\x85g\u2028h\u2029i</p>",
    "---\nauthor: x\n---\n\n# head\n\n[a](javascript:alert(1)) <p>[b]: javascript:x</p>",
    '<a href="javascript:alert(1)">x</a><a href="https://user:pw@x.example/">y</a><a href="https://[">z</a>',
    "<p>a@b.example mailto:c@d.example @e@f.example</p><a href='https://x.example/@e@f.example/1'>g@h.example</a>",
    "<p>" + "*_`[" * 2000,
    '<p><a class="mention" href="x">@a</a> ' * 200 + "end",
    "<!-- x --><![CDATA[ y ]]><?php z ?><p>w</p>",
    '<img src="https://t.example/1.gif" onerror="alert(1)" alt="A knee"><iframe src="https://t.example"></iframe>z',
]


def test_whatever_a_hostile_server_tells_builds_once_it_is_let_in(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.says("1", "<p>A new part.</p>", by="writer")
    for number, nasty in enumerate(NASTY):
        server.says(f"c{number}", nasty, to="1")
        server.says(f"n{number}", "<p>x</p>", to="1", account={"display_name": nasty, "url": nasty})
        server.says(f"w{number}", "<p>x</p>", to="1", spoiler_text=nasty)
        server.says(
            f"u{number}", "<p>x</p>", to="1", uri=nasty, url=nasty, media_attachments=[{"type": nasty}]
        )
    for number, date in enumerate(
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2020-02-30", "")
    ):
        server.says(f"d{number}", "<p>x</p>", to="1", created_at=date)
    told = list(server.statuses.values())[1:]
    told += [
        None,
        1,
        "x",
        {},
        [],
        {"id": 1},
        {**told[0], "account": None},
        {**told[0], "id": "y", "content": 1},
    ]
    raw = json.dumps({"descendants": told}).encode()
    server.instead["/api/v1/statuses/1/context"] = (200, {}, raw)
    a_site(root, told_at(url))
    code, said = pull(capsys)
    assert code == 0
    assert "40 held" in said
    assert not [text for text in held(root).values() if "b.example" in text.partition("url:")[0]]
    let_all_in(root)
    build_site(root)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://social.example/@ada/109", ("https://social.example", "109")),
        ("https://social.example/@ada@far.example/109/", ("https://social.example", "109")),
        ("https://social.example/users/ada/statuses/109", ("https://social.example", "109")),
        ("https://social.example/ap/users/11/statuses/109", ("https://social.example", "109")),
        ("https://social.example/@ada/statuses/01HX?x=1#y", ("https://social.example", "01HX")),
        ("https://Social.example:444/notice/AbC-1", ("https://social.example:444", "AbC-1")),
        ("https://social.example/web/statuses/109", ("https://social.example", "109")),
        ("https://social.example/deck/@ada/109", ("https://social.example", "109")),
        ("https://[2001:db8::1]/@ada/1", ("https://[2001:db8::1]", "1")),
        ("http://social.example/@ada/109", None),
        ("https://me:pw@social.example/@ada/109", None),
        ("https://forum.example/t/109", None),
        ("https://social.example/@ada", None),
        ("https://social.example/@ada/../109", None),
        ("https://social.example:x/@ada/109", None),
    ],
)
def test_the_addresses_that_people_copy_lead_to_the_post(url: str, place: tuple[str, str] | None) -> None:
    assert status_place(url) == (StatusPlace(*place) if place else None)

"""The queue, as the writer meets it: what waits is told plainly, and a decision holds whatever happens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from injury_series.desk.comments import safe_file
from injury_series.desk.comments.queue.task import (
    run_accept,
    run_edit_name,
    run_list,
    run_refuse,
    run_remove,
    run_review,
    run_show,
)
from injury_series.desk.comments.records import Records, State
from injury_series.source.read_content import read_content
from tests.sites import CONF, a_post, a_site, build_site, flat, snapshot
from tests.waiting import HELD, HIDING, NOW, a_comment, a_queue, a_reply, take

NOTHING = (
    "No comment waits. Replies get in by these, and then wait here for you:\n"
    "  python3 tasks.py comments read FILE      from mails (docs/comments.md says how)\n"
    "  python3 tasks.py comments pull-isso      from your Isso server\n"
    "  python3 tasks.py comments pull-fediverse from the Fediverse\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a site in which Ann answered the writer, Bo answered Ann, and Cy sent a link."""
    monkeypatch.chdir(
        a_queue(
            tmp_path,
            ann=a_comment("Ann", 14, "Mine took *a year*.", reply_to="answer"),
            bo=a_comment("Bo", 15, "Mine too.", reply_to="ann"),
            cy=a_comment("Cy", 16, "https://spam.example"),
        )
    )
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return "".join(capsys.readouterr())


def let_in(site: Path) -> set[str]:
    return {path.stem for path in (site / "content/comments/the-fall").glob("*.md")}


def held(site: Path) -> set[str]:
    return {path.stem for path in (site / "content" / HELD / "the-fall").glob("*.md")}


@pytest.mark.parametrize("task", [run_list, run_review])
def test_what_waits_is_listed_the_oldest_first(
    task: Callable[[], int], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_refuse("cy")
    said(capsys)
    assert task() == 0
    assert said(capsys) == (
        "the-fall/ann  14 January 2020, Ann\n"
        '  under "The fall": Mine took *a year*.\n'
        "the-fall/bo  15 January 2020, Bo\n"
        '  under "The fall": Mine too.\n'
        "\n2 comments wait. To go through them: python3 tasks.py comments\n"
        "The fall: 1 refused so far\n"
    )


def test_an_empty_queue_says_how_replies_get_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    assert run_list() == 0
    assert said(capsys) == NOTHING


def test_one_is_shown_with_what_it_answers_and_what_answers_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_show("ann") == 0
    assert said(capsys) == (
        "The fall  (the-fall/ann)\n"
        "\n  A reader, 12 January 2020\n  Get well soon!\n"
        "\n    The author, 13 January 2020, by you\n    Thank you.\n"
        "\n    > Ann, 14 January 2020, waits\n      Mine took *a year*.\n"
        "\n        Bo, 15 January 2020, waits\n        Mine too.\n"
        "\n(1 more in this thread)\n\n"
    )


def test_accepting_lets_readers_see_it_and_refusing_moves_its_answers_up(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_refuse("the-fall/ann") == 0
    assert run_accept("content/comments/_held/the-fall/bo.md") == 0
    assert said(capsys) == (
        "Refused: the-fall/ann. Its words are gone; 1 refused so far.\n"
        "Let in: the-fall/bo\nReaders see it once you publish: python3 tasks.py publish\n"
    )
    build_site(site)
    html = flat((site / "output/posts/the-fall/index.html").read_text("utf-8"))
    assert "3 comments" in html
    assert "Mine too." in html
    assert "reply-to: answer\n" in (site / "content/comments/the-fall/bo.md").read_text("utf-8")
    assert not [text for text in snapshot(site / "content").values() if b"Ann" in text]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (
            lambda: run_accept("bo"),
            'content/comments/_held/the-fall/bo.md:4: reply-to: This answers "ann" by Ann, which waits too. '
            "Let that in first: python3 tasks.py comments accept the-fall/ann",
        ),
        (
            lambda: run_accept("an"),
            'comments: "an" is not a comment that waits. Known: the-fall/ann, the-fall/bo, the-fall/cy. '
            'Did you mean "the-fall/ann"?',
        ),
        (
            lambda: run_refuse("the-fal/cy"),
            'comments: "the-fal/cy" is not a comment that waits. Known: the-fall/ann, the-fall/bo, '
            'the-fall/cy. Did you mean "the-fall/cy"?',
        ),
        (lambda: run_accept("first"), 'comments accept: "the-fall/first" is let in already.'),
        (
            lambda: run_refuse("first"),
            'comments refuse: "the-fall/first" is let in already. '
            "To take it out: python3 tasks.py comments remove the-fall/first",
        ),
        (
            lambda: run_edit_name("ann", " "),
            'comments edit-name: Which name? Write "A reader" for none.',
        ),
        (
            lambda: run_edit_name("ann", "ann@mail.example"),
            "comments edit-name: An e-mail address stands here; readers' addresses are not published. "
            "Write the name alone.",
        ),
    ],
)
def test_what_cannot_be_done_is_told_whole_and_nothing_changes(
    task: Callable[[], int], told: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site / "content")
    assert task() == 1
    assert said(capsys) == f"{told}\nNothing was changed.\n"
    assert snapshot(site / "content") == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (a_comment("Di", 17, " "), ":5: This comment has no words."),
        (
            a_comment("Di", 17, reply_to="nobody"),
            ':4: reply-to: "nobody" is not a comment under this post. Known: answer, first, x.',
        ),
        (
            a_comment("Di", 17, "Ask di@mail.example"),
            ":5: An e-mail address stands here; readers' addresses are not published. Take it out.",
        ),
        (a_comment("Di", 17, more="nane: x\n"), ":4: nane: This is not a key here. "),
        (
            a_comment("Di", 17, reply_to="x"),
            ":4: reply-to: These comments answer each other in a circle: x -> x.",
        ),
        (
            a_comment("Di", 17, "Go to Dr. Okafor."),
            ':5: "Okafor" tells who content/providers/dr-okafor.md hides. Publishing would stop at it. '
            'Write other words in the file, or add this line: allow: ["Okafor"]',
        ),
        (
            a_comment("Di", 17, "Call me: 206-555-0100."),
            ':5: "206-555-0100" is a telephone number. Publishing would stop at it. '
            'Write other words in the file, or add this line: allow: ["206-555-0100"]',
        ),
    ],
)
def test_what_would_stop_a_build_or_publishing_is_not_let_in(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = f"{HELD}/the-fall/x.md"
    monkeypatch.chdir(a_site(tmp_path, {file: text, "providers/dr-okafor.md": HIDING}))
    before = snapshot(tmp_path / "content")
    assert run_accept("x") == 1
    assert said(capsys).startswith(f"content/{file}{told}")
    assert snapshot(tmp_path / "content") == before


def test_what_the_writer_allows_in_the_file_is_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = a_comment("Di", 17, "Go to Dr. Okafor.", more='allow: ["Okafor"]\n')
    monkeypatch.chdir(a_site(tmp_path, {f"{HELD}/the-fall/x.md": text, "providers/dr-okafor.md": HIDING}))
    assert run_accept("x") == 0


def test_where_hidden_names_are_not_known_nothing_is_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {f"{HELD}/the-fall/x.md": a_comment("Di", 17), "providers/dr-okafor.md": "---\nname: [\n---\n"}
    monkeypatch.chdir(a_site(tmp_path, broken))
    assert run_accept("x") == 1
    assert said(capsys) == (
        "The names that must not be shown are not known, as content/providers/dr-okafor.md has a fault. "
        "To see it: python3 tasks.py check\nNothing was changed.\n"
    )


def test_comments_of_a_post_that_is_not_there_are_not_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path, {f"{HELD}/the-fal/x.md": a_comment("Di", 17)}))
    assert run_accept("x") == 1
    assert said(capsys) == (
        'content/comments/_held/the-fal/x.md: No post has the slug "the-fal". Known: the-fall, the-scan. '
        'Did you mean "the-fall"?\nNothing was changed.\n'
    )


def test_refused_ones_come_no_second_time_and_a_returning_reader_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    replies = [a_reply(f"ann-{day}", day, "ann@mail.example") for day in (14, 15, 16)]
    take(tmp_path, *replies)
    run_accept("ann-14")
    run_refuse("ann-15")
    take(tmp_path, *replies)
    assert held(tmp_path) == {"ann-16"}
    said(capsys)
    run_show("ann-16")
    assert said(capsys).splitlines()[-1] == "! This reader wrote before: 1 let in, 1 refused."
    states = sorted((record.state, record.id) for record in Records.read(tmp_path / "content"))
    assert states == [(State.ACCEPTED, "ann-14"), (State.HELD, "ann-16"), (State.REFUSED, "")]


WHOLE = "\ufeff---\r\nauthor: >\r\n  Ann\r\n  Smith\r\ndate: 2020-01-14\r\n---\r\nWords\r\n\r\nof mine.  \r\n"


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        (WHOLE, "no", WHOLE.replace(">\r\n  Ann\r\n  Smith", "'no'")),
        (
            "---\nauthor: A\n## remark\ndate: 2020-01-14\n---\nx",
            "B: c",
            "---\nauthor: 'B: c'\n## remark\ndate: 2020-01-14\n---\nx",
        ),
        (
            '---\ndate: 2020-01-14\n"author": A\n---\nauthor: A\n',
            "B",
            "---\ndate: 2020-01-14\nauthor: B\n---\nauthor: A\n",
        ),
    ],
)
def test_another_name_changes_one_line_and_not_a_byte_more(
    before: str, name: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(a_site(tmp_path, {f"{HELD}/the-fall/x.md": before.encode()}))
    assert run_edit_name("x", name) == 0
    assert (tmp_path / "content" / HELD / "the-fall/x.md").read_bytes() == after.encode()


def test_a_reader_who_wishes_it_is_removed_from_words_links_and_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    take(
        tmp_path, a_reply("ann-smith-14", 14, author="Ann Smith", answers="first", url="https://ann.example")
    )
    take(
        tmp_path,
        a_reply("bo-15", 15, answers="ann-smith-14"),
        a_reply("cy-16", 16, answers="ann-smith-14", body="Ann Smith!"),
    )
    run_accept("ann-smith-14")
    run_accept("bo-15")
    said(capsys)
    assert run_remove("ann-smith-14", NOW) == 0
    (new,) = let_in(tmp_path) - {"first", "answer", "bo-15"}
    assert said(capsys) == (
        "Removed: the-fall/ann-smith-14. In its place stands that it was removed at the reader's wish.\n"
        f"Its link could tell the name, so the file is {new}.md now; old links lead to the post.\n"
        "The name stands in the words of the-fall/cy-16 too: look at these files.\n"
        "Readers see it until you publish again: python3 tasks.py publish\n"
        "What was published before cannot be called back: feed readers may keep it, and so does the history "
        "of git.\n"
    )
    files = snapshot(tmp_path / "content")
    assert files[f"comments/the-fall/{new}.md"] == (
        b"---\ndate: 2020-01-14 08:00\nreply-to: first\nremoved: 2020-06-01\n---\n"
    )
    told = [name for name, text in files.items() if re.search(rb"(?i)\bann\b|smith", name.encode() + text)]
    assert told == ["comments/_held/the-fall/cy-16.md"]
    assert run_accept("cy-16") == 0
    build_site(tmp_path)
    assert "5 comments" in flat((tmp_path / "output/posts/the-fall/index.html").read_text("utf-8"))
    take(tmp_path, a_reply("ann-smith-14", 14))
    assert held(tmp_path) == set()
    assert run_remove(new, NOW) == 1
    assert f'comments remove: "the-fall/{new}" is removed already.\n' in said(capsys)


def test_a_name_that_is_taken_out_while_it_waits_is_in_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    take(tmp_path, a_reply("ann-smith-14", 14, author="Ann Smith", notice=True))
    take(tmp_path, a_reply("ann-14", 15), a_reply("bo-15", 15, answers="ann-smith-14"))
    assert run_edit_name("ann-smith-14", "Ann") == 0
    assert said(capsys) == (
        "the-fall/ann-smith-14 is by Ann now, and called the-fall/ann-14-2: the old name stood in its link.\n"
    )
    record = Records.read(tmp_path / "content").of_comment("the-fall", "ann-14-2")
    assert record
    assert record.notice
    assert [run_accept("ann-14-2"), run_accept("bo-15")] == [0, 0]
    assert run_edit_name("ann-14-2", "Di") == 0
    assert said(capsys).endswith("the-fall/ann-14-2 is by Di now. Its link is as it was: #comment-ann-14-2\n")


def test_one_that_waits_is_removed_without_a_trace(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_remove("cy", NOW) == 0
    assert said(capsys) == "Removed: the-fall/cy. It was not let in; nobody has seen it.\n"
    assert held(site) == {"ann", "bo"}


class Killed(BaseException):
    """The power is gone."""


@contextmanager
def killed_before(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """End the program right before the files are touched for the time `step`, counted from 0."""
    left = [step]

    def counted(do: Callable[..., object]) -> Callable[..., object]:
        def maybe(*given: object, **named: object) -> object:
            if not left[0]:
                raise Killed
            left[0] -= 1
            return do(*given, **named)

        return maybe

    with monkeypatch.context() as patch:
        patch.setattr(safe_file.os, "replace", counted(safe_file.os.replace))
        patch.setattr(Path, "unlink", counted(Path.unlink))
        yield


@pytest.mark.parametrize(
    ("task", "number", "waits"),
    [
        (lambda: run_accept("ann-14"), 4, {"bo-15"}),
        (lambda: run_refuse("ann-14"), 3, {"bo-15"}),
        (lambda: run_remove("eve-13", NOW), 3, {"ann-14", "bo-15"}),
        (lambda: run_edit_name("ann-14", "Di"), 3, {"di-14", "bo-15"}),
    ],
)
def test_killed_at_any_point_nothing_is_half_and_the_same_again_finishes_it(
    task: Callable[[], int], number: int, waits: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(20):
        root, code = a_site(tmp_path / str(step)), 1
        monkeypatch.chdir(root)
        take(root, a_reply("eve-13", 13))
        run_accept("eve-13")
        take(root, a_reply("ann-14", 14, answers="eve-13"), a_reply("bo-15", 15, answers="ann-14"))
        with killed_before(step, monkeypatch), suppress(Killed):
            code = task()
        assert not read_content(root / "content", ZoneInfo("UTC")).faults
        assert run_list() == 0
        assert not let_in(root) & held(root)
        task()
        assert not read_content(root / "content", ZoneInfo("UTC")).faults
        assert (len(let_in(root)), held(root)) == (number, waits)
        states = [record.state for record in Records.read(root / "content")]
        assert states.count(State.HELD) == len(waits)
        if code == 0:
            assert step > 2
            return
    raise AssertionError("it never came to its end")


def test_escape_sequences_of_strangers_never_reach_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "".join(map(chr, (*range(0x80, 0xA0), 0x202E, 0x2066))) + "]0;x"
    files = {
        "a": f'---\nauthor: "\\e[2J\\a{evil}"\ndate: 2020-01-14\nreply-to: "\\e[31m"\n---\n{evil}\n',
        "b": f"---\nauthor: B\x1b[2J\ndate: 2020-01-14\n---\n\x1b]0;x\x07 {evil}\n",
    }
    monkeypatch.chdir(a_site(tmp_path, {f"{HELD}/the-fall/{id_}.md": text for id_, text in files.items()}))
    assert [run_list(), run_show("a"), run_show("b"), run_accept("a"), run_accept("b")] == [0, 0, 0, 1, 1]
    assert not set(said(capsys)) & set("\x1b\x07\x9b\u202e\u2066")


def test_a_draft_keeps_its_comments_waiting_or_not_as_the_writer_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"posts/x.md": a_post("X", "2020-01-01", status="draft"), f"{HELD}/x/12.md": a_comment("Al", 9)}
    monkeypatch.chdir(a_site(tmp_path, files, CONF))
    assert run_accept("12") == 0

"""Mails for readers who asked to hear of an answer: right words, once, and only of what readers can see."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from injury_series.desk.comments.queue.task import run_accept, run_notify, run_refuse
from tests.sites import a_post, a_site
from tests.waiting import HELD, NOW, a_comment, a_reply, take

NOBODY = "Nobody waits to hear of an answer.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a site where Ann asked to hear of answers; Bo, she herself and the writer answered."""
    monkeypatch.chdir(a_site(tmp_path))
    take(
        tmp_path,
        a_reply("ann-14", 14, answers="first", notice=True),
        a_reply("bo-15", 15, answers="ann-14", body="Mine **too**.\n\n" + "Word. " * 100),
        a_reply("ann-16", 16, answers="ann-14"),
        a_reply("cy-17", 17, answers="ann-14"),
    )
    for id_ in ("ann-14", "bo-15", "ann-16"):
        assert run_accept(id_) == 0
    run_refuse("cy-17")
    own = a_comment("The author", 18, "I hope so.", reply_to="ann-14", more="by-writer: true\n")
    (tmp_path / "content/comments/the-fall/own.md").write_text(own, encoding="utf-8")
    return tmp_path


def test_the_mail_is_ready_to_be_sent(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run_notify(NOW) == 0
    words = "Mine too. " + "Word. " * 48
    assert capsys.readouterr().out == (
        "Publish first: the links below lead to what readers get.\n"
        '\n1 of 1: Answer the mail of 14 January 2020 from Ann, whose subject ends with "[the-fall/first]".\n'
        'Subject: An answer under "The fall"\n'
        "\nHello Ann,\n"
        '\nwhat you wrote under "The fall" on 14 January 2020 has 2 answers.\n'
        "\nBo wrote on 15 January 2020:\n"
        f"\n{words.strip(' .')}…\n"
        "\nTo read it, and to answer: https://knee.example/posts/the-fall/#comment-bo-15\n"
        "\nI wrote on 18 January 2020:\n"
        "\nI hope so.\n"
        "\nTo read it, and to answer: https://knee.example/posts/the-fall/#comment-own\n"
        "\nYou get this mail because you asked to hear of an answer. Nothing else is sent to you.\n\n"
        "Run this in a terminal to say which you have sent; until then they come again.\n"
    )


def test_only_what_readers_can_see_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = {
        "posts/draft.md": a_post("Draft", "2020-01-01", status="draft"),
        "posts/later.md": a_post("Later", "2020-07-01"),
        f"{HELD}/the-fall/x.md": a_comment("X", 15, reply_to="ann-14"),
    }
    monkeypatch.chdir(a_site(tmp_path, posts))
    for post in ("draft", "later", "the-fall"):
        take(tmp_path, a_reply("ann-14", 14, post=post, notice=True, token=post))
        run_accept(f"{post}/ann-14")
    for post in ("draft", "later"):
        text = a_comment("Bo", 15, reply_to="ann-14")
        (tmp_path / f"content/comments/{post}/bo.md").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run_notify(NOW) == 0
    assert capsys.readouterr().out == NOBODY
    run_notify(datetime(2020, 7, 2, tzinfo=UTC))
    assert "1 of 1: Answer the mail of 14 January 2020 from Ann" in capsys.readouterr().out


def test_a_story_with_a_fault_is_told_before_any_mail(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    (site / "content/posts/x.md").write_text("x", encoding="utf-8")
    assert run_notify(NOW) == 1
    assert capsys.readouterr().err.startswith("content/posts/x.md:1: This file has no front matter.")

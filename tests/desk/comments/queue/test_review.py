"""Going through the queue in a real terminal: one key a decision, and no accident by a key too many."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from injury_series.desk.comments.queue.task import run_notify
from injury_series.desk.comments.records import Records
from tests.sites import build_site, snapshot
from tests.terminals import CTRL_C, ENTER, Terminal, a_terminal
from tests.waiting import HELD, a_comment, a_queue, a_reply, take

LINE = "u undo  q quit  ? help"
TASK = "from injury_series.desk.comments.queue import task; raise SystemExit(task.{})"


def task_in_a_terminal(site: Path, task: str) -> AbstractContextManager[Terminal]:
    """Run a task of the queue for a site in a terminal of its own."""
    return a_terminal(site, [sys.executable, "-c", TASK.format(task)], {})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return a_queue(
        tmp_path,
        ann=a_comment("Ann", 14, "Mine took a year.", reply_to="answer"),
        bo=a_comment("Bo", 15, "Mine too.", reply_to="ann"),
        cy=a_comment("Cy", 16, "https://spam.example"),
    )


def names(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.md")}


@pytest.mark.timeout(90)
def test_each_decision_is_one_key_and_the_last_can_be_taken_back(site: Path) -> None:
    with task_in_a_terminal(site, "run_review()") as terminal:
        terminal.expect("1 of 3")
        terminal.expect("> Ann, 14 January 2020, waits")
        terminal.expect(LINE)
        terminal.type("?")
        terminal.expect("r  refuse: its words are thrown away, a count is kept")
        terminal.expect(LINE)
        terminal.type("u")
        terminal.expect("There is no decision yet to take back.")
        terminal.expect(LINE)
        terminal.type("o")
        terminal.expect("Cy, 16 January 2020, waits")
        terminal.expect(LINE)
        terminal.type("e")
        terminal.expect("Which name may readers see?")
        terminal.type(" B." + ENTER)
        terminal.expect("> Ann B., 14 January 2020, waits")
        terminal.expect(LINE)
        terminal.type("r")
        terminal.expect("Refused: the-fall/ann")
        terminal.expect("2 of 3")
        terminal.expect(LINE)
        terminal.type("u")
        terminal.expect("Taken back.")
        terminal.expect("> Ann B., 14 January 2020, waits")
        terminal.expect(LINE)
        terminal.type("s")
        terminal.expect("> Bo, 15 January 2020, waits")
        terminal.expect(LINE)
        terminal.type("a")
        terminal.expect('Bo answers "ann" by Ann B., which waits too. Let that in first? (y/n)')
        terminal.type("y")
        terminal.expect("Let in: the-fall/ann, the-fall/bo")
        terminal.expect("! There is nothing in it but 1 link.")
        terminal.expect(LINE)
        terminal.type("R")
        terminal.expect("Refused: the-fall/cy")
        terminal.expect("2 let in, 1 refused, 0 still waiting. To publish: python3 tasks.py publish")
        assert terminal.end() == 0
    assert names(site / "content/comments/the-fall") == {"first", "answer", "ann", "bo"}
    assert names(site / "content" / HELD / "the-fall") == set()
    assert len(list(Records.read(site / "content"))) == 1
    build_site(site)


@pytest.mark.timeout(90)
def test_ctrl_c_leaves_what_was_decided_and_keys_pressed_too_early_decide_nothing(site: Path) -> None:
    with task_in_a_terminal(site, "run_review()") as terminal:
        terminal.type("rrr")
        terminal.expect("1 of 3")
        terminal.expect(LINE)
        terminal.type("a")
        terminal.expect("2 of 3")
        terminal.expect(LINE)
        terminal.type(CTRL_C)
        terminal.expect("1 let in, 0 refused, 2 still waiting. To publish: python3 tasks.py publish")
        assert terminal.end() == 130
    assert names(site / "content/comments/the-fall") == {"first", "answer", "ann"}
    assert names(site / "content" / HELD / "the-fall") == {"bo", "cy"}


@pytest.mark.timeout(90)
def test_a_reader_who_was_told_is_not_told_again(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take(
        site,
        a_reply("di-14", 14, let_in=True, notice=True),
        a_reply("ed-15", 15, answers="di-14", let_in=True),
    )
    with task_in_a_terminal(site, "run_notify()") as terminal:
        terminal.expect("Answer the mail of 14 January 2020 from Di,")
        terminal.expect("Have you sent it? (y/n)")
        terminal.type("y")
        terminal.expect("Have you sent it? yes")
        assert terminal.end() == 0
    monkeypatch.chdir(site)
    assert run_notify() == 0
    assert capsys.readouterr().out == "Nobody waits to hear of an answer.\n"


@pytest.mark.timeout(90)
def test_removing_is_asked_for_and_enter_leaves_it_as_it_is(site: Path) -> None:
    before = snapshot(site / "content")
    with task_in_a_terminal(site, "run_remove('first')") as terminal:
        terminal.expect("Take words and name of the-fall/first by A reader away for good? (y/n)")
        terminal.type(ENTER)
        terminal.expect("It stays.")
        assert terminal.end() == 1
    assert snapshot(site / "content") == before

"""What `build` says to the writer, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from injury_series.desk import building, made_site
from injury_series.desk.guarded import REPORT
from tests.sites import NOW, a_post, a_site


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    return out + err


def test_it_says_what_was_made_and_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path, {"posts/d.md": a_post("D", "2020-01-01", status="draft")}))
    assert building.run(publish=False, now=NOW) == 0
    told = said(capsys)
    assert "Built 2 posts, 2 comments," in told
    assert "Not published:\n  content/posts/d.md: a draft\n" in told


def test_a_line_number_stays_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = a_post("Long", "2020-01-01", body="\n" * 93 + "[x](post:nowhere) :dog:")
    monkeypatch.chdir(a_site(tmp_path, {"posts/long.md": text}))
    assert building.run(publish=False, now=NOW) == 1
    assert 'content/posts/long.md:100: link: "nowhere" is not a post.' in said(capsys)


def test_a_fault_of_our_own_shows_its_traceback_and_asks_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))

    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(made_site, "build", break_down)
    assert building.run(publish=False, now=NOW) == 1
    told = said(capsys)
    assert told.startswith(REPORT)
    assert "ZeroDivisionError" in told

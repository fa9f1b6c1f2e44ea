"""What the writer sees of publishing, from the first dry run to the way back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from injury_series.desk.publishing import run_publish, run_releases, run_rollback
from tests.sites import CONF, GOOD, REPOSITORY, a_site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a good site that is published to a branch of a repository of its own."""
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "host.git"], check=True)
    root = a_site(tmp_path / "story")
    (root / "publishconf.py").write_text(f'{CONF}\nPUBLISH_TO = "git:{tmp_path}/host.git#pages"\n')
    monkeypatch.chdir(root)
    return root


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said since the last time, without what differs from run to run."""
    out = "".join(capsys.readouterr())
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "DAY", re.sub(r"in \d+\.\d s", "in N s", out))


def test_a_writer_publishes_sees_what_changed_and_goes_back(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = f"the branch pages of {site.parent}/host.git"
    assert run_publish(dry_run=True) == 0
    assert re.search(r"\d+ files new, .*Nothing was sent: this was a dry run\.$", said(capsys).strip(), re.S)
    assert run_releases() == 0
    assert said(capsys) == f"Nothing was published yet to {host}.\n"

    run_publish(dry_run=False)  # knee.example is on no internet: reading it back is what fails
    words = said(capsys)
    assert re.search(rf"Published 2 posts, 2 comments, \d+ files to {re.escape(host)}\.\n", words)
    assert "https://knee.example/: its name is not known on the internet" in words

    assert run_publish(dry_run=False) == 0
    assert "Nothing has changed since DAY: nothing was sent." in said(capsys)

    post = site / "content/posts/2020-01-10-the-fall.md"
    post.write_text(f"{GOOD[f'posts/{post.name}'].lstrip()}And up again.\n", encoding="utf-8")
    run_publish(dry_run=False)
    assert re.search(r"Published 1 post, \d+ files to ", said(capsys))

    assert run_rollback("1") == 0
    assert "Readers get the release of DAY again (1 post, " in said(capsys)
    assert run_releases() == 0
    assert [line.partition("  ")[2] for line in said(capsys).splitlines()] == ["", "<- readers get this one"]
    assert run_rollback("1") == 1
    assert said(capsys) == "There is no release 1 back: none before this one is held.\n"


@pytest.mark.parametrize("words", [["rollback"], ["rollback", "2"], ["rollback", "--back", "2"]])
def test_how_far_to_go_back_is_a_word_or_a_flag_or_one(words: list[str], site: Path) -> None:
    shutil.copy(REPOSITORY / "tasks.py", site)  # never beside the writer's own settings
    command, path = [sys.executable, "-m", "invoke", *words], {"PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, env={**os.environ, **path}, capture_output=True, text=True, check=False)
    assert done.stderr.startswith("Nothing was published yet to the branch pages of ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "publishconf.py: PUBLISH_TO is not set. It says where the site goes, one of:\n"),
        (
            'PUBLISH_TO = "ftp://old.example"',
            'publishconf.py: PUBLISH_TO is "ftp://old.example", which is none of:\n',
        ),
    ],
)
def test_where_the_site_goes_is_asked_for_before_anything_is_built(
    line: str, words: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "publishconf.py").write_text(f"{CONF}\n{line}\n")
    assert run_publish(dry_run=False) == 1
    assert said(capsys).startswith(words)
    assert not (site / "output").exists()


def test_what_the_gate_refuses_is_not_published(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    post = site / "content/posts/2020-01-10-the-fall.md"
    post.write_text(f"{GOOD[f'posts/{post.name}'].lstrip()}Call 206-555-0142.\n", encoding="utf-8")
    assert run_publish(dry_run=False) == 1
    assert '"206-555-0142" is a telephone number.' in said(capsys)
    assert run_releases() == 0
    assert said(capsys).startswith("Nothing was published yet")

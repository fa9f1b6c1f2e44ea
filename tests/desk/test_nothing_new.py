"""A build with nothing to do says so at once, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from injury_series.desk import building
from injury_series.pelican_site import last_build
from tests.sites import CONF, NOW, REPOSITORY, a_site, build_site, changed, snapshot

FALL = "content/posts/2020-01-10-the-fall.md"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all that is drawn for the good site, and kept."""
    root = a_site(tmp_path_factory.mktemp("drawn"))
    build_site(root, for_readers=True)
    return root / ".cache" / "made"


@pytest.fixture
def site(
    tmp_path: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Build a site, and go there."""
    return built(a_site(tmp_path), drawn, monkeypatch, capsys)


@pytest.fixture
def site_with_theme(
    tmp_path: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Build a site of its own theme, and go there."""
    shutil.copytree(REPOSITORY / "theme", tmp_path / "theme")
    conf = CONF.replace(repr(str(REPOSITORY / "theme")), '"theme"')
    return built(a_site(tmp_path, conf=conf), drawn, monkeypatch, capsys)


def built(
    site: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    shutil.copytree(drawn, site / ".cache" / "made")
    monkeypatch.chdir(site)
    assert building.run(publish=False, now=NOW) == 0
    capsys.readouterr()
    return site


def says_nothing_new(capsys: pytest.CaptureFixture[str], now: object = NOW) -> bool:
    assert building.run(publish=False, now=now) == 0  # type: ignore[arg-type]
    return capsys.readouterr().out.startswith(
        "Nothing has changed since the last build: output/ is as it was."
    )


def test_it_says_so_and_what_was_said_before(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert building.run(publish=False, now=NOW) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "Nothing has changed since the last build: output/ is as it was. That said:"
    assert rest[0].startswith("Built 2 posts, 2 comments, 15 pages into output/ in ")


def test_it_imports_nothing_slow(site: Path) -> None:
    door = "import sys; from injury_series.desk.building import run; code = run(False); "
    door += "print(code, *{'pelican', 'pydantic', 'rich', 'markdown', 'jinja2'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", door], capture_output=True, text=True, check=True, cwd=site)
    assert "Nothing has changed" in run.stdout
    assert run.stdout.splitlines()[-1] == "0"


def rewritten_with_old_times(site: Path) -> None:
    path = site / FALL
    before = path.stat()
    path.write_text(path.read_text().replace("Down I went", "Down I fell"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def an_older_file_in_its_place(site: Path) -> None:
    path, old = site / FALL, site / "old.md"
    old.write_text(path.read_text().replace("Down I went", "Down I fell"))
    os.utime(old, (1, 1))
    old.replace(path)


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text of the same length and times": rewritten_with_old_times,
    "an older file put back": an_older_file_in_its_place,
    "a new file": lambda site: (site / "content/pages/new.md").write_text("---\ntitle: New\n---\nWords.\n"),
    "a file gone": lambda site: (site / "content/comments/the-fall/answer.md").unlink(),
    "the settings": lambda site: add(site / "pelicanconf.py", "\nREPLY_EMAIL = ''\n"),
    "a page of the site gone": lambda site: (site / "output/about/index.html").unlink(),
    "a page of the site changed": lambda site: (site / "output/about/index.html").write_text("Hello"),
    "a file too many in the site": lambda site: (site / "output/secret.txt").write_text("Hello"),
    "no site": lambda site: shutil.rmtree(site / "output"),
    "no record": lambda site: shutil.rmtree(site / ".cache"),
    "a damaged record": lambda site: (site / last_build.RECORD).write_text("{"),
}


THEME_CHANGES: dict[str, Callable[[Path], object]] = {
    "a template": lambda site: add(site / "theme/templates/page.html", "<!-- -->"),
    "a style": lambda site: add(site / "theme/static/css/20-base.css", "p { color: red }"),
}


def is_nothing_new() -> bool:
    return last_build.nothing_new(building.OUTPUT, NOW.timestamp(), last_build.packages()) is not None


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_has_changed_is_built(site: Path, change: str) -> None:
    assert is_nothing_new()
    CHANGES[change](site)
    assert not is_nothing_new()


@pytest.mark.parametrize("change", THEME_CHANGES)
def test_whatever_has_changed_in_the_theme_is_built(site_with_theme: Path, change: str) -> None:
    assert is_nothing_new()
    THEME_CHANGES[change](site_with_theme)
    assert not is_nothing_new()


def test_what_is_built_then_is_what_a_first_build_makes(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewritten_with_old_times(site)
    assert not says_nothing_new(capsys)
    made = snapshot(site / "output")
    shutil.rmtree(site / ".cache")
    assert not says_nothing_new(capsys)
    assert snapshot(site / "output") == made
    assert says_nothing_new(capsys)


def test_other_packages_build_anew(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "packages", lambda: ["another version"])
    assert not says_nothing_new(capsys)


def test_a_post_whose_hour_has_come_is_built(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = changed("posts/2020-02-10-the-scan.md", "date: 2020-02-10", "date: 2020-06-02 08:00")
    a_site_file = site / "content/posts/2020-02-10-the-scan.md"
    a_site_file.write_text(later["posts/2020-02-10-the-scan.md"].lstrip())
    assert not says_nothing_new(capsys)
    assert says_nothing_new(capsys, NOW + timedelta(hours=11))
    assert not says_nothing_new(capsys, NOW + timedelta(hours=13)), "it comes out tomorrow, and now today"
    assert says_nothing_new(capsys, NOW + timedelta(hours=19))
    assert not says_nothing_new(capsys, NOW + timedelta(hours=20))
    assert (site / "output/posts/the-scan/index.html").exists()


@pytest.mark.parametrize(
    "line", ["import os\nREPLY_EMAIL = os.environ['HOME'] + '@a.example'", "import datetime"]
)
def test_settings_that_hang_on_more_than_files_are_read_each_time(
    site: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    conf = site / "pelicanconf.py"
    conf.write_text(f"{conf.read_text()}\n{line.replace('HOME', 'PYTEST_VERSION')}\n")
    assert not says_nothing_new(capsys)
    assert not says_nothing_new(capsys)


def test_a_site_for_publishing_is_not_the_site_of_a_build(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "publishconf.py").write_text("from pelicanconf import *\nREPLY_EMAIL = ''\n")
    assert building.run(publish=True, now=NOW) == 0
    capsys.readouterr()
    assert not says_nothing_new(capsys)
    assert b"mailto:" in (site / "output/posts/the-fall/index.html").read_bytes()

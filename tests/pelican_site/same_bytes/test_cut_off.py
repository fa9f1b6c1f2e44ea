"""Builds that are killed, or run side by side, leave a whole site, or one that the next makes whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from injury_series.pelican_site import placing
from injury_series.pelican_site.build import build
from injury_series.pelican_site.last_build import last_build, remember
from tests.pelican_site.same_bytes import edits
from tests.pelican_site.same_bytes.machine import CONF, Fresh, same
from tests.sites import REPOSITORY, snapshot

BUILD = "from injury_series.desk.building import run; raise SystemExit(run(False))"
ON_ALL_CORES = f"from injury_series.pelican_site import processes; processes._WORTH_IT = 2; {BUILD}"
KILLS = 12


@pytest.fixture
def site() -> Iterator[Fresh]:
    site = Fresh()
    yield site
    site.close()


def started(site: Fresh, code: str = BUILD) -> subprocess.Popen[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=site.root,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def assert_clean(site: Fresh, *, for_readers: bool | None = False) -> None:
    build(CONF, site.root / "clean", for_readers=for_readers)
    same(site.output, site.root / "clean")


@pytest.mark.timeout(120)
def test_a_build_that_is_killed_at_any_moment_is_made_up_for_by_the_next(site: Fresh) -> None:
    random = Random(4)
    for kill in range(KILLS):
        site.edit(random.choice((edits.body, edits.title, edits.phase_title)), kill)
        alone = kill % 2 == 0
        with started(site, BUILD if alone else ON_ALL_CORES) as process:
            try:
                # From the reading of the texts to the very end; what others help with takes longer.
                process.wait(0.35 + 0.03 * kill if alone else 0.5 + 0.07 * kill)
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate(timeout=10)  # it ends when those that helped have let go of it too
        pages = [path for path in site.output.rglob("*.html") if "old" not in path.parts]
        assert len(pages) > 30
        assert all(path.read_text().endswith("</html>") for path in pages), "no page is cut"
    with started(site) as process:
        assert process.wait(30) == 0
    assert_clean(site, for_readers=None)
    assert not list(site.root.glob(".output*")), "nothing is left beside it"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("step", range(5))
def test_a_build_that_ends_while_files_are_put_in_place_is_finished_by_the_next(
    site: Fresh, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    site.edit(edits.post_added, 1)
    moves = 0
    replace = Path.replace

    def cut_off(path: Path, target: Path) -> Path:
        nonlocal moves
        if target.is_relative_to(site.output):
            moves += 1
            if moves > step:
                raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut_off)
        patch.setattr(placing.shutil, "rmtree", lambda *_, **__: None)  # as little as a killed process clears
        with pytest.raises(KeyboardInterrupt):
            build(CONF, site.output, for_readers=False, past=last_build())
    site.undo()
    build(CONF, site.output, for_readers=False, past=last_build())
    assert_clean(site)


@pytest.mark.timeout(60)
def test_two_builds_that_are_started_together_both_make_the_site(site: Fresh) -> None:
    for number in range(2):
        site.edit(edits.title, number)
        with started(site) as one, started(site) as other:
            assert (one.wait(30), other.wait(30)) == (0, 0)
        assert_clean(site, for_readers=None)


def test_a_disk_without_links_holds_the_same_site(site: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", no_link)
    site.edit(edits.title, 17)
    build(CONF, site.output, for_readers=False)
    assert_clean(site)


@pytest.mark.parametrize("name", ["edition", "last-build.json", "texts.sqlite", "templates", "output.lock"])
def test_a_folder_in_the_place_of_what_is_kept_keeps_nothing_and_builds(name: str, site: Fresh) -> None:
    kept = site.root / ".cache" / name
    shutil.rmtree(kept) if kept.is_dir() else kept.unlink(missing_ok=True)
    if name == "templates":
        kept.write_text("a file")
    else:
        kept.mkdir()
    was = snapshot(site.output)
    site.edit(edits.series, 17)
    report = build(CONF, site.output, for_readers=False, past=last_build())
    assert report.past
    remember(report.past, None, None, [])
    assert_clean(site)
    assert snapshot(site.output) != was

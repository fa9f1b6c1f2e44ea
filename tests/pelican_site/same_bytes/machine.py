"""Build a site after each edit, as a new process and in a live one, and hold it against a clean build."""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings

import injury_series
from injury_series.errors import ContentFaults
from injury_series.pelican_site import processes
from injury_series.pelican_site.build import Report, build
from injury_series.pelican_site.last_build import Watched, last_build, nothing_new, packages, remember
from injury_series.pelican_site.live import Live
from injury_series.pelican_site.plain_settings import settings_files
from tests.pelican_site.same_bytes import disk, edits
from tests.pelican_site.same_bytes.telling import Telling, a_telling, copy_theme, write
from tests.sites import snapshot


def steady(sites: int) -> settings:
    """Return how to take the same 50 steps on each of some sites each time.

    A failure is not made smaller, since each step takes long: it says its steps.
    """
    return settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=sites,
        stateful_step_count=50,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


CONF = Path("pelicanconf.py")
URL = "http://127.0.0.1:8000"
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""A disk in memory: thousands of small files come and go."""

LISTS = ("sitemap.xml", "_headers")
"""What lists all pages that are made."""

_ASK_ALL = 7
_ALL_CORES = 9
"""At every which step a preview is asked for all that waits, and a build is made by all cores."""


@contextmanager
def all_cores() -> Iterator[None]:
    """Let even a small site be made by more than one process."""
    before = processes.CORES, processes._WORTH_IT
    processes.CORES, processes._WORTH_IT = 2, 2
    try:
        yield
    finally:
        processes.CORES, processes._WORTH_IT = before


class Site:
    """Hold a site on the disk, and change it step by step; `steps` counts them by what they did."""

    def __init__(self) -> None:
        self.home, self.root = Path.cwd(), Path(tempfile.mkdtemp(prefix="same-bytes-", dir=_MEMORY)).resolve()
        self.told: Telling = a_telling()
        self.before: Telling = self.told
        self.steps: Counter[str] = Counter()
        self.random = Random(0)
        self.now = datetime.now(UTC)
        copy_theme(self.root)
        write(self.told, self.root)
        os.chdir(self.root)

    def close(self) -> None:
        """Take the site away."""
        os.chdir(self.home)
        shutil.rmtree(self.root)

    def edit(self, edit: edits.Edit, seed: int) -> list[Path]:
        """Edit the story and return the files that this touched."""
        self.before, self.random = copy.deepcopy(self.told), Random(seed)
        edit(self.told, self.random)
        return self._write(edit.__name__)

    def undo(self) -> list[Path]:
        """Take the last edit back."""
        self.told, self.before = copy.deepcopy(self.before), self.told
        return self._write("undo")

    def _write(self, name: str) -> list[Path]:
        self.steps[name] += 1
        return write(self.told, self.root)

    def change(self, change: disk.Change, output: Path, seed: int) -> None:
        """Change the disk."""
        self.steps[change.__name__] += 1
        self.random = Random(seed)
        change(self.root, output, self.random)


class Fresh(Site):
    """Build each time as a new process would: it knows what lies on the disk.

    The next build is `cut_off` after it has put the site in place, before it is remembered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.output = self.root / "output"
        self.cut_off, self.count = False, 0
        self.check()

    def wait(self, hours: int) -> None:
        """Let time go by."""
        self.steps["wait"] += 1
        self.now += timedelta(hours=hours)

    def check(self) -> None:
        """Build, and see that a clean build makes the same; where none can be made, all stays as it was."""
        try:
            build(CONF, self.root / "clean", now=self.now, for_readers=False)
        except ContentFaults as faults:
            self._check_faults(faults, snapshot(self.output))
            return
        if self.finds_nothing_new():
            self.steps["(nothing new)"] += 1
            same(self.output, self.root / "clean")
        before = _numbers(self.output)
        self.count += 1
        with all_cores() if self.count % _ALL_CORES == 0 else nullcontext():
            report = build(CONF, self.output, now=self.now, for_readers=False, past=last_build())
        same(self.output, self.root / "clean")
        after = _numbers(self.output)
        self.steps["(files kept)"] += len(before & after)
        self.steps["(files made)"] += len(after - before)
        if not self.cut_off:
            self._remember(report)
        self.cut_off = False

    def finds_nothing_new(self) -> bool:
        """Tell whether the writer is told that there is nothing to do."""
        return nothing_new(self.output, self.now.timestamp(), packages()) is not None

    def _remember(self, report: Report) -> None:
        files = settings_files(CONF)
        assert report.past
        assert files
        folders = (*report.folders, Path(injury_series.__file__).parent)
        watched = Watched(tuple(map(str, folders)), tuple(map(str, files)))
        remember(report.past, watched, report.until.timestamp() if report.until else None, [])

    def _check_faults(self, faults: ContentFaults, was: dict[str, bytes]) -> None:
        self.steps["(faults)"] += 1
        with pytest.raises(ContentFaults) as found:
            build(CONF, self.output, now=self.now, for_readers=False, past=last_build())
        assert str(found.value) == str(faults)
        assert snapshot(self.output) == was
        self.undo()
        self.check()


class InProcess(Site):
    """Make a preview in this process, and another one every second time as a new process would."""

    def __init__(self) -> None:
        super().__init__()
        self.output = self.root / "preview"
        self.live = Live(CONF, self.output, URL, lambda _: None)
        self.count = 0
        self.check([])

    def check(self, touched: list[Path]) -> None:
        """Make what the files touched have changed, and see that a clean build makes the same."""
        self.count += 1
        try:
            build(CONF, self.root / "clean", preview=True, site_url=URL, for_readers=False)
        except ContentFaults:
            self.steps["(faults)"] += 1
            with pytest.raises(ContentFaults):
                self.live.update()
            with pytest.raises(ContentFaults):
                self._build_anew()
            self.check(self.undo())
            return
        if touched and self.live.update_bodies(map(str, touched)):
            self.steps["(bodies alone)"] += 1
        else:
            self.live.update()
        if self.count % _ASK_ALL == 0:
            for path in sorted(self.live.waiting - {"story.epub"}, key=lambda path: path in LISTS):
                assert self.live.make_waiting(path.removesuffix("index.html"))
        same(self.output, self.root / "clean", without=self.live.waiting)
        if self.count % 2:
            report = self._build_anew()
            assert report.past
            remember(report.past, None, None, [])
            same(self.root / "output", self.root / "clean")

    def _build_anew(self) -> Report:
        output = self.root / "output"
        return build(CONF, output, preview=True, site_url=URL, for_readers=False, past=last_build())


def _numbers(folder: Path) -> set[tuple[str, int]]:
    """Return the files below a folder with their numbers on the disk: one that is made anew has another."""
    return {(str(path), path.lstat().st_ino) for path in folder.rglob("*")}


def same(made: Path, clean: Path, without: frozenset[str] = frozenset()) -> None:
    """Assert that two folders hold the same, but for the paths that the first is `without`."""
    found, wanted = snapshot(made), snapshot(clean)
    wanted = {name: content for name, content in wanted.items() if name not in without or name in found}
    assert found.keys() == wanted.keys(), f"differ: {found.keys() ^ wanted.keys()}"
    other = sorted(name for name in found if found[name] != wanted[name])
    assert not other, f"not the same: {other}"

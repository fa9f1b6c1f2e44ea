"""What is made by more than one process is what one makes alone, whatever becomes of the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from injury_series.errors import InjurySeriesError
from injury_series.pelican_site import processes
from injury_series.pelican_site.live import Live
from injury_series.pelican_site.sharing import Sharing
from injury_series.pelican_site.text_store import TextStore
from tests.sites import CONF, REPOSITORY, SITE_URL, a_post, a_site, build_site, snapshot

POSTS: dict[str, str | bytes | None] = {
    f"posts/more-{n}.md": a_post(f"More {n}", "2020-03-01", body="See [it](post:the-scan).") for n in range(4)
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return a_site(tmp_path, POSTS)


@pytest.fixture
def all_cores(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def begin() -> None:
        monkeypatch.setattr(processes, "_WORTH_IT", 2)
        monkeypatch.setattr(processes, "CORES", 2)

    return begin


def built(site: Path, *, for_readers: bool = False) -> dict[str, bytes]:
    """Return what is made with nothing kept."""
    shutil.rmtree(site / ".cache", ignore_errors=True)
    build_site(site, for_readers=for_readers)
    return snapshot(site / "output")


@pytest.mark.parametrize("for_readers", [False, True])
def test_all_cores_make_the_same(site: Path, all_cores: Callable[[], None], for_readers: bool) -> None:
    alone = built(site, for_readers=for_readers)
    all_cores()
    assert built(site, for_readers=for_readers) == alone


def test_all_cores_make_the_same_preview(site: Path, all_cores: Callable[[], None]) -> None:
    shown: list[str] = []
    previews = []
    for name in ("alone", "shared"):
        shutil.rmtree(site / ".cache", ignore_errors=True)
        Live(site / "pelicanconf.py", site / name, SITE_URL, shown.extend).update()
        previews.append((snapshot(site / name), sorted(shown)))
        shown.clear()
        all_cores()
    assert previews[0] == previews[1]


def test_what_the_others_cannot_make_is_made_here(
    site: Path, all_cores: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = built(site)
    all_cores()
    handed = Sharing._handed

    def without_texts(sharing: Sharing, settings: dict[str, Any]) -> object:
        return handed(sharing, {**settings, "TEXTS": TextStore(site / "another.sqlite")})

    monkeypatch.setattr(Sharing, "_handed", without_texts)
    assert built(site) == alone
    monkeypatch.setattr(Sharing, "_handed", lambda *_: ())  # then they do not even begin
    assert built(site) == alone


def test_a_faulty_template_is_told_as_by_one(site: Path, all_cores: Callable[[], None]) -> None:
    shutil.copytree(REPOSITORY / "theme", site / "theme")
    (site / "pelicanconf.py").write_text(f"{CONF}\nTHEME = 'theme'\n")
    page = site / "theme/templates/post.html"
    page.write_text(page.read_text().replace("{% block main %}", "{% block main %}{{ page.nonsense }}"))
    told = []
    for _ in range(2):
        with pytest.raises(InjurySeriesError) as error:
            built(site)
        told.append(str(error.value))
        all_cores()
    assert "theme/templates/post.html:" in told[0]
    assert told[0] == told[1]

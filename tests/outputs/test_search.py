"""The search index: what is in it, what is not, and that it is the same for the same pages."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from injury_series.desk.preview_app import Showing, make_app
from injury_series.errors import InjurySeriesError
from injury_series.outputs.search import make_index
from tests.sites import a_post, a_site, build_site, changed, flat, pages, snapshot

TREATMENTS = """
  - name: Ice & rest
    provider: dr-okafor
    outcome: helped
    as-of: 2020-01
"""
LATER = TREATMENTS.replace("helped", "no-change").replace("2020-01", "2020-05")
STORY = {
    **changed(
        "providers/dr-okafor.md",
        "kind: physician",
        "kind: physician\nshown: alias\nalias: The surgeon by the sea",
    ),
    "posts/ice.md": a_post("Under the ice", "2020-03-01", body="Marmot text.", treatments=TREATMENTS),
    "posts/late.md": a_post("Too late", "2020-05-01", "repair", "Chamois text.", treatments=LATER),
    "posts/walrus.md": a_post("Walrus", "2020-03-02", body="Walrus text.", status="draft"),
    "posts/quokka.md": a_post("Quokka", "2099-03-02", "quince", "Quokka text."),
    "phases/quince.md": "---\ntitle: Quince\norder: 3\n---\nQuince text.\n",
    "comments/ice/ibex.md": "---\nauthor: Ibex\ndate: 2020-03-02\n---\nAn ibex writes.\n",
}
RUNTIME = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.\w+\.pf_meta|wasm\.en\.pagefind|"
    r"(fragment|index|filter)/en_\w+\.pf_(fragment|index|filter)"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site with a draft, a scheduled post, a hidden name and a comment."""
    conf_root = a_site(tmp_path_factory.mktemp("search"), STORY)
    build_site(conf_root, for_readers=True)
    return conf_root


def opened(site: Path) -> dict[str, bytes]:
    """Return the index's files, each as the browser reads it."""
    files = snapshot(site / "output" / "pagefind")
    return {name: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for name, data in files.items()}


def found(site: Path) -> dict[str, dict[str, Any]]:
    """Return every page that can be found, by its address."""
    texts = (data for name, data in opened(site).items() if name.startswith("fragment/"))
    fragments = (json.loads(text.removeprefix(b"pagefind_dcd")) for text in texts)
    return {fragment["url"]: fragment for fragment in fragments}


def test_nothing_that_is_kept_back_is_in_the_index(site: Path) -> None:
    kept_back = (b"walrus", b"quokka", b"quince", b"okafor", b"harbour", b"lagos")
    index = b"".join(data for name, data in opened(site).items() if ".pf_" in name).lower()
    assert [word for word in kept_back if word in index] == []
    assert b"marmot" in index, "what is published is there"


def test_what_can_be_found_is_the_story_and_nothing_around_it(site: Path) -> None:
    there = found(site)
    assert set(there) == {
        "/posts/the-fall/",
        "/posts/the-scan/",
        "/posts/ice/",
        "/posts/late/",
        "/phases/fall/",
        "/phases/repair/",
        "/providers/the-surgeon-by-the-sea/",
        "/treatments/ice-rest/",
        "/about/",
    }
    fall = there["/posts/the-fall/"]
    assert flat(fall["content"]) == "How I fell. Down I went. See the scan."
    assert flat(fall["meta"]["title"]) == "The fall"
    assert fall["meta"]["kind"] == "Part 1"
    assert all("ibex" not in page["content"].lower() for page in there.values()), "no comments"


def test_a_long_phase_is_found_once(tmp_path: Path) -> None:
    many = {f"posts/p{n}.md": a_post(f"P {n}", f"2020-03-{n:02}", "repair") for n in range(1, 13)}
    build_site(a_site(tmp_path, many), for_readers=True)
    assert "phases/repair/page/2/index.html" in pages(tmp_path)
    assert [url for url in found(tmp_path) if url.startswith("/phases/repair/")] == ["/phases/repair/"]


def test_the_choices_of_the_page_count_what_the_index_would_leave(site: Path) -> None:
    html = flat(pages(site)["search/index.html"])
    option = re.compile(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)')
    offered = {
        name: {unescape(words): int(number) for words, number in option.findall(options)}
        for name, options in re.findall(r'<select id="(\w+)".*?>(.*?)</select>', html, re.S)
    }
    counted: dict[str, Counter[str]] = {}
    for page in found(site).values():
        for name, values in page["filters"].items():
            counted.setdefault(name, Counter()).update(set(values))
    assert offered == counted
    assert offered["treatment"] == {"Ice & rest": 2}
    assert offered["outcome"] == {"No change": 2}, "both parts show what is known now"
    assert offered["provider"] == {"The surgeon by the sea": 3}


def test_only_what_the_search_page_asks_for_is_published(site: Path) -> None:
    assert [name for name in opened(site) if not RUNTIME.fullmatch(name)] == []


def test_the_same_pages_make_the_same_bytes(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "footer")
    build_site(a_site(tmp_path, STORY), for_readers=True)
    first, second = (snapshot(root / "output" / "pagefind") for root in (site, tmp_path))
    assert first == second
    for _ in range(4):
        make_index(tmp_path / "output")
        assert snapshot(tmp_path / "output" / "pagefind") == first, "again, over the last index"


def test_pages_are_numbered_by_their_addresses_however_the_disk_lists_them(site: Path) -> None:
    files = opened(site)
    (table,) = (data for name, data in files.items() if name.endswith(".pf_meta"))
    named = (f"fragment/{name}.pf_fragment" for name in re.findall(r"en_[0-9a-f]+", table.decode("latin-1")))
    texts = [files[name] for name in named if name in files]
    urls = [json.loads(text.removeprefix(b"pagefind_dcd"))["url"] for text in texts]
    assert len(urls) == 9
    assert urls == sorted(urls)


def test_a_preview_makes_the_index_when_it_is_asked_for(tmp_path: Path) -> None:
    build_site(a_site(tmp_path, STORY), preview=True, for_readers=True)
    assert not (tmp_path / "output" / "pagefind").exists(), "no edit waits for it"
    showing = Showing(tmp_path / "output", lambda _: False)
    with TestClient(make_app(showing)) as browser:
        assert browser.get("/pagefind/pagefind.js").status_code == 200
        assert browser.get("/pagefind/nothing.js").status_code == 404
    assert "/posts/walrus/" in found(tmp_path), "a preview finds drafts too"


def test_a_failing_program_stops_the_build_and_leaves_the_last_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_site(tmp_path)
    build_site(site, for_readers=True)
    before = snapshot(site / "output")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nowhere"))
    with pytest.raises(InjurySeriesError, match=r"^The search index was not made: .*nowhere"):
        build_site(site, for_readers=True)
    assert snapshot(site / "output") == before


def test_a_missing_or_complaining_program_is_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaining = tmp_path / "pagefind"
    complaining.write_text("#!/bin/sh\necho 'Out of\n  memory.' >&2\n")
    complaining.chmod(0o755)
    (tmp_path / "index.html").write_text("<html></html>")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(complaining))
    with pytest.raises(
        InjurySeriesError, match=r"^The search index was not made\. Pagefind says: Out of memory\.$"
    ):
        make_index(tmp_path)
    monkeypatch.setattr("injury_series.outputs.search.get_executable", lambda: None)
    with pytest.raises(InjurySeriesError, match="the program Pagefind is missing"):
        make_index(tmp_path)


def test_a_site_without_a_page_to_find_has_an_index_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html></html>")
    make_index(tmp_path)
    assert json.loads((tmp_path / "pagefind" / "pagefind-entry.json").read_text())["languages"] == {}

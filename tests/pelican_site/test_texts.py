"""A text is read once; what was kept of it never shows in place of what it says now."""

from __future__ import annotations

import resource
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from injury_series.errors import ContentFaults
from injury_series.pelican_site import reading_pool, texts
from injury_series.pelican_site.text_store import TextStore
from tests.sites import a_site, build_site, changed, snapshot

FALL, SCAN = "posts/2020-01-10-the-fall.md", "posts/2020-02-10-the-scan.md"
SURGEON = "providers/dr-okafor.md"
STORE = ".cache/texts.sqlite"
LINKS = changed(
    FALL, "Down I went.", "[](treatment:ice), [](phase:repair), [her](provider:dr-okafor), [](post:the-scan)."
)
ICE = "summary: What they saw.\ntreatments:\n  - name: Ice\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files whose texts are read, and not taken from the store."""
    names: list[str] = []
    real = reading_pool.read_one

    def noting(wanted: reading_pool.Wanted, *rest: object) -> object:
        names.append(wanted.path.name)
        return real(wanted, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading_pool, "read_one", noting)
    return names


def built(site: Path) -> dict[str, bytes]:
    build_site(site)
    return snapshot(site / "output")


def clean(site: Path) -> dict[str, bytes]:
    """Return what a build makes that has nothing kept."""
    (site / STORE).unlink(missing_ok=True)
    return built(site)


def edit(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (site / "content" / name).write_text(text.lstrip())


def test_only_what_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    site = a_site(tmp_path)
    first = built(site)
    assert len(read) == 8
    read.clear()
    assert built(site) == first
    assert read == []
    edit(site, changed(SCAN, "looked at the picture", "gazed at the picture"))
    assert b"gazed" in built(site)["posts/the-scan/index.html"]
    assert read == ["2020-02-10-the-scan.md"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SCAN, "title: The scan", "title: The second scan"),
        (SCAN, "date: 2020-02-10", "slug: scanned\ndate: 2020-02-10"),
        (SCAN, "name: Ice", "name: Ice\n    slug: cold"),
        (SCAN, "phase: repair", "phase: fall"),
        (SURGEON, "role: Surgeon", "role: Surgeon\nshown: role"),
        ("phases/repair.md", "title: The repair", "title: The mending"),
    ],
    ids=[
        "a title",
        "an address",
        "a treatment",
        "a phase that is not told",
        "a hidden name",
        "a phase's title",
    ],
)
def test_a_text_says_what_it_leads_to_as_that_is_now(tmp_path: Path, file: str, old: str, new: str) -> None:
    site = a_site(tmp_path, {**changed(SCAN, "summary: What they saw.\n", ICE), **LINKS})
    built(site)
    path = site / "content" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    kept, anew = outcome(site, built), outcome(site, clean)
    assert kept == anew


def outcome(site: Path, make: Callable[[Path], dict[str, bytes]]) -> dict[str, bytes] | str:
    """Return what a build makes, or what it says is wrong."""
    try:
        return make(site)
    except ContentFaults as error:
        return str(error)


def test_a_fault_in_a_text_is_told_each_time(tmp_path: Path, read: list[str]) -> None:
    site = a_site(tmp_path, changed(FALL, "(post:the-scan)", "(post:the-scam)"))
    said = outcome(site, built)
    assert "the-scam" in said
    assert outcome(site, built) == said
    assert len(read) == 8, "kept, and told from there"


def test_typography_that_is_switched_is_not_taken_from_the_store(tmp_path: Path) -> None:
    site = a_site(tmp_path, changed(FALL, "Down I went.", "Down -- I went."))
    before = built(site)
    conf = site / "pelicanconf.py"
    conf.write_text(f'{conf.read_text()}\nTYPOGRIFY_DASHES = "oldschool"\n')
    after = built(site)
    assert after != before
    assert after == clean(site)


def test_new_code_reads_everything_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_site(tmp_path)
    built(site)
    monkeypatch.setattr(texts, "code_version", lambda: "newer")
    read.clear()
    built(site)
    assert len(read) == 8


def test_another_plugin_may_change_texts_so_none_is_kept(tmp_path: Path, read: list[str]) -> None:
    site = a_site(tmp_path)
    conf = site / "pelicanconf.py"
    other = "import types\nother = types.ModuleType('other')\nother.register = lambda: None\n"
    conf.write_text(f"{conf.read_text()}\n{other}PLUGINS.append(other)\n")
    built(site)
    built(site)
    assert len(read) == 16
    assert not (site / STORE).exists()


def a_flipped_letter(store: Path) -> None:
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("UPDATE texts SET text = replace(text, 'Down I went', 'Down I wept')")


def cut_short(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:-5000])


def another_table(store: Path) -> None:
    store.unlink()
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("CREATE TABLE texts (this TEXT, that TEXT)")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no database": (lambda store: store.write_bytes(b"no database at all" * 99), "was damaged"),
    "cut short": (cut_short, "was damaged"),
    "empty": (lambda store: store.write_bytes(b""), ""),
    "a letter flipped": (a_flipped_letter, ""),
    "made by another": (another_table, "cannot be used"),
    "a folder": (lambda store: (store.unlink(), store.mkdir()), "cannot be used"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_costs_time_and_nothing_else(tmp_path: Path, damage: str) -> None:
    site = a_site(tmp_path)
    first = built(site)
    harm, said = DAMAGES[damage]
    harm(site / STORE)
    report = build_site(site)
    assert snapshot(site / "output") == first
    assert (said in "".join(report.remarks)) if said else report.remarks == ()


@contextmanager
def a_full_disk() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    store = TextStore(tmp_path / "texts.sqlite")
    store.keep({"a": "first"})
    store.save()
    store.keep({"b": "x" * 100_000})
    with a_full_disk():
        store.save()
    assert len(store.remarks) == 1
    assert store.find(["a", "b"]) == {"a": "first"}


def test_builds_at_once_share_a_store(tmp_path: Path) -> None:
    stores = [TextStore(tmp_path / "texts.sqlite") for _ in range(4)]

    def keep(number: int) -> None:
        for turn in range(20):
            stores[number].keep({f"{number}-{turn}-{n}": "words " * 200 for n in range(20)})
            stores[number].save()
            stores[number].find([f"{other}-{turn}-0" for other in range(4)])

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [store.remarks for store in stores] == [[]] * 4
    assert (
        len(stores[0].find([f"{n}-{turn}-{m}" for n in range(4) for turn in range(20) for m in range(20)]))
        == 1600
    )


def test_a_few_texts_are_for_one_process_until_they_are_saved(tmp_path: Path) -> None:
    mine, other = TextStore(tmp_path / "texts.sqlite"), TextStore(tmp_path / "texts.sqlite")
    mine.keep({"a": "edited"})
    assert (mine.find(["a"]), other.find(["a"])) == ({"a": "edited"}, {})
    mine.save()
    assert other.find(["a"]) == {"a": "edited"}
    mine.keep({f"{number}": "one of many" for number in range(40)})
    assert len(other.find(map(str, range(40)))) == 40, "many are not held"


def test_what_no_build_uses_is_thrown_away_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TextStore(tmp_path / "texts.sqlite")
    store.keep({"used": "a", "unused": "b"})
    store.save()
    for days in range(0, 60, 10):
        monkeypatch.setattr("injury_series.pelican_site.text_store._today", lambda d=days: 40_000 + d)
        store.clean(["used"])
    assert store.find(["used", "unused"]) == {"used": "a"}

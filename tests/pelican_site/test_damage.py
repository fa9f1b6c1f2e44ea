"""Whatever happens to the content: a message that says where, or a good site; the last one stays whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from injury_series.errors import ContentFaults, Fault
from tests.sites import a_story, build_site, snapshot

ODD = (
    "---", "...", "\t", "- ", ": ", "#", "'", '"', "[", "{", "&a", "*a", "|", ">-", "%YAML 1.1",
    "!!python/name:os.system", "<script>alert(1)</script>", "<!--", "<div>", "</section>", "](provider:",
    "![](images/", ":::", "```", "[^1]", "{{ page }}", "{% raw %}", "title: again", "phase: nowhere",
    "date: 2021-02-30", "happened: 2021-13", "order: -1", "slug: ../../up", "aliases:\n  - /",
    "image:\n  src: images/x.svg\n  alt: x", "providers: no", "status: Draft", "status:", "reply-to: a",
    "by-writer: yes", "part: 1", "\ufeff", "\u202e", "\u2028", "\x00", "\x85", "\udced\udca0\udcbd",
    "é" * 300, "x" * 5000,
)  # fmt: skip
NOW = datetime(2023, 6, 1, 12, tzinfo=UTC)


def _lines(change: Callable[[list[str], int, str], None]) -> Callable[[Path, int, str], None]:
    def damage(path: Path, place: int, odd: str) -> None:
        lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
        change(lines, place % len(lines), odd)
        path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))

    return damage


def _cut(path: Path, place: int, odd: str) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: place % (len(content) + 1)])


def _poke(path: Path, place: int, odd: str) -> None:
    content = bytearray(path.read_bytes() or b" ")
    content[place % len(content)] = place % 256
    path.write_bytes(content)


def _rename(path: Path, place: int, odd: str) -> None:
    names = (
        "x.txt",
        "-.md",
        "Ünï.md",
        "a b.md",
        "comments.md",
        "post.MD",
        "2020-01-01-.md",
        "no-ending",
        "con.md",
    )
    path.rename(path.with_name(names[place % len(names)]))


def _to_folder(path: Path, place: int, odd: str) -> None:
    path.unlink()
    path.mkdir()


def _twice(path: Path, place: int, odd: str) -> None:
    shutil.copy(path, path.with_name(f"2020-01-0{place % 9 + 1}-{path.name}"))


DAMAGES: dict[str, Callable[[Path, int, str], None]] = {
    "a line gone": _lines(lambda lines, n, odd: lines.pop(n) and None),
    "a line twice": _lines(lambda lines, n, odd: lines.insert(n, lines[n])),
    "an odd line": _lines(lambda lines, n, odd: lines.insert(n, odd)),
    "an odd end": _lines(lambda lines, n, odd: lines.__setitem__(n, lines[n] + odd)),
    "an odd beginning": _lines(lambda lines, n, odd: lines.__setitem__(n, odd + lines[n])),
    "a line set in": _lines(lambda lines, n, odd: lines.__setitem__(n, "  " + lines[n])),
    "half a line": _lines(lambda lines, n, odd: lines.__setitem__(n, lines[n][: len(lines[n]) // 2])),
    "another's value": _lines(
        lambda lines, n, odd: lines.__setitem__(n, lines[n].partition(":")[0] + ": " + lines[0])
    ),
    "cut off": _cut,
    "a byte changed": _poke,
    "gone": lambda path, place, odd: path.unlink(),
    "emptied": lambda path, place, odd: path.write_bytes(b""),
    "renamed": _rename,
    "a folder": _to_folder,
    "a copy": _twice,
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_story(tmp_path_factory.mktemp("damage"), "shoulder")
    build_site(root, now=NOW)
    return root


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    wounds=st.lists(
        st.tuples(
            st.sampled_from(sorted(DAMAGES)),
            st.integers(0, 10**6),
            st.integers(0, 10**6),
            st.sampled_from(ODD),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_damaged_story_is_a_message_or_a_good_site(
    wounds: list[tuple[str, int, int, str]], whole: Path
) -> None:
    root = whole.with_name("wounded")
    if root.exists():  # the site stays as the last build has left it, good or refused
        shutil.rmtree(root / "content")
        shutil.copytree(whole / "content", root / "content")
    else:
        shutil.copytree(whole, root)
    before = snapshot(root / "output")
    for damage, which, place, odd in wounds:
        files = sorted(path for path in (root / "content").rglob("*") if path.is_file())
        DAMAGES[damage](files[which % len(files)], place, odd)
    faults: tuple[Fault, ...] = ()
    try:
        build_site(root, now=NOW)
    except ContentFaults as error:
        faults = error.faults
    assert all(fault.file.startswith("content") and fault.problem for fault in faults)
    assert not faults or snapshot(root / "output") == before
    assert sorted(path.name for path in root.iterdir() if "output" in path.name) == ["output"]
    assert (root / "output" / "index.html").is_file()

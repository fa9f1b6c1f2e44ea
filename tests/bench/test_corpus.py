"""What the bench measures is a story that builds, the same each time."""

from __future__ import annotations

from pathlib import Path

from tests.bench.ours import write_content
from tests.sites import REPOSITORY, build_site, snapshot


def test_the_corpus_builds_and_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_content(tmp_path / name, 10)
    assert snapshot(tmp_path / "one" / "content") == snapshot(tmp_path / "two" / "content")
    conf = tmp_path / "one" / "pelicanconf.py"
    conf.write_text(conf.read_text().replace('"theme"', repr(str(REPOSITORY / "theme"))))
    assert build_site(tmp_path / "one").posts == 10

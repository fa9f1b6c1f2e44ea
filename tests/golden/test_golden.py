"""The small good site, page by page, as it is published: a change in any template shows here first.

`python3 tasks.py golden` writes the pages anew; read what changed before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from tests.sites import a_site, build_site, pages

EXPECTED = Path(__file__).parent / "expected"
_HASH = re.compile(r"\.[0-9a-f]{10}(?=\.\w+)")


def test_the_pages_are_as_expected(tmp_path: Path) -> None:
    build_site(a_site(tmp_path))
    made = {
        name: _HASH.sub("", text)
        for name, text in pages(tmp_path).items()
        if name.endswith((".html", ".xml", ".txt"))
    }
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in made.items():
            place = EXPECTED / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(EXPECTED.rglob("*"))
        if path.is_file()
    }
    assert sorted(made) == sorted(expected)
    for name, text in made.items():
        assert text == expected[name], name

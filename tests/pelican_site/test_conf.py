"""Settings are read as they stand, however shortly after the last time."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.sites import CONF, SITE_URL, a_site, build_site, pages


@pytest.mark.parametrize("edited", ["pelicanconf.py", "beside.py"])
def test_an_edit_of_the_same_length_in_the_same_second_is_seen(
    edited: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not sys.dont_write_bytecode, "byte-code is what could hide it"
    site = a_site(tmp_path)
    monkeypatch.syspath_prepend(str(site))
    if edited == "beside.py":
        (site / "pelicanconf.py").write_text(f"{CONF}\nfrom beside import SITEURL\n")
        (site / "beside.py").write_text(f'SITEURL = "{SITE_URL}"\n')
    build_site(site)
    file, other = site / edited, SITE_URL.replace("knee", "hips")
    before = file.stat()
    file.write_text(file.read_text().replace(SITE_URL, other))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    build_site(site)
    assert not [name for name, text in pages(site).items() if SITE_URL in text]
    assert not list(site.rglob("__pycache__")), "and nothing is left beside the settings"

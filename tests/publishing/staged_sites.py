"""Build the real story, with what it lacks, and lay it out as it is handed to a server."""

from __future__ import annotations

import shutil
from pathlib import Path

from injury_series.outputs.progress import untold
from injury_series.outputs.store import Store
from injury_series.pelican_site.build import build
from injury_series.publishing.staging import stage
from tests.sites import NOW, REPOSITORY, a_post, settled

ALIASES = ("/2019/12/fall/", "/old/fall.html", "/Old/hüft-weh/", "/plain")


def a_staged_story(root: Path, site_url: str = "https://hip.example", *, compressed: bool = True) -> Path:
    """Return a folder with the real story, staged; a post of it has old addresses."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    aliases = "".join(f"\n  - {alias}" for alias in ALIASES)
    post = a_post("Search", "2020-03-01", "onset", "Of a search that found a marmot.", aliases=aliases)
    (root / "content/posts/search.md").write_text(post, encoding="utf-8")
    conf = (REPOSITORY / "pelicanconf.py").read_text(encoding="utf-8")
    conf = conf.replace('THEME = "theme"', f"THEME = {str(REPOSITORY / 'theme')!r}")
    settled(root, conf)
    build(root / "pelicanconf.py", root / "output", site_url=site_url, now=NOW)
    staged = root / "staged"
    stage(root / "output", staged, compressed=compressed, store=Store(root / "store"), tell=untold)
    return staged


def address_of(path: str) -> str:
    """Return the address within the site of the file at a path: "/posts/search/"."""
    return f"/{path.removesuffix('index.html') if f'/{path}'.endswith('/index.html') else path}"

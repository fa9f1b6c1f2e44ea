"""Make the corpus for Hugo: posts, phases and providers as its taxonomies, and the theme `hugo_theme/`."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.corpus import PHASES, PROVIDERS, Post, posts
from tests.bench.links import web_links

_THEME = Path(__file__).with_name("hugo_theme")
_CONF = """baseURL = "https://knee.example/"
locale = "en"
title = "A knee, part by part"
cacheDir = "{cache}"
[pagination]
pagerSize = 10
[services.rss]
limit = 100
[taxonomies]
phase = "phases"
provider = "providers"
[permalinks]
posts = "/posts/:slug/"
"""


def write_content(site: Path, count: int) -> None:
    """Write `content/`, the layouts and the settings of a corpus below `site`."""
    site.mkdir(parents=True, exist_ok=True)
    cache = (site / "cache").resolve().as_posix()
    (site / "hugo.toml").write_text(_CONF.format(cache=cache), encoding="utf-8")
    shutil.rmtree(site / "layouts", ignore_errors=True)
    shutil.copytree(_THEME, site / "layouts")
    content = site / "content"
    for weight, (slug, title) in enumerate(PHASES.items(), 1):
        facts = f"---\ntitle: {title}\nweight: {weight * 10}\n---\nIt went on.\n"
        _write(content / "phases" / slug / "_index.md", facts)
    for slug, (name, *_) in PROVIDERS.items():
        _write(content / "providers" / slug / "_index.md", f"---\ntitle: {name}\n---\nWhom I saw.\n")
    _write(content / "about.md", "---\ntitle: About\n---\nI ride bicycles.\n")
    for post in posts(count):
        _write(content / "posts" / f"{post.slug}.md", _post(post))


def _post(post: Post) -> str:
    lines = [f"title: {post.title}", f"date: {post.day}", f"slug: {post.slug}", f'summary: "{post.summary}"']
    lines += ["phases:", f"  - {post.phase}", "providers:", *(f"  - {name}" for name in post.providers)]
    return "---\n" + "\n".join(lines) + f"\n---\n{web_links(post.body)}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

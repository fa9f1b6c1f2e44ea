"""Make the corpus for Eleventy: its collections and feed plugin, with the theme in `eleventy_theme/`."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.corpus import PHASES, PROVIDERS, Post, posts
from tests.bench.links import web_links

_THEME = Path(__file__).with_name("eleventy_theme")


def write_content(site: Path, count: int) -> None:
    """Write `content/`, the templates and the settings of a corpus below `site`."""
    site.mkdir(parents=True, exist_ok=True)
    content = site / "content"
    shutil.rmtree(content / "_includes", ignore_errors=True)
    shutil.copytree(_THEME / "content", content, dirs_exist_ok=True)
    shutil.copyfile(_THEME / "eleventy.config.js", site / "eleventy.config.js")
    (site / "package.json").write_text('{"type": "module", "private": true}\n', encoding="utf-8")
    for order, (slug, title) in enumerate(PHASES.items(), 1):
        facts = f"---\ntitle: {title}\norder: {order * 10}\nkey: {slug}\n---\nIt went on.\n"
        _write(content / "phases" / f"{slug}.md", facts)
    for slug, (name, *_) in PROVIDERS.items():
        _write(content / "providers" / f"{slug}.md", f"---\ntitle: {name}\nkey: {slug}\n---\nWhom I saw.\n")
    _write(content / "about.md", "---\ntitle: About\nlayout: page.njk\n---\nI ride bicycles.\n")
    for post in posts(count):
        _write(content / "posts" / f"{post.slug}.md", _post(post))


def _post(post: Post) -> str:
    lines = [f"title: {post.title}", f"date: {post.day}", f'summary: "{post.summary}"']
    lines += [f"phase: {post.phase}", "providers:", *(f"  - {name}" for name in post.providers)]
    return "---\n" + "\n".join(lines) + f"\n---\n{web_links(post.body)}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""Make the corpus for this project: a copy of it, with its environment, as a writer would have it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from injury_series.desk.checkout import Checkout
from tests.bench.corpus import PHASES, PROVIDERS, Comment, Post, posts

REPOSITORY = Path(__file__).resolve().parents[2]
_SERIES = """title: A knee, part by part
condition: Torn meniscus
byline: A cyclist
disclaimer: One rider's story, not medical advice.
"""
_CONF = """from injury_series import plugin

SITEURL = "https://knee.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
REPLY_EMAIL = "reply@knee.example"
DEFAULT_PAGINATION = 10
PATH = "content"
THEME = "theme"
PLUGINS = [plugin]
"""


def write_content(site: Path, count: int) -> None:
    """Write `content/` and the settings of a corpus below `site`."""
    (site / "pelicanconf.py").write_text(_CONF, encoding="utf-8")
    (site / "publishconf.py").write_text("from pelicanconf import *  # noqa: F403\n", encoding="utf-8")
    content = site / "content"
    _write(content / "series.yaml", _SERIES)
    for order, (slug, title) in enumerate(PHASES.items(), 1):
        _write(
            content / "phases" / f"{slug}.md", f"---\ntitle: {title}\norder: {order * 10}\n---\nIt went on.\n"
        )
    for slug, (name, role, kind) in PROVIDERS.items():
        facts = f"---\nname: {name}\nrole: {role}\nkind: {kind}\n---\n"
        _write(content / "providers" / f"{slug}.md", f"{facts}Whom I saw.\n")
    _write(content / "pages" / "about.md", "---\ntitle: About\n---\nI ride bicycles.\n")
    for post in posts(count):
        _write(content / "posts" / f"{post.slug}.md", _post(post))
        for comment in post.comments:
            _write(content / "comments" / post.slug / f"{comment.name}.md", _comment(comment))


def copy_project(site: Path) -> None:
    """Put this project's code and its environment beside the content, in place of an earlier copy.

    The files of the environment are linked, not copied, so that this is quick and takes no room.
    """
    for name in ("injury_series", "theme"):
        shutil.rmtree(site / name, ignore_errors=True)
        shutil.copytree(REPOSITORY / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copyfile(REPOSITORY / name, site / name)
    checkout = Checkout(site.resolve())
    shutil.rmtree(checkout.venv, ignore_errors=True)
    shutil.copytree(sys.prefix, checkout.venv, symlinks=True, copy_function=_link)
    for path in checkout.venv.rglob("injury_series.pth"):
        path.unlink()  # it is linked: to write into it would be to write into the environment itself
        path.write_text(f"{checkout.root}\n", encoding="utf-8")
    checkout.stamp.unlink(missing_ok=True)
    checkout.stamp.write_text("\n".join(checkout.wanted()), encoding="utf-8")


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # on another disk
        shutil.copy2(source, target, follow_symlinks=False)
    return target


def _post(post: Post) -> str:
    lines = [
        f"title: {post.title}",
        f"date: {post.day}",
        f"phase: {post.phase}",
        f'summary: "{post.summary}"',
    ]
    lines += ["providers:", *(f"  - {provider}" for provider in post.providers)]
    if tried := post.treatment:
        lines += [f"treatments:\n  - name: {tried.name}", f"    provider: {tried.provider}"]
        lines += [f"    from: {tried.day}", f"    outcome: {tried.outcome}", f"    as-of: {tried.day}"]
    return "---\n" + "\n".join(lines) + f"\n---\n{post.body}"


def _comment(comment: Comment) -> str:
    lines = [f"author: {comment.author}", f"date: {comment.day} 12:00"]
    if comment.reply_to:
        lines += [f"reply-to: {comment.reply_to}", "by-writer: true"]
    return "---\n" + "\n".join(lines) + f"\n---\n{comment.text}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

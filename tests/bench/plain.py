"""Make the corpus for plain Pelican: its own theme `simple`, typogrify, its feeds, and nothing of ours."""

from __future__ import annotations

from pathlib import Path

from tests.bench.corpus import PHASES, Post, posts
from tests.bench.links import web_links

_CONF = """SITENAME = "A knee, part by part"
SITEURL = "https://knee.example"
AUTHOR = "A cyclist"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 10
PATH = "content"
OUTPUT_PATH = "output"
THEME = "simple"
TYPOGRIFY = True
ARTICLE_URL = "posts/{slug}/"
ARTICLE_SAVE_AS = "posts/{slug}/index.html"
CATEGORY_URL = "phases/{slug}/"
CATEGORY_SAVE_AS = "phases/{slug}/index.html"
TAG_URL = "providers/{slug}/"
TAG_SAVE_AS = "providers/{slug}/index.html"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
LOAD_CONTENT_CACHE = False
"""


def write_content(site: Path, count: int) -> None:
    """Write `content/` and the settings of a corpus below `site`."""
    folder = site / "content" / "posts"
    folder.mkdir(parents=True, exist_ok=True)
    (site / "pelicanconf.py").write_text(_CONF, encoding="utf-8")
    for post in posts(count):
        (folder / f"{post.slug}.md").write_text(_post(post), encoding="utf-8")


def _post(post: Post) -> str:
    facts = {
        "Title": post.title,
        "Date": str(post.day),
        "Slug": post.slug,
        "Category": PHASES[post.phase],
        "Tags": ", ".join(post.providers),
        "Summary": post.summary,
    }
    return "\n".join(f"{key}: {value}" for key, value in facts.items()) + f"\n\n{web_links(post.body)}"

"""The feed as JSON (JSON Feed 1.1) is as whole as the other: full text, whole addresses, comments counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.sites import SITE_URL, a_post, a_site, build_site, changed, pages

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30z"/></svg>'
KEYS = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "icon",
    "authors",
    "language",
    "items",
]


def feed_of(root: Path) -> dict[str, Any]:
    feed: dict[str, Any] = json.loads(pages(root)["feeds/all.json"])
    return feed


def test_a_reader_of_json_gets_every_part_in_full_and_knows_how_much_was_said(tmp_path: Path) -> None:
    image = "phase: repair\nimage:\n  src: images/knee.svg\n  alt: A knee"
    changes = changed("posts/2020-02-10-the-scan.md", "phase: repair", image)
    build_site(a_site(tmp_path, {**changes, "images/knee.svg": SVG}))
    feed = feed_of(tmp_path)
    assert list(feed) == KEYS, "a key of our own would begin with a low line"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["language"]) == ("A knee on the mend", "en")
    assert feed["authors"] == [{"name": "A cyclist"}]
    assert feed["home_page_url"] == f"{SITE_URL}/"
    assert feed["feed_url"] == f"{SITE_URL}/feeds/all.json"
    scan, fall = feed["items"]
    assert scan["image"].startswith(f"{SITE_URL}/images/")
    html = fall.pop("content_html")
    assert f'<a href="{SITE_URL}/posts/the-scan/">the scan</a>' in html
    assert fall == {
        "id": f"{SITE_URL}/posts/the-fall/",
        "url": f"{SITE_URL}/posts/the-fall/",
        "title": "The fall",
        "summary": "How I fell.",
        "date_published": "2020-01-10T00:00:00+00:00",
        "date_modified": "2020-01-10T00:00:00+00:00",
        "tags": ["The fall"],
        "_discussion": {
            "comments": 2,
            "url": f"{SITE_URL}/posts/the-fall/#comments",
            "feed_url": f"{SITE_URL}/posts/the-fall/comments.atom.xml",
        },
    }


def test_a_draft_is_in_neither_feed(tmp_path: Path) -> None:
    build_site(a_site(tmp_path, {"posts/secret.md": a_post("Secret", "2020-03-01", status="draft")}))
    texts = pages(tmp_path)
    assert "Secret" not in texts["feeds/all.json"] + texts["feeds/all.atom.xml"]

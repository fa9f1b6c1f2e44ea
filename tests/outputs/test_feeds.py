"""Feeds can be followed anywhere: full text, whole addresses, and what they say of comments (RFC 4685)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from tests.sites import SITE_URL, a_site, build_site, changed, pages

ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"


def entries(site: Path, name: str) -> dict[str, ET.Element]:
    feed = ET.fromstring(pages(site)[name])
    return {entry.findtext(f"{ATOM}title", ""): entry for entry in feed.iter(f"{ATOM}entry")}


def test_posts_are_told_in_full_with_addresses_that_hold_anywhere(tmp_path: Path) -> None:
    words = 'Down I went.[^1] <a href="/about/">Me</a>\n\n[^1]: On ice.\n\nAnd'
    site = a_site(tmp_path, changed("posts/2020-01-10-the-fall.md", "Down I went.", words))
    build_site(site)
    posts = entries(site, "feeds/all.atom.xml")
    assert list(posts) == ["The scan", "The fall"]
    content = posts["The fall"].findtext(f"{ATOM}content", "")
    assert f'href="{SITE_URL}/posts/the-scan/"' in content
    assert f'href="{SITE_URL}/about/"' in content
    assert f'href="{SITE_URL}/posts/the-fall/#fn:1"' in content
    assert posts["The fall"].findtext(f"{THREAD}total") == "2"
    replies = next(x for x in posts["The fall"].iter(f"{ATOM}link") if x.get("rel") == "replies")
    assert replies.get("href") == f"{SITE_URL}/posts/the-fall/comments.atom.xml"
    assert replies.get(f"{THREAD}count") == "2"
    assert list(entries(site, "feeds/phases/repair.atom.xml")) == ["The scan"]
    assert list(entries(site, "feeds/providers/dr-okafor.atom.xml")) == ["The scan"]


def test_comments_say_what_they_answer(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)
    for name in ("feeds/comments.atom.xml", "posts/the-fall/comments.atom.xml"):
        comments = entries(site, name)
        assert list(comments) == ["The author on The fall", "A reader on The fall"]
        answer, first = (comments[title].find(f"{THREAD}in-reply-to") for title in comments)
        assert answer is not None
        assert answer.get("ref") == f"{SITE_URL}/posts/the-fall/#comment-first"
        assert first is not None
        assert first.get("ref") == f"{SITE_URL}/posts/the-fall/"


def test_a_feed_without_entries_has_the_date_of_its_post_not_of_the_build(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)
    feed = ET.fromstring(pages(site)["posts/the-scan/comments.atom.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2020-02-10T00:00:00+00:00"

"""Feeds can be followed anywhere: full text, whole addresses, and what they say of comments (RFC 4685)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import feedparser

from tests.sites import CONF, SITE_URL, a_post, a_site, build_site, changed, flat, pages

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


def test_an_entry_says_all_that_a_reader_of_the_page_is_told(tmp_path: Path) -> None:
    notes = "content-notes:\n  - Needles\nresources:\n  - title: A leaflet\n    url: https://knee.example.org/leaflet\n"
    first = a_post(
        "The fall", "2020-01-10", body="Down I went.", diagnoses="\n  - name: Sprain\n    status: suspected"
    ).replace("summary:", f"{notes}disclosure: I paid.\nsummary:")
    second = a_post("The scan", "2020-02-10", "repair", diagnoses="\n  - name: Sprain\n    status: ruled-out")
    build_site(
        a_site(tmp_path, {"posts/2020-01-10-the-fall.md": first, "posts/2020-02-10-the-scan.md": second})
    )
    feed = feedparser.parse(pages(tmp_path)["feeds/all.atom.xml"])
    assert not feed.bozo
    assert feed.entries[1].summary == "About The fall."
    told = flat(unescape(re.sub(r"\n+|<[^>]+>", " ", feed.entries[1].content[0].value)))
    assert re.sub(r" +", " ", told).strip() == (
        "Before you read: Needles Later: Sprain was ruled out ( part 2, The scan ). Down I went. "
        "Resources A leaflet Disclosure I paid. One rider’s story, not medical advice. "
        "2 comments · Write a comment by e-mail"
    )
    links = re.findall(r'href="([^"]+)"', feed.entries[1].content[0].value)
    assert [link.partition(":")[0] for link in links] == ["https", "https", "https", "mailto"]


def test_a_complete_story_says_so_to_those_who_follow_it(tmp_path: Path) -> None:
    about = changed("series.yaml", "title: A knee", "complete: true\ntitle: A knee")
    build_site(a_site(tmp_path, about))
    texts = pages(tmp_path)
    complete, last = (
        "The story is complete: no more parts are to come.",
        "This is the last part: the story is complete.",
    )
    feed = feedparser.parse(texts["feeds/all.atom.xml"])
    assert feed.feed.subtitle == f"Torn meniscus. {complete}"
    assert [last in entry.content[0].value for entry in feed.entries] == [True, False]
    assert complete not in texts["feeds/comments.atom.xml"], "comments go on"
    assert complete.partition(":")[2] in flat(texts["follow/index.html"])
    assert [last in texts[f"posts/{slug}/index.html"] for slug in ("the-fall", "the-scan")] == [False, True]
    assert "The story is complete." in texts["index.html"]


def test_every_feed_stands_on_the_page_about_following_and_no_other_does(tmp_path: Path) -> None:
    hidden = changed("providers/dr-okafor.md", "role: Surgeon", "role: Surgeon\nshown: role")
    build_site(a_site(tmp_path, hidden))
    output = tmp_path / "output"
    made = {path.relative_to(output).as_posix() for path in output.rglob("*.atom.xml")} | {"feeds/all.json"}
    page = (output / "follow/index.html").read_text(encoding="utf-8")
    shown = re.findall(r"<code>([^<]+)</code>", page)
    assert sorted(shown) == sorted(f"{SITE_URL}/{path}" for path in made)
    assert all(f'<a href="{address}">' in page for address in shown)
    assert "Okafor" not in page


def test_a_feed_is_whole_and_dressed_for_a_browser(tmp_path: Path) -> None:
    build_site(a_site(tmp_path))
    style = next((tmp_path / "output/theme").glob("feed.*.css"))
    for name, text in pages(tmp_path).items():
        if name.endswith(".atom.xml"):
            declaration, rest = text.split("\n", 1)
            assert declaration == '<?xml version="1.0" encoding="utf-8"?>'
            instruction = f'<?xml-stylesheet type="text/css" href="/theme/{style.name}"?><feed '
            assert rest.startswith(instruction), name
            assert "<fh:complete/>" in text, "what was taken back is no longer in it (RFC 5005, section 2)"
            assert not feedparser.parse(text).bozo


def test_a_mail_service_is_offered_with_what_it_learns(tmp_path: Path) -> None:
    conf = CONF + 'FOLLOW_BY_EMAIL = "https://letters.example/knee"\n'
    build_site(a_site(tmp_path, conf=conf))
    page = pages(tmp_path)["follow/index.html"]
    assert '<a class="go" href="https://letters.example/knee" rel="noopener">' in page
    assert "you follow a story about this condition: Torn meniscus." in flat(page)

"""Threads of any shape: each comment is shown once, where its link leads, and every count is the same."""

from __future__ import annotations

import gzip
import json
import random
import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from injury_series.view.thread import NESTED
from tests.sites import REPOSITORY, SITE_URL, a_post, a_site, build_site, flat, pages

ATOM = "{http://www.w3.org/2005/Atom}"
TOTAL = "{http://purl.org/syndication/thread/1.0}total"
START = datetime(2020, 3, 1)
PROSE = " ".join(path.read_text().split("---", 2)[2] for path in REPOSITORY.glob("content/posts/*.md"))
WORDS = [word for word in PROSE.split() if word.isalpha()]
"""Of the real story, as what a page weighs hangs on its words."""

ID = re.compile(r'<div class="said" id="comment-([^"]+)"')
HREF = re.compile(r'(?:href="|in answer to <a href=")(/posts/[^"]*#comment-[^"]+)"')


def a_thread(post: str, number: int, seed: int, depth: int) -> dict[str, str]:
    """Return a thread of any shape, by file: some long, some removed, answering one that is there or none."""
    rng, levels, files = random.Random(seed), [0], {}
    for n in range(1, number + 1):
        parent = rng.choice([0, *range(max(0, n - 9), n)])
        parent = parent if levels[parent] < depth else 0
        levels.append(levels[parent] + 1)
        words = " ".join(rng.choices(WORDS, k=rng.choice([4, 30, 90])))
        lines = [f"date: {START + timedelta(hours=rng.randrange(2000))}"]
        lines += [f"reply-to: c{parent}"] if parent else []
        gone = rng.random() < 0.05
        lines += ["removed: 2020-05-30"] if gone else [f"author: Reader {rng.randrange(40)}"]
        files[f"comments/{post}/c{n}.md"] = "\n".join(["---", *lines, "---", "" if gone else words, ""])
    return files


def pages_of(site: dict[str, str], post: str) -> dict[str, str]:
    """Return the pages of a thread, by address."""
    own = {name for name in site if name.startswith(f"posts/{post}/") and name.endswith("index.html")}
    return {f"/{name.removesuffix('index.html')}": site[name] for name in sorted(own)}


def deepest(html: str) -> int:
    depth = most = 0
    for piece in html.partition('id="comments"')[2].split("<")[1:]:
        depth += piece.startswith("ol") - piece.startswith("/ol>")
        most = max(most, depth)
    return most


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, int]]:
    """Build one site in which each post has a thread of another shape; return it, and how many files."""
    shapes = {f"p{seed}": (seed * seed // 2, seed % 13 + 1) for seed in range(16)}
    shapes |= {"chain": (300, 300), "crowd": (500, 12)}
    files: dict[str, str] = {}
    for seed, (post, (number, depth)) in enumerate(shapes.items()):
        files[f"posts/{post}.md"] = a_post(
            f"Part {post}", f"2020-02-{seed + 1:02}", body=" ".join(WORDS[:600])
        )
        files |= a_thread(post, number, seed, depth)
    for n in range(2, 301):
        name = f"comments/chain/c{n}.md"
        files[name] = (
            f"---\nauthor: R{n}\ndate: 2020-03-{n % 28 + 1:02}\nreply-to: c{n - 1}\n---\nWords {n}.\n"
        )
    site = a_site(tmp_path_factory.mktemp("threads"), files)
    build_site(site)
    return pages(site), {post: number for post, (number, _) in shapes.items()}


def test_counts_in_files_pages_and_feeds_agree(sites: tuple[dict[str, str], dict[str, int]]) -> None:
    site, numbers = sites
    posts = ET.fromstring(site["feeds/all.atom.xml"]).iter(f"{ATOM}entry")
    totals = {entry.findtext(f"{ATOM}title"): entry.findtext(TOTAL) for entry in posts}
    for post, number in numbers.items():
        shown = [id_ for html in pages_of(site, post).values() for id_ in ID.findall(html)]
        assert sorted(shown) == sorted({f"c{n}" for n in range(1, number + 1)}), post
        said = f"{number} comment{'' if number == 1 else 's'}" if number else "No comments yet"
        assert all(said in flat(html) for html in pages_of(site, post).values()), post
        links = re.findall(rf'href="/posts/{post}/#comments">([^<]*)<', flat("".join(site.values())))
        assert len(links) > 2
        assert {*links} - {"1", "Previous"} == {said}, "on every page that leads there"
        assert totals[f"Part {post}"] == str(number)
        feed = ET.fromstring(site[f"posts/{post}/comments.atom.xml"])
        assert len(list(feed.iter(f"{ATOM}entry"))) == number
    every = list(ET.fromstring(site["feeds/comments.atom.xml"]).iter(f"{ATOM}entry"))
    assert len(every) == sum(numbers.values()) + 2


def test_every_link_to_a_comment_finds_it(sites: tuple[dict[str, str], dict[str, int]]) -> None:
    site, numbers = sites
    there = {
        f"{href}#comment-{id_}"
        for post in [*numbers, "the-fall"]
        for href, html in pages_of(site, post).items()
        for id_ in ID.findall(html)
    }
    linked = {href for html in site.values() for href in HREF.findall(html)}
    feed = ET.fromstring(site["feeds/comments.atom.xml"]).iter(f"{ATOM}link")
    linked |= {link.get("href", "").removeprefix(SITE_URL) for link in feed if "#" in link.get("href", "")}
    assert linked <= there
    for post in numbers:
        long = len(pages_of(site, post)) > 1
        assert (f"posts/{post}/comments/places.json" in site) is long
        if long:
            places = json.loads(site[f"posts/{post}/comments/places.json"])
            assert {f"{href}#{id_}" for href, ids in places.items() for id_ in ids} == {
                href for href in there if href.startswith(f"/posts/{post}/")
            }


def test_a_long_or_deep_thread_is_narrow_and_light(sites: tuple[dict[str, str], dict[str, int]]) -> None:
    site, _ = sites
    (style,) = (len(gzip.compress(text.encode())) for name, text in site.items() if "theme/post." in name)
    for post in ("crowd", "chain"):
        for href, html in pages_of(site, post).items():
            assert deepest(html) <= NESTED, href
            assert len(gzip.compress(html.encode())) + style <= 12_900, href
    assert "in answer to" in site["posts/chain/comments/2/index.html"], "a deep reply says whom it answers"


def test_a_removed_comment_keeps_its_place_and_nothing_else(tmp_path: Path) -> None:
    gone = "---\ndate: 2020-01-12\nremoved: 2020-05-01\n---\n"
    site = a_site(tmp_path, {"comments/the-fall/first.md": gone})
    build_site(site)
    built = pages(site)
    html = flat(built["posts/the-fall/index.html"])
    assert "Removed at the reader\u2019s wish" in html
    assert "2 comments" in html
    assert html.count(">Reply<") == 1, "nobody answers what is gone"
    assert not [name for name, text in built.items() if "Get well soon" in text]
    feed = ET.fromstring(built["posts/the-fall/comments.atom.xml"])
    entry = list(feed.iter(f"{ATOM}entry"))[-1]
    assert entry.findtext(f"{ATOM}content") == "Removed at the reader\u2019s wish"
    assert entry.findtext(f"{ATOM}updated") == "2020-05-01T00:00:00+00:00", (
        "copies that feed readers hold go too"
    )

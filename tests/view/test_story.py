"""The whole story on one page: what two posts may both have is told apart, and nothing skips or is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from markupsafe import Markup

from injury_series.view.together import BodyOnPage, Outline
from tests.sites import NOW, a_post, a_site, build_site, flat, pages

NOTED = """A claim.[^1]

## What came first

Back to [the start](#what-came-first), on to [the scan](post:the-scan), [talk](#comments).

#### Far below

<h1 id="loud">Loud</h1>

[^1]: Its footnote.
"""


class Page(HTMLParser):
    """Gather what a page's tags say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        if tag == "a" and (said.get("href") or "").startswith("#"):
            self.fragments.append((said["href"] or "")[1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def whole_story(root: Path, changes: dict[str, str | bytes | None] | None = None) -> str:
    build_site(a_site(root, changes))
    return pages(root)["story/index.html"]


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the story of a site in which two posts have footnotes, and headings of every size."""
    changes = {f"posts/{n}.md": a_post(f"Part {n}", f"2020-03-0{n}", body=NOTED) for n in (1, 2)}
    return whole_story(tmp_path_factory.mktemp("noted"), dict(changes))


def test_every_id_is_there_once_and_every_link_on_the_page_leads_to_one(noted: str) -> None:
    page = Page(noted)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fragments) <= set(page.ids)
    assert {"1:fn:1", "2:fn:1", "1:fnref:1", "2:fnref:1"} <= set(page.ids)
    assert page.fragments.count("2:what-came-first") == 1


def test_no_heading_is_skipped_and_there_is_one_h1(noted: str) -> None:
    levels = Page(noted).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_links_stay_among_the_parts_and_lead_to_comments_on_the_web(noted: str) -> None:
    assert noted.count('href="#part-the-scan"') == 1 + 1 + 2, "contents, the good post, the two posts"
    assert 'href="/posts/1/#comments"' in noted


def test_all_parts_are_there_in_story_order_with_what_is_known_later(tmp_path: Path) -> None:
    early = "\n  - name: Sprain\n    status: suspected"
    late = "\n  - name: Sprain\n    status: superseded\n    replaced-by: Tear"
    late += "\n  - name: Tear\n    status: confirmed"
    changes = {
        "posts/a.md": a_post("Early", "2020-03-01", diagnoses=early, content_notes="\n  - Needles"),
        "posts/b.md": a_post("Late", "2020-03-02", "repair", diagnoses=late),
        "posts/c.md": a_post("First of all", "2020-03-03", part="1"),
    }
    html = flat(whole_story(tmp_path, dict(changes)))
    titles = re.findall(r'<h2 id="part-[^"]+">([^<]+)<', html)
    assert titles == ["First of all", "The fall", "The scan", "Early", "Late"]
    assert 'Sprain turned out to be <b>Tear</b> (<a href="#part-b">part 5, Late</a>)' in html
    assert html.count("<b>Later:</b>") == 1
    assert "Needles" in html
    stretches = re.findall(r'<p class="title"><svg.*?</svg><a href="/phases/([^/]+)/', html)
    assert stretches == ["fall", "repair", "fall", "repair"], "the story goes back to a phase"


def test_drafts_are_not_told_and_a_story_without_parts_has_no_page(tmp_path: Path) -> None:
    draft = a_post("Not yet", "2020-03-01", status="draft", body="A secret.")
    assert "secret" not in whole_story(tmp_path, {"posts/d.md": draft})
    later = {name: a_post("Later", "2030-01-01") for name in ("posts/x.md",)}
    gone: dict[str, str | bytes | None] = {
        "posts/2020-01-10-the-fall.md": None,
        "posts/2020-02-10-the-scan.md": None,
        "comments/the-fall/first.md": None,
        "comments/the-fall/answer.md": None,
    }
    build_site(a_site(tmp_path, {**gone, **later}), now=NOW)
    assert not (tmp_path / "output/story").exists()
    assert not (tmp_path / "output/story.epub").exists()
    assert "/story" not in pages(tmp_path)["index.html"]


def test_what_means_an_id_follows_it_and_nothing_else_changes() -> None:
    body = BodyOnPage("knee", "/posts/knee/", {"/posts/hip/": "#part-hip"})
    html = (
        "<p id=a>a <b>1 < 2</b><td id='b' headers=\"a x\">b</td>"
        '<a href="/posts/hip/">h</a><a href="/posts/hip/#c">c</a>'
        '<a title=\'say "id=1"\' href="#zz">z</a><img src="/i.png" alt="a > b"></p>'
        '<code>id="a" href="#a"</code>'
    )
    assert str(body.placed(Markup(html))) == (
        '<p id="knee:a">a <b>1 < 2</b>'
        '<td id="knee:b" headers="knee:a x">b</td>'
        '<a href="#part-hip">h</a><a href="/posts/hip/#c">c</a>'
        '<a title=\'say "id=1"\' href="/posts/knee/#zz">z</a>'
        '<img src="/i.png" alt="a > b"></p>'
        '<code>id="a" href="#a"</code>'
    )


def test_an_outline_never_goes_down_by_more_than_one() -> None:
    outline = Outline(3)
    written = (2, 4, 4, 3, 2, 6, 1, 2, 3, 4, 5, 6)
    assert "".join(str(outline.open(level)) for level in written) == "344434345666"

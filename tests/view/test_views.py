"""What readers see where one place depends on another: threads, counts, numbers of parts, long series."""

from __future__ import annotations

import re
from pathlib import Path

from injury_series.view.typography import plain, shortened, typeset
from tests.sites import a_post, a_site, build_site, flat, pages


def test_counts_agree_wherever_a_post_is_listed(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)
    for name in ("index.html", "phases/fall/index.html", "posts/the-fall/index.html"):
        html = flat(pages(site)[name])
        assert "2 comments" in html, name
        assert 'href="/posts/the-fall/#comments"' in html, name


def test_a_reply_by_mail_says_what_it_answers(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)
    html = pages(site)["posts/the-fall/index.html"]
    assert "mailto:reply@knee.example?subject=Re%3A%20The%20fall%20%5Bthe-fall%5D" in html
    assert "mailto:reply@knee.example?subject=Re%3A%20The%20fall%20%5Bthe-fall/first%5D" in html


def test_a_series_of_hundreds_lists_the_parts_around_a_post(tmp_path: Path) -> None:
    many = {
        f"posts/p{n:03}.md": a_post(f"Part {n}", f"2020-03-{n // 24 + 1:02} {n % 24}:00") for n in range(120)
    }
    site = a_site(tmp_path, many)
    build_site(site)
    html = flat(pages(site)["posts/p060/index.html"])
    assert "Part 63 of 122" in html, "the two good posts come first"
    assert "All 122 parts" in html
    assert len(set(re.findall(r'href="(/posts/[^/#]+/)"', html))) == 40
    home = flat(pages(site)["index.html"])
    assert "All 121 parts" in home


def test_text_is_set_for_reading_and_plain_where_it_must_be() -> None:
    assert flat(typeset("It's a long way -- home <b>")) == "It&#8217;s a long way &#8212; home &lt;b&gt;"
    assert plain('The "hip" & I didn\'t <know>') == "The “hip” & I didn’t <know>"
    assert shortened("one two three", 9) == "one two…"

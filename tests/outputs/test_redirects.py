"""Who kept an old link still finds the post."""

from __future__ import annotations

from pathlib import Path

from tests.sites import SITE_URL, a_post, a_site, build_site, pages, snapshot


def test_old_addresses_lead_to_the_post(tmp_path: Path) -> None:
    aliases = "\n  - /2019/12/fall/\n  - /old/fall.html\n  - /plain"
    secret = a_post("Secret", "2020-03-01", status="draft", aliases="\n  - /hush/")
    site = a_site(
        tmp_path, {"posts/new.md": a_post("New", "2020-03-01", aliases=aliases), "posts/s.md": secret}
    )
    build_site(site)
    for place in ("2019/12/fall/index.html", "old/fall.html", "plain/index.html"):
        page = pages(site)[place]
        assert f'<link rel="canonical" href="{SITE_URL}/posts/new/">' in page
        assert 'content="0; url=/posts/new/"' in page
    lines = snapshot(site / "output")["_redirects"].decode().splitlines()
    assert lines == [f"{old} /posts/new/ 301" for old in ("/2019/12/fall/", "/old/fall.html", "/plain")]
    assert "hush" not in "".join(snapshot(site / "output"))
    assert "/2019/12/fall/" not in pages(site)["sitemap.xml"]

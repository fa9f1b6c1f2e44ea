"""What the writer keeps back is nowhere in what is published: no page, list, feed, count, address or file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from injury_series.story.waiting import BUILD_AGAIN
from tests.sites import a_post, a_site, build_site, changed, flat, pages, snapshot

SECRETS = {
    "posts/2020-03-01-walrus.md": a_post(
        "Walrus title", "2020-03-01", body="Walrus text ![w](images/walrus.svg).", status="draft", part="1"
    ),
    "posts/2020-04-01-pelargonium.md": a_post("Pelargonium title", "2099-04-01", body="Pelargonium text."),
    "posts/2020-04-02-quokka.md": a_post("Quokka title", "2020-04-02", "quince", status="draft"),
    "phases/quince.md": "---\ntitle: Quince phase\norder: 3\n---\nQuince text.\n",
    "providers/dr-tamarind.md": "---\nname: Dr. Tamarind\nrole: Surgeon\n---\nTamarind text.\n",
    "pages/zeppelin.md": "---\ntitle: Zeppelin\nstatus: draft\n---\nZeppelin text.\n",
    "comments/walrus/okapi.md": "---\nauthor: Okapi\ndate: 2020-03-02\n---\nOkapi text.\n",
    "comments/_held/the-fall/ibex.md": "---\nauthor: Ibex\ndate: 2020-03-02\n---\nIbex text.\n",
    "images/walrus.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>w</title></svg>',
}
WORDS = ("walrus", "pelargonium", "quokka", "quince", "tamarind", "zeppelin", "okapi", "ibex")

LINKS_TO_SECRETS = changed(
    "posts/2020-01-10-the-fall.md",
    "Down I went.",
    "Read [later](post:walrus) or [here](provider:dr-tamarind).",
)


def found(site: Path, words: tuple[str, ...]) -> list[str]:
    """Return where any of the words stands below `output`, in names and in bytes."""
    return [
        f"{word} in {name}"
        for name, content in snapshot(site / "output").items()
        for word in words
        if word in name.lower() or word.encode() in content.lower()
    ]


def test_drafts_and_scheduled_posts_are_in_nothing_that_is_published(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**SECRETS, **LINKS_TO_SECRETS})
    report = build_site(site)
    assert found(site, WORDS) == []
    assert "Read <span>later</span> or <span>here</span>." in pages(site)["posts/the-fall/index.html"]
    assert (report.posts, report.comments) == (2, 2)
    assert report.waiting == (
        "content/posts/2020-03-01-walrus.md: a draft",
        "content/posts/2020-04-02-quokka.md: a draft",
        "content/posts/2020-04-01-pelargonium.md: "
        "comes out on Wednesday 1 April 2099 at 00:00 (UTC), in 28793 days",
        "content/pages/zeppelin.md: a draft",
        "content/phases/quince.md: no published post tells of it",
        "content/providers/dr-tamarind.md: no published post tells of it",
        BUILD_AGAIN,
    )


def test_the_published_site_is_the_same_to_the_byte_with_and_without_drafts(tmp_path: Path) -> None:
    build_site(a_site(tmp_path / "with", SECRETS))
    build_site(a_site(tmp_path / "without"))
    assert snapshot(tmp_path / "with/output") == snapshot(tmp_path / "without/output")


def test_a_preview_shows_drafts_and_marks_them(tmp_path: Path) -> None:
    site = a_site(tmp_path, SECRETS)
    build_site(site, preview=True)
    made = pages(site)
    assert "Draft" in made["posts/walrus/index.html"]
    assert "Scheduled" in made["posts/pelargonium/index.html"]
    assert 'content="noindex' in made["index.html"]
    assert "Disallow: /" in made["robots.txt"]
    assert "ibex" not in "".join(made.values()).lower(), "a held comment is never built"


def test_a_scheduled_post_comes_out_at_its_hour(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"posts/soon.md": a_post("Soon", "2020-06-01 12:30")})
    build_site(site, now=datetime(2020, 6, 1, 12, 29, tzinfo=UTC))
    assert "posts/soon/index.html" not in pages(site)
    build_site(site, now=datetime(2020, 6, 1, 12, 30, tzinfo=UTC))
    assert "posts/soon/index.html" in pages(site)


def test_a_hidden_name_is_nowhere(tmp_path: Path) -> None:
    changes = changed(
        "providers/dr-okafor.md",
        "kind: physician",
        "kind: physician\nshown: alias\nalias: The surgeon by the sea",
    )
    extra = {
        "posts/2020-05-01-after.md": a_post(
            "After",
            "2020-05-01",
            body="[](provider:dr-okafor) and [she](provider:dr-okafor).",
            treatments="\n  - name: Repair\n    provider: dr-okafor\n    outcome: helped",
        )
    }
    site = a_site(tmp_path, {**changes, **extra})
    build_site(site)
    assert found(site, ("okafor", "harbour", "lagos")) == []
    made = pages(site)
    assert "providers/the-surgeon-by-the-sea/index.html" in made
    assert "feeds/providers/the-surgeon-by-the-sea.atom.xml" in made
    assert ">The surgeon by the sea</a>" in flat(made["posts/after/index.html"])
    assert '"Physician"' not in "".join(made.values()), "who is not named is no Physician in structured data"

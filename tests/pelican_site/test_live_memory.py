"""A preview that runs all day, while its writer edits, takes no more memory than in the morning."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from injury_series.pelican_site.live import Live
from tests.sites import SITE_URL, a_site

POST = "content/posts/2020-01-10-the-fall.md"
EDITS = 60


def edit_often(live: Live, post: Path, first: int) -> int:
    """Edit the body, and each tenth time the title; return how many pieces of memory are held after it."""
    for number in range(first, first + EDITS):
        words, title = f"Words of edit {number}.", f"The fall {number // 10}"
        post.write_text(
            f"---\ntitle: {title}\ndate: 2020-01-10\nphase: fall\nsummary: How I fell.\n---\n{words}\n"
        )
        if not live.update_bodies([str(post)]):
            live.update()
    gc.unfreeze()
    gc.collect()
    return sys.getallocatedblocks()


def test_memory_does_not_grow_with_edits(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    live = Live(site / "pelicanconf.py", site / "preview", SITE_URL, lambda _: None)
    live.update()
    edit_often(live, site / POST, 0)
    before = edit_often(live, site / POST, EDITS)
    after = edit_often(live, site / POST, 2 * EDITS)
    assert after - before < EDITS * 5, "an edit leaves next to nothing behind"

"""Say on which page of a long thread each comment is, for links from the time when the thread was short."""

from __future__ import annotations

import json
from collections.abc import Iterator

from injury_series.view.addresses import comment_anchor
from injury_series.view.edition import Edition


def make_comment_places(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of a JSON file for each thread that has pages.

    It holds the ids that are on each page: {"/posts/setback/comments/2/": ["comment-first-reader"]}.
    """
    addresses = edition.addresses
    for slug, pages in edition.threads.items():
        places = {
            addresses.comments(slug, number): [comment_anchor(comment.id) for comment in page]
            for number, page in enumerate(pages, 1)
        }
        if len(places) > 1:
            text = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
            yield addresses.comment_places(slug), text.encode()

"""Show where a thread goes on by itself: an Isso server that the writer runs, where one is set."""

from __future__ import annotations

from dataclasses import dataclass

from injury_series.story.posts import Post
from injury_series.view.edition import Edition
from injury_series.view.typography import plain


@dataclass(frozen=True, slots=True)
class LiveThread:
    """Show the way to the live thread of one post.

    `server` ends with a slash; `id` is what the thread is called there, which is the post's address, and
    `title` what it is about, in plain text; `script` and `sheet` are the theme's files for it.
    """

    server: str
    host: str
    id: str
    title: str
    language: str
    script: str
    sheet: str


def make_live(edition: Edition, post: Post) -> LiveThread | None:
    """Return the way to the live thread of a post, or None where the writer has set no server."""
    server = edition.choices.isso
    if not server:
        return None
    return LiveThread(
        server=server,
        host=server.split("/")[2],
        id=edition.addresses.post(post.slug),
        title=plain(post.title),
        language=edition.choices.language,
        script=edition.assets.files["js/live.js"],
        sheet=edition.assets.sheets["live"],
    )

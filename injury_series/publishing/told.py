"""Say what a release tells, so that publishing can say in words what changed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from injury_series.pelican_site.made import Made
from injury_series.publishing.release import Told


def make_told(made: Made) -> Told:
    """Return a digest of each post and comment that a build shows: a new one where its file has changed."""
    series, files = made.edition.series, made.content.files
    root = files.root.parent
    comments = {
        f"{slug}/{comment.id}": _digest(root / comment.source)
        for slug, under in series.comments.items()
        for comment in under
    }
    return Told({post.slug: _digest(root / post.source) for post in series.posts}, comments)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:16]

"""Find what a mail answers: its subject names the post and the comment, as our links write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from injury_series.source.files import HELD
from injury_series.source.readable import read_readable
from injury_series.story.slugs import slug_of_file

_TAG = re.compile(r"\[\s*([^\[\]/\s]+)\s*(?:/\s*([^\[\]/\s]+)\s*)?\]")
_OLD_ADDRESS = re.compile(r"/posts/([^/]+)/?")


@dataclass(frozen=True, slots=True)
class Tag:
    """Hold what a subject names; `post` is as it stands there, where no such post is known."""

    post: str
    comment: str | None
    known: bool


class Places:
    """Know every post below a content folder, published or not, and the comments under it, held or let in."""

    def __init__(self, content: Path, zone: ZoneInfo) -> None:
        """Read the content folder; ContentFaults where there is none."""
        readable = read_readable(content, zone)
        self._folder = content / "comments"
        self._slugs: dict[str, str] = {}
        for post in readable.posts:
            old = (_OLD_ADDRESS.fullmatch(alias) for alias in post.header.aliases)
            self._slugs.update({match[1]: post.name for match in old if match})
        names = [slug_of_file(path.stem) for path in readable.files.posts]
        files = {post.document.file for post in readable.posts}
        faulty = [
            name
            for name, path in zip(names, readable.files.posts, strict=True)
            if readable.files.name(path) not in files
        ]
        self._slugs.update({name: name for name in (*faulty, *(post.name for post in readable.posts))})

    def named_in(self, subject: str) -> Tag | None:
        """Return the last tag in a subject that names a post, else the last of all, or None without one."""
        tags = [_tag(match) for match in _TAG.finditer(subject)]
        for post, comment in reversed(tags):
            if post in self._slugs:
                return Tag(self._slugs[post], comment, known=True)
        return Tag(*tags[-1], known=False) if tags else None

    @property
    def example(self) -> str:
        """Return the slug of a post, as a subject may name it."""
        return max(self._slugs.values(), default="slug-of-the-post")

    def has_comment(self, post: str, id_: str) -> bool:
        """Tell whether a comment is there; only one that was found in the folder is."""
        folders = (self._folder / post, self._folder / HELD / post)
        return any(path.stem == id_ for folder in folders for path in folder.glob("*.md"))


def _tag(match: re.Match[str]) -> tuple[str, str | None]:
    post, comment = (unicodedata.normalize("NFC", each).lower() if each else None for each in match.groups())
    return str(post), comment

"""Carry old addresses over, so that links from elsewhere and bookmarks still lead to the posts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from injury_series.desk.importing.naming import Named
from injury_series.desk.importing.places import split
from injury_series.desk.importing.report import Ledger
from injury_series.desk.importing.standing import Standing

_ADDRESS = re.compile(r"/[\w/.~%-]*")


@dataclass(slots=True)
class Aliases:
    """Find the old address of each post; what cannot redirect goes into the `ledger`'s notes."""

    standing: Standing
    base: str
    ledger: Ledger
    taken: dict[str, str] = field(default_factory=dict)

    def of(self, named: Named) -> tuple[str, ...]:
        """Return the old address of a post as `aliases` has it, or nothing."""
        path = self._path(named)
        if not path or path.rstrip("/") == f"/posts/{named.slug}":
            return ()
        why = self._why_not(path)
        if why:
            self.ledger.note(f"content/{named.file}: its old address {path} cannot lead here, as {why}")
            return ()
        self.taken[_key(path)] = named.file
        return (path,)

    def of_page(self, named: Named) -> None:
        """Note a page that is found under another address now: pages have no redirects."""
        path = self._path(named)
        if path and not named.draft and path.rstrip("/") != f"/{named.slug}":
            self.ledger.note(f"content/{named.file}: it was at {path}, and is at /{named.slug}/ now")

    def _path(self, named: Named) -> str:
        """Return the old path below this site's own folder, or nothing where nobody could know one."""
        parts = split(named.item.link)
        if not parts or not parts.netloc:
            return ""
        if parts.query or not parts.path.strip("/"):
            if not named.draft:
                odd = f"its old address {parts.geturl()} cannot lead here, as it names it by a number"
                self.ledger.note(f"content/{named.file}: {odd}")
            return ""
        path = unquote(parts.path)
        return path.removeprefix(self.base) if path.startswith(f"{self.base}/") else path

    def _why_not(self, path: str) -> str:
        if not _ADDRESS.fullmatch(path) or ".." in path:
            return "it has a sign that no address here has"
        if _key(path) in self.taken:
            return f"content/{self.taken[_key(path)]} is there"
        owner = self.standing.owner(path)
        return f"{owner} is there" if owner and owner not in self.standing.slugs else ""

    def know(self, named: Named) -> None:
        """Take in the new address of a post or page, which no old one may have."""
        self.taken[f"/{'posts/' if named.kind == 'posts' else ''}{named.slug}"] = named.file


def _key(path: str) -> str:
    return path.rstrip("/").casefold()

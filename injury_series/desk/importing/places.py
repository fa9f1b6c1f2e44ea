"""Know where the addresses of an old site lead in this one, for the links and pictures of one text."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urljoin, urlsplit

from injury_series.desk.importing.guide import Notes
from injury_series.desk.importing.naming import Named
from injury_series.desk.importing.records import WpItem
from injury_series.desk.importing.uploads import Uploads, is_upload, place_of, unsized


@dataclass(slots=True)
class Places:
    """Hold the posts and pages of an old site by their numbers and paths; `slugs` are their names here.

    `base` is the folder of this site, "" for most; `alts` are words for pictures by their place.
    """

    address: str
    base: str
    uploads: Uploads
    slugs: dict[str, str] = field(default_factory=dict)
    alts: dict[str, str] = field(default_factory=dict)
    _by_id: dict[str, Named] = field(default_factory=dict)
    _by_path: dict[str, Named] = field(default_factory=dict)

    def know(self, named: Named, slug: str) -> None:
        """Take in a post or page that is called `slug` here."""
        self.slugs[named.item.id] = slug
        self._by_id[named.item.id] = named
        parts = split(named.item.link)
        if parts and not parts.query and parts.path.strip("/"):
            self._by_path.setdefault(_path(parts), named)

    def know_picture(self, item: WpItem) -> None:
        """Take in the words that the old site had for a picture."""
        alt = " ".join(item.meta.get("_wp_attachment_image_alt", "").split())
        if alt:
            self.alts.setdefault(place_of(item.attachment_url), alt)

    def is_own(self, parts: SplitResult) -> bool:
        """Tell whether an address is of the old site."""
        own = split(self.address)
        return own is not None and _host(own) == _host(parts)

    def find(self, parts: SplitResult) -> Named | None:
        """Return the post or page at an old address."""
        asked = parse_qs(parts.query)
        for key in ("p", "page_id"):
            if key in asked:
                return self._by_id.get(asked[key][0])
        return self._by_path.get(_path(parts))

    def target(self, parts: SplitResult) -> str | None:
        """Return what a text writes to link to an old address, or None where nothing is there now."""
        found = self.find(parts)
        if not found:
            home = split(self.address)
            return f"{self.base}/" if home and _path(home) == _path(parts) and not parts.query else None
        slug = self.slugs[found.item.id]
        if found.kind == "pages":
            return None if found.draft else f"{self.base}/{slug}/"
        shown = {f"comment-{c.id}" for c in found.item.comments if c.approved == "1" and is_comment(c.type)}
        if parts.fragment in shown and not found.draft:
            return f"{self.base}/posts/{slug}/#{parts.fragment}"
        return f"post:{slug}"


@dataclass(slots=True)
class PostGuide:
    """Lead the links and pictures of one post or page; `here` is the address that it had."""

    places: Places
    here: str
    notes: Notes
    full = True

    def link(self, href: str) -> str | None:
        """Return where a link leads now, or None where it leads nowhere any more."""
        if href.lower().startswith(("mailto:", "tel:")):
            return href
        parts = None if href.startswith("#") else split(urljoin_(self.here, href))
        if not parts or parts.scheme not in ("http", "https") or not parts.hostname:
            self.notes.add(f"a link that leads nowhere here is now words: {href}")
            return None
        if not self.places.is_own(parts):
            return parts.geturl()
        target = None if is_upload(parts.path) else self.places.target(parts)
        if not target:
            self.notes.add(f"a link to what is not in the export is now words: {href}")
        return target

    def picture(self, src: str) -> str | None:
        """Return how a text names a picture, or None where it was not brought over."""
        if src.startswith("data:"):
            self.notes.add("a picture was left out that was written into the text itself")
            return None
        address = urljoin_(self.here, src)
        found = self.places.uploads.find(address) if src else None
        if not found:
            why = self.places.uploads.reason(address) if src else "it had no address"
            self.notes.add(f"a picture was left out, as {why}: {src}")
        return found

    def described(self, src: str) -> str:
        """Return the words that the old site had for a picture."""
        place = place_of(src)
        return self.places.alts.get(place) or self.places.alts.get(unsized(place), "")


def is_comment(type_: str) -> bool:
    """Tell whether a comment is one that a person wrote, and not a ping or a plugin's."""
    return type_ in ("", "comment")


def split(address: str) -> SplitResult | None:
    """Return the parts of an address, or None where it is none."""
    try:
        parts = urlsplit(address.strip())
        parts.port  # noqa: B018 - one that is no number raises
    except ValueError:
        return None
    return parts


def urljoin_(here: str, href: str) -> str:
    """Return an address as seen from a page; one that is none stays as it is."""
    try:
        return urljoin(here, href.strip())
    except ValueError:
        return href


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _path(parts: SplitResult) -> str:
    return unquote(parts.path).rstrip("/").casefold()

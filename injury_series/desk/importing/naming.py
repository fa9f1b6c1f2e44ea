"""Give each post and page of an export its name, date and state here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from injury_series.desk.importing.records import Export, WpItem
from injury_series.desk.importing.tree import words_of
from injury_series.desk.importing.wxr import rss_date
from injury_series.desk.new.checking import clean
from injury_series.source.references import OWN_ADDRESSES
from injury_series.story.slugs import slug_of_file, slugify

_LONGEST = 60
_DRAFTS = {
    "draft": "it was a draft",
    "pending": "it waited for a look",
    "future": "it was still to come",
    "private": "it was private",
}
LEFT = {"trash": "it was thrown away", "auto-draft": "nobody had begun it", "inherit": "it is an old version"}
"""The states of which nothing is made."""


@dataclass(frozen=True, slots=True)
class Named:
    """Hold a post or page with what it is called here; `draft` says why it is one, or is empty.

    `date` is in the writer's zone, without saying so; `odd` are lines for the report.
    """

    item: WpItem
    kind: str
    title: str
    slug: str
    date: datetime
    draft: str
    odd: tuple[str, ...]

    @property
    def file(self) -> str:
        """Return its path below the content folder."""
        day = f"{self.date.isoformat()[:10]}-" if self.kind == "posts" else ""
        return f"{self.kind}/{day}{self.slug}.md"


def name_all(export: Export, zone: ZoneInfo) -> list[Named]:
    """Return every post and page of which something is made, in the order of the export."""
    made = export.made.astimezone(zone).replace(tzinfo=None) if export.made else datetime(1970, 1, 1)
    taken = {"posts": set[str](), "pages": {name.strip("/") for name in OWN_ADDRESSES}}
    return [_named(item, taken[kind], made, zone, kind) for item, kind in _kept(export.items)]


def _kept(items: Iterable[WpItem]) -> Iterator[tuple[WpItem, str]]:
    seen: set[tuple[str, str]] = set()
    for item in items:
        if item.type in ("post", "page") and item.status not in LEFT and (item.type, item.id) not in seen:
            seen.add((item.type, item.id))
            yield item, f"{item.type}s"


def _named(item: WpItem, taken: set[str], made: datetime, zone: ZoneInfo, kind: str) -> Named:
    odd = []
    title = clean(words_of(item.title))
    if not title:
        title = f"Without a title ({item.id})"
        odd.append(f'it had no title, and is called "{title}"')
    wished = slug_wished(item, title)
    slug = _free(wished, taken)
    taken.add(slug)
    if slug != wished:
        odd.append(f'the name "{wished}" is taken, so it is "{slug}"')
    draft = "it had a password" if item.password else _DRAFTS.get(item.status, "")
    date = moment(item.date_gmt, item.date, zone) or _as_published(item, zone)
    if not date:
        draft = draft or "it had no date"
        odd.append("it had no date, and has that of the export")
    return Named(item, kind, title, slug, date or made, draft, tuple(odd))


def slug_wished(item: WpItem, title: str) -> str:
    """Return the slug that an item has there, or that its title makes."""
    slug = slug_of_file(slugify(unquote(item.name))) if item.name else ""
    if not slug:
        slug = slug_of_file(slugify(title))[:_LONGEST].strip("-")
    return slug.encode()[:180].decode("utf-8", "ignore").strip("-") or slugify(f"{item.type}-{item.id}")


def _free(slug: str, taken: set[str]) -> str:
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def moment(gmt: str, local: str, zone: ZoneInfo) -> datetime | None:
    """Return a date in the writer's zone, from UTC where that is written, or None where there is no date."""
    for text, utc in ((gmt, True), (local, False)):
        try:
            date = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
            if date.year < 1900:
                continue
            return date.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if utc else date
        except (ValueError, OverflowError):
            continue
    return None


def _as_published(item: WpItem, zone: ZoneInfo) -> datetime | None:
    date = rss_date(item.published)
    return date.astimezone(zone).replace(tzinfo=None) if date else None


def written(date: datetime) -> str:
    """Return a date as front matter writes it."""
    if (date.hour, date.minute, date.second) == (0, 0, 0):
        return date.isoformat()[:10]
    return date.replace(microsecond=0).isoformat(" ", "seconds" if date.second else "minutes")

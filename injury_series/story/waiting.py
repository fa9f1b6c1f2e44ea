"""What is written and not out yet: drafts, and posts that wait for their date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from injury_series.story.dates import MONTHS
from injury_series.story.posts import Post, State

# In English on every machine, as all words of the site.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

BUILD_AGAIN = (
    "A site of files does not change by itself: build and publish again after that time, and readers see it."
)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Hold a post that waits for its date; `words` say when it comes out."""

    source: str
    title: str
    date: datetime
    words: str


def scheduled(posts: Iterable[Post], now: datetime) -> tuple[Scheduled, ...]:
    """Return the posts that wait for their date, the next to come out first."""
    waiting = sorted((p for p in posts if p.state(now) is State.SCHEDULED), key=lambda p: (p.date, p.source))
    return tuple(Scheduled(p.source, p.title, p.date, comes_out(p.date, now)) for p in waiting)


def changes_at(posts: Iterable[Post], now: datetime) -> datetime | None:
    """Return when the clock alone changes what is out, or how long the rest has to wait, in words; or None.

    Where nothing is out at all, the site bears the day of its build.
    """
    posts = tuple(posts)
    if not any(post.state(now) is State.PUBLISHED for post in posts):
        return now
    soon = scheduled(posts, now)
    if not soon:
        return None
    midnight = datetime.combine(now.astimezone(soon[0].date.tzinfo) + timedelta(days=1), time.min)
    return min(soon[0].date, midnight.replace(tzinfo=soon[0].date.tzinfo))


def comes_out(date: datetime, now: datetime) -> str:
    """Say when something comes out, in the zone of `date`, and how long that is from `now`.

    "comes out on Sunday 1 March 2020 at 18:30 (Europe/Amsterdam), in 5 days".
    """
    zone = getattr(date.tzinfo, "key", None) or date.tzname() or "no zone"
    day = f"{_DAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]} {date.year}"
    days = (date.date() - now.astimezone(date.tzinfo).date()).days
    distance = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"comes out on {day} at {date:%H:%M} ({zone}), {distance}"

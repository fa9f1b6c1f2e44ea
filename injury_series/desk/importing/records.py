"""Hold what a WordPress export says, as it says it: nothing here is judged, cleaned or left out yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Author:
    """Hold one who wrote there; `email` is compared in memory and written nowhere."""

    login: str
    id: str
    email: str


@dataclass(frozen=True, slots=True)
class WpComment:
    """Hold a comment, pingback or trackback; dates are as written, `date_gmt` in UTC.

    `email` is compared in memory and written nowhere; the IP address is not even read.
    """

    id: str
    author: str
    email: str
    url: str
    date: str
    date_gmt: str
    content: str
    approved: str
    type: str
    parent: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a category or tag: `domain` is "category", "post_tag" or a plugin's own."""

    domain: str
    slug: str
    name: str


@dataclass(slots=True)
class WpItem:
    """Hold a post, page, attachment or whatever else WordPress keeps as one of these."""

    id: str
    type: str
    title: str
    link: str
    creator: str
    content: str
    excerpt: str
    date: str
    date_gmt: str
    published: str
    name: str
    parent: str
    status: str
    password: str
    attachment_url: str
    terms: tuple[Term, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    comments: list[WpComment] = field(default_factory=list)


@dataclass(slots=True)
class Export:
    """Hold a whole export; `unreadable` counts characters that no text can hold, and were taken out."""

    version: str = ""
    title: str = ""
    address: str = ""
    made: datetime | None = None
    authors: list[Author] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    items: list[WpItem] = field(default_factory=list)
    unreadable: int = 0

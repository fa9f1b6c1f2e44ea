"""Show what stands around every page: the facts of its `<head>`, and the site that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from injury_series.view.parts import Link, PhaseMark, When


@dataclass(frozen=True, slots=True)
class Feed:
    """Name a feed that a reader can follow; `title` is plain text, `href` is absolute."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """State the facts of one page's `<head>`, all plain text and absolute addresses.

    `kind` is Open Graph's "website" or "article"; `image` has 1200 by 630 pixels; `published` and `updated`
    are ISO 8601 or None; `structured` is JSON-LD, safe inside a `<script>`; `section` names the menu
    entry that is current, or is empty; `hidden` asks search engines to leave the page out.
    """

    title: str
    description: str
    canonical: str
    kind: str
    image: str
    image_alt: str
    published: str | None
    updated: str | None
    feeds: tuple[Feed, ...]
    structured: Markup
    section: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """Show one entry of the site's menu; `section` is compared with the page's."""

    href: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Assets:
    """Give the addresses of the theme's files, each named by the hash of its bytes.

    `stylesheet` is for every page; `sheets` are further ones by the name of their folder in `css/`. `files`
    maps a file's path in `theme/static/` (such as "icons/icon.svg") to its address.
    """

    stylesheet: str
    sheets: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Site:
    """Show what is the same on every page.

    `title` is typeset, `plain_title` is not; `pages` are those that the menu leaves out; `legend` names the
    phases in order; `follow` leads to the ways to follow; `newest` is the day on which the newest part came
    out ("2019-12-21"), or empty; `preview` is true where drafts are shown.
    """

    title: Markup
    plain_title: str
    subtitle: Markup | None
    byline: Markup
    disclaimer: Markup
    language: str
    locale: str
    home: str
    menu: tuple[MenuEntry, ...]
    pages: tuple[Link, ...]
    legend: tuple[PhaseMark, ...]
    follow: str
    newest: str
    updated: When
    assets: Assets
    preview: bool

"""Settings: what Pelican must be told for this site, and what the writer chose in `pelicanconf.py`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from injury_series.errors import SettingsError
from injury_series.outputs.progress import untold
from injury_series.outputs.store import Store
from injury_series.pelican_site.compiled import COMPILED, Compiled
from injury_series.pelican_site.text_store import TextStore
from injury_series.pelican_site.writer import SeriesWriter
from injury_series.source.body import markdown_settings
from injury_series.source.typographic import use_dashes
from injury_series.view.edition import Choices

_EMAIL = re.compile(r"[^@\s<>\"?&:]+@[^@\s<>\"?&:]+\.[^@\s<>\"?&:]+")
_SITE_URL = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%-]*)?")
_ISSO = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d+)?/(?:[\w.~-]+/)*", re.ASCII)
_THIS_MACHINE = re.compile(r"http://(?:localhost|127\.0\.0\.1)[:/]")
_SERVICE = re.compile(r"https://[\w.-]+\.[\w.-]+(?::\d+)?(?:/[^\s\"<>]*)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-zA-Z]{2})?")


_STORE = ".cache/made"
_TEXTS = ".cache/texts.sqlite"


def apply_settings(settings: dict[str, Any]) -> None:
    """Change Pelican's settings in place: its own articles, pages, lists and copies make nothing here.

    STORE and TEXTS keep what takes long to make, TELL hears how far that is. What the build says of the last
    one stays; by itself, Pelican knows nothing of it.
    """
    settings.setdefault("STORE", Store(Path(settings["PATH"]).parent / _STORE))
    settings.setdefault("TELL", untold)
    settings.setdefault("FOR_READERS", True)
    settings.setdefault("PAST", None)
    settings.setdefault("INPUTS", {})
    settings.setdefault("STANDS", frozenset())
    settings.setdefault("LAST_OUTPUT", None)
    settings.setdefault("WRITER", SeriesWriter)
    settings.setdefault("WAITS", False)
    settings.setdefault("HEADERS", None)
    settings.setdefault("READINGS", None)
    settings.setdefault("FIRST", frozenset())
    use_dashes(settings)
    alone = len(settings.get("PLUGINS") or ()) == 1  # another plugin may change what is read
    settings.setdefault("TEXTS", TextStore(Path(settings["PATH"]).parent / _TEXTS) if alone else None)
    kept = Compiled(Path(settings["PATH"]).parent / COMPILED)  # Pelican compiles some of its own each time
    settings.update(
        JINJA_ENVIRONMENT={**settings["JINJA_ENVIRONMENT"], "bytecode_cache": kept},
        ARTICLE_PATHS=[],
        PAGE_PATHS=[],
        STATIC_PATHS=[],
        THEME_STATIC_PATHS=[],
        DIRECT_TEMPLATES=[],
        TEMPLATE_PAGES={},
        DELETE_OUTPUT_DIRECTORY=False,
        THEME_TEMPLATES_OVERRIDES=[],
        FILENAME_METADATA="",
        CACHE_CONTENT=False,
        LOAD_CONTENT_CACHE=False,
        FEED_ALL_ATOM=None,
        CATEGORY_FEED_ATOM=None,
        TRANSLATION_FEED_ATOM=None,
        AUTHOR_FEED_ATOM=None,
        AUTHOR_FEED_RSS=None,
        TYPOGRIFY=False,  # the readers see to that
        MARKDOWN=markdown_settings(),
    )


def read_choices(settings: dict[str, Any]) -> Choices:
    """Return what the writer chose.

    Raises SettingsError with a sentence for the first setting that cannot be used.
    """
    address = str(settings.get("SITEURL") or "")
    if not _SITE_URL.fullmatch(address):
        raise SettingsError(
            f'pelicanconf.py: SITEURL is "{address}". '
            "It is the address where readers find the site, such as https://my-story.example."
        )
    language = str(settings.get("DEFAULT_LANG") or "")  # Pelican has put it in small letters
    if not _LANGUAGE.fullmatch(language):
        raise SettingsError(f'pelicanconf.py: DEFAULT_LANG is "{language}". Write it like en, nl or pt-BR.')
    name, dash, region = language.partition("-")
    email = str(settings.get("REPLY_EMAIL") or "")
    if email and not _EMAIL.fullmatch(email):
        raise SettingsError(f'pelicanconf.py: REPLY_EMAIL is "{email}", which is not an e-mail address.')
    size = settings.get("DEFAULT_PAGINATION")
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise SettingsError(
            f"pelicanconf.py: DEFAULT_PAGINATION is {size!r}. It is how many posts a page lists."
        )
    return Choices(
        language=name + dash + region.upper(),
        page_size=size,
        reply_email=email,
        preview=bool(settings.get("PREVIEW", False)),
        isso=read_isso(settings),
        follow_by_email=_follow_by_email(settings),
    )


def read_isso(settings: dict[str, Any]) -> str:
    """Return the address of the writer's Isso server, with a slash at its end, or "" where none is set.

    Raises SettingsError where it is no address, or one that browsers load nothing from.
    """
    given = str(settings.get("ISSO") or "")
    address = given if not given or given.endswith("/") else f"{given}/"
    if address and not _ISSO.fullmatch(address):
        raise SettingsError(
            f'pelicanconf.py: ISSO is "{given}". '
            "It is the address of your Isso server, such as https://comments.example/."
        )
    https = str(settings.get("SITEURL") or "").startswith("https:")
    if https and address.startswith("http:") and not _THIS_MACHINE.match(address):
        raise SettingsError(
            f'pelicanconf.py: ISSO is "{given}", but SITEURL begins with https: browsers load nothing from '
            "http into such a page. Let the server speak https, and write it so."
        )
    return address


def _follow_by_email(settings: dict[str, Any]) -> str:
    address = str(settings.get("FOLLOW_BY_EMAIL") or "")
    if address and not _SERVICE.fullmatch(address):
        raise SettingsError(
            f'pelicanconf.py: FOLLOW_BY_EMAIL is "{address}". '
            "It is the page where readers leave their address with a service that sends them your feed, "
            "such as https://letters.example/my-story."
        )
    return address


def read_zone(settings: dict[str, Any]) -> ZoneInfo:
    """Return the writer's time zone; SettingsError where there is no such zone."""
    name = str(settings.get("TIMEZONE") or "UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(
            f'pelicanconf.py: TIMEZONE is "{name}", which is no time zone. Write it like Europe/Amsterdam.'
        ) from error

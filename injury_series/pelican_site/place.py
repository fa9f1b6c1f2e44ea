"""Say where a story lies, where it goes and in which time zone its writer lives, without building it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from injury_series.pelican_site.conf import read_conf
from injury_series.pelican_site.settings import read_isso, read_zone


@dataclass(frozen=True, slots=True)
class Place:
    """Hold what the settings name: the content folder, the time zone, the site's address, and where it goes.

    `publish_to` is PUBLISH_TO as it stands there, or empty; `isso` is the address of the Isso server or
    empty.
    """

    content: Path
    zone: ZoneInfo
    site_url: str
    publish_to: str
    isso: str


def read_place(conf: Path) -> Place:
    """Return what the settings file `conf` says; SettingsError where it cannot be read."""
    settings = read_conf(conf, {})
    return Place(
        content=Path(settings["PATH"]),
        zone=read_zone(settings),
        site_url=str(settings.get("SITEURL") or "").rstrip("/"),
        publish_to=str(settings.get("PUBLISH_TO") or ""),
        isso=read_isso(settings),
    )

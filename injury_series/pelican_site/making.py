"""Make the edition of one build out of the content folder, or raise every fault that stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.readers import Readers

from injury_series.errors import ContentFaults, Fault
from injury_series.outputs.assets import make_theme_files
from injury_series.outputs.pictures import Pictures
from injury_series.pelican_site.bodies import Bodies, read_bodies
from injury_series.pelican_site.made import Made, PictureFinder, unshown
from injury_series.pelican_site.reading import Finders
from injury_series.pelican_site.seen import SeenBodies
from injury_series.pelican_site.settings import read_choices, read_zone
from injury_series.pelican_site.targets import Targets
from injury_series.pelican_site.texts import Source
from injury_series.source.read_content import read_content
from injury_series.story.series import Series
from injury_series.view.addresses import Addresses
from injury_series.view.edition import Edition
from injury_series.view.pictures import with_pictures


def make_edition(settings: dict[str, Any], readers: Readers, now: datetime) -> tuple[Made, dict[str, str]]:
    """Read the content that Pelican's settings name; also return the key of each body's reading.

    Raises ContentFaults with every fault found in it, or SettingsError.
    """
    choices, zone = read_choices(settings), read_zone(settings)
    folder, addresses = Path(settings["PATH"]), Addresses(settings["SITEURL"])
    content = read_content(folder, zone, settings["HEADERS"])
    whole = content.series
    shown = whole if choices.preview or whole is None else whole.published(now)
    pictures = Pictures(folder, content.files.images, addresses)
    bodies = read_bodies(
        content,
        Source(readers, settings["TEXTS"], settings["TELL"], settings["READINGS"]),
        shown=Finders(Targets(content.names, shown, addresses).find, pictures.find),
        hidden=Finders(Targets(content.names, whole, addresses).find, pictures.find_unshown),
        unshown=unshown(whole, shown),
    )
    for post in whole.posts if whole else ():
        if post.image:
            (pictures.find if shown and post in shown.posts else pictures.find_unshown)(post.image.src)
    pictures.make(settings["STORE"], settings["TELL"])
    faults = [*content.faults, *bodies.faults, *pictures.faults]
    if whole:
        faults += _clock_faults(whole, now)
    if faults or whole is None or shown is None:
        raise ContentFaults(faults)
    theme_files = make_theme_files(Path(settings["THEME"]) / "static", addresses)
    edition = Edition(
        series=shown,
        now=now,
        addresses=addresses,
        choices=choices,
        assets=theme_files.assets,
        bodies=_seen(bodies, pictures),
        comment_bodies=bodies.comments,
        anchors=bodies.anchors,
        passages=bodies.passages,
        pictured=bodies.pictured,
        picture=PictureFinder(pictures),
    )
    return Made(edition, whole, theme_files, pictures, content, bodies.asked), {
        name: bodies.keys[name] for name in content.bodies
    }


def _seen(bodies: Bodies, pictures: Pictures) -> SeenBodies:
    return SeenBodies({name: with_pictures(text, pictures.image) for name, text in bodies.texts.items()})


def _clock_faults(series: Series, now: datetime) -> Iterator[Fault]:
    """Yield the dates that cannot be: comments of the future, and changes before a post or in the future."""
    for post in series.posts:
        if post.updated and (post.updated > now or post.updated < post.date):
            problem = (
                "This lies in the future." if post.updated > now else "This lies before the post's own date."
            )
            yield Fault(post.source, 0, "updated", problem)
    for comment in (comment for under in series.comments.values() for comment in under):
        if comment.date > now:
            yield Fault(comment.source, 0, "date", "This lies in the future.")

"""Make the edition of one build out of the content folder, or raise every fault that stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.readers import Readers

from injury_series.errors import ContentFaults, Fault
from injury_series.outputs.assets import ThemeFiles, make_theme_files
from injury_series.outputs.pictures import Pictures
from injury_series.pelican_site.bodies import read_bodies
from injury_series.pelican_site.reading import Finders
from injury_series.pelican_site.settings import read_choices, read_zone
from injury_series.pelican_site.targets import Targets
from injury_series.pelican_site.texts import Source
from injury_series.source.content import Content, read_content
from injury_series.story.series import Series
from injury_series.view.addresses import Addresses
from injury_series.view.edition import Edition
from injury_series.view.pictures import Image, with_pictures
from injury_series.view.typography import typeset


@dataclass(frozen=True, slots=True)
class Made:
    """Hold an edition, the files beside its pages, the whole series it is part of, and the content."""

    edition: Edition
    whole: Series
    theme_files: ThemeFiles
    pictures: Pictures
    content: Content


def make_edition(settings: dict[str, Any], readers: Readers) -> Made:
    """Read the content that Pelican's settings name.

    Raises ContentFaults with every fault found in it, or SettingsError.
    """
    choices, zone = read_choices(settings), read_zone(settings)
    now: datetime = settings.get("NOW") or datetime.now(zone)
    folder, addresses = Path(settings["PATH"]), Addresses(settings["SITEURL"])
    content = read_content(folder, zone)
    whole = content.series
    shown = whole if choices.preview or whole is None else whole.published(now)
    pictures = Pictures(folder, content.files.images, addresses)
    bodies = read_bodies(
        content,
        Source(readers, settings["TEXTS"], settings["TELL"]),
        shown=Finders(Targets(content.names, shown, addresses).find, pictures.find),
        hidden=Finders(Targets(content.names, whole, addresses).find, pictures.find_unshown),
        unshown=_unshown(whole, shown),
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

    def picture(src: str, alt: str, caption: str | None) -> Image | None:
        image = pictures.image(src, alt)
        return replace(image, caption=typeset(caption) if caption else None) if image else None

    edition = Edition(
        series=shown,
        now=now,
        addresses=addresses,
        choices=choices,
        assets=theme_files.assets,
        bodies={name: with_pictures(text, pictures.image) for name, text in bodies.texts.items()},
        comment_bodies=bodies.comments,
        anchors=bodies.anchors,
        passages=bodies.passages,
        picture=picture,
    )
    return Made(edition, whole, theme_files, pictures, content)


def _unshown(whole: Series | None, shown: Series | None) -> set[str]:
    """Return the names of the files that tell of what is not shown."""
    if whole is None or shown is None:
        return set()
    groups = ("posts", "phases", "providers", "pages")
    every = {thing.source for group in groups for thing in getattr(whole, group)}
    return every - {thing.source for group in groups for thing in getattr(shown, group)}


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

"""Make the picture of each post that chats and other sites show where its link is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import features

from injury_series.outputs.drawing import FONT, HILL, check_theme
from injury_series.outputs.progress import Tell
from injury_series.outputs.social_sheet import Sheets, Shown
from injury_series.outputs.store import Store, key_of
from injury_series.source.figures import FOLDER
from injury_series.story.measures import Better
from injury_series.story.posts import Post
from injury_series.view.edition import Edition
from injury_series.view.profile import SmallGround, make_small_ground, make_small_profile
from injury_series.view.typography import plain, text_of

_DRAWING = "1"
"""The number of the drawing: another one, and every picture is drawn again."""


@dataclass(frozen=True, slots=True)
class Social:
    """Name the picture of a post: its path in the site, its words, its key, and what is drawn."""

    path: str
    alt: str
    key: str
    shown: Shown


class Socials:
    """Name the pictures of an edition's posts, and draw them.

    A picture is named by the hash of everything that it is drawn from. Raises SettingsError where the theme
    lacks its font or its hill.
    """

    def __init__(self, edition: Edition, static: Path) -> None:
        check_theme(static, "A picture for links to posts")
        self._edition, self._ground = edition, make_small_ground(edition)
        ground = self._ground
        self._static, self._title = static, plain(edition.series.about.title)
        self._profile = ground.view if ground else None
        self._measured = _measured(ground) if ground else ""
        self._common = key_of(
            *(_DRAWING, PIL.__version__, str(features.check("raqm"))),
            *((static / name).read_bytes() for name in (FONT, HILL)),
            *(self._title, repr(self._profile), self._measured),
        )

    def of(self, post: Post) -> Social:
        """Return the name of the picture of a post, and what it shows."""
        card, profile = self._edition.cards[post.slug], make_small_profile(self._ground, post)
        here = profile.here.line if profile and profile.here else ""
        phase, total = text_of(card.phase.title), len(self._edition.series.posts)
        shown = Shown(text_of(card.title), phase, card.phase.blaze, card.part, total, here)
        key = key_of(self._common, repr(shown))
        alt = f"{shown.title}. {shown.place}: {shown.phase}"
        return Social(f"{FOLDER}social/{post.slug}.{key[:10]}.png", alt, key, shown)

    def draw(self, store: Store, tell: Tell) -> Iterator[tuple[str, Path]]:
        """Yield the path in the site and the file of each picture; what the `store` lacks is drawn first."""
        named = [self.of(post) for post in self._edition.series.posts]
        files = {social.key: store.find(social.key) for social in named}
        missing = [social for social in named if not files[social.key]]
        if missing:
            sheets = Sheets(self._static, self._title, self._profile, self._measured)
            with _workers() as pool:
                drawn = pool.map(lambda social: store.keep(social.key, sheets.draw(social.shown)), missing)
                for done, (social, file) in enumerate(zip(missing, drawn, strict=True), start=1):
                    files[social.key] = file
                    tell("Social pictures", done, len(missing))
        for social in named:
            if kept := files[social.key]:
                yield social.path, kept


def _measured(ground: SmallGround) -> str:
    """Return what a profile shows; where less is better, that it stands upside down."""
    measure = ground.profile.measure
    way = " (up is better)" if measure.better is Better.LOWER else ""
    return f"{plain(measure.label)}, {plain(measure.unit)}{way}"


@contextmanager
def _workers() -> Iterator[ThreadPoolExecutor]:
    """Hold a thread a core: most of a picture's time is its PNG, which lets the other threads go on."""
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)

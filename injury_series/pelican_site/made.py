"""Hold what the content makes: the edition of one build, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from injury_series.outputs.assets import ThemeFiles
from injury_series.outputs.pictures import Pictures
from injury_series.source.content import Content
from injury_series.story.series import Series
from injury_series.view.edition import Edition
from injury_series.view.pictures import Image
from injury_series.view.typography import typeset


@dataclass(frozen=True, slots=True)
class Made:
    """Hold an edition, the files beside its pages, the whole series it is part of, and the content.

    `asked` has the pictures that each body asks for, by the name of its file.
    """

    edition: Edition
    whole: Series
    theme_files: ThemeFiles
    pictures: Pictures
    content: Content
    asked: dict[str, tuple[str, ...]]

    def unshown(self) -> set[str]:
        """Return the names of the files that tell of what is not shown."""
        return unshown(self.whole, self.edition.series)


@dataclass(frozen=True, slots=True)
class PictureFinder:
    """Find the published picture of a source, with the words under it."""

    pictures: Pictures

    def __call__(self, src: str, alt: str, caption: str | None) -> Image | None:
        image = self.pictures.image(src, alt)
        return replace(image, caption=typeset(caption) if caption else None) if image else None


def unshown(whole: Series | None, shown: Series | None) -> set[str]:
    """Return the names of the files that tell of what is not shown."""
    if whole is None or shown is None:
        return set()
    groups = ("posts", "phases", "providers", "pages")
    every = {thing.source for group in groups for thing in getattr(whole, group)}
    return every - {thing.source for group in groups for thing in getattr(shown, group)}

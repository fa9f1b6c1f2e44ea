"""What every target of publishing can do, whichever tool it is reached with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeAlias

from injury_series.errors import InjurySeriesError
from injury_series.outputs.progress import Tell
from injury_series.publishing.release import Held, Release

Say: TypeAlias = Callable[[str], None]
"""Take one line of words for the writer, about something unusual that was mended or taken over."""


class PublishError(InjurySeriesError):
    """Say, in plain words, why publishing stopped, what is served now, and what to do."""


class Target(Protocol):
    """Name a place that a site is published to.

    A target serves the old release or the new one, each whole, however publishing ends. Every method raises
    PublishError where the target cannot be reached, refuses, or its tool is missing.
    """

    where: str
    """The place in words, without any secret: "the server my-host.example, in /srv/story"."""

    compressed: bool
    """Whether files made smaller (.gz, .br, .zst) beside the texts are of use there."""

    live: bool
    """Whether readers are served from there; a folder or file for upload by hand is not."""

    sets_headers: bool
    """Whether the writer has a say there in what headers files are served with."""

    def alone(self, say: Say) -> AbstractContextManager[None]:
        """Hold off every other publishing to this target meanwhile; one cut off long ago is taken over."""
        ...

    def held(self) -> Held:
        """Return the releases that the target holds, and which of them it serves."""
        ...

    def send(self, site: Path, release: Release, held: Held, tell: Tell) -> None:
        """Hand over the files below `site`, and only when all are there, serve them.

        The assets of the releases `held` stay beside them; of older releases what is over is removed.
        """
        ...

    def roll_back(self, to: Release, held: Held) -> None:
        """Serve an earlier release again, with the assets of the others; PublishError where it cannot."""
        ...

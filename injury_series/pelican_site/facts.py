"""Take the digest of all that an edition is made from but the bodies of its texts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from injury_series.outputs.store import key_of
from injury_series.outputs.versions import code_version
from injury_series.pelican_site.settings import read_choices, read_zone
from injury_series.pelican_site.stamps import Stamp
from injury_series.pelican_site.texts import MATTER


def facts_of(settings: dict[str, Any], inputs: Mapping[str, Stamp]) -> str:
    """Return the digest of the settings, the theme's files, and all content but the bodies.

    Templates are not in it: they make no edition. Raises SettingsError.
    """
    content, theme = str(Path(settings["PATH"])), str(Path(settings["THEME"]) / "static")
    said = [settings.get(name) for name in ("SITEURL", "PATH", "THEME", *MATTER)]
    parts = [code_version(), repr(read_choices(settings)), read_zone(settings).key, repr(said)]
    for path in sorted(inputs):
        if path.startswith((content + os.sep, theme + os.sep)):
            stamp = inputs[path]
            parts += (ascii(path), stamp.head if has_body(path, content) else stamp.digest)
    return key_of(*parts)


def bodies_in(inputs: Mapping[str, Stamp], content: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each file with a body, as messages have it, and its path."""
    for path in inputs:
        if has_body(path, content):
            yield name_of(path, content), path


def name_of(path: str, content: str) -> str:
    """Return a path below the folder `content` as messages name it: `content/posts/setback.md`."""
    return os.path.basename(content) + path[len(content) :].replace(os.sep, "/")  # noqa: PTH119 - thousands of them


def has_body(path: str, content: str) -> bool:
    """Tell whether a file below the folder `content` is a text with a body of its own: a comment is not."""
    if not path.endswith(".md") or not path.startswith(content + os.sep):
        return False
    return not path.startswith(os.path.join(content, "comments") + os.sep)  # noqa: PTH118 - thousands of them

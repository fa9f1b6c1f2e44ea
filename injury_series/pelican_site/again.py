"""Take the edition of the last build again, where nothing but bodies has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.readers import Readers

from injury_series.errors import ContentFaults
from injury_series.pelican_site.facts import bodies_in
from injury_series.pelican_site.last_build import Past
from injury_series.pelican_site.made import Made
from injury_series.pelican_site.readers import BODY
from injury_series.pelican_site.reading import Finders, Reading
from injury_series.pelican_site.reading_pool import Wanted
from injury_series.pelican_site.seen import SeenBodies
from injury_series.pelican_site.stamps import Stamp
from injury_series.pelican_site.standing import KeptBodies, Standing
from injury_series.pelican_site.targets import Targets
from injury_series.pelican_site.texts import Source
from injury_series.source.text_file import read_text, split


@dataclass(frozen=True, slots=True)
class Again:
    """Hold the edition of the last build with the bodies of now, and the names of those that have changed."""

    made: Made
    keys: dict[str, str]
    changed: set[str]


def made_again(
    standing: Standing,
    past: Past,
    settings: dict[str, Any],
    readers: Readers,
    changed: Mapping[str, str],
    now: datetime,
    *,
    edited: bool,
) -> Again | None:
    """Return the edition that stands, with the paths `changed` of texts with other bodies by their names.

    They may have been read before where they have not just been `edited`. None where one of them tells of
    more than itself, or is faulty.
    """
    made = standing.made
    source = Source(readers, settings["TEXTS"], settings["TELL"], edited=edited)
    if not standing.stands(past.facts, now) or not source.store:
        return None
    try:
        wanted = _wanted(made, {name: Path(path) for name, path in changed.items()})
    except ContentFaults:  # the whole of the content is read for all that is wrong in it
        return None
    keys = source.keys(wanted)
    readings = source.read(wanted, keys, _finders(made))
    if not all(_tells_the_same(made, name, reading) for name, reading in readings.items()):
        return None
    keys = {**past.bodies, **keys}
    bodies = made.edition.bodies
    assert isinstance(bodies, SeenBodies)
    bodies.bodies = KeptBodies(made, keys, source.store, readings)
    return Again(made, keys, set(changed))


def changed_bodies(past: Past, inputs: Mapping[str, Stamp], content: str) -> dict[str, str]:
    """Return the paths of the texts below the folder `content` that are not as they were, by their names.

    What lies there and is no text of the story, such as a file that an editor hides, is not among them.
    """
    before = past.inputs
    return {
        name: path
        for name, path in bodies_in(inputs, content)
        if name in past.bodies and (path not in before or before[path].digest != inputs[path].digest)
    }


def _wanted(made: Made, paths: Mapping[str, Path]) -> dict[str, Wanted]:
    unshown = made.unshown()
    return {
        name: Wanted(BODY, path, split(read_text(path, name), name)[1], name not in unshown)
        for name, path in paths.items()
    }


def _finders(made: Made) -> dict[bool, Finders]:
    names, addresses, pictures = made.content.names, made.edition.addresses, made.pictures
    return {
        True: Finders(Targets(names, made.edition.series, addresses).find, pictures.find),
        False: Finders(Targets(names, made.whole, addresses).find, pictures.find_unshown),
    }


def _tells_the_same(made: Made, name: str, reading: Reading) -> bool:
    """Tell whether all that other pages say of a body is as it was."""
    edition = made.edition
    return (
        not reading.faulty
        and reading.anchors == edition.anchors[name]
        and reading.passages == edition.passages[name]
        and ("<img" in reading.html) == (name in edition.pictured)
        and reading.asked == made.asked[name]
    )

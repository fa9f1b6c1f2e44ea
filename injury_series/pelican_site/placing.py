"""Put what was made aside in place of the last output; a build that is cut off there is finished by the next.

A whole site takes the place of the last in two steps. Of one that differs in a few files only these are put
in, each in one step: first what pages ask for, then pages, and what is gone goes last, so that at no moment
a page asks for what is not there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

_PLAN = ".plan.json"


def aside_of(output: Path) -> Path:
    """Return the folder beside `output` in which the next one is made."""
    return output.with_name(f".{output.name}.new")


def swap(output: Path) -> None:
    """Put the folder that was made aside in the place of the old."""
    old = _old(output)
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    aside_of(output).rename(output)
    shutil.rmtree(old, ignore_errors=True)


def put_in(output: Path, new: Iterable[str], gone: Iterable[str]) -> None:
    """Put the files `new` that were made aside into `output`, and take those that are `gone` away."""
    plan = aside_of(output) / _PLAN
    names = sorted(new, key=lambda name: (name.endswith((".html", ".xml", ".json")), name))
    plan.parent.mkdir(parents=True, exist_ok=True)
    unfinished = plan.with_suffix(".unfinished")
    unfinished.write_text(json.dumps([names, sorted(gone)]), encoding="utf-8")
    unfinished.replace(plan)
    _carry_out(output)


def mend(output: Path) -> None:
    """Finish what a build that was cut off was putting in place, and clear away what it was making."""
    old, aside = _old(output), aside_of(output)
    if old.is_dir() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)
    if (aside / _PLAN).is_file() and output.is_dir():
        with suppress(ValueError):  # the machine went off and lost the plan: the next build makes all anew
            _carry_out(output)
    shutil.rmtree(aside, ignore_errors=True)


def make_way(place: Path, output: Path) -> None:
    """Take away what stands where a file below `output` is to be, or where one of its folders is.

    A link is taken away itself: what it leads to is not ours.
    """
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    for folder in _folders_of(place, output):
        if folder.is_symlink() or folder.is_file():
            folder.unlink()


def through_link(place: Path, output: Path) -> bool:
    """Tell whether a place below `output` is in a folder that is only linked to."""
    return any(folder.is_symlink() for folder in _folders_of(place, output))


def _folders_of(place: Path, output: Path) -> Sequence[Path]:
    return place.parents[: len(place.relative_to(output).parts) - 1]


def _carry_out(output: Path) -> None:
    aside = aside_of(output)
    new, gone = json.loads((aside / _PLAN).read_text(encoding="utf-8"))
    for name in new:
        place = output / name
        if (aside / name).is_file():  # else it was put in place before the build was cut off
            make_way(place, output)
            place.parent.mkdir(parents=True, exist_ok=True)
            (aside / name).replace(place)
    for name in gone:
        with suppress(OSError):
            (output / name).unlink()
            for folder in (output / name).relative_to(output).parents:
                if folder != Path():
                    (output / folder).rmdir()  # where nothing is left in it
    shutil.rmtree(aside, ignore_errors=True)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")

"""Make all of a built site once more, from nothing but its texts, and compare the two."""

from __future__ import annotations

import shutil
from datetime import datetime
from filecmp import cmp
from pathlib import Path

from rich.console import Console

from injury_series.desk.progress import shown_progress
from injury_series.pelican_site.build import build

_FOLDER = Path(".check/verify")
_MOST = 20


def verify_build(
    console: Console, conf: Path, output: Path, now: datetime, *, for_readers: bool | None
) -> int:
    """Return 0 where a clean build at the time `now` makes what is in `output`, else 1; say what differs."""
    try:
        with shown_progress(console, "Making all of it once more") as tell:
            build(conf, _FOLDER, now=now, tell=tell, for_readers=for_readers)
        made, clean = _files(output), _files(_FOLDER)
        differ = sorted(
            name
            for name in made | clean
            if name not in made or name not in clean or not cmp(output / name, _FOLDER / name, shallow=False)
        )
    finally:
        shutil.rmtree(_FOLDER, ignore_errors=True)
    if not differ:
        console.print(f"Verified: all {len(made)} files are those of a clean build, byte for byte.")
        return 0
    shown = [f"  {name}" for name in differ[:_MOST]]
    more = [f"  and {len(differ) - _MOST} more"] if len(differ) > _MOST else []
    way_out = "Delete the folders output/ and .cache/, build again, and please report this with these lines."
    lines = [
        f"Not the same as a clean build makes, {len(differ)} of {len(made)} files:",
        *shown,
        *more,
        way_out,
    ]
    console.print("\n".join(lines), markup=False)
    return 1


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

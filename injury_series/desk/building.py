"""Build the site for the writer, or say that there is nothing to do, before anything slow is imported."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from injury_series.pelican_site.last_build import RECORD, nothing_new, packages

if TYPE_CHECKING:
    from datetime import datetime

POSTS, OUTPUT = Path("content/posts"), Path("output")
CHANGED = "--changed"
"""Says to this module, run by itself, that something has changed since the last build."""

_NOTHING = f"Nothing has changed since the last build: {OUTPUT}/ is as it was. That said:"


def run(publish: bool, now: datetime | None = None, *, verify: bool = False, changed: bool = False) -> int:
    """Build `output/` and return the exit code: 0, or 1 where anything is wrong.

    A site that is to be published is always built anew; to `verify` a build is to make all of it once more.
    Where it is known that something has `changed` since the last build, that is not asked again.
    """
    said = (
        None
        if publish or verify or changed
        else nothing_new(OUTPUT, now.timestamp() if now else time.time(), packages())
    )
    if say_nothing_new(said):
        return 0
    if not RECORD.exists():
        _warm_up()
    gc.disable()  # what is imported stays: looking through it again and again takes a tenth of the time
    from injury_series.desk.made_site import run_build

    gc.freeze()
    gc.enable()
    return run_build(OUTPUT, publish=publish, now=now, verify=verify)


def _warm_up() -> None:
    """Let the processes that help with a long story begin while this one loads what it needs itself."""
    from injury_series.pelican_site.processes import warm_up, worth_it

    if worth_it(sum(1 for _ in POSTS.rglob("*.md"))):
        warm_up()


def say_nothing_new(said: list[str] | None) -> bool:
    """Say what the last build said, if another would make the very same; tell whether that is so."""
    if said is None:
        return False
    print("\n".join([_NOTHING, *said]))
    return True


if __name__ == "__main__":
    try:
        raise SystemExit(run(publish=False, changed=CHANGED in sys.argv))
    except KeyboardInterrupt:  # while all was still being loaded
        raise SystemExit("\nStopped.") from None

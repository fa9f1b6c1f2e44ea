"""Build the site for the writer, or say that there is nothing to do, before anything slow is imported."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from injury_series.pelican_site.last_build import nothing_new

OUTPUT = Path("output")
_NOTHING = f"Nothing has changed since the last build: {OUTPUT}/ is as it was. That said:"


def run(publish: bool, now: datetime | None = None) -> int:
    """Build `output/` and return the exit code: 0, or 1 where anything is wrong.

    A site that is to be published is always built anew.
    """
    said = None if publish else nothing_new(OUTPUT, now.timestamp() if now else time.time())
    if said is not None:
        print("\n".join([_NOTHING, *said]))
        return 0
    from injury_series.desk.made_site import run_build

    return run_build(OUTPUT, publish=publish, now=now)

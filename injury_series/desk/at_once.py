"""Answer a task that has nothing to do before Invoke, or another Python, is started."""

from __future__ import annotations

import os
import time

from injury_series.desk.building import OUTPUT, say_nothing_new
from injury_series.pelican_site.last_build import nothing_new, packages

PLAIN_BUILD = ("-m", "injury_series.desk.building")
"""What runs a build that was asked for without anything else, with no detour through Invoke."""


def answered(arguments: list[str], venv: str, python: str) -> bool | None:
    """Tell whether `arguments` ask for a build that has nothing to do, which is then said; None if unknown.

    `venv` is the folder of the environment that would run it, `python` the Python in there.
    """
    if arguments != ["build"]:
        return None
    try:
        lib = os.path.join(venv, "lib")  # noqa: PTH118 - this is on the way of every task
        places = [os.path.join(lib, name, "site-packages") for name in os.listdir(lib)]  # noqa: PTH118, PTH208
        said = nothing_new(OUTPUT, time.time(), packages(python, places))
    except OSError:
        return None
    return say_nothing_new(said)

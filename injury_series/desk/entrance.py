"""Lets a task in: answered at once where it has nothing to do, else run by Invoke inside `.venv`."""

from __future__ import annotations

import os

from injury_series.desk.at_once import PLAIN_BUILD, answered
from injury_series.desk.building import CHANGED
from injury_series.desk.checkout import HERE


def enter(arguments: list[str]) -> int:
    """Run Invoke on `arguments` inside `.venv`, made first where missing or stale; return its exit code."""
    stands, done = HERE.is_as_wanted(), None
    if stands:
        os.chdir(HERE.root)
        done = answered(arguments, str(HERE.venv), str(HERE.python))
        if done:
            return 0
    if not (stands and HERE.has_this_python()):
        from injury_series.desk.environment import prepare  # seldom, and slow to import

        code = prepare(HERE)
        if code:
            return code
    return _run(arguments, changed=done is False)


def _run(arguments: list[str], *, changed: bool) -> int:
    """Run a task by the Python of `.venv`; what was `changed` since the last build is not asked again."""
    wanted = ["--list"] if arguments in ([], ["-h"], ["--help"]) else arguments
    plain = [*PLAIN_BUILD, *([CHANGED] if changed else [])]
    command = [str(HERE.python), *(plain if arguments == ["build"] else ["-m", "invoke", *wanted])]
    os.chdir(HERE.root)
    if os.name == "posix":  # the task takes the place of this process, and so gets its signals
        os.execve(command[0], command, HERE.surroundings())
    from injury_series.desk.environment import run

    return run(command, HERE.surroundings())

"""Take many more steps than the suite does: python -m tests.pelican_site.same_bytes --steps 5000 --seed 1."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from random import Random

from tests.pelican_site.same_bytes import disk, edits, rare_edits
from tests.pelican_site.same_bytes.machine import Fresh, InProcess

_A_SITE = 50
"""After how many steps a new site is begun."""

_CUT_OFF = 0.05
"""How many of the builds end before they are remembered; the edit is taken back before the next."""


def main() -> None:
    """Take the steps, half of them in new processes and half in one, and say what they were."""
    parser = argparse.ArgumentParser(prog="python -m tests.pelican_site.same_bytes")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    random, counted, began = Random(asked.seed), Counter[str](), time.monotonic()
    for done in range(0, asked.steps, _A_SITE):
        live = (done // _A_SITE) % 2 == 0
        site: Fresh | InProcess = InProcess() if live else Fresh()
        for _ in range(_A_SITE):
            _step(site, random)
        counted += site.steps
        site.close()
        print(f"{done + _A_SITE} of {asked.steps} steps, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{asked.steps} steps, seed {asked.seed}: the same bytes after each.")
    print(", ".join(f"{name} {number}" for name, number in sorted(counted.items())))


def _step(site: Fresh | InProcess, random: Random) -> None:
    kind, seed, touched = random.random(), random.randrange(10_000), []
    if kind < 0.72:
        edit = random.choice([*edits.EDITS, *rare_edits.EDITS] if kind < 0.5 else edits.BODIES)
        print(f"  {edit.__name__} {seed}", flush=True)
        touched = site.edit(edit, seed)
    elif kind < 0.9:
        changes = (*disk.THEME, *disk.OUTPUT, *disk.ODD, *(disk.KEPT if isinstance(site, Fresh) else ()))
        change = random.choice(changes)
        print(f"  {change.__name__} {seed}", flush=True)
        site.change(change, site.output, seed)
    elif kind < 0.95 or isinstance(site, InProcess):
        print("  undo", flush=True)
        touched = site.undo()
    else:
        site.wait(random.choice((1, 30, 24 * 365 * 90)))
    if isinstance(site, Fresh):
        if kind < _CUT_OFF:
            print("  cut off, and undo", flush=True)
            site.steps["(cut off)"] += 1
            site.cut_off = True
            site.check()
            site.undo()
        site.check()
    else:
        site.check(touched)


if __name__ == "__main__":
    main()

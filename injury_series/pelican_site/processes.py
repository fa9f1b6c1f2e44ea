"""Start processes that take a share of long work, each with all that it needs for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from threading import Thread
from typing import Any

CORES = os.cpu_count() or 1

_WORTH_IT = 200
"""From how many texts or pages on more processes are faster than one."""

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""Not "fork": a copy of a process with threads, as a preview is, may hang."""

_NEEDED = ["injury_series.pelican_site.reading_pool", "injury_series.pelican_site.sharing"]
"""What all of them need, and take long to import: it is done once for all, where the system lets us."""


def worth_it(count: int) -> bool:
    """Tell whether so many texts or pages are made faster by more than one process."""
    return CORES > 1 and count >= _WORTH_IT


def warm_up() -> None:
    """Begin to import what such processes need, while this one goes on."""
    if _METHOD == "forkserver":
        forkserver.set_forkserver_preload(_NEEDED)
        forkserver.ensure_running()


@contextmanager
def processes(spare: int, begin: Callable[..., None], *handed: Any) -> Iterator[ProcessPoolExecutor]:
    """Hold a process for each core but `spare` ones; each begins with what it is handed.

    Work that is not begun at the end of the block is let go of.
    """
    warm_up()
    method = multiprocessing.get_context(_METHOD)
    pool = ProcessPoolExecutor(max(1, CORES - spare), method, initializer=_begin, initargs=(begin, *handed))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[..., None], *handed: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends who started this, and that ends this
    Thread(target=_end_with_parent, daemon=True).start()
    begin(*handed)


def _end_with_parent() -> None:
    """End at once where the process that began this was killed: the next build may be about to begin."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)

"""Hear of edits of the writer's files: the system tells of each, and until then nothing is looked for."""

from __future__ import annotations

import asyncio
import errno
import os
import platform
import sys
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from injury_series.source.files import is_ours

_PAUSE, _PAUSES = 0.005, 10
"""Edits are taken together until there is none for so many seconds, for so many pauses at most."""

_REST = 30.0
"""After how many seconds without an edit it is said that there is none: one may have been missed."""

_LOOK = 1.0
"""How often the files are looked at, in seconds, where the system cannot tell of them."""

_DRIVES = Path("/mnt")
"""Where the Linux that runs inside Windows has its drives."""

_KINDS: tuple[type[events.FileSystemEvent], ...] = (
    *(events.FileCreatedEvent, events.FileMovedEvent, events.FileDeletedEvent),
    *(events.DirCreatedEvent, events.DirMovedEvent, events.DirDeletedEvent),
)
_SAVED = events.FileClosedEvent if sys.platform == "linux" else events.FileModifiedEvent
"""What is told when a file has been written: on Linux once, when it is whole."""


async def edits(
    folders: Sequence[Path], conf: Path, tell: Callable[[str], None]
) -> AsyncGenerator[set[str], None]:
    """Yield the paths of what was edited below `folders`, or the settings file `conf`; none after a rest.

    What editors put beside a file is not told of. `tell` gets a line where edits are seen late.
    """
    loop, told, any_ = asyncio.get_running_loop(), set[str](), asyncio.Event()

    def add(path: str) -> None:
        told.add(path)
        any_.set()

    def hear(path: str) -> None:
        loop.call_soon_threadsafe(add, path)

    handlers = [
        _Handler(conf.absolute().parent, conf.name, hear),
        *(_Handler(each, "", hear) for each in folders),
    ]
    with _hearing(handlers, tell):
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(any_.wait(), _REST)
            for _ in range(_PAUSES):
                if not any_.is_set():
                    break
                any_.clear()
                await asyncio.sleep(_PAUSE)
            any_.clear()
            paths = set(told)
            told.clear()
            yield paths


class _Handler(events.FileSystemEventHandler):
    """Hand on the paths below a folder, or that of the `only` file in it, from a thread of the system's."""

    def __init__(self, folder: Path, only: str, hear: Callable[[str], object]) -> None:
        self.folder, self.only, self._hear = str(folder.absolute()), only, hear
        self._steps = Path(self.folder).parts

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Take an event."""
        for path in map(os.fsdecode, (event.src_path, event.dest_path)):
            steps = Path(path).parts[len(self._steps) :]
            if path and (steps == (self.only,) if self.only else all(map(is_ours, steps))):
                self._hear(path)


@contextmanager
def _hearing(handlers: Sequence[_Handler], tell: Callable[[str], None]) -> Iterator[None]:
    observer: BaseObserver = Observer()
    try:
        for handler in handlers:
            _check(Path(handler.folder))
        _start(observer, handlers, _SAVED)
    except OSError as error:  # such as that so many folders are watched already
        observer.unschedule_all()
        tell(f"Edits are seen a little late here, as the system cannot tell of them: {error.strerror}.")
        observer = PollingObserver(timeout=_LOOK)
        _start(observer, handlers, events.FileModifiedEvent)
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def _check(folder: Path) -> None:
    """Raise OSError for a drive of Windows seen from Linux, where the system tells of no edit."""
    if folder.is_relative_to(_DRIVES) and "microsoft" in platform.release().casefold():
        raise OSError(errno.ENOTSUP, "this is a drive of Windows")


def _start(observer: BaseObserver, handlers: Sequence[_Handler], saved: type[events.FileSystemEvent]) -> None:
    for handler in handlers:
        observer.schedule(
            handler,
            handler.folder,
            recursive=not handler.only,
            event_filter=[saved, *_KINDS],
            follow_symlink=True,
        )
    observer.start()

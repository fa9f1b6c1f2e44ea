"""Make what is published of pictures, on every core, and keep it by what it was made from.

Two builds with the same pictures make each copy once; a picture is named by its key, which changes with it.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from injury_series.outputs.photos import UnfitPhoto, check_photo, make_copies, recipe
from injury_series.outputs.progress import Tell
from injury_series.outputs.store import Store, key_of
from injury_series.outputs.svg import check_drawing


@dataclass(frozen=True, slots=True)
class Work:
    """Name a picture to be made; `shown` is false where only a text that is not published has it."""

    path: Path
    shown: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Tell of one copy in the store: its form ("avif", "svg"), its size, its file."""

    form: str
    width: int
    height: int
    file: Path


@dataclass(frozen=True, slots=True)
class Done:
    """Hold what became of a picture: its key, and its copies, the one for every browser last; or `unfit`.

    `unfit` says why it cannot be shown. Of a picture that is not shown there are no copies.
    """

    key: str = ""
    copies: tuple[Kept, ...] = ()
    unfit: str = ""


def make_all(works: list[Work], store: Store, tell: Tell) -> list[Done]:
    """Return what became of each picture: those that are in the `store` first, then the others are made."""
    with _workers() as pool:
        done = list(pool.map(lambda work: _safely(_find, work, store), works))
        missing = [place for place, found in enumerate(done) if found is None]
        tasks = {pool.submit(_safely, _make, works[place], store): place for place in missing}
        for task, place in _as_they_end(tasks, tell):
            done[place] = task.result()
    return [found for found in done if found is not None]


@contextmanager
def _workers() -> Iterator[ThreadPoolExecutor]:
    """Hold a thread a core: the libraries that read and write photos let the others go on meanwhile."""
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow finds odd in notes that are not published anyway
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _as_they_end(
    tasks: dict[Future[Done | None], int], tell: Tell
) -> Iterator[tuple[Future[Done | None], int]]:
    waiting = set(tasks)
    while waiting:
        tell("Pictures", len(tasks) - len(waiting), len(tasks))
        ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from ((task, tasks[task]) for task in ended)
    if tasks:
        tell("Pictures", len(tasks), len(tasks))


def _safely(step: Callable[[Work, Store], Done | None], work: Work, store: Store) -> Done | None:
    try:
        return step(work, store)
    except UnfitPhoto as error:
        return Done(unfit=str(error))


def _find(work: Work, store: Store) -> Done | None:
    """Return what is kept of a picture, or None; a drawing is looked through each time, which is quick."""
    content = _content(work.path)
    if work.path.suffix.lower() == ".svg":
        return _drawing(content, work, store)
    key = key_of(content, recipe(content))
    if not work.shown and store.find(_checked(key)):
        return Done(key)
    kept = store.find(key)
    sizes: list[tuple[str, int, int]] = json.loads(kept.read_bytes()) if kept and work.shown else []
    files = [store.find(_copy(key, form, width)) for form, width, _ in sizes]
    copies = tuple(
        Kept(form, width, height, file)
        for (form, width, height), file in zip(sizes, files, strict=True)
        if file
    )
    return Done(key, copies) if sizes and len(copies) == len(sizes) else None


def _make(work: Work, store: Store) -> Done:
    content = _content(work.path)
    key = key_of(content, recipe(content))
    if not work.shown:
        check_photo(content)
        store.keep(_checked(key), b"")
        return Done(key)
    made = make_copies(content)
    copies = tuple(
        Kept(
            copy.form,
            copy.width,
            copy.height,
            store.keep(_copy(key, copy.form, copy.width), copy.content),
        )
        for copy in made
    )
    store.keep(key, json.dumps([(copy.form, copy.width, copy.height) for copy in made]).encode())
    return Done(key, copies)


def _drawing(content: bytes, work: Work, store: Store) -> Done:
    try:
        width, height = check_drawing(content)
    except ValueError as error:
        raise UnfitPhoto(str(error)) from error
    key = key_of(content, "svg")
    if not work.shown:
        return Done(key)
    return Done(key, (Kept("svg", width, height, store.find(key) or store.keep(key, content)),))


def _content(path: Path) -> bytes:
    if not path.is_file():  # such as a pipe, which would never end
        raise UnfitPhoto("it is no file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnfitPhoto(f"it cannot be read ({error.strerror})") from error


def _checked(key: str) -> str:
    return key_of(key, "whole")


def _copy(key: str, form: str, width: int) -> str:
    return key_of(key, form, str(width))

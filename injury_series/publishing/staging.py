"""Lay the site out as it is handed to a target: every file, and for some hosts smaller copies of texts."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from injury_series.outputs.progress import Tell
from injury_series.outputs.serving import is_text
from injury_series.outputs.store import Store, key_of
from injury_series.publishing.moved import REDIRECTS, for_caddy, for_nginx

Packers: TypeAlias = dict[str, tuple[str, Callable[[bytes], bytes]]]
"""By the ending of a packing: how it is made, in a word for the store's key and as what makes it."""

PACKINGS = (".gz", ".br", ".zst")
"""How the copies are named: as nginx and Caddy look for them beside a file."""

_LEAST = 1024
"""From how many bytes on a copy is worth its place."""

_PATIENCE = 6_000_000
"""Up to how many bytes of text Brotli does its best: 12 % smaller, at twenty times the work."""

_TOLD = 50


def stage(output: Path, folder: Path, *, compressed: bool, store: Store, tell: Tell) -> None:
    """Lay out the finished site `output` in `folder`; whatever else is there goes.

    Files are hard links where the system has them. Where `compressed`, each text has a copy beside it for
    each packing that makes it smaller, made once in the `store`, and redirects are there as nginx and Caddy
    read them. `tell` hears how far it has come.
    """
    wanted = {path.relative_to(output).as_posix(): path for path in files_below(output)}
    if compressed:
        wanted |= _packed(wanted, store, tell)
        wanted |= _redirects(wanted.get(REDIRECTS), store)
    _lay_out(wanted, folder)


def site_files(folder: Path) -> Iterator[str]:
    """Yield the path of every file that readers ask for, in order: no packings, no notes for hosts."""
    paths = [path.relative_to(folder).as_posix() for path in files_below(folder)]
    known = frozenset(paths)
    for path in paths:
        name = path.rpartition("/")[2]
        packed = any(path.endswith(packing) and path.removesuffix(packing) in known for packing in PACKINGS)
        if not packed and not name.startswith((".", "_headers", REDIRECTS)) and name != "CNAME":
            yield path


def files_below(folder: Path) -> list[Path]:
    """Return every file below a folder, in order."""
    return sorted(Path(base, name) for base, _, names in os.walk(folder) for name in names)


def _packed(files: dict[str, Path], store: Store, tell: Tell) -> dict[str, Path]:
    """Return the packings of the texts among the files, by path: those kept, then on every core the rest."""
    texts = {path: file for path, file in files.items() if is_text(path) and file.stat().st_size >= _LEAST}
    packers = _packers(sum(file.stat().st_size for file in texts.values()) <= _PATIENCE)
    kept = {path: _find(key_of(file.read_bytes()), store, packers) for path, file in texts.items()}
    missing = [path for path, copies in kept.items() if len(copies) < len(packers)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        made = pool.map(lambda path: _pack(files[path], store, packers), missing)
        for done, (path, copies) in enumerate(zip(missing, made, strict=True), start=1):
            kept[path] = copies
            if done % _TOLD == 0 or done == len(missing):
                tell("Compressing", done, len(missing))
    return {
        f"{path}{ending}": copy
        for path, copies in kept.items()
        for ending, copy in copies.items()
        if copy.stat().st_size
    }


def _redirects(file: Path | None, store: Store) -> dict[str, Path]:
    if file is None:
        return {}
    text = file.read_text(encoding="utf-8")
    made = {"nginx": for_nginx(text).encode(), "caddy": for_caddy(text).encode()}
    return {f"{REDIRECTS}.{server}": store.keep(key_of(lines), lines) for server, lines in made.items()}


def _lay_out(wanted: dict[str, Path], folder: Path) -> None:
    """Make `folder` hold just the files that are wanted; what is the same file already is left alone."""
    if folder.is_file() or folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    folders = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    there = _clear(folder, wanted, folders)
    for name in sorted(folders - there):
        (folder / name).mkdir()
    for path in wanted.keys() - there:
        _link(wanted[path], folder / path)


def _clear(folder: Path, wanted: dict[str, Path], folders: set[str]) -> set[str]:
    """Take away what is not wanted in a folder, and return the paths of what stays."""
    there, disk = {"."}, folder.stat().st_dev
    for base, inner, names in os.walk(folder):
        within = base[len(str(folder)) + 1 :]
        for name in names:
            path = f"{within}/{name}" if within else name
            source, place = wanted.get(path), Path(base, name)
            if source is not None and _is_same(source.stat(), place.lstat(), disk):
                there.add(path)
            else:
                place.unlink()
        for name in list(inner):
            path = f"{within}/{name}" if within else name
            if path in folders and not Path(base, name).is_symlink():
                there.add(path)
                continue
            inner.remove(name)
            _remove(Path(base, name))
    return there


def _is_same(source: os.stat_result, placed: os.stat_result, disk: int) -> bool:
    return (source.st_ino, source.st_dev) == (placed.st_ino, disk)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(source, target)


def _packers(best: bool) -> Packers:
    """Return how each packing is made; `best` is for sites that are not large."""
    import brotli  # type: ignore[import-untyped]
    import zstandard

    quality = 11 if best else 6
    br = partial(brotli.compress, mode=brotli.MODE_TEXT, quality=quality)
    return {
        ".gz": (f"gz {zlib.ZLIB_RUNTIME_VERSION}", lambda content: zlib.compress(content, 9, 31)),
        ".br": (f"br {brotli.__version__} {quality}", br),
        ".zst": (f"zst {zstandard.__version__}", lambda text: zstandard.ZstdCompressor(12).compress(text)),
    }


def _find(key: str, store: Store, packers: Packers) -> dict[str, Path]:
    """Return what the store keeps of the packings of a text, by their endings."""
    found = ((ending, store.find(key_of(key, recipe))) for ending, (recipe, _) in packers.items())
    return {ending: kept for ending, kept in found if kept}


def _pack(file: Path, store: Store, packers: Packers) -> dict[str, Path]:
    """Return the packings of a text by their endings; one that would not be smaller is empty in the store."""
    content = file.read_bytes()
    key, copies = key_of(content), _find(key_of(content), store, packers)
    for ending, (recipe, packer) in packers.items():
        if ending not in copies:
            packed = packer(content)
            copies[ending] = store.keep(key_of(key, recipe), packed if len(packed) < len(content) else b"")
    return copies

"""Change what lies on the disk beside the story: the theme, the output, what is kept between two builds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeAlias

Change: TypeAlias = Callable[[Path, Path, Random], None]
"""Change something below the root of a site; the second path is its output."""


def template(root: Path, _: Path, random: Random) -> None:
    names = (
        "post.html",
        "base.html",
        "partials/when.html",
        "phase.html",
        "partials/parts.html",
        "story.html",
    )
    path = root / "theme/templates" / random.choice(names)
    path.write_text(f"{path.read_text()}{{# {random.randrange(999)} #}}")


def template_that_shows(root: Path, _: Path, random: Random) -> None:
    path = root / "theme/templates" / random.choice(("partials/legend.html", "partials/header.html"))
    path.write_text(f"{path.read_text()}<!-- {random.randrange(999)} -->")


def style(root: Path, _: Path, random: Random) -> None:
    path = root / "theme/static/css/20-base.css"
    path.write_text(f"{path.read_text()}\np {{ order: {random.randrange(999)} }}")


def script(root: Path, _: Path, random: Random) -> None:
    path = next((root / "theme/static/js").glob("*.js"))
    path.write_text(f"{path.read_text()}\nconsole.log({random.randrange(999)});")


def _any(output: Path, random: Random) -> Path | None:
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return random.choice(files) if files else None


def output_damaged(_: Path, output: Path, random: Random) -> None:
    if path := _any(output, random):
        path.write_bytes(b"Hello")


def output_damaged_with_old_times(_: Path, output: Path, random: Random) -> None:
    if path := _any(output, random):
        before, content = path.stat(), bytearray(path.read_bytes())
        content[-1:] = b"x"
        path.write_bytes(bytes(content))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def output_gone(_: Path, output: Path, random: Random) -> None:
    if path := _any(output, random):
        path.unlink()


def output_too_many(_: Path, output: Path, random: Random) -> None:
    (output / "posts").mkdir(parents=True, exist_ok=True)
    (output / f"posts/stray-{random.randrange(9)}.html").write_text("Stray")


def no_output(_: Path, output: Path, random: Random) -> None:
    shutil.rmtree(output, ignore_errors=True)


def nothing_kept(root: Path, _: Path, random: Random) -> None:
    name = random.choice(("edition", "last-build.json", "texts.sqlite", "templates"))
    path = root / ".cache" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def kept_damaged(root: Path, _: Path, random: Random) -> None:
    path = root / ".cache" / random.choice(("edition", "last-build.json", "texts.sqlite"))
    if path.is_file():
        content = bytearray(path.read_bytes())
        content[random.randrange(len(content))] ^= 0x5A
        path.write_bytes(bytes(content))


THEME: tuple[Change, ...] = (template, template_that_shows, style, script)
OUTPUT: tuple[Change, ...] = (
    *(output_damaged, output_damaged_with_old_times, output_gone, output_too_many, no_output),
)
KEPT: tuple[Change, ...] = (nothing_kept, kept_damaged)

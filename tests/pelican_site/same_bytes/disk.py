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


def edited_with_old_times(root: Path, _: Path, random: Random) -> None:
    path = random.choice(sorted((root / "content/posts").glob("part-*.md")))
    before, text = path.stat(), path.read_text()
    path.write_text(text.replace("and it's long", random.choice(("and it's good", "and it's done"))))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def written_anew(root: Path, _: Path, random: Random) -> None:
    path = random.choice(sorted((root / "content").rglob("*.md")))
    path.with_suffix(".new").write_bytes(path.read_bytes())
    path.with_suffix(".new").replace(path)


def other_line_ends(root: Path, _: Path, random: Random) -> None:
    path = random.choice(sorted((root / "content").rglob("*.md")))
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def drawing_in_a_template(root: Path, _: Path, random: Random) -> None:
    drawing, base = root / "theme/templates/partials/mark.svg", root / "theme/templates/base.html"
    drawing.write_text(f"<!-- {random.randrange(999)} -->")
    asks = random.choice(
        ("{% include 'partials/mark.svg' %}", "{% set n = 'partials/mark.svg' %}{% include n %}")
    )
    if "mark.svg" not in base.read_text():
        base.write_text(base.read_text().replace("</body>", f"{asks}</body>"))


def link_of_an_editor(root: Path, _: Path, random: Random) -> None:
    folder = random.choice(("content/posts", "theme/templates", "output", "preview"))
    link = root / folder / f".#part-0{random.randint(1, 3)}.md"
    if link.parent.is_dir():
        link.unlink() if link.is_symlink() else link.symlink_to("somebody@somewhere.123")


def text_that_is_hidden(root: Path, _: Path, random: Random) -> None:
    hidden = root / "content" / random.choice(("posts", "phases")) / ".note.md"
    hidden.write_text(f"---\ntitle: Mine\n---\n{random.randrange(999)}\n")


def name_of_another_system(root: Path, _: Path, random: Random) -> None:
    folder = root / random.choice(("content/images", "theme/templates"))
    Path(os.fsdecode(os.fsencode(folder) + b"/.h\xfcft.html")).write_bytes(b"\xff%d" % random.randrange(99))


def file_for_a_folder(_: Path, output: Path, random: Random) -> None:
    folder = output / random.choice(("posts", "posts/part-01", "feeds", "images"))
    shutil.rmtree(folder, ignore_errors=True)
    if output.is_dir() and folder.parent.is_dir():
        folder.write_text("A file")


def folder_for_a_file(_: Path, output: Path, random: Random) -> None:
    file = output / random.choice(("index.html", "posts/part-01/index.html", "sitemap.xml"))
    if file.is_file():
        file.unlink()
        file.mkdir()
        (file / "more.txt").write_text("More")


def link_to_a_folder(root: Path, output: Path, random: Random) -> None:
    mine = root / "mine"
    mine.mkdir(exist_ok=True)
    (mine / "index.html").write_text("Mine")
    link = output / random.choice(("media", "posts/part-02"))
    shutil.rmtree(link) if link.is_dir() and not link.is_symlink() else link.unlink(missing_ok=True)
    if link.parent.is_dir():
        link.symlink_to(mine)


THEME: tuple[Change, ...] = (template, template_that_shows, style, script)
OUTPUT: tuple[Change, ...] = (
    *(output_damaged, output_damaged_with_old_times, output_gone, output_too_many, no_output),
)
ODD: tuple[Change, ...] = (
    *(edited_with_old_times, written_anew, other_line_ends, drawing_in_a_template, link_of_an_editor),
    *(text_that_is_hidden, name_of_another_system, file_for_a_folder, folder_for_a_file, link_to_a_folder),
)
KEPT: tuple[Change, ...] = (nothing_kept, kept_damaged)

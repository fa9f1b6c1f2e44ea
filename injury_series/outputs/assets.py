"""Make the theme's files ready: one stylesheet out of many, every file named by the hash of its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin

from injury_series.errors import SettingsError
from injury_series.view.addresses import Addresses
from injury_series.view.head import Assets

_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)""")
_IMPORT = re.compile(r"""@import\s+["']([^"']+\.css)["']\s*;""")
_FOLDER = "theme"
_HASHED = re.compile(r"[._][0-9a-f]{7,}(?:-\d+)?\.\w+$")
"""How a name ends that holds a hash: ours, with the width of a photo's copy, and Pagefind's."""


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """Hold the theme's files as they are published: `contents` maps a path of the site to its bytes."""

    assets: Assets
    contents: dict[str, bytes]


def hashed(path: str, content: bytes) -> str:
    """Return a path with the content's hash in its name: "a/title.woff2" is "a/title.1f3c5a….woff2"."""
    place = PurePosixPath(path)
    return str(place.with_name(f"{place.stem}.{sha256(content).hexdigest()[:10]}{place.suffix}"))


def is_hashed(path: str) -> bool:
    """Tell whether a path of the site is named by the hash of what it holds: such a file never changes."""
    return bool(_HASHED.search(path))


def make_theme_files(static: Path, addresses: Addresses) -> ThemeFiles:
    """Read the theme's `static` folder.

    Files in `css/` are joined in the order of their names, and those in each of its folders apart, with
    what an `@import` there brings in;
    `url("fonts/x.woff2")` in them names a file of the folder. Raises SettingsError where it is not there.
    A script in `js/` stands by itself; those in a folder of it are joined: `js/page/*.js` is `js/page.js`.
    """
    hrefs: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for name, content in [*_files(static), *_scripts(static)]:
        place = f"{_FOLDER}/{hashed(name, content)}"
        hrefs[name], contents[place] = addresses.at(place), content
    sheets: dict[str, str] = {}
    for folder in [static / "css", *sorted(path for path in (static / "css").iterdir() if path.is_dir())]:
        style = _stylesheet(folder, static, hrefs).encode()
        name = folder.name if folder.parent.name == "css" else "style"
        place = f"{_FOLDER}/{hashed(f'{name}.css', style)}"
        sheets[name], contents[place] = addresses.at(place), style
    return ThemeFiles(Assets(sheets.pop("style"), sheets, hrefs), contents)


def _files(static: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file that is published as it is, by its path in the folder."""
    for path in sorted(static.rglob("*")):
        joined = path.suffix in (".css", ".js", ".txt", ".md") or path.name.startswith(".")
        if path.is_file() and not joined:
            yield path.relative_to(static).as_posix(), path.read_bytes()


def _scripts(static: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each script as it is published, without its remarks."""
    for path in sorted((static / "js").iterdir()):
        files = sorted(path.glob("*.js")) if path.is_dir() else [path]
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        yield f"js/{path.stem}.js", str(rjsmin.jsmin(text)).encode()


def _with_imports(path: Path) -> str:
    """Return a style file with the files in place of each `@import "../reading/*.css";` in it."""

    def imported(match: re.Match[str]) -> str:
        pattern = path.parent / match[1]
        return "\n".join(_with_imports(found) for found in sorted(pattern.parent.glob(pattern.name)))

    return _IMPORT.sub(imported, path.read_text(encoding="utf-8"))


def _stylesheet(folder: Path, static: Path, hrefs: dict[str, str]) -> str:
    paths = sorted(folder.glob("*.css"))
    if not paths:
        raise SettingsError(f"The theme has no style: there is no file {folder.name}/*.css in {static}.")
    try:
        texts = [_with_imports(path) for path in paths]
    except UnicodeDecodeError as error:
        raise SettingsError(f"The theme's style in {folder.name}/ is not UTF-8 text: {error}") from error

    def named(match: re.Match[str]) -> str:
        if match[1] not in hrefs:
            raise SettingsError(f'The theme\'s style asks for "{match[1]}", which is not in {static.name}/.')
        return f'url("{hrefs[match[1]]}")'

    return str(rcssmin.cssmin(_URL.sub(named, "\n".join(texts))))

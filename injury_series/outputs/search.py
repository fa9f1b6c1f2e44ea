"""Make the search index: Pagefind reads the finished pages and writes what the search page asks for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from injury_series.errors import InjurySeriesError
from injury_series.outputs.search_order import put_in_order
from injury_series.view.search import INDEX

_KEPT = {".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment"}


def make_index(site: Path) -> None:
    """Write the index of the pages below `site` into a folder there: the same bytes for the same pages.

    Nothing is read but the pages, so nothing can be found that is not published. Pages and parts of them are
    marked by `data-pagefind-…` in the templates. Raises InjurySeriesError where the program is missing or
    fails.
    """
    shutil.rmtree(site / INDEX, ignore_errors=True)
    try:
        with TemporaryDirectory() as aside:  # if this is killed, Pagefind goes on: not in the next one's site
            _run(_program(), site, Path(aside) / "index")
            shutil.move(Path(aside) / "index", site / INDEX)
        _clear(site / INDEX)
        put_in_order(site / INDEX)
    except (OSError, ValueError, LookupError) as error:
        raise InjurySeriesError(f"The search index was not made: {error}") from error


def _program() -> str:
    with suppress(FileNotFoundError):
        found = get_executable()
        if found:
            return str(found)
    raise InjurySeriesError(
        "The search index was not made: the program Pagefind is missing. "
        "To get it, delete the folder .venv and run the task again."
    )


def _run(program: str, site: Path, index: Path) -> None:
    """Run Pagefind on a site, with no settings but these: it would take more from its surroundings."""
    command = [program, "--site", ".", "--output-path", str(index), "--silent"]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(
        command, cwd=site, env=surroundings, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise InjurySeriesError(f"The search index was not made. Pagefind says: {said}")


def _clear(folder: Path) -> None:
    """Take away what the search page never asks for: Pagefind's own pages, its worker, further languages."""
    languages = json.loads((folder / "pagefind-entry.json").read_bytes())["languages"].values()
    kept = {"pagefind.js", "pagefind-entry.json"}
    kept |= {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in _KEPT and path.name not in kept:
            path.unlink()

"""Make the search index: Pagefind reads the finished pages and writes what the search page asks for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

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
        with TemporaryDirectory() as aside:  # if this is killed, Pagefind may go on: not in the next's site
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
    """Let Pagefind read a site page by page, with no settings but its own: it would find more around it.

    It is not given the folder: it would number the pages as the disk lists them, which differs for the same.
    It ends with this process.
    """
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with (
        TemporaryFile() as words,
        subprocess.Popen(
            [program, "--service"],
            cwd=site,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
        ) as process,
    ):
        assert process.stdin
        try:
            number = _ask(process, type="NewIndex", config={})["index_id"]
            for path in sorted(site.rglob("*.html")):
                name, text = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
                _ask(process, type="AddFile", index_id=number, file_path=name, file_contents=text)
            _ask(process, type="WriteFiles", index_id=number, output_path=str(index))
        except (EOFError, BrokenPipeError):
            with suppress(BrokenPipeError):  # what it did not read any more
                process.stdin.close()
            words.seek(0)
            raise _complaint(words.read().decode(errors="replace")) from None


def _ask(process: subprocess.Popen[bytes], **request: Any) -> dict[str, Any]:
    """Ask Pagefind for one thing and return its answer: JSON in Base64, each ended by a comma, as its own
    packages speak with it. Raises EOFError or BrokenPipeError where it has ended.
    """
    assert process.stdin
    assert process.stdout
    process.stdin.write(b64encode(json.dumps({"message_id": 0, "payload": request}).encode()) + b",")
    process.stdin.flush()
    answer = b""
    while not answer.endswith(b","):
        more = os.read(process.stdout.fileno(), 1 << 16)
        if not more:
            raise EOFError
        answer += more
    said: dict[str, Any] = json.loads(b64decode(answer))["payload"]
    if said["type"] == "Error":
        raise _complaint(said["message"])
    return said


def _complaint(said: str) -> InjurySeriesError:
    return InjurySeriesError(f"The search index was not made. Pagefind says: {' '.join(said.split())}")


def _clear(folder: Path) -> None:
    """Take away what the search page never asks for: Pagefind's own pages, its worker, further languages."""
    languages = json.loads((folder / "pagefind-entry.json").read_bytes())["languages"].values()
    kept = {"pagefind.js", "pagefind-entry.json"}
    kept |= {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in _KEPT and path.name not in kept:
            path.unlink()

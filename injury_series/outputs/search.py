"""Make the search index: Pagefind reads the finished pages and writes what the search page asks for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from pagefind.service import get_executable

from injury_series.errors import InjurySeriesError
from injury_series.outputs.search_order import put_in_order
from injury_series.view.search import INDEX

_KEPT = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment")


def make_index(site: Path) -> None:
    """Write the index of the pages below `site` into a folder there: the same bytes for the same pages.

    Nothing is read but the pages, so nothing can be found that is not published. Pages and parts of them are
    marked by `data-pagefind-…` in the templates. Raises InjurySeriesError where the program is missing or
    fails.
    """
    folder = site / INDEX
    shutil.rmtree(folder, ignore_errors=True)
    try:
        for name, content in _kept(_files(_program(), site)):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        put_in_order(folder)
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


def _files(program: str, site: Path) -> dict[str, bytes]:
    """Let Pagefind read a site page by page, and return the files of its index by their names.

    It is not given the folder: it would number the pages as the disk lists them, which differs for the same.
    Nor does it write the files: it says that they are there before they are, and goes on if this is killed.
    Settings of its own that it would find around it are kept from it.
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
            files = _ask(process, type="GetFiles", index_id=number)["files"]
            return {file["path"]: b64decode(file["content"]) for file in files}
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
    answer = bytearray()
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


def _kept(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what the search page asks for: not Pagefind's own pages, its worker, further languages."""
    languages = json.loads(files["pagefind-entry.json"])["languages"].values()
    kept = {"pagefind.js", "pagefind-entry.json"}
    kept |= {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    for name, content in files.items():
        if name in kept or name.endswith(_KEPT):
            yield name, content

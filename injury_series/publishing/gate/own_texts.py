"""Read the writer's own files as they go out, to find where a leak of the finished site was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from injury_series.publishing.gate.bare import bare
from injury_series.publishing.gate.seen import seen, seen_lines
from injury_series.source.files import ContentFiles
from injury_series.story.providers import Provider

_KEY = re.compile(r"^(\s*(?:- )?)([\w-]+):(.*)$")
_OF_PROVIDERS = re.compile(r"(?<=\]\()provider:[\w.-]+")
_SILENT = ("status", "date", "updated", "order", "part", "shown", "kind", "outcome", "as-of")


@dataclass(frozen=True, slots=True)
class OwnText:
    """Hold a run of lines of one of the writer's files, in the form in which texts are compared."""

    file: str
    line: int
    text: str

    def line_at(self, place: int) -> int:
        """Return the line of the file on which a place of the text lies."""
        return self.line + self.text.count("\n", 0, place)


class OwnTexts:
    """Read the files from which the site was made, and the names of their pictures."""

    def __init__(self, files: ContentFiles, unshown: set[str], providers: tuple[Provider, ...]) -> None:
        self._files = files
        self._unshown = unshown
        self._keys = {provider.key for provider in providers}
        self._hiding = {provider.source for provider in providers if not provider.is_named}

    def every(self) -> Iterator[OwnText]:
        """Yield every run of lines twice: as it is written, and without the marks of Markdown."""
        for path in self._paths():
            file = self._files.name(path)
            for line, text in _runs(self._said(file, path)):
                yield OwnText(file, line, seen_lines(text))
                yield OwnText(file, line, seen_lines(bare(text)))

    def lines_with(self, text: str) -> list[tuple[str, int]]:
        """Return the file and line of every place where a text stands just so, or as a reader sees it."""
        found, form = [], seen(text).casefold()
        for path in self._paths():
            for number, line in enumerate(self._said(self._files.name(path), path), start=1):
                if text in line or form in seen(bare(line)).casefold():
                    found.append((self._files.name(path), number))
        return found

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield each file whose name makes an address, and the part of its path that the writer chose."""
        for path in (path for path in self._paths() if self._files.name(path) not in self._hiding):
            yield self._files.name(path), path.relative_to(self._files.root).with_suffix("").as_posix()

    def _paths(self) -> list[Path]:
        files = self._files
        groups = (files.posts, files.phases, files.providers, files.pages, *files.comments.values())
        paths = sorted({files.series, *(path for group in groups for path in group)})
        return [path for path in paths if path.is_file() and files.name(path) not in self._unshown]

    def _said(self, file: str, path: Path) -> list[str]:
        """Return a file's lines; one that only names or hides a provider, or allows something, is empty."""
        lines = _lines(path)
        ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
        header = range(ends[0], ends[1] + 1) if len(ends) == 2 and path.suffix == ".md" else range(len(lines))
        silent = ("name", "practice", "place", "url", *_SILENT) if file in self._hiding else _SILENT
        key = ""
        for number, line in enumerate(lines):
            if number not in header:
                lines[number] = _OF_PROVIDERS.sub("", line)
                continue
            match = _KEY.match(line)
            key = match[2] if match else key
            value = (match[3] if match else line).strip(" -\"'")
            if key in ("allow", "provider", "providers", *silent) or value in self._keys:
                lines[number] = ""
        return lines


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()


def _runs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each run of lines between empty ones, with its first line's number."""
    first, run = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            run.append(line)
            continue
        if run:
            yield first, "\n".join(run)
        first, run = number + 1, []

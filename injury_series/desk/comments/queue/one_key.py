"""Change one key of a comment's front matter, such as its name, and leave the rest byte for byte."""

from __future__ import annotations

from pathlib import Path

from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.steps import text_in
from injury_series.desk.comments.strangers import without_addresses
from injury_series.desk.importing.texts import file_text
from injury_series.desk.new.checking import clean
from injury_series.errors import ContentFaults, Fault
from injury_series.source.front_matter import Document
from injury_series.source.text_file import split
from injury_series.source.yaml_tree import read_yaml


def with_name(entry: Entry, name: str) -> str:
    """Return the text of a comment's file with another author; ContentFaults where that cannot be one."""
    problem = wrong_name(name)
    if problem:
        raise ContentFaults([Fault("comments edit-name", 0, "", problem)])
    return with_value(entry, "author", clean(name))


def wrong_name(name: str) -> str:
    """Return what keeps a text from being a name that readers see, or nothing."""
    if not clean(name):
        return 'Which name? Write "A reader" for none.'
    if without_addresses(name) != name:
        return "An e-mail address stands here; readers' addresses are not published. Write the name alone."
    return ""


def with_value(entry: Entry, key: str, value: str | None) -> str:
    """Return the text of a comment's file in which a key has another value; None takes it out.

    Raises ContentFaults where the file's front matter cannot be read.
    """
    if entry.loaded is None:
        raise ContentFaults(entry.faults)
    document, text = entry.loaded.document, text_in(entry.path) or ""
    if key not in document.header.data:
        raise ContentFaults([Fault(entry.file, 1, key, "This key is not in the file.")])
    lines = text.splitlines(keepends=True)
    first = document.header.line((key,)) - 1
    end = "\r\n" if lines[first].endswith("\r\n") else "\n"
    new = [file_text({key: value}, "").split("\n")[1] + end] if value else []
    wanted = {name: each for name, each in document.header.data.items() if name != key}
    wanted |= {key: value} if value else {}
    for last in range(first + 1, len(lines)):  # most often one line; a folded text has more
        made = "".join((*lines[:first], *new, *lines[last:]))
        if _says(made, entry.path, document) == wanted:
            return made
    problem = f"The {key} cannot be changed here by itself. Change it in the file."
    raise ContentFaults([Fault(entry.file, first + 1, key, problem)])


def _says(text: str, path: Path, document: Document) -> object:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        header, body, _ = split(plain, path.name)
        return read_yaml(header, path.name, first_line=2).data if body == document.body else None
    except ContentFaults:
        return None

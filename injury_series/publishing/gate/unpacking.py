"""Open every file of a finished site, and what is packed in it, down to its texts."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote, unquote_to_bytes

from injury_series.publishing.gate.image_notes import BEHIND, Note, knows, notes_of, profile_of
from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.markup import Pieces, is_html, json_texts, kind_of, xml_texts
from injury_series.publishing.gate.seen import Kind, Piece, Text

Found: TypeAlias = "Piece | tuple[str, Leak]"
"""Texts of a file, or its path and what is wrong with it."""

_PLAIN = (".txt", ".webmanifest", ".map", ".md", "_redirects", "_headers", "CNAME", ".nojekyll", ".vtt")
_UNREAD = (".woff2", ".woff", ".ttf", ".otf", ".ico", ".pagefind", ".wasm")
"""Fonts, the mark in a browser's tab and the program of the search: only their bytes are looked through."""

KNOWN = (
    ".html, .xml, .svg, .css, .js, .json, .txt, .epub, .gz, .png, .jpg, .webp, .avif, .gif, .ico, .woff2, "
    "_redirects, _headers, CNAME, .nojekyll"
)
_PICTURE = (
    "A picture is copied without its notes when the site is built: build again, and report it if it stays."
)
_DATA = re.compile(r"data:([\w.+/-]*)((?:;[\w=.+-]+)*),([^\s\"')>]*)", re.I)
_DATA_KINDS = {
    "image/svg+xml": ".svg", "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp",
    "image/gif": ".gif", "image/avif": ".avif", "text/html": ".html", "text/css": ".css",
}  # fmt: skip
_DATA_IN = (Kind.ADDRESS, Kind.ASKED, Kind.STYLE, Kind.SCRIPT)
_MARK = b"pagefind_dcd"
_DEPTH = 4
_CBOR_NO_TEXT = re.compile(
    rb"(?:[\x00-\x17\x20-\x37\x80-\x97]|[\x18\x38\x98].|[\x19\x39\x99].{2}|[\x1a\x3a\x9a].{4})+", re.S
)
"""Heads of numbers and lists: of these the index holds most (RFC 8949, section 3)."""


class Unpacker:
    """Open the files of one site; markup that stands in several of them is read once."""

    def __init__(self) -> None:
        self._pieces = Pieces()

    def open(self, path: str, content: bytes, depth: int = 0) -> Iterator[Found]:
        """Yield every text in a file, and what is wrong with it; `path` is its path below the site."""
        yield _one(path, Kind.NAME, path)
        suffix = _suffix(path)
        if knows(suffix):
            yield from _picture(path, suffix, content)
        elif suffix in self._by_kind():
            try:
                yield from self._by_kind()[suffix](path, content, depth)
            except (ValueError, LookupError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
                problem = f"This file is damaged, or not what its name says: {error}."
                yield path, Leak(problem, path, "Build again, and report it if it stays.", may_stand=False)
        elif suffix in _UNREAD:
            yield _one(path, Kind.ASIDE, _letters(content))
        else:
            problem = f'A file of the kind "{suffix or path}" cannot be looked into.'
            yield path, Leak(problem, path, f"Take it out. Known kinds: {KNOWN}.", may_stand=False)

    def _by_kind(self) -> dict[str, Callable[[str, bytes, int], Iterator[Found]]]:
        markup = dict.fromkeys((".html", ".htm"), self._html)
        xml = dict.fromkeys((".xml", ".xhtml", ".opf", ".ncx", ".svg", ".rss", ".atom", ".xsl"), self._xml)
        code = {".css": self._style, ".js": self._script, ".mjs": self._script}
        packed = {".epub": self._book, ".zip": self._book, ".gz": self._packed, ".json": self._json}
        search = dict.fromkeys((".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter"), self._index)
        return {**markup, **xml, **code, **packed, **search, **dict.fromkeys(_PLAIN, self._plain)}

    def _html(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        yield from self._in_pieces(path, 0, _decoded(content), depth)

    def _in_pieces(self, path: str, line: int, text: str, depth: int) -> Iterator[Found]:
        for before, texts in self._pieces.of(text):
            yield Piece(path, line + before, texts)
            yield from self._within(path, texts, depth)

    def _xml(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        yield from self._with_html(path, tuple(xml_texts(content)), depth)

    def _json(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        yield from self._with_html(path, tuple(json_texts(_decoded(content))), depth)

    def _with_html(self, path: str, texts: tuple[Text, ...], depth: int) -> Iterator[Found]:
        """Yield texts, and where one is HTML itself, as a feed holds it, what that says."""
        for line, kind, text in texts:
            if kind is Kind.WORDS and is_html(text):
                yield from self._in_pieces(path, line - 1, text, depth)
            else:
                yield Piece(path, line - 1, ((1, kind, text),))
        yield from self._within(path, texts, depth)

    def _style(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        yield from self._with_html(path, ((1, Kind.STYLE, _decoded(content)),), depth)

    def _script(self, path: str, content: bytes, _: int) -> Iterator[Found]:
        yield _one(path, Kind.SCRIPT, _decoded(content), 1)

    def _plain(self, path: str, content: bytes, _: int) -> Iterator[Found]:
        for number, line in enumerate(_decoded(content).splitlines(), start=1):
            yield _one(path, Kind.WORDS, line, number)
            for word in line.split():
                if kind_of(word) is Kind.ADDRESS:
                    yield _one(path, Kind.ADDRESS, unquote(word), number)

    def _packed(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        if depth > _DEPTH:
            raise ValueError("it is packed too often")
        yield from self.open(path.removesuffix(".gz"), gzip.decompress(content), depth + 1)

    def _index(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        """Read a file of the search index: a mark, then JSON or CBOR, packed."""
        data = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        if not data.startswith(_MARK):
            raise ValueError("it does not begin as a file of Pagefind does")
        if path.endswith(".pf_fragment"):
            yield from self._json(path, data[len(_MARK) :], depth)
        else:
            words = " \x00 ".join(dict.fromkeys(_cbor_texts(data, len(_MARK))))
            yield _one(path, Kind.INDEX, words)

    def _book(self, path: str, content: bytes, depth: int) -> Iterator[Found]:
        if depth > _DEPTH:
            raise ValueError("it is packed too often")
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            remarks = [book.comment, *(member.comment + member.extra for member in book.infolist())]
            for remark in filter(None, remarks):
                yield _one(path, Kind.ASIDE, _decoded(remark))
            for member in book.infolist():
                if member.is_dir() or member.filename == "mimetype":
                    continue
                yield from self.open(f"{path}/{member.filename}", book.read(member), depth + 1)

    def _within(self, path: str, texts: tuple[Text, ...], depth: int) -> Iterator[Found]:
        """Open what stands inside an address itself (RFC 2397)."""
        holding = (text for _, kind, text in texts if "data:" in text and kind in _DATA_IN)
        for found in (match for text in holding if depth <= _DEPTH for match in _DATA.finditer(text)):
            suffix = _DATA_KINDS.get(found[1].lower())
            try:
                content = base64.b64decode(found[3]) if "base64" in found[2] else unquote_to_bytes(found[3])
            except (binascii.Error, ValueError):
                continue
            if suffix:
                yield from self.open(f"{path}/data{suffix}", content, depth + 1)


def _one(path: str, kind: Kind, text: str, line: int = 0) -> Piece:
    return Piece(path, 0, ((line, kind, text),))


def _suffix(path: str) -> str:
    name = PurePosixPath(path)
    return name.suffix.lower() if name.suffix else name.name


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def _letters(content: bytes) -> str:
    """Return the readable runs in bytes of a kind that is not opened."""
    return " \x00 ".join(run.decode("latin-1") for run in re.findall(rb"[A-Za-z][A-Za-z .'-]{5,}", content))


def _picture(path: str, suffix: str, content: bytes) -> Iterator[Found]:
    for note in notes_of(suffix, content):
        if note.words:
            yield _one(path, Kind.ASIDE, note.words)
        yield path, Leak(_said(note), path, _PICTURE, may_stand=False)
    yield _one(path, Kind.ASIDE, _letters(content))
    profile = profile_of(content)
    for start in (0, 1):  # its texts are two bytes a letter (ICC.1, section 10.15), wherever they begin
        wide = profile[start:].decode("utf-16-be", "ignore").encode("latin-1", "replace")
        yield _one(path, Kind.ASIDE, f"{_letters(profile)} \x00 {_letters(wide)}")


def _said(note: Note) -> str:
    words = " ".join(note.words.split())[:80]
    if note.what == BEHIND:
        return "This picture holds something behind its end" + (f': "{words}".' if words else ".")
    return f"This picture carries {note.what}" + (f": {words}." if words else ".")


def _cbor_texts(data: bytes, at: int) -> Iterator[str]:
    """Yield the texts in CBOR (RFC 8949): heads follow each other, whatever lies in what."""
    while True:
        skipped = _CBOR_NO_TEXT.match(data, at)
        at = skipped.end() if skipped else at
        if at >= len(data):
            return
        kind, size = data[at] >> 5, data[at] & 31
        at += 1
        if 24 <= size <= 27:
            length = 1 << (size - 24)
            size, at = int.from_bytes(data[at : at + length], "big"), at + length
        if kind == 3:
            yield data[at : at + size].decode("utf-8", "replace")
        at += size if kind in (2, 3) else 0

"""Read a file of XML piece by piece, as text that an XML parser takes, whatever bytes are in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from injury_series.errors import ContentFaults, Fault
from injury_series.outputs.progress import Tell

_PIECE = 1 << 16
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_UNKNOWN = "\ufffd"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PACKED = (b"PK\x03\x04", b"\x1f\x8b")


class XmlText:
    """Give the text of one file; afterwards `unreadable` says how many characters no text can hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unreadable = 0

    def pieces(self, tell: Tell) -> Iterator[str]:
        """Yield the text in pieces; ContentFaults where the file cannot be read, or is packed.

        What XML cannot hold is taken out (XML 1.0, section 2.2), as WordPress writes it out all the same; a
        byte that is no letter in the file's encoding becomes U+FFFD.
        """
        size, done = self._size(), 0
        with self.path.open("rb") as file:
            piece = file.read(_PIECE).lstrip(b" \t\r\n")  # blank lines before the start break other readers
            self._refuse_packed(piece)
            decoder = codecs.getincrementaldecoder(_encoding(piece))("replace")
            while piece:
                done += len(piece)
                yield self._clean(decoder.decode(piece))
                tell("Reading", min(done, size), size)
                piece = file.read(_PIECE)
            yield self._clean(decoder.decode(b"", final=True))

    def _size(self) -> int:
        try:
            if self.path.is_dir():
                raise self.fault("This is a folder.", "Name the file that WordPress gave you: Tools, Export.")
            with self.path.open("rb"):
                return self.path.stat().st_size
        except FileNotFoundError as error:
            raise self.fault("There is no such file.") from error
        except OSError as error:
            raise self.fault(f"This file cannot be read: {error.strerror}.") from error

    def _refuse_packed(self, start: bytes) -> None:
        if start.startswith(_PACKED):
            raise self.fault("This file is packed.", "Unpack it first, and name the .xml file that is in it.")

    def _clean(self, text: str) -> str:
        text, stray = _NO_TEXT.subn("", text)
        self.unreadable += stray + text.count(_UNKNOWN)
        return text

    def fault(self, problem: str, hint: str = "", line: int = 0) -> ContentFaults:
        """Return an error about this file."""
        return ContentFaults([Fault(self.path.name, line, "", problem, hint=hint)])


def _encoding(start: bytes) -> str:
    """Return the encoding of a file by its first bytes, else what it says of itself, else UTF-8."""
    for bom, encoding in _BOMS.items():
        if start.startswith(bom):
            return encoding
    said = _ENCODING.match(start)
    try:
        return codecs.lookup(said[1].decode("ascii")).name if said else "utf-8"
    except LookupError:
        return "utf-8"

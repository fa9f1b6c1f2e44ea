"""Find what a picture's file carries beside the picture: place, camera, remarks, anything behind its end.

Only the parts of a file that a picture needs are known here; all else is a note. JPEG: ITU-T T.81, annex B;
PNG: W3C, third edition, section 11; WebP: RFC 9649; GIF: GIF89a; AVIF: ISO/IEC 14496-12 and 23008-12.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image as PillowImage
from PIL.ExifTags import TAGS

PLACE = "the place where it was taken"
CAMERA = "what the camera wrote into it"
REMARK = "a remark"
PROGRAM = "notes of a program"
BEHIND = "something behind its end"
DAMAGED = "a picture that cannot be read"

_GPS = 0x8825
_HARMLESS = {0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x8769, 0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003}
"""Which way up, how dense, which colours, how large: EXIF that tells nothing (CIPA DC-008)."""

_PNG_KNOWN = "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI bKGD pHYs sBIT hIST acTL fcTL fdAT"
_WEBP_KNOWN = ("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP")
_BOX_KNOWN = ("ftyp", "meta", "mdat", "moov")
_XMP = (b"http://ns.adobe.com/xap", b"<x:xmpmeta", b"<?xpacket")
_TIFF = re.compile(rb"(?:II\*\0|MM\0\*).{4}", re.S)
_ITEM = re.compile(rb"infe.{4}.{2,4}.{2}(Exif|mime|uri )", re.S)


@dataclass(frozen=True, slots=True)
class Note:
    """Say what a picture carries, and the words of it where it has any."""

    what: str
    words: str = ""


def notes_of(suffix: str, content: bytes) -> tuple[Note, ...]:
    """Return what a picture carries that no picture needs; `suffix` is its file's, such as ".jpg"."""
    read = _READERS[suffix]
    try:
        return tuple(read(content))
    except (IndexError, ValueError) as error:
        return (Note(DAMAGED, str(error)),)


def profile_of(content: bytes) -> bytes:
    """Return the colour profile of a picture, or nothing."""
    try:
        with PillowImage.open(io.BytesIO(content)) as picture:
            profile = picture.info.get("icc_profile")
    except (OSError, SyntaxError, ValueError):
        return b""
    return profile if isinstance(profile, bytes) else b""


def knows(suffix: str) -> bool:
    """Tell whether files with this ending are pictures that can be looked into."""
    return suffix in _READERS


def _jpeg(content: bytes) -> Iterator[Note]:
    at = 2
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("it does not begin as a JPEG does")
    while content[at] == 0xFF and content[at + 1] != 0xD9:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
            continue
        yield from _segment(marker, content[at + 4 : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:
            at = _scan_end(content, at)
    if content[at : at + 2] != b"\xff\xd9":
        raise ValueError("its end is missing")
    if content[at + 2 :]:
        yield Note(BEHIND, _printable(content[at + 2 :]))


def _scan_end(content: bytes, at: int) -> int:
    """Return where the next marker is that is no part of the pixels."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _segment(marker: int, data: bytes) -> Iterator[Note]:
    if marker == 0xFE:
        yield Note(REMARK, _printable(data))
    elif marker == 0xE1 and data.startswith(b"Exif\0"):
        yield from _exif(data)
    elif marker == 0xE0 and data.startswith(b"JFIF\0"):
        if data[12:14] != b"\0\0":
            yield Note(PROGRAM, "a small copy of the picture")
    elif 0xE0 <= marker <= 0xEF and not data.startswith((b"ICC_PROFILE\0", b"Adobe")):
        yield Note(PROGRAM, _printable(data))


def _png(content: bytes) -> Iterator[Note]:
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("it does not begin as a PNG does")
    at, name = 8, ""
    while name != "IEND":
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8].decode("latin-1")
        if len(name) < 4:
            raise ValueError("its end is missing")
        data = content[at + 8 : at + 8 + size]
        if name == "eXIf":
            yield from _exif(b"Exif\0\0" + data)
        elif name not in _PNG_KNOWN.split():
            yield Note(REMARK if name.endswith("Xt") else PROGRAM, _printable(_inflated(name, data)))
        at += 12 + size
    if content[at:]:
        yield Note(BEHIND, _printable(content[at:]))


def _inflated(name: str, data: bytes) -> bytes:
    """Return a text of a PNG opened where it is packed (zTXt and iTXt)."""
    import zlib

    packed = data.find(b"\x78")
    if name not in ("zTXt", "iTXt") or packed < 0:
        return data
    try:
        return data[:packed] + b" " + zlib.decompress(data[packed:])
    except zlib.error:
        return data


def _webp(content: bytes) -> Iterator[Note]:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise ValueError("it does not begin as a WebP does")
    at, end = 12, 8 + int.from_bytes(content[4:8], "little")
    while at + 8 <= min(end, len(content)):
        name, size = (
            content[at : at + 4].decode("latin-1"),
            int.from_bytes(content[at + 4 : at + 8], "little"),
        )
        data = content[at + 8 : at + 8 + size]
        if name == "EXIF":
            yield from _exif(data if data.startswith(b"Exif\0") else b"Exif\0\0" + data)
        elif name not in _WEBP_KNOWN:
            yield Note(PROGRAM, _printable(data))
        at += 8 + size + size % 2
    if content[end:]:
        yield Note(BEHIND, _printable(content[end:]))


def _gif(content: bytes) -> Iterator[Note]:
    if not content.startswith((b"GIF87a", b"GIF89a")):
        raise ValueError("it does not begin as a GIF does")
    at = 13 + _colours(content[10])
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            at, _ = _blocks(content, at + 11 + _colours(content[at + 9]))
        elif content[at] == 0x21:
            label = content[at + 1]
            at, data = _blocks(content, at + 2)
            if label == 0xFE or (label == 0xFF and not data.startswith((b"NETSCAPE2.0", b"ANIMEXTS1.0"))):
                yield Note(REMARK if label == 0xFE else PROGRAM, _printable(data))
        else:
            raise ValueError("it holds a part that no GIF has")
    if content[at + 1 :]:
        yield Note(BEHIND, _printable(content[at + 1 :]))


def _colours(packed: int) -> int:
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _blocks(content: bytes, at: int) -> tuple[int, bytes]:
    data = b""
    while content[at]:
        data += content[at + 1 : at + 1 + content[at]]
        at += 1 + content[at]
    return at + 1, data


def _boxes(content: bytes) -> Iterator[Note]:
    at = 0
    while at < len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8].decode("latin-1")
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        box = content[at : at + size] if size else content[at:]
        if len(box) < 8 or (at == 0 and name != "ftyp"):
            yield Note(DAMAGED if at == 0 else BEHIND, _printable(content[at:]))
            return
        if name == "meta":
            yield from (_item(found[1], content) for found in _ITEM.finditer(box))
        elif name not in _BOX_KNOWN and box[8:].strip(b"\0"):
            yield Note(PROGRAM, _printable(box[8:]))
        at += len(box)


def _item(kind: bytes, content: bytes) -> Note:
    if kind == b"Exif":
        found = _TIFF.search(content)
        return next(_exif(b"Exif\0\0" + content[found.start() :]), Note(CAMERA)) if found else Note(CAMERA)
    return Note(PROGRAM, _printable(content[max(0, content.find(b"<x:xmpmeta")) :][:400]))


def _exif(data: bytes) -> Iterator[Note]:
    exif = PillowImage.Exif()
    try:
        exif.load(data)
        tags = {**exif, **exif.get_ifd(0x8769)}
        place, small = exif.get_ifd(_GPS), exif.get_ifd(1)
    except (SyntaxError, OSError, KeyError, TypeError, ValueError) as error:
        yield Note(CAMERA, str(error))
        return
    if place or _GPS in exif:
        yield Note(PLACE)
    telling = {tag: value for tag, value in tags.items() if tag not in _HARMLESS and tag != _GPS}
    if telling:
        words = (f"{TAGS.get(tag, tag)}: {_short(value)}" for tag, value in sorted(telling.items()))
        yield Note(CAMERA, ", ".join(words))
    if small:
        yield Note(CAMERA, "a small copy of the picture")


def _short(value: object) -> str:
    text = _printable(value) if isinstance(value, bytes) else str(value)
    return text[:60]


def _printable(data: bytes) -> str:
    """Return the readable runs of some bytes."""
    return " ".join(re.findall(r"[^\W_][\w .,:;@'+/()#-]{2,}", data.decode("utf-8", "replace")))[:400]


_READERS: dict[str, Callable[[bytes], Iterator[Note]]] = {
    ".jpg": _jpeg, ".jpeg": _jpeg, ".png": _png, ".webp": _webp, ".gif": _gif, ".avif": _boxes,
    ".heic": _boxes, ".heif": _boxes,
}  # fmt: skip

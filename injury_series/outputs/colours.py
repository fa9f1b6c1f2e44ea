"""Bring a photo into the colours of screens, with a colour profile that tells of colours and nothing else.

A profile of a camera, screen or scanner names the device, at times its owner. A photo keeps the numbers of
its profile, so that the wide colours of a telephone stay, but no word of it; one in sRGB needs none. What
cannot be said in such numbers (CMYK, tables of measured colours) is turned into sRGB.
"""

from __future__ import annotations

import io
import struct

from PIL import Image as PillowImage
from PIL import ImageCms

_COLOUR_TAGS = (b"wtpt", b"chad", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
_TABLES = (b"A2B0", b"A2B1", b"A2B2", b"D2B0", b"D2B1", b"D2B2")
_HEADER = 128
_D50 = bytes.fromhex("0000f6d6000100000000d32d")
_MIDNIGHT = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
_UNSEEN = 2
"""By how much of 255 a colour may be off without anybody seeing it."""


def on_screen(photo: PillowImage.Image) -> tuple[PillowImage.Image, bytes | None]:
    """Return a photo in RGB, or RGBA where it is see-through, and its profile if it is not in sRGB."""
    profile = photo.info.get("icc_profile")
    clear = photo.has_transparency_data
    if photo.mode.startswith("I"):  # 16 bits of grey; turned into 8 at once, all but black would be white
        photo = photo.point(lambda value: value / 256)  # type: ignore[arg-type, return-value, unused-ignore]
        photo = photo.convert("L")
    if profile and photo.mode in ("CMYK", "L"):
        return _in_srgb(photo, profile), None
    photo = photo.convert("RGBA" if clear else "RGB")
    if photo.mode == "RGBA" and photo.getchannel("A").getextrema() == (255, 255):
        photo = photo.convert("RGB")
    bare = bare_profile(profile) if profile else None
    if profile and bare is None and photo.mode == "RGB":
        return _in_srgb(photo, profile), None
    return photo, bare if bare and not _is_srgb(bare) else None


def bare_profile(profile: bytes) -> bytes | None:
    """Return a profile with nothing but its primaries and curves, or None where that is not all it needs.

    The form is that of ICC.1:2022, 7.2 to 7.3, in the version of the profile itself.
    """
    tags = _tags(profile)
    needed = set(_COLOUR_TAGS) - {b"chad"}
    if profile[16:24] != b"RGB XYZ " or not needed <= tags.keys() or tags.keys() & set(_TABLES):
        return None
    kept = {name: tags[name] for name in _COLOUR_TAGS if name in tags}
    old = profile[8] < 4
    words = {b"desc": _described("RGB", old), b"cprt": _copied("CC0", old)}
    start, table, body = _HEADER + 4 + 12 * len(kept | words), b"", b""
    places: dict[bytes, int] = {}  # the three curves are most often one
    for name, data in (words | kept).items():
        if data not in places:
            places[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += name + struct.pack(">2I", places[data], len(data))
    size = struct.pack(">I", start + len(body))
    head = size + b"\0" * 4 + profile[8:10] + b"\0\0mntrRGB XYZ " + _MIDNIGHT + b"acsp" + b"\0" * 28 + _D50
    return head.ljust(_HEADER, b"\0") + struct.pack(">I", len(kept | words)) + table + body


def _tags(profile: bytes) -> dict[bytes, bytes]:
    """Return the data of a profile by the names of its tags; of one that is damaged, what can be read."""
    if len(profile) < _HEADER + 4:
        return {}
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    tags: dict[bytes, bytes] = {}
    for place in range(_HEADER + 4, min(_HEADER + 4 + 12 * count, len(profile) - 11), 12):
        name, start, size = struct.unpack_from(">4s2I", profile, place)
        if start + size <= len(profile):
            tags[name] = profile[start : start + size]
    return tags


def _described(words: str, old: bool) -> bytes:
    if not old:
        return _copied(words, old)
    text = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * (8 + 3 + 67)


def _copied(words: str, old: bool) -> bytes:
    if old:
        return b"text\0\0\0\0" + words.encode("ascii") + b"\0"
    text = words.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">2I", 1, 12) + b"enUS" + struct.pack(">2I", len(text), 28) + text


def _is_srgb(profile: bytes) -> bool:
    """Tell whether a profile means what a browser takes a photo without a profile for."""
    steps = range(0, 256, 51)
    swatches = PillowImage.new("RGB", (len(steps) ** 2, len(steps)))
    swatches.putdata([(r, g, b) for r in steps for g in steps for b in steps])
    try:
        turned = _turned(swatches, profile)
    except ImageCms.PyCMSError:
        return True
    pairs = zip(swatches.tobytes(), turned.tobytes(), strict=True)
    return all(abs(one - other) <= _UNSEEN for one, other in pairs)


def _in_srgb(photo: PillowImage.Image, profile: bytes) -> PillowImage.Image:
    try:
        return _turned(photo, profile)
    except ImageCms.PyCMSError:  # a profile for other colours than the photo has, or a damaged one
        return photo.convert("RGB")


def _turned(photo: PillowImage.Image, profile: bytes) -> PillowImage.Image:
    srgb = ImageCms.createProfile("sRGB")
    turned = ImageCms.profileToProfile(photo, io.BytesIO(profile), srgb, outputMode="RGB")
    assert turned is not None  # only a change in place returns nothing
    return turned

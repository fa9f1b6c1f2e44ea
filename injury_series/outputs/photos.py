"""Make the copies of one photo that are published: upright, in a few widths and forms, without its notes.

Of a picture that moves this is the first moment: nothing on a page moves by itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from PIL import Image as PillowImage
from PIL import features
from PIL.Image import Resampling, Transpose

from injury_series.outputs.colours import on_screen

WIDTHS = (480, 800, 1216)
"""The widths of copies: for a column of 38rem on screens with one to three pixels for each of CSS."""

_READ = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
_HIGHEST = 12_000
_MOST = 100_000_000
"""How many pixels a photo may have when it is opened: 400 MB of memory."""

_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""How a photo is turned by its orientation (Exif 3.0, 4.6.5.1.8)."""

_AVIF = {"quality": 56, "speed": 6, "codec": "aom", "max_threads": 1, "autotiling": False}
"""One thread a copy: several photos are made at once, and alike on any number of cores."""

_WEBP = {"quality": 77, "method": 4}
_WHOLE_WEBP = {"lossless": True, "quality": 70, "method": 4, "exact": False}
_JPEG = {"quality": 80, "progressive": True, "optimize": True}
_PNG = {"optimize": True}
_WHOLE_IS_WORTH = 1.5
"""How many times larger a drawing may be where no line of it is blurred."""

_VERSION = 1
"""Counts up when the same settings make other copies."""


class UnfitPhoto(Exception):
    """Say why a photo cannot be shown."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Hold one copy: its form ("avif", "webp", "jpg" or "png"), its size, its bytes."""

    form: str
    width: int
    height: int
    content: bytes


def recipe(content: bytes) -> str:
    """Return everything but the photo itself that its copies depend on."""
    settings = (_VERSION, WIDTHS, _HIGHEST, _AVIF, _WEBP, _WHOLE_WEBP, _JPEG, _PNG, _WHOLE_IS_WORTH)
    tools = [PillowImage.__version__, *(features.version(name) for name in ("jpg", "webp", "avif", "zlib"))]  # type: ignore[attr-defined]
    return repr((settings, tools, version("pi-heif") if _is_heif(content) else ""))


def check_photo(content: bytes) -> None:
    """Open a photo whole; raises UnfitPhoto where it cannot be shown."""
    _opened(content)


def make_copies(content: bytes) -> list[Copy]:
    """Return the copies of a photo, those that weigh least first by form, each form by width.

    The last form, which every browser and book shows, is JPEG, or PNG where the photo is see-through or
    drawn; a form that is no lighter than the next is left out. Raises UnfitPhoto.
    """
    opened, drawn = _opened(content)
    photo, profile = on_screen(opened)
    del opened
    sizes = _sizes(photo.size)
    photo.info = {}
    smaller = [photo if photo.size == size else _resized(photo, size) for size in sizes]
    del photo
    forms = [
        _avif(smaller, profile, drawn),
        _webp(smaller, profile, drawn),
        _fallback(smaller, profile, drawn),
    ]
    worth: list[list[Copy]] = []
    for copies in map(_worthwhile, reversed(forms)):
        if copies and (not worth or _weight(copies) < _weight(worth[0])):
            worth.insert(0, copies)
    return [copy for copies in worth for copy in copies]


def _is_heif(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _HEIF


def _opened(content: bytes) -> tuple[PillowImage.Image, bool]:
    """Return a photo upright and whole, and whether it is of a kind that screens and drawings are kept in."""
    try:
        photo = _from_heif(content) if _is_heif(content) else _from_pillow(content)
        drawn = photo.format in ("PNG", "GIF")
        photo.load()
        turn = _UPRIGHT.get(_orientation(photo))
        if turn is not None:
            profile = photo.info.get("icc_profile")
            photo = photo.transpose(turn)
            photo.info["icc_profile"] = profile
    except UnfitPhoto:
        raise
    except PillowImage.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:  # libraries raise many things over a file that is cut short, or made to harm
        raise UnfitPhoto("it is damaged, or no picture at all") from error
    return photo, drawn


def _from_pillow(content: bytes) -> PillowImage.Image:
    photo = PillowImage.open(io.BytesIO(content), formats=_READ)
    width, height = _sizes(photo.size)[-1]
    side = 2 * max(width, height)
    photo.draft("RGB", (side, side))  # a JPEG can be opened at half its size or less, where that is enough
    _check_size(photo.size)
    return photo


def _from_heif(content: bytes) -> PillowImage.Image:
    import pi_heif  # type: ignore[import-untyped]  # the library has no types

    file = pi_heif.open_heif(io.BytesIO(content))
    _check_size(file.size)
    photo: PillowImage.Image = file.to_pillow()
    return photo


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > _MOST:
        raise _too_large()


def _too_large() -> UnfitPhoto:
    return UnfitPhoto("it is far too large when opened")


def _orientation(photo: PillowImage.Image) -> int:
    """Return how a photo lies; notes that cannot be read say nothing, and a browser would show it too."""
    try:
        return int(photo.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1


def _sizes(size: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the sizes of the copies, the largest last; none is larger than the photo."""
    width, height = size
    largest = max(1, min(width, WIDTHS[-1], _HIGHEST * width // height))
    widths = [*(smaller for smaller in WIDTHS if smaller * 1.25 < largest), largest]
    return [(wide, max(1, round(height * wide / width))) for wide in widths]


def _resized(photo: PillowImage.Image, size: tuple[int, int]) -> PillowImage.Image:
    return photo.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _avif(photos: list[PillowImage.Image], profile: bytes | None, drawn: bool) -> list[Copy]:
    if not features.check("avif"):
        return []
    fine = {"subsampling": "4:4:4"} if drawn else {}
    return [_saved("avif", photo, profile, {**_AVIF, **fine}) for photo in photos]


def _webp(photos: list[PillowImage.Image], profile: bytes | None, drawn: bool) -> list[Copy]:
    return [_lighter("webp", photo, profile, drawn) for photo in photos]


def _lighter(form: str, photo: PillowImage.Image, profile: bytes | None, drawn: bool) -> Copy:
    copy = _saved(form, photo, profile, _WEBP)
    whole = _saved(form, photo, profile, _WHOLE_WEBP) if drawn else None
    return whole if whole and len(whole.content) <= _WHOLE_IS_WORTH * len(copy.content) else copy


def _fallback(photos: list[PillowImage.Image], profile: bytes | None, drawn: bool) -> list[Copy]:
    clear = photos[0].mode == "RGBA"
    whole = [_saved("png", photo, profile, _PNG) for photo in photos] if clear or drawn else []
    if clear:
        return whole
    copies = [_saved("jpg", photo, profile, _JPEG) for photo in photos]
    return whole if whole and _weight(whole) <= _WHOLE_IS_WORTH * _weight(copies) else copies


def _worthwhile(copies: list[Copy]) -> list[Copy]:
    """Leave out copies no lighter than the largest: small letters weigh more when they are made smaller."""
    return [copy for copy in copies if copy is copies[-1] or len(copy.content) < _weight(copies)]


def _saved(form: str, photo: PillowImage.Image, profile: bytes | None, settings: Mapping[str, Any]) -> Copy:
    made = io.BytesIO()
    named = {"icc_profile": profile} if profile else {}
    photo.save(made, {"jpg": "JPEG"}.get(form, form.upper()), **settings, **named)
    return Copy(form, photo.width, photo.height, made.getvalue())


def _weight(copies: list[Copy]) -> int:
    """Return what copies of one form weigh: as much as the largest of them."""
    return len(copies[-1].content)

"""What readers get of a photo: all of it that can be seen, and nothing that was written into it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms
from PIL.PngImagePlugin import PngInfo

from injury_series.outputs.colours import bare_profile
from injury_series.outputs.photos import Copy, UnfitPhoto, make_copies
from injury_series.publishing.gate.image_notes import notes_of

HEIC = Path(__file__).parent / "photos" / "turned.heic"
BLUE, RED = (30, 60, 200), (200, 60, 40)
DAMAGED = "it is damaged, or no picture at all"


def a_photo(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Return a red photo whose upper left quarter is blue."""
    photo = Image.new("RGB", size, RED)
    photo.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    return photo.convert(mode)


def a_rich_photo(size: tuple[int, int]) -> Image.Image:
    """Return a photo with soft shapes all over, as things have in a real one; always the same."""
    small = (max(1, size[0] // 5), max(1, size[1] // 5))
    spots = Image.frombytes("RGB", small, Random(7).randbytes(3 * small[0] * small[1]))
    return spots.resize(size, Image.Resampling.BICUBIC)


def saved(photo: Image.Image, form: str = "JPEG", **settings: Any) -> bytes:
    made = io.BytesIO()
    photo.save(made, form, **settings)
    return made.getvalue()


def opened(copy: Copy) -> Image.Image:
    photo = Image.open(io.BytesIO(copy.content))
    photo.load()
    return photo


def corners(photo: Image.Image) -> list[str]:
    """Return which corners are blue, the upper left first, as the hand of a clock goes."""
    right, low = photo.width - 1, photo.height - 1
    places = {
        "upper left": (0, 0),
        "upper right": (right, 0),
        "lower right": (right, low),
        "lower left": (0, low),
    }
    small = photo.convert("RGB")
    return [name for name, at in places.items() if small.getpixel(at)[2] > small.getpixel(at)[0]]  # type: ignore[index]


def secrets(photo: Image.Image) -> Image.Exif:
    """Return notes as a telephone writes them: which way up, the camera, the place."""
    exif = photo.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 12.0)})
    return exif


@pytest.mark.parametrize(
    ("turn", "size", "corner"),
    [
        (1, (60, 40), "upper left"),
        (2, (60, 40), "upper right"),
        (3, (60, 40), "lower right"),
        (4, (60, 40), "lower left"),
        (5, (40, 60), "upper left"),
        (6, (40, 60), "upper right"),
        (7, (40, 60), "lower right"),
        (8, (40, 60), "lower left"),
    ],
)
def test_a_photo_stands_upright_however_the_telephone_was_held(
    turn: int, size: tuple[int, int], corner: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    for copy in make_copies(saved(a_photo(), quality=95, exif=exif)):
        assert (copy.width, copy.height) == size == opened(copy).size
        assert corners(opened(copy)) == [corner], copy.form


def test_a_photo_of_an_iphone_stands_upright_too_and_its_notes_are_gone() -> None:
    assert b"SECRETCAMERA" in HEIC.read_bytes()
    copies = make_copies(HEIC.read_bytes())
    assert copies[-1].form == "jpg"
    for copy in copies:
        assert (copy.width, copy.height) == (48, 64)
        assert corners(opened(copy)) == ["upper right"]
        assert b"SECRETCAMERA" not in copy.content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_copy_carries_a_note(form: str) -> None:
    photo = a_rich_photo((640, 200))
    more: dict[str, Any] = {"comment": b"SECRETCOMMENT"} if form == "JPEG" else {}
    if form == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Comment", "SECRETCOMMENT")
    if form in ("JPEG", "WEBP", "AVIF"):
        more["xmp"] = b"<x:xmpmeta>SECRETCOMMENT</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    copies = make_copies(saved(photo, form, exif=secrets(photo), dpi=(72, 72), icc_profile=profile, **more))
    assert {copy.form for copy in copies} >= {"avif", "webp"}
    for copy in copies:
        assert notes_of(f".{copy.form}", copy.content) == ()
        assert b"SECRET" not in copy.content
        assert "icc_profile" not in opened(copy).info


def widths(copies: Iterable[Copy], form: str) -> list[int]:
    return [copy.width for copy in copies if copy.form == form]


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((1600, 200), [480, 800, 1216]),
        ((1216, 150), [480, 800, 1216]),
        ((900, 120), [480, 900]),
        ((500, 400), [500]),
        ((40, 30), [40]),
        ((3000, 200), [480, 800, 1216]),
        ((200, 3000), [200]),
    ],
)
def test_a_copy_is_never_larger_than_its_photo_and_no_two_are_nearly_alike(
    size: tuple[int, int], made: list[int]
) -> None:
    copies = make_copies(saved(a_rich_photo(size)))
    assert widths(copies, "jpg") == made
    for copy in copies:
        assert abs(copy.height - size[1] * copy.width / size[0]) < 1


def test_every_form_that_is_offered_is_lighter_than_the_next() -> None:
    copies = make_copies(saved(a_rich_photo((600, 400))))
    weights = [len(copy.content) for copy in copies if copy.width == 600]
    assert [copy.form for copy in copies if copy.width == 600][-1] == "jpg"
    assert weights == sorted(weights)
    dots = make_copies(saved(Image.new("RGB", (3, 3)), "PNG"))
    assert "avif" not in {copy.form for copy in dots}, "what a newer form needs around the dots weighs most"


def test_a_screen_full_of_letters_stays_sharp() -> None:
    screen = Image.new("RGB", (600, 400), "white")
    for line in range(0, 400, 8):
        screen.paste("black", (20, line, 20 + line, line + 3))
    for copy in make_copies(saved(screen, "PNG")):
        if copy.form != "avif":
            assert not ImageChops.difference(opened(copy).convert("RGB"), screen).getbbox(), copy.form


def test_a_see_through_picture_stays_so_in_every_form() -> None:
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    clear.paste((*RED, 255), (100, 50, 200, 150))
    moving = saved(clear.convert("P"), "GIF", transparency=0)
    for content in (saved(clear, "PNG"), saved(clear, "WEBP"), moving):
        copies = make_copies(content)
        assert copies[-1].form == "png"
        for copy in copies:
            assert opened(copy).convert("RGBA").getpixel((0, 0))[3] == 0, copy.form  # type: ignore[index]


def test_of_a_picture_that_moves_the_first_moment_is_shown() -> None:
    second = Image.new("RGB", (60, 40), "green")
    for form in ("GIF", "WEBP"):
        for copy in make_copies(saved(a_photo(), form, save_all=True, append_images=[second])):
            assert getattr(opened(copy), "n_frames", 1) == 1
            assert corners(opened(copy)) == ["upper left"]


def test_an_x_ray_of_sixteen_bits_is_not_white() -> None:
    grey = Image.new("I;16", (60, 40), 0x8000)
    for copy in make_copies(saved(grey, "PNG")):
        assert abs(opened(copy).convert("L").getpixel((30, 20)) - 128) <= 2  # type: ignore[operator]


def test_a_photo_for_print_becomes_one_for_screens() -> None:
    for copy in make_copies(saved(a_photo(mode="CMYK"))):
        assert opened(copy).mode == "RGB"
        assert corners(opened(copy)) == ["upper left"]


def test_the_wide_colours_of_a_telephone_stay_and_no_word_of_its_profile() -> None:
    wide = a_wide_profile(b"SECRETSCREEN")
    copies = make_copies(saved(a_rich_photo((500, 400)), icc_profile=wide))
    assert [copy.form for copy in copies] == ["avif", "webp", "jpg"]
    for copy in copies:
        kept = opened(copy).info["icc_profile"]
        assert b"SECRET" not in kept
        assert len(kept) < 700
        turned = ImageCms.profileToProfile(a_photo(), io.BytesIO(kept), io.BytesIO(wide))
        assert turned is not None
        assert max(high for _, high in ImageChops.difference(turned, a_photo()).getextrema()) <= 1  # type: ignore[misc]
    assert bare_profile(wide[:200]) is None, "a profile that is cut short"


def a_wide_profile(words: bytes) -> bytes:
    """Return an RGB profile with wider primaries than sRGB (those of Display P3), and words in it."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    profile = bytearray(srgb)
    (count,) = struct.unpack_from(">I", srgb, 128)
    for place in range(132, 132 + 12 * count, 12):
        name, start, size = struct.unpack_from(">4s2I", srgb, place)
        if name in wide:
            struct.pack_into(">3i", profile, start + 8, *(round(value * 65536) for value in wide[name]))
        if name == b"desc":
            profile[start + 28 : start + size] = words.ljust(size - 28, b"\0")[: size - 28]
    assert words in profile
    return bytes(profile)


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG that claims a size, with what its chunks hold."""
    head = (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (head, *chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + body


BOMBS = {
    "a png of 60000 by 60000": png_of(60_000, 60_000, (b"IDAT", zlib.compress(bytes(999_999)))),
    "a png of 12000 by 12000": png_of(12_000, 12_000, (b"IDAT", zlib.compress(bytes(999_999)))),
    "a gif of 65535 by 65535": b"GIF89a" + struct.pack("<2H", 65_535, 65_535) + b"\0\0\0;",
    "a webp of 16383 by 16383": b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xfe\x3f\0\xfe\x3f\0",
}
NO_PICTURES = {
    "nothing": b"",
    "a text": b"This is no picture.",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing for a printer": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n",
    "a png with a bomb of words": png_of(
        9,
        9,
        (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000))),
        (b"IDAT", zlib.compress(bytes(252))),
    ),
    "a beginning of heic": HEIC.read_bytes()[:40],
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_that_would_fill_the_memory_is_not_opened(name: str) -> None:
    with pytest.raises(UnfitPhoto) as told:
        make_copies(BOMBS[name])
    assert str(told.value) in ("it is far too large when opened", DAMAGED)


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_told(name: str) -> None:
    with pytest.raises(UnfitPhoto, match=f"^{DAMAGED}$"):
        make_copies(NO_PICTURES[name])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIC"])
@pytest.mark.filterwarnings("ignore")
def test_a_photo_cut_short_anywhere_is_told_or_shown_and_nothing_else(form: str) -> None:
    photo = a_photo((90, 70))
    whole = HEIC.read_bytes() if form == "HEIC" else saved(photo, form)
    told = []
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        try:
            make_copies(whole[:length])
        except UnfitPhoto as unfit:
            told.append(str(unfit))
    assert len(told) > 20
    assert set(told) == {DAMAGED}


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_notes_that_are_torn_do_not_keep_a_photo_from_readers() -> None:
    torn = saved(a_photo(), exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03")
    assert corners(opened(make_copies(torn)[-1])) == ["upper left"]


def test_the_same_photo_gives_the_same_bytes() -> None:
    content = saved(a_rich_photo((700, 200)))
    assert make_copies(content) == make_copies(content)

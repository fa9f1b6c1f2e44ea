"""What a browser makes of the pictures of a post: it takes the lightest that fits, and nothing moves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

_HASH = re.compile(r"\.[0-9a-f]{10}\.")


def seen(page: Page) -> list[str]:
    """Scroll to each picture and return what the browser chose for it."""
    chosen = []
    for image in page.locator(".prose img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        chosen.append(_HASH.sub(".", image.evaluate("image => image.currentSrc")).rpartition("/")[2])
    return chosen


@pytest.mark.parametrize(
    ("width", "height", "dots", "chosen"),
    [
        (360, 740, 1, "480"),
        (390, 844, 3, "1216"),
        (700, 900, 1, "800"),
        (1280, 800, 1, "800"),
        (1280, 800, 2, "1216"),
    ],
)
def test_a_browser_takes_the_lightest_copy_that_fits_its_screen(
    browser: Browser, site: str, width: int, height: int, dots: int, chosen: str
) -> None:
    screen = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=dots)
    page = screen.new_page()
    page.goto(f"{site}/posts/everything/")
    names = seen(page)
    assert names[:2] == [f"tall-one-{chosen}.avif", f"wide-{chosen}.avif"]
    assert names[2].startswith("dot-20.")
    assert names[3].startswith("long-300.")
    screen.close()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (1280, 800)])
def test_a_picture_fits_the_screen_keeps_its_shape_and_moves_no_text(
    browser: Browser, site: str, width: int, height: int
) -> None:
    screen = browser.new_context(viewport={"width": width, "height": height})
    page = screen.new_page()
    page.route("**/images/**", lambda route: route.abort())
    page.goto(f"{site}/posts/everything/")
    sizes = "images => images.map(image => [image.clientWidth, image.clientHeight])"
    before = page.locator(".prose img").evaluate_all(sizes)
    page.unroute("**/images/**")
    page.reload()
    seen(page)
    after = page.locator(".prose img").evaluate_all(sizes)
    for was, is_now in zip(before, after, strict=True):
        assert is_now == pytest.approx(was, abs=1), "their place was kept before they came"
    for wide, high in before[:3]:
        assert wide <= width
        assert high <= height
    assert before[0][1] / before[0][0] <= 1900 / 1300 + 0.01
    assert before[3] == [min(300, before[3][0]), 3 * before[3][0]], "a long screen is read by scrolling"
    screen.close()


def test_on_paper_no_picture_is_larger_than_the_page(browser: Browser, site: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 900})
    page.goto(f"{site}/posts/everything/")
    page.emulate_media(media="print")
    seen(page)
    highest = max(page.locator(".prose img").evaluate_all("images => images.map(i => i.clientHeight)"))
    assert highest <= 257 / 25.4 * 96, "A4 has 257 mm between its margins"
    page.close()

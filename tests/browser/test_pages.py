"""Every kind of page in a real browser: accessible, within the policy, without scripts, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KINDS = {
    "home": "/",
    "post": "/posts/it-was-the-hip/",
    "post with everything": "/posts/everything/",
    "phases": "/phases/",
    "phase": "/phases/setback/",
    "phase, page 2": "/phases/setback/page/2/",
    "providers": "/providers/",
    "provider": "/providers/dr-yen/",
    "treatments": "/treatments/",
    "treatment": "/treatments/dry-needling/",
    "timeline": "/timeline/",
    "summary": "/summary/",
    "whole story": "/story/",
    "search": "/search/",
    "follow": "/follow/",
    "page": "/about/",
    "404": "/404.html",
}
VIEWS = [("light", 390), ("dark", 390), ("light", 1280), ("dark", 1280)]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WANTED = {"resultTypes": ["violations"]}
"""All that axe finds wrong, node by node, but no list of every node that is right: it is long, and unread."""

RULES = {
    **WANTED,
    "runOnly": {"type": "tag", "values": LEVELS},
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}

COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
IN_THE_DARK = {**WANTED, "runOnly": {"type": "rule", "values": COLOURS}}
"""A dark scheme changes colours, and nothing else that is looked at."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page of 390 px."""
    with browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce") as context:
        yield context.new_page()


@dataclass(frozen=True)
class Opened:
    """Hold a page that was opened by a browser that was never here; what it asked for, and complained of."""

    kind: str
    page: Page
    requests: tuple[str, ...]
    words: tuple[str, ...]


@pytest.fixture(scope="module", params=KINDS)
def opened(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Opened]:
    """Open each kind of page once for all that is looked at in it."""
    requests: list[str] = []
    words: list[str] = []
    with browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: words.append(message.text))
        page.on("pageerror", lambda error: words.append(str(error)))
        page.goto(site + KINDS[request.param], wait_until="networkidle")
        yield Opened(request.param, page, tuple(requests), tuple(words))


def test_nothing_breaks_the_policy_or_leaves_the_site(opened: Opened, site: str) -> None:
    assert opened.words == ()
    assert [url for url in opened.requests if not url.startswith(f"{site}/")] == []
    assert len(opened.requests) <= 6 + 1, "a page asks for six things at most, the icon aside"


def test_nothing_scrolls_sideways_at_320_px(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 320, "height": 700})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_nothing_in_any_view(opened: Opened) -> None:
    page = opened.page
    for scheme, width in VIEWS:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        rules = IN_THE_DARK if scheme == "dark" else RULES
        found: list[dict[str, Any]] = Axe().run(page, options=rules).response["violations"]
        told = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found]
        assert told == [], f"{opened.kind} in {scheme} at {width} px"


def test_the_story_is_read_from_end_to_end_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{site}/posts/the-burn-that-stayed/")
        seen = [page.url]
        while (next_part := page.locator("main .turn a[rel=next]")).count():
            next_part.first.click()
            seen.append(page.url)
        assert len(seen) == 7
        page.goto(f"{site}/posts/it-was-the-hip/")
        page.locator("a[href$='#comments']").first.click()
        assert page.url.endswith("#comments")
        assert page.locator("#comments article, #comments li").count() >= 2


def test_the_keyboard_meets_the_skip_link_first_and_always_sees_where_it_is(page: Page, site: str) -> None:
    page.goto(f"{site}/posts/it-was-the-hip/")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("#")
    assert page.locator(first).count() == 1
    for _ in range(40):
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


@pytest.mark.parametrize("kind", ["home", "post", "phase"])
def test_paper_is_white_and_without_the_site_around_it(page: Page, site: str, kind: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(site + KINDS[kind])
    left = page.locator("nav:visible, aside:visible, form:visible, button:visible")
    assert [left.nth(n).evaluate("e => e.outerHTML.slice(0, 80)") for n in range(left.count())] == []
    ink = page.evaluate("getComputedStyle(document.querySelector('main p')).color")
    assert max(int(part) for part in ink.strip("rgba()").split(",")[:3]) < 100, "dark ink on paper"

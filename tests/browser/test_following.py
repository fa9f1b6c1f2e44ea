"""What a browser remembers for its reader, and how feeds are got, in a real browser of a site in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from injury_series.outputs.serving import content_type
from injury_series.pelican_site.build import build
from tests.serving import served
from tests.sites import NOW, a_post, a_site

pytestmark = pytest.mark.browser

Publish: TypeAlias = Callable[[datetime], None]

LATER = datetime(2020, 7, 1, tzinfo=UTC)
NEW = "New since your last visit"
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
}"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Publish]]:
    """Serve a site of two parts, and yield its address and the way to build it as of a later day."""
    third = {"posts/walking.md": a_post("Walking", "2020-06-20", "repair")}
    root = a_site(tmp_path_factory.mktemp("following"), third)
    (root / "public").mkdir()

    days: list[datetime] = []

    def publish(now: datetime) -> None:
        if days[-1:] == [now]:
            return
        days.append(now)
        build(root / "pelicanconf.py", root / "public" / "blog", site_url=f"{address}/blog", now=now)

    with served(root / "public") as address:
        yield f"{address}/blog/", publish


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a browser that was never here, and that has nothing to complain of in the end."""
    with browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce") as context:
        words: list[str] = []
        context.on("console", lambda message: words.append(message.text))
        context.on("weberror", lambda error: words.append(str(error.error)))
        yield context
        assert [word for word in words if "404" not in word] == []  # in XML nothing names an icon


def opened(context: BrowserContext, address: str) -> Page:
    """Return a page in a tab of its own, which is a visit of its own."""
    page = context.new_page()
    page.goto(address)
    return page


def read_to_the_end(page: Page) -> None:
    """Scroll to the end of a part, and wait until the browser has drawn it."""
    page.locator(".writer").scroll_into_view_if_needed()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def marked(page: Page) -> list[str]:
    """Return the titles of the parts that are marked as new."""
    return page.locator(".part:has(.new) :is(h3, h4)").all_inner_texts()


def test_a_part_is_new_to_whoever_was_here_before_it_came(
    context: BrowserContext, published: tuple[str, Publish]
) -> None:
    home, publish = published
    publish(NOW)
    page = opened(context, home)
    assert marked(page) == [], "at a first visit, all would be"
    page.close()
    publish(LATER)
    page = opened(context, home)
    assert marked(page) == ["Walking"]
    expect(page.locator(".new")).to_have_text(NEW)
    page.goto(f"{home}phases/repair/")
    assert marked(page) == ["Walking"], "until the visit ends"
    page.close()
    assert marked(opened(context, home)) == []


def test_the_way_leads_on_from_the_part_that_was_read_to_its_end(
    context: BrowserContext, published: tuple[str, Publish]
) -> None:
    home, publish = published
    publish(LATER)
    page = opened(context, f"{home}posts/the-fall/")
    read_to_the_end(page)
    page.goto(home)
    go = page.locator(".ways .go")
    expect(go).to_have_accessible_name("Go on at part 2: The scan")
    go.click()
    page.wait_for_url("**/posts/the-scan/")
    assert context.cookies() == []


def test_nothing_moves_for_what_is_remembered(
    context: BrowserContext, published: tuple[str, Publish]
) -> None:
    home, publish = published
    publish(LATER)
    page = opened(context, home)
    before = page.locator(".part").last.bounding_box()
    page.evaluate("key => localStorage[key] = JSON.stringify({newest: '2020-01-01'})", "story:/blog/")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    assert marked(page) == ["The\xa0fall", "The\xa0scan", "Walking"]
    assert page.locator(".part").last.bounding_box() == before


def test_where_storage_is_blocked_all_is_as_at_a_first_visit(
    context: BrowserContext, published: tuple[str, Publish]
) -> None:
    home, publish = published
    publish(LATER)
    context.add_init_script(BLOCKED)
    page = opened(context, home)
    expect(page.locator(".ways .go")).to_have_text("Start at part 1")
    assert marked(page) == []
    page.goto(f"{home}posts/the-fall/")
    read_to_the_end(page)
    page.goto(f"{home}follow/")
    expect(page.locator("#forget")).to_be_hidden()


def test_a_reader_forgets_what_was_kept_and_copies_an_address(
    context: BrowserContext, published: tuple[str, Publish]
) -> None:
    home, publish = published
    publish(LATER)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context, home)
    page.get_by_role("link", name="Follow the story").first.click()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("status")).to_have_text(f"Copied: {home}feeds/all.atom.xml")
    assert page.evaluate("navigator.clipboard.readText()") == f"{home}feeds/all.atom.xml"
    page.get_by_role("button", name="Forget what I read").click()
    expect(page.get_by_role("status")).to_have_text("Forgotten.")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_feed_that_is_opened_is_readable_and_leads_to_the_page_about_following(
    context: BrowserContext, published: tuple[str, Publish]
) -> None:
    home, publish = published
    publish(LATER)
    assert content_type("feeds/all.atom.xml") == "application/xml; charset=utf-8", (
        "as Atom it would be source"
    )
    page = opened(context, f"{home}feeds/all.atom.xml")
    assert page.evaluate("document.documentElement.localName") == "feed"
    style = "name => getComputedStyle(document.querySelector(name)).display"
    shown = {
        name: page.evaluate(style, name) for name in ("entry > title", "entry > summary", "entry > content")
    }
    assert shown == {"entry > title": "block", "entry > summary": "block", "entry > content": "none"}
    page.locator("a").click()
    page.wait_for_url("**/follow/")

"""The search in a real browser, of a site in a folder of its host: by keyboard, by link, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from injury_series.pelican_site.build import build
from tests.browser.test_pages import RULES
from tests.serving import SEARCHING, STRICT, served
from tests.sites import NOW, a_post, a_site

pytestmark = pytest.mark.browser

TREATMENTS = "\n  - name: Ice\n    outcome: helped\n  - name: Rest\n    outcome: helped"
STORY = {
    "posts/marmot.md": a_post(
        "The marmot", "2020-03-01", body="A marmot whistled &lt;at&gt; me.", treatments=TREATMENTS
    ),
    "posts/chamois.md": a_post("The chamois", "2020-04-01", "repair", "It too met a marmot."),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder to serve, with a site in its folder `blog`."""
    root = a_site(tmp_path_factory.mktemp("search"), STORY)
    (root / "public").mkdir()
    build(root / "pelicanconf.py", root / "public" / "blog", site_url="https://knee.example/blog", now=NOW)
    return root / "public"


@pytest.fixture(scope="module")
def search(output: Path) -> Iterator[str]:
    """Serve the site and yield the address of its search."""
    with served(output, policy=SEARCHING) as address:
        yield f"{address}/blog/search/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page of 390 px that has nothing to complain of in the end."""
    with browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce") as context:
        page = context.new_page()
        words: list[str] = []
        page.on("console", lambda message: words.append(message.text))
        page.on("pageerror", lambda error: words.append(str(error)))
        yield page
        assert words == []


def test_the_keyboard_finds_a_post_and_back_comes_back(page: Page, search: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(search, wait_until="networkidle")
    assert [url for url in asked if "/pagefind/" in url] == [], "nothing before it is used"
    page.get_by_label("Words").press_sequentially("whistled")
    expect(page.get_by_role("status")).to_have_text("1 result for “whistled”")
    assert page.locator("#found mark").all_text_contents() == ["whistled"]
    assert "<at> me." in page.locator("#found").inner_text()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="The marmot")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/blog/posts/marmot/")
    page.go_back()
    expect(page.get_by_role("link", name="The marmot")).to_be_visible()
    assert page.url == f"{search}?q=whistled"


def test_a_choice_narrows_and_stands_in_the_address(page: Page, search: str) -> None:
    page.goto(f"{search}?q=marmot")
    status = page.get_by_role("status")
    expect(status).to_have_text("2 results for “marmot”")
    phase = page.get_by_label("Phase")
    expect(phase.locator("option")).to_have_text(["All phases", "The fall (1)", "The repair (1)"])
    outcome = page.get_by_label("Outcome").locator("option")
    expect(outcome).to_have_text(["All outcomes", "Helped (1)"])  # both of one part's treatments helped
    phase.select_option("The repair")
    expect(status).to_have_text("1 result for “marmot”")
    expect(page.locator("#found a")).to_have_text(["The chamois"])
    assert page.locator("#found .side").inner_text().split() == ["Part", "4", "The", "repair"]
    expect(phase.locator("option")).to_have_text(["All phases", "The fall (1)", "The repair (1)"])
    expect(outcome).to_have_text(["All outcomes", "Helped (0)"])
    assert page.url == f"{search}?q=marmot&phase=The+repair"
    page.go_back()
    expect(status).to_have_text("2 results for “marmot”")
    page.goto(f"{search}?phase=The+repair")
    expect(page.locator("#found a")).to_have_text(["The scan", "The chamois"])  # in story order


def test_results_are_accessible_and_fit_a_narrow_screen(page: Page, search: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{search}?q=marmot")
    page.locator("#found a").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found] == []
    page.emulate_media(media="print")
    expect(page.locator("form, #status, #found, #more").filter(visible=True)).to_have_count(0)


def test_without_javascript_the_page_says_so_and_leads_on(browser: Browser, search: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(search)
        expect(page.get_by_text(re.compile("only be found with JavaScript"))).to_be_visible()
        expect(page.get_by_role("link", name="The repair").first).to_be_visible()
        expect(page.locator("input, select, button").filter(visible=True)).to_have_count(0)
        page.get_by_role("link", name=re.compile("^The timeline")).click()
        assert page.url.endswith("/blog/timeline/")


def test_where_the_index_cannot_be_used_the_page_says_so(browser: Browser, output: Path) -> None:
    with served(output, policy=STRICT) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/blog/search/?q=marmot")
        expect(page.get_by_role("status")).to_contain_text("did not load")

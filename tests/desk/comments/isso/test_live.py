"""The live thread in a real browser, from a real Isso server: asked for only when a reader opens it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from injury_series.desk.comments.isso.task import run_pull
from injury_series.outputs.serving import headers, security_headers
from injury_series.pelican_site.build import build
from injury_series.publishing.verify.asking import Answer
from injury_series.publishing.verify.comparing import compare_file
from tests.browser.test_pages import RULES, VIEWS
from tests.isso_server import Isso, an_isso
from tests.servers import free_port
from tests.serving import served
from tests.sites import CONF, REPOSITORY, a_site, build_site, pages, snapshot

POST = "posts/the-fall/"


@dataclass
class Live:
    """Tell where a site is served, under its own policy, that has an Isso server at `server`."""

    root: Path
    address: str
    server: str


@contextmanager
def a_live_site(root: Path) -> Iterator[Live]:
    """Serve a site whose Isso server does not run yet."""
    server = f"http://127.0.0.1:{free_port()}/"
    a_site(root, conf=f'{CONF}ISSO = "{server}"\n')
    output, policy = root / "output", security_headers(POST, server)["Content-Security-Policy"]
    output.mkdir()
    with served(output, policy=policy) as address:
        build(root / "pelicanconf.py", output, site_url=address)
        yield Live(root, address, server)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with a_live_site(tmp_path / "story") as live:
        yield live


@pytest.fixture
def isso(live: Live, tmp_path: Path) -> Iterator[Isso]:
    with an_isso(
        tmp_path / "isso", live.address, port=int(live.server.strip("/").rpartition(":")[2])
    ) as isso:
        yield isso


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce") as context:
        yield context.new_page()


def write(page: Page, name: str, words: str) -> None:
    box = page.locator(".isso-postbox").last
    box.locator("textarea").fill(words)
    box.locator("[name=author]").fill(name)
    box.get_by_role("button", name="Submit").click()


@pytest.mark.browser
def test_a_reader_writes_and_answers_in_the_page_and_both_become_files(
    live: Live, isso: Isso, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live.address}/{POST}", wait_until="networkidle")
    assert [url for url in asked if not url.startswith(live.address)] == [], "before a reader wants it"
    page.get_by_text("Write here, or see the newest").click()
    expect(page.locator("#live textarea")).to_be_visible()
    write(page, "Ada", "Get **well**.\nSoon!")
    page.locator(".isso-reply").click()
    expect(page.locator(".isso-postbox")).to_have_count(2)
    for scheme, width in [*VIEWS, ("light", 320)]:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found] == [], (scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    write(page, "Ben", "I **hope** so too.")
    expect(page.locator(".isso-follow-up .isso-text strong")).to_have_text("hope")
    assert said == [], "the policy lets all of it pass, and nothing else is complained of"
    assert [url for url in asked if not url.startswith((live.address, live.server))] == []

    monkeypatch.chdir(live.root)
    assert run_pull(str(isso.database)) == 0
    texts = [(live.root / f"content/comments/the-fall/isso-{n}.md").read_text("utf-8") for n in (1, 2)]
    assert [text.partition("date")[0] for text in texts] == ["---\nauthor: Ada\n", "---\nauthor: Ben\n"]
    assert [text.partition("date")[2].split("\n", 1)[1] for text in texts] == [
        "---\nGet **well**.  \nSoon!\n",
        "reply-to: isso-1\n---\nI **hope** so too.\n",
    ]
    once = snapshot(live.root / "content")
    assert run_pull("") == 0, "the server itself shows the same two"
    assert snapshot(live.root / "content") == once
    assert build_site(live.root, now=datetime.now(UTC)).comments == 4


@pytest.mark.browser
def test_no_dead_button_shows_where_scripts_or_the_server_do_not_run(
    live: Live, page: Page, browser: Browser
) -> None:
    page.goto(f"{live.address}/{POST}#isso-1")  # as Isso's mails link to a comment: that asks for it
    expect(page.get_by_role("status")).to_have_text("This did not load. Try again later.")
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{live.address}/{POST}")
        expect(plain.get_by_text("Write a comment by e-mail")).to_be_visible()
        expect(plain.get_by_text("Write here")).to_be_hidden()


def test_without_the_setting_no_byte_of_any_page_is_another(tmp_path: Path) -> None:
    sites = {
        name: a_site(tmp_path / name, conf=CONF + setting)
        for name, setting in (
            ("without", ""),
            ("empty", 'ISSO = ""\n'),
            ("with", 'ISSO = "https://c.example"\n'),
        )
    }
    made = {}
    for name, root in sites.items():
        build_site(root)
        made[name] = pages(root) | {"_headers": (root / "output/_headers").read_text("utf-8")}
    assert made["empty"] == made["without"]
    differ = [path for path, text in made["with"].items() if text != made["without"].get(path)]
    assert differ == [f"{POST}index.html", "posts/the-scan/index.html", "_headers"]


def test_the_ready_pieces_and_the_headers_file_let_just_that_server_pass(tmp_path: Path) -> None:
    server = "https://comments.example/"
    policy = security_headers(f"{POST}index.html", server)["Content-Security-Policy"]
    build_site(a_site(tmp_path, conf=f'{CONF}ISSO = "{server}"\n'))
    rules = (tmp_path / "output/_headers").read_text("utf-8")
    assert f"/posts/*\n  Content-Security-Policy: {policy}\n" in rules
    assert rules.count(server) == 2
    nginx, caddy = (
        (REPOSITORY / "serving" / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile")
    )
    assert f'# "~^/posts/"  "{policy}";\n' in nginx
    assert f'# ~^/posts/ "{policy}"\n' in caddy


def test_the_script_is_small() -> None:
    assert len(gzip.compress((REPOSITORY / "theme/static/js/live.js").read_bytes(), 9)) < 500


def test_reading_back_wants_the_policy_with_the_server_on_posts_alone() -> None:
    server = "https://comments.example/"
    for path, isso, found in (
        (f"{POST}index.html", server, []),
        (f"{POST}index.html", "", ["Content-Security-Policy"]),
        ("index.html", server, ["Content-Security-Policy"]),
    ):
        said = {name.lower(): value for name, value in headers(f"{POST}index.html", server).items()}
        answer = Answer("https://knee.example/", status=200, headers=said, content=b"A page.")
        faults = compare_file(path, b"A page.", answer, sets_headers=True, isso=isso)
        assert [fault.found.split()[0] for fault in faults] == found

"""The ready pieces for nginx and Caddy, in the real servers: what readers and their programs get."""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from injury_series.outputs.serving import FRESH, headers, is_text
from injury_series.publishing.moved import moved
from injury_series.publishing.staging import site_files
from injury_series.publishing.verify.asking import Asker
from tests.header_grades import observatory, security_headers_grade
from tests.publishing.staged_sites import a_staged_story, address_of
from tests.web_servers import Web, a_certificate, caddy, nginx

SERVERS = {"nginx": nginx, "caddy": caddy}
SECOND = 1_000_000_000


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_staged_story(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module", params=SERVERS)
def web(
    request: pytest.FixtureRequest, staged: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Web]:
    with SERVERS[request.param](staged, tmp_path_factory.mktemp(request.param)) as web:
        yield web


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client() as client:
        yield client


def ask(client: httpx2.Client, address: str, packed: str = "br", **more: str) -> httpx2.Response:
    return client.get(address, headers={"Accept-Encoding": packed, **more})


def raw(web: Web, method: str, path: str) -> tuple[int, bytes]:
    """Ask for a path as it stands, which no browser would; return the status and what came."""
    with closing(http.client.HTTPConnection(urlsplit(web.address).netloc, timeout=10)) as connection:
        connection.putrequest(method, path)
        connection.endheaders()
        with connection.getresponse() as answer:
            return answer.status, answer.read()


def as_built(staged: Path) -> list[str]:
    """Return the files that are answered with themselves: not old addresses."""
    old = {old.strip("/") for old, _ in moved((staged / "_redirects").read_text(encoding="utf-8"))}
    return [path for path in site_files(staged) if quote(path.removesuffix("/index.html")) not in old]


def test_every_file_comes_as_the_table_says(web: Web, client: httpx2.Client, staged: Path) -> None:
    wrong = []
    for path in as_built(staged):
        answer = ask(client, web.address + quote(address_of(path)))
        assert (answer.status_code, answer.content) == (200, (staged / path).read_bytes()), path
        got = {name: answer.headers.get(name) for name in headers(path)}
        wrong += [(path, name, got[name]) for name, value in headers(path).items() if got[name] != value]
        assert "server" not in answer.headers or answer.headers["server"] == "nginx"
    assert wrong == []


@pytest.mark.parametrize("packing", ["br", "gzip", "zstd", "identity", "br;q=0, gzip"])
def test_texts_come_packed_as_the_browser_takes_them(web: Web, staged: Path, packing: str) -> None:
    wanted = {"identity": None, "br;q=0, gzip": "gzip"}.get(packing, packing)
    with Asker() as asker:
        answers = {
            path: asker.ask(web.address + quote(address_of(path)), packing)
            for path in [path for path in as_built(staged) if is_text(path)][:20]
        }
    for path, answer in answers.items():
        assert answer.content == (staged / path).read_bytes(), path
        assert answer.headers["content-type"] == headers(path)["Content-Type"]
        large = (staged / path).stat().st_size >= 1024
        if packing != "zstd" or web.name == "caddy":  # nginx has no module for it in Debian
            assert answer.headers.get("content-encoding") == (wanted if large else None), path
        if large:
            assert "accept-encoding" in answer.headers["vary"].lower(), path


def test_what_is_not_for_readers_is_not_found(web: Web, client: httpx2.Client, staged: Path) -> None:
    (staged / "posts" / ".hidden").touch()
    for path in (
        "/nowhere", "/nowhere/", "/theme/style.0123456789.css", "/feeds/nowhere.atom.xml", "/posts/",
        "/images/", "/_headers", "/_redirects", "/_redirects.nginx", "/_redirects.caddy", "/.git/config",
        "/posts/.hidden",
    ):  # fmt: skip
        answer = ask(client, web.address + path)
        assert (answer.status_code, answer.content) == (404, (staged / "404.html").read_bytes()), path
        for name, value in headers("404.html").items():
            assert answer.headers[name] == value, f"{path}: an error is guarded, and not kept for a year"


def test_nobody_gets_out_of_the_site_or_writes_there(web: Web) -> None:
    for path in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/posts/..%2f..%2f..%2fetc/passwd"):
        status, content = raw(web, "GET", path)
        assert status in (400, 404)
        assert b"root:" not in content
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        for path in ("/", "/posts/search/", "/robots.txt"):
            assert raw(web, method, path)[0] == 405, (method, path)


def test_head_says_what_get_would(web: Web, client: httpx2.Client) -> None:
    page = f"{web.address}/posts/search/"
    got, said = ask(client, page, "gzip"), client.head(page, headers={"Accept-Encoding": "gzip"})
    same = ("content-type", "content-length", "content-encoding", "etag", "cache-control")
    assert [said.headers[name] for name in same] == [got.headers[name] for name in same]
    assert said.content == b""


def test_old_addresses_and_missing_slashes_lead_on(web: Web, client: httpx2.Client, staged: Path) -> None:
    lines = dict(moved((staged / "_redirects").read_text(encoding="utf-8")))
    assert len(lines) == 4
    for old, new in lines.items():
        answer = ask(client, web.address + old)
        assert (answer.status_code, answer.headers["location"]) == (301, new), old
    assert ask(client, f"{web.address}/plain/").status_code == 200, "the page that leads on"
    assert ask(client, f"{web.address}/old/hüft-weh/").status_code == 404, "small letters are another address"
    answer = ask(client, f"{web.address}/posts/search")
    assert (answer.status_code in (301, 308), answer.headers["location"]) == (True, "/posts/search/")


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("packed", ["identity", "br"])
def test_a_page_is_kept_until_it_changes(
    client: httpx2.Client, tmp_path: Path, server: str, packed: str
) -> None:
    for number, name in enumerate(("before", "after")):
        release = tmp_path / name
        release.mkdir()
        for ending, text in (("", f"A page, {name:>6}"), (".br", "not looked into")):
            file = release / f"index.html{ending}"
            file.write_text(text, encoding="utf-8")  # of one size, one second apart
            os.utime(file, ns=((1_600_000_000 + number) * SECOND,) * 2)
    current = tmp_path / "current"

    def switch(name: str) -> None:
        (tmp_path / "next").symlink_to(tmp_path / name)
        (tmp_path / "next").rename(current)

    switch("before")
    with SERVERS[server](current, tmp_path / "web") as web, client.stream("GET", web.address) as _:
        tags = {}
        for name in ("before", "after", "before"):
            switch(name)
            said = client.head(web.address, headers={"Accept-Encoding": packed}).headers
            known = {"If-None-Match": said["etag"], "If-Modified-Since": said["last-modified"]}
            tags[name] = known
            assert ask(client, web.address, packed, **known).status_code == 304
            for other, old in tags.items():
                statuses = {
                    client.head(web.address, headers={"Accept-Encoding": packed, **ways}).status_code
                    for ways in (old, *({one: value} for one, value in old.items()))
                }
                assert other == name or statuses == {200}, "never the bytes before"


def test_a_site_below_a_path_is_served_as_well(client: httpx2.Client, tmp_path: Path) -> None:
    staged = a_staged_story(tmp_path, "https://hip.example/blog")
    for name, server in SERVERS.items():
        with server(staged, tmp_path / name, base="/blog") as web:
            for path in ("index.html", "search/index.html", "images", "feeds/all.atom.xml", "404.html"):
                one = next(found for found in site_files(staged) if found.startswith(path))
                answer = ask(client, web.address + address_of(one))
                assert {name: answer.headers[name] for name in headers(one)} == headers(one)
            lost = ask(client, f"{web.address}/nowhere/")
            assert (lost.status_code, lost.content) == (404, (staged / "404.html").read_bytes())
            assert ask(client, f"{web.address}/plain").headers["location"] == "/blog/posts/search/"
            assert ask(client, web.address).headers["location"] == "/blog/"


@pytest.mark.parametrize(
    ("path", "points"),
    [
        ("index.html", 130), ("posts/search/index.html", 130), ("search/index.html", 130), ("404.html", 130),
        ("feeds/all.atom.xml", 130), ("theme/", 120), ("images/", 110),
    ],
)  # fmt: skip
def test_the_observatories_give_their_best_grade(
    web: Web, client: httpx2.Client, staged: Path, path: str, points: int
) -> None:
    one = next(found for found in site_files(staged) if found.startswith(path))
    got = ask(client, web.address + address_of(one)).headers
    assert (observatory(got), security_headers_grade(got)) == (points, "A+")  # from 100 on: A+
    assert "set-cookie" not in got


def test_the_grades_notice_what_is_missing() -> None:
    good = {name.lower(): value for name, value in headers("index.html").items()}
    for name, points in (
        ("strict-transport-security", 80), ("x-content-type-options", 125), ("referrer-policy", 125),
    ):  # fmt: skip
        less = {key: value for key, value in good.items() if key != name}
        assert (observatory(less), security_headers_grade(less)) == (points, f"without ['{name}']")
    loose = good["content-security-policy"].replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    worse = {**good, "content-security-policy": loose}
    assert (observatory(worse), security_headers_grade(worse)) == (80, "A")


def test_readers_are_led_to_https_over_http2(client: httpx2.Client, staged: Path, tmp_path: Path) -> None:
    import ssl

    certificate = a_certificate(tmp_path, days=90)
    with nginx(staged, tmp_path / "web", certificate) as web:
        answer = ask(client, f"{web.plain}/posts/search/?q=1")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{web.address}/posts/search/?q=1")
        context = ssl.create_default_context(cafile=certificate.chain)
        with httpx2.Client(verify=context) as secure:
            assert secure.get(f"{web.address}/").headers["strict-transport-security"] == "max-age=63072000"


def test_the_file_for_netlify_and_cloudflare_agrees_with_the_table(staged: Path) -> None:
    rules = _rules((staged / "_headers").read_text(encoding="utf-8"))
    assert len(rules) <= 100
    assert max(map(len, (staged / "_headers").read_text(encoding="utf-8").splitlines())) <= 2000
    for path in as_built(staged):
        address = address_of(path)
        said: dict[str, str] = {}
        for pattern, own in rules.items():
            if _matches(pattern, address):
                assert not said.keys() & own.keys(), f"{address}: two rules with one header"
                said |= own
        table = headers(path)
        for name in said:
            assert said[name] == table[name], address
        missing = table.keys() - said.keys()
        hosts_own = {"Content-Type"} | ({"Cache-Control"} if table["Cache-Control"] == FRESH else set())
        plain_files = (
            {"Content-Security-Policy", "Cross-Origin-Resource-Policy"} if address.count("/") == 1 else set()
        )
        assert missing <= hosts_own | (plain_files if not path.endswith(".html") else set()), address


def _rules(text: str) -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            rules[list(rules)[-1]][name] = value
        else:
            rules[line] = {}
    return rules


def _matches(pattern: str, address: str) -> bool:
    before, star, after = pattern.partition("*")
    if not star:
        return address == pattern
    rest = address.removeprefix(before)
    return address.startswith(before) and len(rest) >= len(after) and rest.endswith(after)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page that has nothing to complain of in the end."""
    with browser.new_context() as context:
        page = context.new_page()
        words: list[str] = []
        page.on("console", lambda message: words.append(message.text))
        page.on("pageerror", lambda error: words.append(str(error)))
        yield page
        assert words == []


@pytest.mark.browser
@pytest.mark.parametrize("server", SERVERS)
def test_a_browser_has_nothing_to_complain_of(page: Page, staged: Path, tmp_path: Path, server: str) -> None:
    with SERVERS[server](staged, tmp_path / "web") as web:
        drawing = next(
            path for path in site_files(staged) if path.startswith("images/") and path.endswith(".svg")
        )
        kinds = (
            "", "posts/search/", "posts/it-was-the-hip/", "phases/", "phases/setback/", "providers/dr-haran/",
            "treatments/", "timeline/", "story/", "summary/", "about/", "search/", drawing,
        )  # fmt: skip
        for path in kinds:
            answer = page.goto(f"{web.address}/{path}", wait_until="load")
            assert answer is not None
            assert answer.status == 200, path
        page.goto(f"{web.address}/search/?q=marmot")
        expect(page.get_by_role("status")).to_have_text("1 result for “marmot”")

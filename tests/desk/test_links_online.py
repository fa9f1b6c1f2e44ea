"""How other sites are asked about links: a real server on this machine, with all that a web has."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from injury_series.desk.check.online import Answer, Manners, ask, is_inside
from injury_series.desk.check.outside_links import said, who_asks
from injury_series.source.findings import OnlineKind
from injury_series.source.outline import Outliner
from injury_series.source.outside_links import Place, outside_links
from injury_series.source.readable import read_readable
from tests.sites import a_site, changed

QUICK = Manners(each=5, overall=10, pause=0)


class Web(BaseHTTPRequestHandler):
    """Answer as the path says; `asked` keeps every request, `busy` and `most` how many were at once."""

    asked: list[tuple[str, str, str]]
    lock: threading.Lock
    busy = most = 0
    release: threading.Event

    def do_HEAD(self) -> None:
        with self.lock:
            self.asked.append((self.command, self.path, self.headers["User-Agent"]))
            type(self).busy += 1
            type(self).most = max(self.busy, self.most)
        self._answer()

    do_GET = do_HEAD

    def end_headers(self) -> None:
        """Be done before the answer is on its way: who gets it may ask again at once."""
        with self.lock:
            type(self).busy -= 1
        super().end_headers()

    def _answer(self) -> None:
        word, _, rest = self.path.strip("/").partition("/")
        if word == "slow":
            self.release.wait(10)
        status = int(word) if word.isdigit() else 200
        if word == "no-head":
            status = 405 if self.command == "HEAD" else 200
        if word == "endless" and self.command == "GET":
            self._pour()
            return
        self.send_response(404 if word == "endless" else status)
        if 300 <= status < 400:
            self.send_header("Location", "/301/again" if rest == "again" else f"/{rest}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _pour(self) -> None:
        """Send more than anyone would read, as a page of a film would."""
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100_000):
                self.wfile.write(b"x" * 65536)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def a_web(context: ssl.SSLContext | None = None) -> Iterator[tuple[str, type[Web]]]:
    """Serve a web of its own and yield its address and what it was asked."""
    names = {"asked": [], "lock": threading.Lock(), "release": threading.Event(), "busy": 0, "most": 0}
    handler = type("OwnWeb", (Web,), names)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up is meant
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}", handler
        finally:
            handler.release.set()
            server.shutdown()
            thread.join()


def answers(*links: str, manners: Manners = QUICK, strict: bool = False) -> dict[str, Answer]:
    """Ask in a thread of its own, as a browser of other tests may hold this one's loop."""
    inside = is_inside if strict else (lambda _: False)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(ask(links, "me", manners=manners, inside=inside))).result()


def kinds(told: dict[str, Answer], root: str) -> dict[str, OnlineKind | None]:
    return {link.removeprefix(root): answer.kind for link, answer in told.items()}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_each_answer_of_a_site_is_told_as_what_it_means() -> None:
    with a_web() as (root, web):
        paths = (
            "/200",
            "/404",
            "/410",
            "/403",
            "/429",
            "/503",
            "/no-head",
            "/302/200",
            "/301/404",
            "/301/again",
        )
        told = answers(*(root + path for path in paths))
        assert kinds(told, root) == {
            "/200": None,
            "/302/200": None,
            "/no-head": None,
            "/404": OnlineKind.LINK_GONE,
            "/410": OnlineKind.LINK_GONE,
            "/301/404": OnlineKind.LINK_GONE,
            "/403": OnlineKind.LINK_NOT_SEEN,
            "/429": OnlineKind.LINK_NOT_SEEN,
            "/503": OnlineKind.LINK_NOT_SEEN,
            "/301/again": OnlineKind.LINK_NOT_SEEN,
        }
        assert [method for method, path, _ in web.asked if path == "/429"] == [
            "HEAD"
        ]  # it has said: too many
        assert {who for *_, who in web.asked} == {"me"}


def test_a_page_that_moved_for_good_is_told_with_where_it_is_now() -> None:
    with a_web() as (root, _):
        told = answers(f"{root}/301/308/200", f"{root}/301/302/200")
    moved = f"The page has moved for good, to {root}"
    assert told[f"{root}/301/308/200"] == Answer(OnlineKind.LINK_MOVED, f"{moved}/200.", True)
    assert told[f"{root}/301/302/200"] == Answer(OnlineKind.LINK_MOVED, f"{moved}/302/200.", True)


def test_no_page_is_loaded() -> None:
    with a_web() as (root, _):
        assert answers(f"{root}/endless")[f"{root}/endless"].kind is None


def test_a_site_is_asked_for_one_page_at_a_time() -> None:
    with a_web() as (root, web):
        answers(*(f"{root}/200?{number}" for number in range(12)))
        assert (web.most, len(web.asked)) == (1, 12)


def test_a_slow_site_is_given_up_and_holds_up_no_other() -> None:
    with a_web() as (slow, _), a_web() as (quick, _):
        began = time.monotonic()
        told = answers(f"{slow}/slow", f"{quick}/200", manners=Manners(each=0.3, overall=10, pause=0))
    assert told[f"{slow}/slow"] == Answer(
        OnlineKind.LINK_NOT_SEEN, "The other site did not answer within 0.3 seconds."
    )
    assert told[f"{quick}/200"].kind is None
    assert time.monotonic() - began < 5


def test_what_there_was_no_time_for_is_told() -> None:
    with a_web() as (root, _):
        links = [f"{root}/slow/{number}" for number in range(4)]
        told = answers(*links, manners=Manners(each=5, overall=0.3, pause=0))
    words = "There was no time left to look at it: all links together had 0.3 seconds."
    assert set(told.values()) == {Answer(OnlineKind.LINK_NOT_SEEN, words)}


def test_a_site_whose_certificate_nobody_trusts_is_told(tmp_path: Path) -> None:
    own = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    made = subprocess.run(
        [*own, "-keyout", "key.pem", "-out", "cert.pem"], cwd=tmp_path, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with a_web(context) as (root, _):
        assert answers(root)[root].kind is OnlineKind.LINK_UNSAFE


def test_a_name_that_no_site_has_and_a_port_where_nobody_answers() -> None:
    with a_web() as (root, _):
        gone = root  # nobody listens there any more, afterwards
    told = answers("http://no-such-site.invalid/a", f"{gone}/x", "http://a.example:99999/")
    assert told["http://no-such-site.invalid/a"].kind in (
        OnlineKind.LINK_UNKNOWN_SITE,
        OnlineKind.LINK_NOT_SEEN,  # where no server of names is at hand
    )
    assert told[f"{gone}/x"].kind is OnlineKind.LINK_NOT_SEEN
    assert told["http://a.example:99999/"].words == "This is no address that can be asked for."


def test_a_machine_at_home_is_not_asked() -> None:
    with a_web() as (root, web):
        port = root.rpartition(":")[2]
        told = answers(root, f"http://localhost:{port}/", "http://192.168.1.1/", "http://[::1]/", strict=True)
        assert {answer.kind for answer in told.values()} == {OnlineKind.LINK_INSIDE}
        assert web.asked == []


def test_it_is_said_who_asks_and_for_whom() -> None:
    who = who_asks("https://knee.example")
    assert who.startswith("injury-series/")
    assert who.endswith(
        "(a writer looks whether the links of a story still lead somewhere; +https://knee.example)"
    )


def test_a_dead_link_is_told_at_each_place_where_it_stands() -> None:
    links = {"https://a.example/x": (Place("content/a.md", 3), Place("content/b.md", 9, "resources[1].url"))}
    gone = Answer(OnlineKind.LINK_GONE, "The other site says that the page is not there (404).", True)
    words = (
        "https://a.example/x: The other site says that the page is not there (404). "
        "Look for where it is now, link to a copy in a web archive, or take the link out."
    )
    assert [str(found) for found in said(links, {"https://a.example/x": gone})] == [
        f"content/a.md:3: {words}",
        f"content/b.md:9: resources[1].url: {words}",
    ]


def test_a_machine_that_is_not_online_hears_that_once() -> None:
    links = {f"https://{name}.example/": (Place("content/a.md", 3),) for name in "abc"}
    silent = Answer(OnlineKind.LINK_UNKNOWN_SITE, "No site has this name.")
    assert [str(found) for found in said(links, dict.fromkeys(links, silent))] == [
        ": None of 3 other sites could be reached. Perhaps this machine is not online: look again when it is."
    ]


def test_links_are_gathered_from_all_that_the_writer_wrote(tmp_path: Path) -> None:
    fall, okafor = "posts/2020-01-10-the-fall.md", "providers/dr-okafor.md"
    facts = "resources:\n  - title: A\n    url: https://a.example/r\ndiscussions:\n  - site: B\n    url: https://b.example/\n---\n"
    body = 'Down I went. [x](https://a.example/r#part) <a href="https://c.example/">c</a> `<https://no.example>`\n'
    changes = changed(
        fall, "---\nDown I went. ", f"{facts}{body}[own](https://knee.example/x) [m](mailto:a@b.example) "
    )
    site = a_site(tmp_path, {**changes, **changed(okafor, "kind:", "shown: role\nkind:")})
    from zoneinfo import ZoneInfo

    readable = read_readable(site / "content", ZoneInfo("UTC"))
    outliner = Outliner()
    outlines = {d.file: outliner.read(d.body, d.body_line) for d in readable.documents}
    found = outside_links(readable, outlines, "https://knee.example")
    post = f"content/{fall}"
    assert found == {
        "https://a.example/r": (Place(post, 9, "resources[1].url"), Place(post, 14)),
        "https://b.example/": (Place(post, 12, "discussions[1].url"),),
        "https://c.example/": (Place(post, 14),),
    }
    assert json.dumps(list(found)) == json.dumps(sorted(found))

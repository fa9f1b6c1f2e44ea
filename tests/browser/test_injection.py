"""Whatever a stranger writes in a comment is words to a reader's browser, with no policy to protect it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from injury_series.source.read_content import read_content
from tests.browser.injections import injections
from tests.serving import served
from tests.sites import a_site, build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

ALLOWED = {"A", "BLOCKQUOTE", "BR", "CODE", "EM", "LI", "OL", "P", "PRE", "SPAN", "STRONG", "UL"}
REFUSALS = re.compile(
    r"content/comments/the-fall/[cu]\d+\.md:\d+: (?s:"
    r"url: \".*\" is not a web address\. It begins with https:// or http://\."
    r"|A character stands here that no text can hold: U\+00[0-9A-F]{2}\. Write the line anew\."
    r"|(?:author: )?An e-mail address stands here; readers' addresses are not published\. .*)"
)
MARKER = re.compile(r"__ran\d+")
ENTITY = re.compile(r"&#?\w+;?")
LIST_MARKS = re.compile(r"(?m)^[\s>]*(?:(?:\d+\.|[-+*])\s+)+")

LOOK = """() => {
    const links = [...document.querySelectorAll('a')];
    const inside = (said) => [...said.children].filter(el => !el.matches('.who, .answers, .answer'));
    return {
        ran: window.__ran ?? null,
        strange: [...document.querySelectorAll('*')].filter(el => el.getAttributeNames().some(
            name => name.startsWith('on') || ['srcdoc', 'formaction', 'ping'].includes(name)))
            .concat(...document.querySelectorAll('iframe, object, embed, base, meta[http-equiv]'))
            .map(el => el.outerHTML),
        protocols: [...new Set(links.filter(a => a.hasAttribute('href')).map(a => a.protocol))],
        scripts: [...document.querySelectorAll('script')].filter(
            el => el.type !== 'application/ld+json' && !(el.src || '').startsWith(location.origin)).length,
        data: [...document.querySelectorAll('script[type="application/ld+json"]')].map(el => el.textContent),
        said: [...document.querySelectorAll('.said')].map(said => ({
            id: said.id,
            name: said.querySelector('.who b')?.textContent,
            words: inside(said).map(el => el.textContent).concat(...inside(said).map(el =>
                [...el.querySelectorAll('a')].map(a => `${a.getAttribute('href')} ${a.title}`))).join(' '),
            tags: [...new Set(inside(said).flatMap(el => [el, ...el.querySelectorAll('*')])
                .map(el => el.tagName))],
            links: inside(said).flatMap(el => [...el.querySelectorAll('a')]).concat(
                ...said.querySelectorAll('.who b a')).map(a => `${a.protocol} ${a.rel}`),
        })),
    };
}"""

LINKS = """() => {
    window.__links = [...document.querySelectorAll('.said a:not(.answer a, .answers a, .date)')];
    return window.__links.map((a, number) => [a.href, number]);
}"""


@dataclass
class Seen:
    """Hold what a browser did beyond showing pages."""

    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@dataclass
class Hostile:
    """Hold a built site under attack: the texts by the number of their comment, and what was refused."""

    output: Path
    texts: dict[str, str]
    refused: list[str]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Put every text into the words and the name of a comment, and into the address of another one."""
    texts = {f"c{number}": text for number, text in enumerate(injections())}
    comments = {f"comments/the-fall/{id_}.md": _comment(text, text) for id_, text in texts.items()}
    comments |= {
        f"comments/the-fall/u{id_[1:]}.md": _comment("A reader", "Words.", text)
        for id_, text in texts.items()
    }
    root = a_site(tmp_path_factory.mktemp("hostile"), comments)
    faults = read_content(root / "content", ZoneInfo("UTC")).faults
    for file in {fault.file for fault in faults}:
        (root / file).unlink()
    build_site(root)
    return Hostile(root / "output", texts, [str(fault) for fault in faults])


def _comment(author: str, body: str, url: str = "") -> str:
    site = f"url: {json.dumps(url)}\n" if url else ""
    return f"---\nauthor: {json.dumps(' '.join(author.split()))}\ndate: 2020-01-12\n{site}---\n{body}\n"


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen) -> Iterator[Page]:
    context = browser.new_context()
    _watch(context, seen)
    yield context.new_page()
    context.close()


def _watch(context: BrowserContext, seen: Seen) -> None:
    def answer(route: Route) -> None:
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            seen.asked.append(route.request.url)
            route.fulfill(status=204)

    def look_out(page: Page) -> None:
        page.on("dialog", lambda dialog: (seen.ran.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda told: seen.ran.append(told.text) if MARKER.fullmatch(told.text) else None)
        page.on("popup", lambda popup: seen.ran.append(popup.url))
        page.on("pageerror", lambda error: seen.ran.append(str(error)))
        page.on("frameattached", lambda frame: seen.ran.append("a frame"))

    context.route("**/*", answer)
    context.on("page", look_out)


def test_what_no_comment_may_hold_is_refused_in_plain_words(hostile: Hostile) -> None:
    assert len(hostile.texts) > 300
    assert [fault for fault in hostile.refused if not REFUSALS.fullmatch(fault)] == []
    assert len({file for file in map(_stem, hostile.refused) if file.startswith("c")}) < 20


def test_nothing_runs_or_loads_and_all_is_still_readable(hostile: Hostile, page: Page, seen: Seen) -> None:
    said: dict[str, Any] = {}
    with served(hostile.output, policy="") as address:
        for path in sorted(hostile.output.rglob("*.html")):
            page.goto(f"{address}/{path.relative_to(hostile.output).as_posix()}")
            found = page.evaluate(LOOK)
            said |= {each["id"]: each for each in found["said"]}
            assert (found["ran"], found["strange"], found["scripts"]) == (None, [], 0), path
            assert {*found["protocols"]} <= {"http:", "https:", "mailto:"}, path
            assert [json.loads(text)["@context"] for text in found["data"]], path
    assert (seen.ran, seen.asked) == ([], [])
    refused = {*map(_stem, hostile.refused)}
    shown = {id_: text for id_, text in hostile.texts.items() if id_ not in refused}
    assert {f"comment-{id_}" for id_ in shown} <= said.keys()
    for id_, text in shown.items():
        comment = said[f"comment-{id_}"]
        words = LIST_MARKS.sub("", ENTITY.sub("", text))
        assert (text, letters(words) - letters(comment["words"])) == (text, Counter())
        assert (text, letters(text) - letters(comment["name"])) == (text, Counter())
    for comment in said.values():
        assert {*comment["tags"]} <= ALLOWED
        assert {*comment["links"]} <= {f"{way}: ugc nofollow noopener" for way in ("http", "https", "mailto")}


def test_no_link_that_is_clicked_runs_anything(hostile: Hostile, page: Page, seen: Seen) -> None:
    with served(hostile.output, policy="") as address:
        for path in sorted((hostile.output / "posts/the-fall").rglob("*.html")):
            page.goto(f"{address}/{path.relative_to(hostile.output).as_posix()}")
            for href, number in dict(page.evaluate(LINKS)).items():
                asks = page.expect_request("**/*") if href.startswith("http") else nullcontext()
                with asks:
                    page.evaluate("number => window.__links[number].click()", number)
            assert page.evaluate("window.__ran ?? null") is None
    assert seen.ran == []
    assert len(seen.asked) > 20
    assert {url.partition(":")[0] for url in seen.asked} <= {"http", "https"}


def test_nothing_runs_or_loads_in_a_feed_reader(hostile: Hostile, page: Page, seen: Seen) -> None:
    feeds = sorted(hostile.output.rglob("*.atom.xml"))
    for feed in feeds:
        html = [str(each) for each in etree.parse(feed).xpath("//*[@type='html']/text()")]
        page.set_content(f"<!DOCTYPE html><title>x</title>{'<hr>'.join(html)}")
        found = page.evaluate(LOOK)
        assert (found["ran"], found["strange"], found["scripts"]) == (None, [], 0), feed
        assert {*found["protocols"]} <= {"http:", "https:", "mailto:"}, feed
    with served(hostile.output, policy="") as address:
        page.goto(f"{address}/feeds/comments.atom.xml")
        assert page.evaluate("window.__ran ?? null") is None
    assert (seen.ran, seen.asked) == ([], [])


def _stem(fault: str) -> str:
    return Path(fault.partition(":")[0]).stem


def letters(text: str) -> Counter[str]:
    return Counter(sign for sign in text if sign.isalnum())

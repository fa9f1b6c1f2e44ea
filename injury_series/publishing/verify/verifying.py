"""Read a published site back over HTTP, as readers get it, and compare it with what was built."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import unescape

from injury_series.outputs.progress import Tell, untold
from injury_series.outputs.redirects import place_of
from injury_series.publishing.moved import REDIRECTS, moved
from injury_series.publishing.staging import site_files
from injury_series.publishing.verify.asking import Asker
from injury_series.publishing.verify.comparing import compare_file
from injury_series.publishing.verify.connecting import days_left, look_at_connection
from injury_series.publishing.verify.finding import Finding, in_lines
from injury_series.view.addresses import Addresses

_PAUSE = 3.0
_SOME = 5
"""How many pages are asked for in each packing, without their slash, and from the sitemap."""

_PACKINGS = ("gzip", "zstd", "identity")
_REDIRECTED = (301, 302, 307, 308)
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_NOWHERE = "there-is-no-such-page/"


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what was found, in lines, in how many files and seconds, and the days of the certificate."""

    errors: tuple[str, ...]
    remarks: tuple[str, ...]
    looked_at: int
    seconds: float
    certificate_days: int | None = None


def verify(
    site_url: str,
    site: Path,
    *,
    sets_headers: bool,
    isso: str = "",
    patience: float = 120.0,
    tell: Tell = untold,
) -> Verified:
    """Read the site at `site_url` back and compare it with the folder `site` that was published.

    `sets_headers` says whether the writer can choose the headers there: where not, they are remarks; `isso`
    is the address of the Isso server that pages may ask, if any. What still comes as it was before is looked
    at again for `patience` seconds, for a host may need a while.
    """
    began = time.monotonic()
    with Asker() as asker:
        reading = _Reading(site_url, site, asker, sets_headers=sets_headers, isso=isso)
        first = asker.ask(reading.addresses.absolute(reading.addresses.home()))
        if first.problem:
            way_out = "Look whether the address is right, and the host there; then run `verify`."
            found = [Finding(first.address, first.problem, "there", way_out)]
            return Verified(in_lines(found), (), 0, time.monotonic() - began)
        found = [*reading.files(began + patience, tell), *reading.ways()]
        days = days_left(site_url) if site_url.startswith("https:") else None
        if site_url.startswith("https:"):
            found += look_at_connection(site_url.rstrip("/"), days, asker)
    errors = in_lines(one for one in found if one.grave)
    remarks = in_lines(one for one in found if not one.grave)
    return Verified(errors, remarks, len(reading.paths), time.monotonic() - began, days)


class _Reading:
    """Read one site back."""

    def __init__(self, site_url: str, site: Path, asker: Asker, *, sets_headers: bool, isso: str) -> None:
        self.addresses = Addresses(site_url)
        self.site, self.asker, self.sets_headers, self.isso = site, asker, sets_headers, isso
        note = site / REDIRECTS
        self.moved = dict(moved(note.read_text(encoding="utf-8"))) if note.is_file() else {}
        left_behind = {_file(place_of(self.addresses.path(old))) for old in self.moved}
        self.paths = [path for path in site_files(site) if path not in left_behind]

    def files(self, until: float, tell: Tell) -> list[Finding]:
        """Return what is wrong with any file; what may be old yet is asked for again until then."""
        findings = self._compare(self.paths, lambda done: tell("Reading back", done, len(self.paths)))
        old = self._passing(findings)
        while old and time.monotonic() < until:
            tell("Waiting for the host", len(self.paths) - len(old), len(self.paths))
            time.sleep(min(_PAUSE, max(until - time.monotonic(), 0)))
            findings |= self._compare(old, lambda _: None)
            old = self._passing(findings)
        return [one for path in self.paths for one in findings[path]]

    def ways(self) -> Iterator[Finding]:
        """Yield what is wrong with what is no file: packings, old addresses, missing slashes, no page."""
        pages = [path for path in self.paths if path.endswith("/index.html")]
        for path in ["index.html", *pages[: _SOME - 1]]:
            for packing in _PACKINGS:
                answer = self.asker.ask(self._address(path), packing)
                content = (self.site / path).read_bytes()
                if answer.status != 200 or answer.content != content:
                    found = f"comes wrong to a browser that asks for {packing}"
                    yield Finding(answer.address, found, "as it was built", "Publish again.")
        for path in pages[:_SOME]:
            yield from self._without_slash(path)
        for old, new in self.moved.items():
            yield from self._moved(old, new)
        yield from self._nowhere()
        yield from self._sitemap()

    def _compare(self, paths: list[str], told: Callable[[int], None]) -> dict[str, list[Finding]]:
        findings: dict[str, list[Finding]] = {}
        answers = self.asker.ask_all(map(self._address, paths))
        for done, (path, answer) in enumerate(zip(paths, answers, strict=True), start=1):
            content = (self.site / path).read_bytes()
            findings[path] = compare_file(
                path, content, answer, sets_headers=self.sets_headers, isso=self.isso
            )
            told(done)
        return findings

    def _passing(self, findings: dict[str, list[Finding]]) -> list[str]:
        return [path for path in self.paths if any(one.passing for one in findings[path])]

    def _without_slash(self, path: str) -> Iterator[Finding]:
        whole = self._address(path)
        answer = self.asker.ask(whole.rstrip("/"))
        to = urljoin(answer.address, answer.headers.get("location", ""))
        if not (answer.status in _REDIRECTED and urlsplit(to).path == urlsplit(whole).path):
            found = f"is answered with {answer.status}"
            way_out = "A reader who leaves the slash out finds nothing: see serving/ for a server that helps."
            yield Finding(answer.address, found, "a redirect to the same with a slash", way_out, grave=False)

    def _moved(self, old: str, new: str) -> Iterator[Finding]:
        answer = self.asker.ask(self.addresses.absolute(old))
        page = (self.site / _file(place_of(self.addresses.path(old)))).read_bytes()
        led = answer.status in _REDIRECTED and urljoin(answer.address, answer.headers.get("location", ""))
        followed = self.asker.ask(answer.address + "/") if led == answer.address + "/" else answer
        if led == self.addresses.absolute(new) or led == new:
            return
        if followed.content == page and followed.status == 200:
            if self.sets_headers:
                way_out = "For that, reload your server: `systemctl reload nginx`, or caddy."
                yield Finding(answer.address, "is answered by a page", "a redirect", way_out, grave=False)
            return
        found = f"an old address, is answered with {answer.status}"
        yield Finding(answer.address, found, f"a redirect to {new}", "Publish again.")

    def _nowhere(self) -> Iterator[Finding]:
        answer = self.asker.ask(self._address(_NOWHERE))
        way_out = "Let your host answer what is not there with 404.html and the status 404."
        if answer.status != 404:
            found = f"nothing is there, and it is answered with {answer.status}"
            yield Finding(answer.address, found, "answered with 404", way_out)
        elif answer.content != (self.site / "404.html").read_bytes():
            yield Finding(answer.address, "its page is not yours", "404.html", way_out, grave=False)

    def _sitemap(self) -> Iterator[Finding]:
        text = (self.site / "sitemap.xml").read_text(encoding="utf-8")
        for match in islice(_LOC.finditer(text), _SOME):
            answer = self.asker.ask(unescape(match[1]))
            if answer.status != 200:
                found = answer.problem or f"is in the sitemap, and is answered with {answer.status}"
                way_out = "Look whether SITEURL in pelicanconf.py is where the site is, then publish again."
                yield Finding(answer.address, found, "there", way_out)

    def _address(self, path: str) -> str:
        page = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
        return self.addresses.absolute(self.addresses.at(page))


def _file(place: str) -> str:
    return f"{place}index.html" if not place or place.endswith("/") else place

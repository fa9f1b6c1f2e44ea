"""Ask other sites, gently, whether their pages are still there: a few at once, one at a time of each site."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx

from injury_series.outputs.progress import Tell, untold
from injury_series.source.findings import OnlineKind

_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_GONE = (404, 410)
_MOST_STEPS = 10

IsInside: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """Say what is wrong with a link, or a `kind` of None; `reached` tells whether its site answered."""

    kind: OnlineKind | None
    words: str = ""
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Manners:
    """Hold how gently to ask: seconds for each link, for all, and between two links of one site."""

    each: float = 10
    overall: float = 60
    pause: float = 0.5
    at_once: int = 4


_WELL = Answer(None, reached=True)


def is_inside(address: str) -> bool:
    """Tell whether an IP address is that of a machine which strangers cannot reach (RFC 6890)."""
    return not ipaddress.ip_address(address.partition("%")[0]).is_global


async def ask(
    links: Iterable[str],
    who: str,
    *,
    manners: Manners | None = None,
    inside: IsInside = is_inside,
    tell: Tell = untold,
) -> dict[str, Answer]:
    """Ask for every link and return the answers; `who` is the User-Agent, which says who asks.

    No page is loaded: the answer's first lines are enough. What is not reached in time says so. `inside`
    tells which IP addresses are not to be asked.
    """
    asking = _Asking(sorted(set(links)), who, manners or Manners(), inside, tell)
    return await asking.run()


class _Asking:
    def __init__(self, links: list[str], who: str, manners: Manners, inside: IsInside, tell: Tell) -> None:
        self.links, self.manners, self.inside, self.tell = links, manners, inside, tell
        self.headers = {"User-Agent": who, "Accept": "*/*"}
        self.turns = asyncio.Semaphore(manners.at_once)
        self.answers: dict[str, Answer] = {}
        self.by_proxy = bool(urllib.request.getproxies())

    async def run(self) -> dict[str, Answer]:
        sites: dict[str, list[str]] = defaultdict(list)
        for link in self.links:
            sites[urlsplit(link).netloc.lower()].append(link)
        self._told()
        async with httpx.AsyncClient(headers=self.headers, timeout=self.manners.each) as self.client:
            tasks = [asyncio.create_task(self._site(links)) for links in sites.values()]
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=self.manners.overall)
                for task in late:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        words = (
            f"There was no time left to look at it: all links together had {self.manners.overall:g} seconds."
        )
        not_seen = Answer(OnlineKind.LINK_NOT_SEEN, words)
        return {link: self.answers.get(link, not_seen) for link in self.links}

    async def _site(self, links: list[str]) -> None:
        """Ask for the links of one site, one after the other."""
        for number, link in enumerate(links):
            if number:
                await asyncio.sleep(self.manners.pause)
            async with self.turns:
                self.answers[link] = await self._link(link)
            self._told()

    def _told(self) -> None:
        self.tell("Looking at links", len(self.answers), len(self.links))

    async def _link(self, link: str) -> Answer:
        try:
            async with asyncio.timeout(self.manners.each):
                return await self._follow(link)
        except (TimeoutError, httpx.TimeoutException):
            words = f"The other site did not answer within {self.manners.each:g} seconds."
            return Answer(OnlineKind.LINK_NOT_SEEN, words)
        except (httpx.InvalidURL, ValueError):
            return Answer(OnlineKind.LINK_UNKNOWN_SITE, "This is no address that can be asked for.")
        except (httpx.HTTPError, OSError) as error:
            return _broken(error)

    async def _follow(self, link: str) -> Answer:
        """Go where a link leads; `moved` is where to, as long as each step on the way was for good."""
        at, moved, for_good = link, "", True
        for _ in range(_MOST_STEPS):
            if await self._is_inside(at):
                return Answer(OnlineKind.LINK_INSIDE, _inside_words(link, at))
            status, onward = await self._status(at)
            if status not in _REDIRECTS or not onward:
                return _answer(status, moved)
            at, for_good = urljoin(at, onward), for_good and status in _FOR_GOOD
            if urlsplit(at).scheme not in ("http", "https"):
                return Answer(OnlineKind.LINK_NOT_SEEN, f"The other site sends readers to {at}.", True)
            moved = at if for_good else moved
        return Answer(OnlineKind.LINK_NOT_SEEN, "The other site sends readers from address to address.", True)

    async def _status(self, link: str) -> tuple[int, str]:
        """Return the status and, of a redirect, where to; HEAD first, GET where a site will not have that."""
        status, onward = await self._request("HEAD", link)
        if status >= 400 and status not in (410, 429):
            status, onward = await self._request("GET", link)
        return status, onward

    async def _request(self, method: str, link: str) -> tuple[int, str]:
        response = await self.client.send(self.client.build_request(method, link), stream=True)
        await response.aclose()
        return response.status_code, response.headers.get("Location", "")

    async def _is_inside(self, link: str) -> bool:
        """Tell whether a link leads to a machine at home or at work; OSError where nothing has its name."""
        host, port = urlsplit(link).hostname or "", urlsplit(link).port
        try:
            return self.inside(host)
        except ValueError:
            pass  # a name, and no IP address
        if self.by_proxy:  # the name is then known to the proxy, and perhaps not here
            return host == "localhost"
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
        return any(self.inside(str(address[0])) for *_, address in found)


def _answer(status: int, moved: str) -> Answer:
    if status in _GONE:
        return Answer(
            OnlineKind.LINK_GONE, f"The other site says that the page is not there ({status}).", True
        )
    if status >= 400:
        return Answer(
            OnlineKind.LINK_NOT_SEEN, f"The other site does not let it be looked at ({status}).", True
        )
    moved_words = f"The page has moved for good, to {moved}."
    return Answer(OnlineKind.LINK_MOVED, moved_words, True) if moved else _WELL


def _inside_words(link: str, at: str) -> str:
    if link == at:
        return "This leads to a machine at home or at work, which readers cannot reach."
    return f"This sends readers to {at}, a machine that they cannot reach."


def _broken(error: BaseException) -> Answer:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        words = "The other site's certificate is not trusted, and browsers warn readers of it."
        return Answer(OnlineKind.LINK_UNSAFE, words, True)
    unknown = [cause for cause in causes if isinstance(cause, socket.gaierror)]
    if unknown and unknown[0].errno != socket.EAI_AGAIN:
        return Answer(OnlineKind.LINK_UNKNOWN_SITE, "No site has this name, as far as can be found out here.")
    return Answer(OnlineKind.LINK_NOT_SEEN, "The other site cannot be reached at the moment.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that led to it."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__

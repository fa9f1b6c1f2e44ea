"""Ask servers of the Fediverse, gently, for what they show to everyone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil
from types import TracebackType
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpx2 as httpx

from injury_series.desk.comments.fediverse.place import StatusPlace
from injury_series.errors import InjurySeriesError

_NODEINFO = "/.well-known/nodeinfo"
_SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_STEPS = 3
_GONE = (404, 410)
_CLOSED = (401, 403, 422)
_BUSY = 429


class NoAnswerError(InjurySeriesError):
    """Say, in a sentence, why a server gave nothing to read."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Hold how gently to ask: seconds for each answer, between two questions to one server, and its bytes."""

    each: float = 10
    pause: float = 0.5
    most: int = 2_000_000


class Servers:
    """Ask servers, each at most once whether it is one; `who` is the User-Agent, which says who asks.

    Use it in a `with`. A server that wants a pause, or cannot be reached, is not asked again.
    """

    def __init__(self, who: str, manners: Manners) -> None:
        self._manners = manners
        headers = {"User-Agent": who, "Accept": "application/json", "Accept-Encoding": "identity"}
        self._client = httpx.Client(headers=headers, timeout=manners.each)
        self._speaks: dict[str, bool] = {}
        self._no_more: dict[str, str] = {}
        self._asked: set[str] = set()

    def __enter__(self) -> Servers:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close every connection."""
        self._client.close()

    def speaks(self, origin: str) -> bool:
        """Tell whether a server is one of the Fediverse, by what it says of itself (FEP-f1d5, NodeInfo).

        Raises NoAnswerError where it cannot be found out.
        """
        if origin not in self._speaks:
            status, raw = self._get(origin, _NODEINFO)
            if status >= 500:
                raise NoAnswerError(_refusal(status))
            self._speaks[origin] = status == 200 and _is_nodeinfo(raw)
        return self._speaks[origin]

    def status(self, place: StatusPlace) -> Any:
        """Return a status as its server tells it; NoAnswerError where it does not."""
        return self._json(place.origin, f"/api/v1/statuses/{quote(place.id, safe='')}")

    def context(self, place: StatusPlace) -> Any:
        """Return what stands around a status in its thread; NoAnswerError where the server does not tell."""
        return self._json(place.origin, f"/api/v1/statuses/{quote(place.id, safe='')}/context")

    def _json(self, origin: str, path: str) -> Any:
        status, raw = self._get(origin, path)
        if status != 200:
            raise NoAnswerError(_refusal(status))
        try:
            return json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise NoAnswerError("What the server answered cannot be read.") from error

    def _get(self, origin: str, path: str) -> tuple[int, bytes]:
        """Return the status and the bytes of an answer; redirects are followed on the same server alone."""
        at = origin + path
        for _ in range(_MOST_STEPS + 1):
            status, onward, raw = self._ask(origin, at)
            if status not in _REDIRECTS or not onward:
                return status, raw
            at = urljoin(at, onward)
            if _origin(at) != origin:
                raise NoAnswerError("The server sends to another one, which is not asked.")
        raise NoAnswerError("The server sends from address to address.")

    def _ask(self, origin: str, url: str) -> tuple[int, str, bytes]:
        if origin in self._no_more:
            raise NoAnswerError(self._no_more[origin])
        if origin in self._asked:
            time.sleep(self._manners.pause)
        self._asked.add(origin)
        try:
            with self._client.stream("GET", url) as response:
                self._heed(origin, response)
                raw = self._whole(response.iter_raw())
                return response.status_code, response.headers.get("Location", ""), raw
        except (TimeoutError, httpx.TimeoutException):
            self._no_more[origin] = f"The server did not answer within {self._manners.each:g} seconds."
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            self._no_more[origin] = "The server cannot be reached at the moment."
        raise NoAnswerError(self._no_more[origin])

    def _whole(self, chunks: Iterable[bytes]) -> bytes:
        """Return an answer as it was sent; TimeoutError where it drips in too slowly."""
        end, raw = time.monotonic() + self._manners.each, bytearray()
        for chunk in chunks:
            raw += chunk
            if len(raw) > self._manners.most:
                raise NoAnswerError(f"The server answered with more than {self._manners.most:,} bytes.")
            if time.monotonic() > end:
                raise TimeoutError
        return bytes(raw)

    def _heed(self, origin: str, response: httpx.Response) -> None:
        """Ask no more where the server wants a pause (RFC 6585, section 4), or will at the next question."""
        busy = response.status_code == _BUSY
        if busy or response.headers.get("X-RateLimit-Remaining") == "0":
            self._no_more[origin] = f"The server wants a pause. Ask it again {_when(response.headers)}."
        if busy:
            raise NoAnswerError(self._no_more[origin])


def _is_nodeinfo(raw: bytes) -> bool:
    try:
        links = json.loads(raw)["links"]
        return any(str(link["rel"]).startswith(_SCHEMA) for link in links)
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def _refusal(status: int) -> str:
    if status in _GONE:
        return f"There is nothing at this address any more, or it is not public ({status})."
    if status in _CLOSED:
        return f"The server shows this only to people with an account there ({status})."
    if status >= 500:
        return f"The server cannot answer at the moment ({status})."
    return f"The server gave no answer that can be read ({status})."


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _when(headers: httpx.Headers) -> str:
    """Return in words when a server may be asked again: as it says itself, else "later"."""
    after, reset = headers.get("Retry-After", ""), headers.get("X-RateLimit-Reset", "")
    try:
        if after.isdecimal() and len(after) < 8:
            seconds = float(after)
        else:
            until = parsedate_to_datetime(after) if after else datetime.fromisoformat(reset)
            seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return "later"
    minutes = max(1, ceil(seconds / 60))
    if minutes > 90:
        return f"in {ceil(minutes / 60)} hours"
    return "in a minute" if minutes == 1 else f"in {minutes} minutes"

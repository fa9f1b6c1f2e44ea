"""Ask a published site for its files, many at once, and hold what it answers."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType

import httpx2
import zstandard

_AT_ONCE = 16
_TIME = 20.0
_PACKED = "br, gzip"
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an answer: `content` is unpacked, `problem` says why none came."""

    address: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    problem: str = ""


class Asker:
    """Ask for addresses of one site; what it redirects to is not followed."""

    def __init__(self) -> None:
        limits = httpx2.Limits(max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE)
        self._client = httpx2.Client(timeout=_TIME, limits=limits)

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, address: str, packed: str = _PACKED) -> Answer:
        """Return what comes for an address; `packed` names the packings that are taken (Accept-Encoding)."""
        try:
            answer = self._client.get(address, headers={"Accept-Encoding": packed})
            return Answer(address, answer.status_code, answer.headers, _unpacked(answer.content))
        except (httpx2.DecodingError, zstandard.ZstdError):
            return Answer(address, problem="what comes cannot be unpacked")
        except (httpx2.HTTPError, httpx2.InvalidURL, ssl.SSLError) as error:
            return Answer(address, problem=in_words(error))

    def ask_all(self, addresses: Iterable[str]) -> Iterator[Answer]:
        """Yield what comes for each address, in their order."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(self.ask, addresses)


def _unpacked(content: bytes) -> bytes:
    """Unpack what the library leaves packed, before Python 3.14: Zstandard."""
    return (
        zstandard.ZstdDecompressor().decompressobj().decompress(content) if content[:4] == _ZSTD else content
    )


def in_words(error: Exception) -> str:
    """Return in plain words why no answer came."""
    said = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in said:
        why = said.rpartition("certificate verify failed: ")[2].partition(" (_ssl")[0]
        return f"its certificate is not good ({why})"
    if isinstance(error, httpx2.TimeoutException):
        return f"it does not answer within {_TIME:.0f} seconds"
    if "not known" in said or "resolution" in said or "getaddrinfo" in said:
        return "its name is not known on the internet"
    return f"it does not answer ({said or type(error).__name__})"

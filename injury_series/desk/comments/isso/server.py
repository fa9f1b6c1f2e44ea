"""Read the comments of an Isso server as it shows them to everyone."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from typing import Any

import httpx2 as httpx

from injury_series.desk.comments.isso.comment import IssoComment, to_comment
from injury_series.errors import InjurySeriesError
from injury_series.publishing.verify.asking import in_words

_PATIENCE = 20.0  # as `in_words` says
_AT_ONCE = 200
"""How many threads are counted by one question; Isso takes up to 256 KB."""

_NO_ANSWER = "{}: this cannot be read: {}. Is Isso running, and is ISSO in pelicanconf.py its address?"
_NOT_ISSO = "{}: what answers there is not Isso 0.14. Is ISSO in pelicanconf.py its address?"


def read_server(server: str, uris: Sequence[str]) -> list[IssoComment]:
    """Return what an Isso server shows of the threads that are called `uris`: only what is let in.

    Raises InjurySeriesError where nothing answers at `server`, or something else than Isso.
    """
    try:
        with httpx.Client(base_url=server, timeout=_PATIENCE) as client:
            found = [
                comment for uri in _with_comments(client, uris) for comment in _thread(client, uri, server)
            ]
    except httpx.HTTPStatusError as error:
        answer = f"it answers with {error.response.status_code}"
        raise InjurySeriesError(_NO_ANSWER.format(server, answer)) from error
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
        raise InjurySeriesError(_NO_ANSWER.format(server, in_words(error))) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InjurySeriesError(_NOT_ISSO.format(server)) from error
    return sorted(found, key=lambda comment: comment.id)


def _with_comments(client: httpx.Client, uris: Sequence[str]) -> Iterator[str]:
    for first in range(0, len(uris), _AT_ONCE):
        some = uris[first : first + _AT_ONCE]
        counts = client.post("count", json=list(some)).raise_for_status().json()
        yield from (uri for uri, count in zip(some, counts, strict=True) if int(count))


def _thread(client: httpx.Client, uri: str, server: str) -> Iterator[IssoComment]:
    """Yield the comments of one thread; Isso has two levels of them."""
    for comment in client.get("", params={"uri": uri}).raise_for_status().json()["replies"]:
        yield _comment(comment, uri, server)
        yield from (_comment(reply, uri, server) for reply in comment["replies"])


def _comment(values: dict[str, Any], uri: str, server: str) -> IssoComment:
    return to_comment(values, uri, str(values["text"] or ""), str(values["hash"]), server)

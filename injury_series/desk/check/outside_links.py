"""Make findings of what other sites answered about the links that lead to them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from urllib.parse import urlsplit

from injury_series.desk.check.online import Answer, ask
from injury_series.outputs.progress import Tell
from injury_series.source.findings import Finding, OnlineKind, finding
from injury_series.source.outside_links import Place

_WAYS_OUT = {
    OnlineKind.LINK_GONE: "Look for where it is now, link to a copy in a web archive, or take the link out.",
    OnlineKind.LINK_INSIDE: "Link to where readers can read it, or take the link out.",
    OnlineKind.LINK_MOVED: "Put the new address in, once you have seen that it is right.",
    OnlineKind.LINK_NOT_SEEN: "It may well be right: open it yourself, or look again another day.",
    OnlineKind.LINK_UNKNOWN_SITE: "See whether it is spelled right; else look for where it is now.",
    OnlineKind.LINK_UNSAFE: "Open it yourself; if your browser warns you, link elsewhere.",
}


def look_at_links(links: Mapping[str, tuple[Place, ...]], site_url: str, tell: Tell) -> tuple[Finding, ...]:
    """Ask other sites about links and return what is to be said of them."""
    answers = asyncio.run(ask(links, who_asks(site_url), tell=tell))
    return tuple(said(links, answers))


def who_asks(site_url: str) -> str:
    """Return the User-Agent by which another site can see who asks and why (RFC 9110, section 10.1.5)."""
    own = f"injury-series/{version('injury-series')}"
    return f"{own} (a writer looks whether the links of a story still lead somewhere; +{site_url})"


def said(links: Mapping[str, tuple[Place, ...]], answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Yield a finding for each place of each link that is not well.

    Where no site at all was reached, it is this machine that is not online, and that is said once.
    """
    sites = {urlsplit(link).netloc for link in links}
    if len(sites) > 1 and not any(answer.reached for answer in answers.values()):
        problem = f"None of {len(sites)} other sites could be reached."
        hint = "Perhaps this machine is not online: look again when it is."
        yield finding(OnlineKind.OFFLINE, "", 0, problem, hint)
        answers = {link: answer for link, answer in answers.items() if answer.kind is OnlineKind.LINK_INSIDE}
    for link, answer in answers.items():
        if answer.kind:
            for place in links[link]:
                problem = f"{link}: {answer.words}"
                yield finding(
                    answer.kind, place.file, place.line, problem, _WAYS_OUT[answer.kind], place.field
                )

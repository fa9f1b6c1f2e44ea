"""Grade the headers of an answer as the two public observatories do, by their published rules.

The points are those of MDN's HTTP Observatory (src/grader/charts.js there): from 100 on
it is A+, and what is above 100 counts only where 90 are reached without it. securityheaders.com wants six
headers, and for its A+ no 'unsafe-inline' or 'unsafe-eval' for scripts. The site is taken to be reached over
HTTPS, to set no cookies and to load no scripts from elsewhere, which other tests hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_HALF_YEAR = 15_768_000
_PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")


def directives(policy: str) -> dict[str, list[str]]:
    """Return a Content-Security-Policy by its directives."""
    parts = (part.split() for part in policy.split(";"))
    return {name: values for name, *values in filter(None, parts)}


def observatory(headers: Mapping[str, str]) -> int:
    """Return the points of MDN's HTTP Observatory."""
    points = (
        *_policy(headers),
        _transport(headers),
        _sniffing(headers),
        _referrer(headers),
        _resources(headers),
    )
    without = 100 + sum(point for point in points if point < 0)
    return without + sum(point for point in points if point > 0) if without >= 90 else without


def security_headers_grade(headers: Mapping[str, str]) -> str:
    """Return the grade of securityheaders.com: A+, A, or what is missing."""
    policy = directives(headers.get("content-security-policy", ""))
    framed = "x-frame-options" in headers or "frame-ancestors" in policy
    wanted = (
        "strict-transport-security", "content-security-policy", "x-content-type-options", "referrer-policy",
        "permissions-policy",
    )  # fmt: skip
    missing = [name for name in wanted if not headers.get(name)] + ([] if framed else ["x-frame-options"])
    scripts = policy.get("script-src", policy.get("default-src", ["'unsafe-inline'"]))
    return (
        f"without {missing}"
        if missing
        else "A"
        if {"'unsafe-inline'", "'unsafe-eval'"} & set(scripts)
        else "A+"
    )


def _policy(headers: Mapping[str, str]) -> tuple[int, int]:
    """Return the points of the policy, and those of what may frame the page."""
    policy = directives(headers.get("content-security-policy", ""))
    framing = (
        5
        if "frame-ancestors" in policy
        else 0
        if headers.get("x-frame-options") in ("DENY", "SAMEORIGIN")
        else -20
    )
    if not policy:
        return -25, framing
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    if {"'unsafe-inline'", "data:", "*", "https:", "http:"} & set(scripts):
        return -20, framing
    if "'unsafe-eval'" in scripts:
        return -10, framing
    if {"'unsafe-inline'", "data:", "https:"} & set(policy.get("style-src", [])):
        return 0, framing
    closed = policy.get("default-src") == ["'none'"] and policy.get("form-action") in (["'none'"], ["'self'"])
    return 10 if closed else 5, framing


def _transport(headers: Mapping[str, str]) -> int:
    age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    return -20 if not age else 0 if int(age[1]) >= _HALF_YEAR else -10


def _sniffing(headers: Mapping[str, str]) -> int:
    return 0 if headers.get("x-content-type-options") == "nosniff" else -5


def _referrer(headers: Mapping[str, str]) -> int:
    policy = headers.get("referrer-policy")
    return 0 if policy is None else 5 if policy in _PRIVATE else -5


def _resources(headers: Mapping[str, str]) -> int:
    policy = headers.get("cross-origin-resource-policy", "cross-origin")
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0}.get(policy, -5)

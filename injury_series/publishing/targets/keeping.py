"""Which earlier releases leave their assets beside a new one, where nobody keeps whole releases."""

from __future__ import annotations

from injury_series.publishing.release import Held, Release

_KEPT = 2


def kept(held: Held) -> tuple[Release, ...]:
    """Return the releases whose assets stay: the one that readers have open now, and the newest other."""
    served = [release for release in held.releases if held.served and release.made == held.served.made]
    others = sorted(held.releases, key=lambda release: release.made, reverse=True)
    return tuple([*served[:1], *(release for release in others if release not in served)][:_KEPT])


def kept_assets(held: Held, new: Release) -> dict[str, Release]:
    """Return the assets that stay beside a new release, by path, with the newest release that has them."""
    return Held(kept(held)).assets(new)

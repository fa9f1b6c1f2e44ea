"""The remotes that tests publish to, and two versions of a site for them."""

from __future__ import annotations

from pathlib import Path

from injury_series.publishing.targets.remote import Remote
from tests.publishing.small_sites import a_site
from tests.stores import Store

A, B = a_site("one"), a_site("two")


def a_remote(store: Store) -> Remote:
    return Remote(store.address, Path())

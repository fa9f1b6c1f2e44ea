"""Publishing to a server is cut off at random moments: the process is killed, or the network goes."""

from __future__ import annotations

import random
import threading
from pathlib import Path

from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.server import Server
from tests.publishing.releases import put
from tests.publishing.small_sites import (
    ROUNDS,
    a_site,
    assert_pages_whole,
    publish_and_kill,
    read_folder,
    write_site,
)
from tests.servers import Sshd

ONE, TWO = a_site("one"), a_site("two")


def whole(root: Path) -> None:
    """Hold what is served to one of the two versions, in every file, and to the assets that it shows."""
    files = read_folder(root / "current")
    assert any(version.items() <= files.items() for version in (ONE, TWO))
    assert_pages_whole(files, ONE, TWO)


def emptied(folder: Path) -> bool:
    """Tell whether a folder gets empty: one killed as it asked for the lock may end a little later."""
    later = threading.Event()
    return any(not list(folder.iterdir()) or later.wait(0.05) for _ in range(200))


def nothing_left(root: Path) -> None:
    releases = {path.name for path in (root / "releases").iterdir()}
    assert not [name for name in releases if name.startswith(".")]
    assert {name.removesuffix(".json") for name in releases if name.endswith(".json")} == {
        name for name in releases if not name.endswith(".json")
    }
    assert not list(root.glob(".current*"))
    assert emptied(root / "publishing"), "a lock is left"


def test_a_publishing_killed_at_any_moment_leaves_a_whole_site_and_the_next_completes(
    sshd: Sshd, tmp_path: Path
) -> None:
    root = tmp_path / "srv"
    sites = (write_site(tmp_path / "one", ONE), write_site(tmp_path / "two", TWO))

    def arrived(site: Path) -> None:
        files = read_folder(root / "current")
        assert (ONE if site == sites[0] else TWO).items() <= files.items()
        nothing_left(root)

    cut = publish_and_kill(f"{sshd.address}{root}", tmp_path, sites, lambda: whole(root), arrived)
    print(cut, "were cut off")
    assert cut


def test_a_network_that_goes_at_any_moment_leaves_a_whole_site_and_the_next_completes(
    sshd: Sshd, tmp_path: Path
) -> None:
    root, chance, stopped = tmp_path / "srv", random.Random(7), 0
    server = Server(f"{sshd.address}{root}", tmp_path)
    sites = (write_site(tmp_path / "one", ONE), write_site(tmp_path / "two", TWO))
    put(server, sites[0], 0)
    sent = sshd.cable.sent
    put(server, sites[1], 1)
    sent = sshd.cable.sent - sent
    for number in range(ROUNDS):
        sshd.cable.cut_after(chance.randrange(sent))
        site = sites[number % 2]
        try:
            put(server, site, 2 + 2 * number)
        except PublishError:
            stopped += 1
        sshd.cable.cut_after(None)
        whole(root)
        put(server, site, 3 + 2 * number)
        assert (ONE, TWO)[number % 2].items() <= read_folder(root / "current").items()
        nothing_left(root)
    print(stopped, "were cut off")
    assert stopped

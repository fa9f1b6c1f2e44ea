"""Publishing to a remote is cut off: the process is killed at random moments, or the network goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from injury_series.publishing.publish import publish
from injury_series.publishing.release import Told
from injury_series.publishing.target import PublishError
from tests.publishing.remotes import A, B, a_remote
from tests.publishing.small_sites import assert_pages_whole, publish_and_kill, read_folder, send
from tests.stores import Store


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["s3", "webdav"])
def test_a_publishing_that_is_killed_leaves_whole_pages_and_the_next_completes(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, sites: tuple[Path, Path]
) -> None:
    store: Store = request.getfixturevalue(kind)

    def served() -> None:
        assert_pages_whole(read_folder(store.folder), A, B)

    def arrived(site: Path) -> None:
        there, whole = read_folder(store.folder), read_folder(site)
        assert {path for path in there if not path.startswith("theme/")} == {
            path for path in whole if not path.startswith("theme/")
        }
        assert {path: there.get(path) for path in whole} == whole

    assert publish_and_kill(store.address, tmp_path, sites, served, arrived)


def test_a_network_that_goes_half_way_leaves_whole_pages_and_says_so(
    s3: Store, sites: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(a_remote(s3), sites[0])
    monkeypatch.setenv("RCLONE_LOW_LEVEL_RETRIES", "1")

    def cut(what: str, done: int, total: int) -> None:
        if done > total / 2:
            s3.cable.to = 1  # where nobody listens
            s3.cable.cut()

    with pytest.raises(PublishError) as stop:
        publish(a_remote(s3), sites[1], Told(), datetime.now(UTC), say=print, tell=cut)
    assert str(stop.value).splitlines()[0] == (
        'The network to "stories/my knee" at the remote "here" was cut, or nobody answers there. '
        "Publish again "
        "when it is back. What was published before is served as before."
    )
    assert_pages_whole(read_folder(s3.folder), A, B)

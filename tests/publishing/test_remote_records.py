"""The records that publishing keeps at a remote: what is there, what is being sent, and who is at it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from injury_series.publishing.publish import publish
from injury_series.publishing.release import Held, Told, make_release
from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.rclone import Rclone
from tests.publishing.remotes import A, B, a_remote
from tests.publishing.small_sites import read_folder, send, write_site
from tests.stores import Store


@pytest.mark.parametrize("damage", [b"", b"{", b'{"base": ".injury-series-a.json"}'])
def test_a_damaged_record_is_mended_by_sending_all_again(
    holding: Store, sites: tuple[Path, Path], damage: bytes
) -> None:
    (holding.folder / ".injury-series.json").write_bytes(damage)
    (holding.folder / "about/index.html").write_bytes(b"the same alway?")
    assert a_remote(holding).held().served is None
    send(a_remote(holding), sites[0])
    assert read_folder(holding.folder) == A


def test_a_record_whose_move_was_cut_off_is_found_aside(webdav: Store, sites: tuple[Path, Path]) -> None:
    send(a_remote(webdav), sites[0])
    store = Rclone(webdav.address.removeprefix("rclone:"), "there")
    moved = [f"{store._path}{place}.injury-series.json" for place in ("", ".injury-series-new/")]
    store._rclone("moveto", "--", *moved, doing="cutting a move off")
    send(a_remote(webdav), sites[1])
    assert "posts/only-one/index.html" not in read_folder(webdav.folder)
    assert read_folder(webdav.folder).items() >= B.items()


def test_two_cuts_one_after_the_other_leave_nothing_of_the_first(
    holding: Store, sites: tuple[Path, Path], tmp_path: Path
) -> None:
    third = write_site(tmp_path / "three", A | {"about/index.html": b"another"})
    for site, steps in ((sites[1], 25), (third, 0)):

        def cut(what: str, done: int, total: int, steps: int = steps) -> None:
            if done >= steps:
                raise PublishError("cut")

        with pytest.raises(PublishError, match="cut"):
            publish(a_remote(holding), site, Told(), datetime.now(UTC), say=print, tell=cut)
    send(a_remote(holding), sites[0])
    assert read_folder(holding.folder) == A


def note(store: Store, *, machine: str = "another/1", minutes: int = 0) -> None:
    seen = datetime.now(UTC) - timedelta(minutes=minutes)
    text = {"token": "t", "machine": machine, "process": 1, "seen": seen.isoformat()}
    write_site(store.folder, {".injury-series.lock": json.dumps(text).encode()})


def test_two_publishings_at_once_are_one_after_the_other(s3: Store, sites: tuple[Path, Path]) -> None:
    note(s3)
    with pytest.raises(PublishError) as stop:
        send(a_remote(s3), sites[0])
    assert str(stop.value).startswith(
        'Another publishing to "stories/my knee" at the remote "here" is running (another, last seen at '
    )
    assert read_folder(s3.folder) == {}


def test_a_publishing_that_lost_its_place_stops(s3: Store, sites: tuple[Path, Path]) -> None:
    target = a_remote(s3)
    release = make_release(sites[0], Told(), datetime.now(UTC))
    with target.alone(print):
        note(s3)
        with pytest.raises(PublishError, match="Another publishing"):
            target.send(sites[0], release, Held(), print)
    assert (s3.folder / ".injury-series.lock").exists()


def test_a_stale_note_is_taken_over_with_a_word(s3: Store, sites: tuple[Path, Path]) -> None:
    said: list[str] = []
    note(s3, minutes=16)
    send(a_remote(s3), sites[0], said)
    assert [words.partition(" was cut off")[0] for words in said] == [
        'The last publishing to "stories/my knee" at the remote "here"'
    ]
    assert not (s3.folder / ".injury-series.lock").exists()

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from injury_series.publishing.publish import publish
from injury_series.publishing.release import Held, Told, make_release
from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.find import find_target
from injury_series.publishing.targets.rclone import Rclone
from injury_series.publishing.targets.remote import Remote
from tests.publishing.small_sites import (
    a_site,
    assert_pages_whole,
    publish_and_kill,
    read_folder,
    send,
    write_site,
)
from tests.stores import Store

A, B = a_site("one"), a_site("two")


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    return write_site(tmp_path / "one", A), write_site(tmp_path / "two", B)


def a_remote(store: Store) -> Remote:
    return Remote(store.address, Path())


def test_a_store_holds_the_new_site_and_the_assets_of_the_one_before(
    s3: Store, sites: tuple[Path, Path]
) -> None:
    send(a_remote(s3), sites[0])
    plan = send(a_remote(s3), sites[1])
    assets = {path: content for path, content in A.items() if path.startswith("theme/")}
    assert read_folder(s3.folder) == assets | B
    assert plan.changes.words == "42 files"
    assert not send(a_remote(s3), sites[1]).changes


def test_a_file_in_the_place_that_is_not_ours_stays(s3: Store, sites: tuple[Path, Path]) -> None:
    write_site(s3.folder, {"holiday/photo.jpg": b"mine"})
    for site in sites:
        send(a_remote(s3), site)
    assert read_folder(s3.folder)["holiday/photo.jpg"] == b"mine"


def test_a_store_is_told_the_type_and_the_keeping_of_each_file(s3: Store, sites: tuple[Path, Path]) -> None:
    send(a_remote(s3), sites[0])
    store = Rclone(s3.address.removeprefix("rclone:"), "there")
    said = store._rclone("lsjson", "-R", "--files-only", "--metadata", "--", store._path, doing="looking")
    found = {file["Path"]: file["Metadata"] for file in json.loads(said)}
    style = next(path for path in A if path.endswith(".css"))
    kept = {path: (found[path]["content-type"], found[path]["cache-control"]) for path in found}
    assert kept[style] == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")
    assert kept["about/index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert kept["feeds/all.atom.xml"] == ("application/xml; charset=utf-8", "no-cache")
    assert kept[".injury-series.json"] == ("application/json", "no-store")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"base": ".injury-series-a.json"}'])
def test_a_damaged_record_is_mended_by_sending_all_again(
    s3: Store, sites: tuple[Path, Path], damage: bytes
) -> None:
    send(a_remote(s3), sites[0])
    (s3.folder / ".injury-series.json").write_bytes(damage)
    (s3.folder / "about/index.html").write_bytes(b"the same alway?")
    assert a_remote(s3).held().served is None
    send(a_remote(s3), sites[0])
    assert read_folder(s3.folder) == A


def test_a_record_whose_move_was_cut_off_is_found_aside(webdav: Store, sites: tuple[Path, Path]) -> None:
    send(a_remote(webdav), sites[0])
    store = Rclone(webdav.address.removeprefix("rclone:"), "there")
    moved = [f"{store._path}{place}.injury-series.json" for place in ("", ".injury-series-new/")]
    store._rclone("moveto", "--", *moved, doing="cutting a move off")
    send(a_remote(webdav), sites[1])
    assert "posts/only-one/index.html" not in read_folder(webdav.folder)
    assert read_folder(webdav.folder).items() >= B.items()


def test_two_cuts_one_after_the_other_leave_nothing_of_the_first(
    s3: Store, sites: tuple[Path, Path], tmp_path: Path
) -> None:
    send(a_remote(s3), sites[0])
    third = write_site(tmp_path / "three", A | {"about/index.html": b"another"})
    for site, steps in ((sites[1], 25), (third, 0)):

        def cut(what: str, done: int, total: int, steps: int = steps) -> None:
            if done >= steps:
                raise PublishError("cut")

        with pytest.raises(PublishError, match="cut"):
            publish(a_remote(s3), site, Told(), datetime.now(UTC), say=print, tell=cut)
    send(a_remote(s3), sites[0])
    assert read_folder(s3.folder) == A


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


def test_one_changed_file_of_two_thousand_is_little_to_send(s3: Store, tmp_path: Path) -> None:
    files = {f"posts/p{number}/index.html": f"{number} ".encode() * 3000 for number in range(2000)}
    site = write_site(tmp_path / "site", files)
    send(a_remote(s3), site)
    write_site(site, {"posts/p7/index.html": b"changed " * 3000})
    s3.cable.sent = 0
    send(a_remote(s3), site)
    assert s3.cable.sent < 100_000


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


@pytest.mark.parametrize(
    ("settings", "address", "words"),
    [
        (
            {"RCLONE_CONFIG_HERE_SECRET_ACCESS_KEY": "wrong"},
            "rclone:here:stories/x",
            '"stories/x" at the remote "here" accepts no key of yours. Look at it with `rclone '
            "config`, or at the "
            "RCLONE_CONFIG_... of the environment. What was published before is served as before.",
        ),
        (
            {},
            "rclone:here:nothing/x",
            'There is no such bucket at "nothing/x" at the remote "here". Make it there, or mend PUBLISH_TO. '
            "What was published before is served as before.",
        ),
        (
            {},
            "rclone:elsewhere:stories/x",
            'rclone does not know "stories/x" at the remote "elsewhere". Say `rclone config` to add '
            "it, or mend "
            "PUBLISH_TO; `rclone listremotes` lists those that it knows. What was published before "
            "is served as "
            "before.",
        ),
    ],
)
def test_what_is_wrong_with_a_store_is_said_in_plain_words(
    s3: Store,
    sites: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    address: str,
    words: str,
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(PublishError) as stop:
        send(find_target(address, Path()), sites[0])
    assert str(stop.value).splitlines()[0] == words


def test_a_secret_has_no_place_in_the_address() -> None:
    with pytest.raises(PublishError, match="what else it needs is kept by `rclone config`"):
        Remote("rclone::s3,secret_access_key=abc:stories", Path())


def test_a_store_says_that_it_cannot_go_back(s3: Store, sites: tuple[Path, Path]) -> None:
    target = a_remote(s3)
    send(target, sites[0])
    held = target.held()
    with pytest.raises(PublishError) as stop:
        target.roll_back(held.releases[0], held)
    assert str(stop.value) == (
        '"stories/my knee" at the remote "here" keeps no older pages to go back to. Bring back the '
        "older text "
        "(`git log content` shows what there was), and publish that."
    )

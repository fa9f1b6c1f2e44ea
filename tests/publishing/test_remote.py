"""Publishing to a remote of rclone: what is sent there, and what is said where nothing can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.find import find_target
from injury_series.publishing.targets.rclone import Rclone
from injury_series.publishing.targets.remote import Remote
from tests.publishing.remotes import A, B, a_remote
from tests.publishing.small_sites import read_folder, send, write_site
from tests.stores import Store


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


def test_one_changed_file_of_two_thousand_is_little_to_send(s3: Store, tmp_path: Path) -> None:
    files = {f"posts/p{number}/index.html": f"{number} ".encode() * 3000 for number in range(2000)}
    site = write_site(tmp_path / "site", files)
    send(a_remote(s3), site)
    write_site(site, {"posts/p7/index.html": b"changed " * 3000})
    s3.cable.sent = 0
    send(a_remote(s3), site)
    assert s3.cable.sent < 100_000


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

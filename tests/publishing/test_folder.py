from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from injury_series.publishing.publish import publish
from injury_series.publishing.release import Told
from injury_series.publishing.target import PublishError
from injury_series.publishing.targets import swapping
from injury_series.publishing.targets.find import find_target
from injury_series.publishing.targets.folder import Folder
from injury_series.publishing.targets.zip import Zip
from tests.publishing.small_sites import a_site, publish_and_kill, read_folder, send, write_site

A, B = a_site("one"), a_site("two")
FOLDER, ZIP = "folder:../my upload", "zip:../my story.zip"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    return write_site(tmp_path / "one", A), write_site(tmp_path / "two", B)


def there(tmp_path: Path, address: str) -> dict[str, bytes]:
    """Return the files that a folder or ZIP file holds."""
    if address == FOLDER:
        return read_folder(tmp_path / "my upload")
    with ZipFile(tmp_path / "my story.zip") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("address", [FOLDER, ZIP])
def test_a_folder_or_zip_holds_the_site_and_nothing_else(
    address: str, tmp_path: Path, project: Path, sites: tuple[Path, Path]
) -> None:
    target = find_target(address, project)
    for site, files in zip(sites, (A, B), strict=True):
        assert send(target, site).changes
        assert there(tmp_path, address) == files
        assert not send(target, site).changes
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith(".new")) == []


@pytest.mark.parametrize("address", [FOLDER, ZIP])
def test_what_was_taken_away_by_hand_is_made_again(
    address: str, tmp_path: Path, project: Path, sites: tuple[Path, Path]
) -> None:
    target = find_target(address, project)
    send(target, sites[0])
    shutil.rmtree(tmp_path / "my upload", ignore_errors=True)
    (tmp_path / "my story.zip").unlink(missing_ok=True)
    send(target, sites[0])
    assert there(tmp_path, address) == A


def test_a_zip_has_the_same_bytes_each_time(tmp_path: Path, project: Path, sites: tuple[Path, Path]) -> None:
    send(Zip("zip:a.zip", project), sites[0])
    shutil.copytree(sites[0], tmp_path / "copied")
    send(Zip("zip:b.zip", project), tmp_path / "copied")
    assert (project / "a.zip").read_bytes() == (project / "b.zip").read_bytes()


@pytest.mark.parametrize("address", [FOLDER, ZIP])
def test_what_publishing_did_not_make_stays(
    address: str, tmp_path: Path, project: Path, sites: tuple[Path, Path]
) -> None:
    write_site(tmp_path, {"my upload/photo.jpg": b"mine", "my story.zip": b"mine"})
    place = tmp_path / address.partition("/")[2]
    with pytest.raises(PublishError) as stop:
        send(find_target(address, project), sites[0])
    assert str(stop.value) == (
        f"What is in {place} was not put there by publishing, so it stays as it is. Name another place in "
        "publishconf.py (PUBLISH_TO), or move that away."
    )
    assert (
        (tmp_path / "my upload/photo.jpg").read_bytes() == (tmp_path / "my story.zip").read_bytes() == b"mine"
    )


def test_an_empty_folder_is_taken(tmp_path: Path, project: Path, sites: tuple[Path, Path]) -> None:
    (tmp_path / "my upload").mkdir()
    send(Folder(FOLDER, project), sites[0])
    assert there(tmp_path, FOLDER) == A


@pytest.mark.parametrize("address", [FOLDER, ZIP])
def test_a_full_disk_leaves_what_was_there(
    address: str,
    tmp_path: Path,
    project: Path,
    sites: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = find_target(address, project)
    send(target, sites[0])

    def full(*files: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(PublishError) as stop:
        send(target, sites[1])
    place = tmp_path / address.partition("/")[2]
    assert str(stop.value) == (
        f"Publishing to {place} stopped. The disk is full. Make room, and publish again. What was "
        "there before "
        "is there still, whole."
    )
    assert there(tmp_path, address) == A


def test_two_publishings_to_a_folder_at_once_are_one_after_the_other(
    tmp_path: Path, project: Path, sites: tuple[Path, Path]
) -> None:
    with Folder(FOLDER, project).alone(print), pytest.raises(PublishError) as stop:
        send(Folder(FOLDER, project), sites[0])
    assert str(stop.value) == (
        f"Another publishing to {tmp_path / 'my upload'} is running. Wait until it is done, and "
        "publish again."
    )


def test_a_reader_of_the_folder_never_finds_it_missing(
    tmp_path: Path, project: Path, sites: tuple[Path, Path]
) -> None:
    target, ended, missing = Folder(FOLDER, project), threading.Event(), list[str]()
    send(target, sites[0])

    def read() -> None:
        while not ended.is_set():
            if not (tmp_path / "my upload" / "about" / "index.html").exists():
                missing.append("about")

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(10):
        send(target, sites[(number + 1) % 2])
    ended.set()
    reader.join()
    assert missing == []


def test_a_system_that_cannot_exchange_folders_goes_back_after_a_cut(
    tmp_path: Path, project: Path, sites: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    target = Folder(FOLDER, project)
    send(target, sites[0])
    send(target, sites[1])
    assert there(tmp_path, FOLDER) == B
    (tmp_path / "my upload").rename(tmp_path / ".my upload.old")  # cut off between the two steps
    swapping.mend(tmp_path / "my upload")
    assert there(tmp_path, FOLDER) == B


@pytest.mark.parametrize("address", ["folder:", "folder:..", "zip:/"])
def test_an_address_that_names_no_place_of_its_own_is_refused(address: str, project: Path) -> None:
    with pytest.raises(PublishError) as stop:
        find_target(address, project)
    assert str(stop.value) == (f'publishconf.py: PUBLISH_TO is "{address}", which names no place of its own.')


@pytest.mark.parametrize("address", [FOLDER, ZIP])
def test_an_older_site_is_not_kept_and_that_is_said(
    address: str, tmp_path: Path, project: Path, sites: tuple[Path, Path]
) -> None:
    target = find_target(address, project)
    plan = publish(
        target, sites[0], Told(), datetime.now(UTC), say=print, tell=lambda what, done, total: None
    )
    with pytest.raises(PublishError) as stop:
        target.roll_back(plan.release, plan.held)
    place = tmp_path / address.partition("/")[2]
    assert str(stop.value) == (
        f"Only the last site is in {place}. To go back, bring back the older text, and publish that."
    )


@pytest.mark.slow
@pytest.mark.parametrize("address", [FOLDER, ZIP])
def test_a_publishing_that_is_killed_leaves_the_old_or_the_new(
    address: str, tmp_path: Path, project: Path
) -> None:
    many = a_site("one", 100), a_site("two", 100)
    one, two = write_site(tmp_path / "one", many[0]), write_site(tmp_path / "two", many[1])

    def whole() -> None:
        assert there(tmp_path, address) in many

    def arrived(site: Path) -> None:
        assert there(tmp_path, address) == many[site == two]

    assert publish_and_kill(address, project, (one, two), whole, arrived)

"""What tests of publishing share: real servers, ended with the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import tool
from tests.publishing.remotes import A, B, a_remote
from tests.publishing.small_sites import send, write_site
from tests.servers import Sshd, an_sshd
from tests.stores import Store, a_webdav, an_s3


@pytest.fixture
def sshd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sshd]:
    """Run an sshd which lets this user in; ssh and rsync know its key."""
    tool("rsync")
    with an_sshd(tmp_path / "sshd") as sshd:
        monkeypatch.setenv("RSYNC_RSH", sshd.rsh)
        yield sshd


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Run an S3 endpoint that rclone knows from the environment, as "here"."""
    with an_s3(tmp_path / "store") as store:
        for name, value in store.settings.items():
            monkeypatch.setenv(name, value)
        yield store


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Send the first version of the site to a store, and return the folder behind it."""
    folder = tmp_path_factory.mktemp("sent")
    with an_s3(folder / "store") as store, pytest.MonkeyPatch.context() as patch:
        for name, value in store.settings.items():
            patch.setenv(name, value)
        send(a_remote(store), write_site(folder / "one", A))
    return store.folder


@pytest.fixture
def holding(s3: Store, sent: Path) -> Store:
    """Run an S3 endpoint to which the first version of the site was sent."""
    shutil.copytree(sent, s3.folder)
    return s3


@pytest.fixture
def webdav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Run a WebDAV server that rclone knows from the environment, as "here"."""
    with a_webdav(tmp_path / "store") as store:
        for name, value in store.settings.items():
            monkeypatch.setenv(name, value)
        yield store


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Write two versions of a site."""
    return write_site(tmp_path / "one", A), write_site(tmp_path / "two", B)

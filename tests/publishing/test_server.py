"""Publishing to a server, over a real ssh with a real rsync."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from injury_series.errors import SettingsError
from injury_series.outputs.progress import untold
from injury_series.publishing.publish import roll_back
from injury_series.publishing.release import Held, Told, make_release
from injury_series.publishing.target import PublishError
from injury_series.publishing.targets import server as server_module
from injury_series.publishing.targets import server_lock
from injury_series.publishing.targets.server import Server
from injury_series.publishing.targets.server_address import ServerAddress, read_server_address
from tests.publishing.releases import BEGIN, a_version, put
from tests.servers import Sshd
from tests.sites import snapshot

AS_IT_WAS = "Readers get the site as it was."
FULL = (
    "The disk of 127.0.0.1 is full, or what you may store there is used up. Make room there, and publish "
    f"again. {AS_IT_WAS}"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder whose name a careless shell would take apart."""
    return tmp_path / "srv" / "-my 'story' $HOME \"ü\""


@pytest.fixture
def server(sshd: Sshd, root: Path) -> Server:
    return Server(f"{sshd.address}{root}", Path())


def served(root: Path) -> dict[str, bytes]:
    return snapshot(root / "current")


def held(root: Path) -> list[str]:
    """Return what lies in the folder of the releases, by name."""
    return sorted(path.name for path in (root / "releases").iterdir())


def with_assets(site: Path, *others: Path) -> dict[str, bytes]:
    """Return the files of a site, and of others those that are named by their hash."""
    assets = {path: text for other in others for path, text in snapshot(other).items() if "theme/" in path}
    return {**assets, **snapshot(site)}


def test_a_reader_gets_each_release_whole_with_the_assets_of_the_one_before(
    server: Server, root: Path, tmp_path: Path
) -> None:
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two")
    first = put(server, one, 0)
    assert first.changes.words == "6 files"
    assert served(root) == snapshot(one)
    second = put(server, two, 1)
    assert second.changes.words == "5 files"
    assert served(root) == with_assets(two, one)
    releases = root / "releases"
    same = [releases / plan.release.id / "about the Ünfall" / "it's.html" for plan in (first, second)]
    assert same[0].samefile(same[1]), "what is the same takes no room twice"
    assert (root / "current").readlink() == Path("releases", second.release.id)
    assert same[0].stat().st_mode & 0o777 == 0o644
    assert server.held().served == second.release
    roll_back(server, 1, say=print)
    assert served(root) == with_assets(one, two), "a page of the newer release, still open, finds its style"
    assert server.held().served == first.release
    assert server.held().releases == (second.release, first.release)


def test_nothing_is_sent_when_nothing_has_changed(
    server: Server, root: Path, sshd: Sshd, tmp_path: Path
) -> None:
    site = a_version(tmp_path / "one", "one")
    put(server, site, 0)
    before = held(root)
    assert not put(server, site, 1).changes
    assert held(root) == before


def test_the_newest_releases_are_kept_and_the_one_in_use_is_never_removed(
    server: Server, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server_module._KEPT == 5
    monkeypatch.setattr(server_module, "_KEPT", 2)
    ids = [put(server, a_version(tmp_path / "site", f"v{n}"), n).release.id for n in range(3)]
    assert held(root) == sorted(name for one in ids[1:] for name in (one, f"{one}.json"))
    roll_back(server, 1, say=print)
    ids.append(put(server, a_version(tmp_path / "site", "v3"), 3).release.id)
    assert held(root) == sorted(name for one in ids[1:] for name in (one, f"{one}.json"))
    ids.append(put(server, a_version(tmp_path / "site", "v4"), 4).release.id)
    assert held(root) == sorted(name for one in ids[3:] for name in (one, f"{one}.json"))


def test_what_a_publishing_that_was_cut_off_has_left_is_used_and_then_removed(
    server: Server, root: Path, tmp_path: Path
) -> None:
    put(server, a_version(tmp_path / "one", "one"), 0)
    releases, two = root / "releases", a_version(tmp_path / "two", "two")
    left = releases / ".20200101-120100-00000000-aa.part" / "posts" / "0"
    left.mkdir(parents=True)
    shutil.copy(two / "posts/0/index.html", left)
    (left / "index.html").chmod(0o644)
    (releases / ".20200101-120100-00000000-aa.part.json").write_text("{")
    (releases / "20200101-120100-00000000").mkdir()
    inode = (left / "index.html").stat().st_ino
    put(server, two, 2)
    assert (root / "current/posts/0/index.html").stat().st_ino == inode, "it was not sent again"
    assert [name for name in held(root) if "120100" in name or name.startswith(".")] == []


def test_a_record_that_is_damaged_is_no_release(server: Server, root: Path, tmp_path: Path) -> None:
    first = put(server, a_version(tmp_path / "one", "one"), 0).release
    (root / "releases" / f"{first.id}.json").write_text("{")
    assert server.held().releases == ()
    two = a_version(tmp_path / "two", "two")
    put(server, two, 1)
    assert served(root) == snapshot(two)


def test_a_writer_sees_how_far_it_has_come(server: Server, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    site = a_version(tmp_path / "one", "one")
    with server.alone(print):
        server.send(site, make_release(site, Told(), BEGIN), Held(), lambda *how_far: told.append(how_far))
    assert told == [("Sending files", number + 1, 6) for number in range(6)]


@pytest.mark.parametrize("shell", ["dash", "bash", "busybox"])
def test_any_shell_will_do(shell: str, server: Server, sshd: Sshd, root: Path, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is missing. To get it: apt-get install {shell}")
    (sshd.bin / "sh").symlink_to(found)
    if shell == "busybox":
        for applet in (
            "cat",
            "cp",
            "find",
            "id",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sync",
            "touch",
            "uname",
        ):
            (sshd.bin / applet).symlink_to(found)
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two")
    put(server, one, 0)
    put(server, two, 1)
    roll_back(server, 1, say=print)
    assert served(root) == with_assets(one, two)
    assert list((root / "publishing").iterdir()) == []


NO_T = 'case $1 in -*[Th]*) echo "mv: invalid option" >&2; exit 1 ;; esac\nexec /bin/mv "$@"'


def test_a_mv_that_would_follow_the_link_is_not_needed(
    server: Server, sshd: Sshd, root: Path, tmp_path: Path
) -> None:
    sshd.replace_tool("mv", NO_T)
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two")
    put(server, one, 0)
    put(server, two, 1)
    assert served(root) == with_assets(two, one)
    for name in ("perl", "python3"):
        sshd.replace_tool(name, "exit 127")
    with pytest.raises(PublishError) as stopped:
        put(server, one, 2)
    assert str(stopped.value) == (
        "The server 127.0.0.1 has nothing that changes a link in one step: a mv with -T or -h, perl, "
        "or python3. Readers get the old site or the new one, whole: publish again, and they get the new one."
    )
    assert served(root) == with_assets(two, one)
    assert not list(root.glob(".current*"))


def test_of_two_publishings_at_once_the_second_says_who_and_stops(
    server: Server, sshd: Sshd, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_lock, "_who", lambda: "me@laptop")
    other = Server(f"{sshd.address}{root}", Path())
    with server.alone(print):
        since = (root / "publishing/lock").read_text().splitlines()[-1]
        with pytest.raises(PublishError) as stopped:
            put(other, a_version(tmp_path / "one", "one"), 0)
    assert str(stopped.value) == (
        f"Another publishing to 127.0.0.1 is under way (by me@laptop, {since} UTC). Wait until it has ended; "
        f"one that was cut off is taken over after 10 minutes. {AS_IT_WAS}"
    )
    said: list[str] = []
    put(other, tmp_path / "one", 0, said)
    assert said == []


@pytest.mark.parametrize("left", ["its process is gone", "silent for eleven minutes"])
def test_a_stale_lock_is_taken_over_with_a_word(
    left: str, server: Server, root: Path, tmp_path: Path
) -> None:
    lock = root / "publishing" / "lock"
    lock.parent.mkdir(parents=True)
    here = subprocess.check_output("echo $(id -un)@$(uname -n)", shell=True, text=True).strip()
    gone = subprocess.Popen(["true"])
    gone.wait()
    pid = gone.pid if left == "its process is gone" else os.getpid()
    lock.write_text(f"0123\n{here}\n{pid}\nme@laptop\n2020-01-01 10:00\n")
    if pid == os.getpid():
        past = lock.stat().st_mtime - 660
        os.utime(lock, (past, past))
    said: list[str] = []
    put(server, a_version(tmp_path / "one", "one"), 0, said)
    assert said == [
        "An earlier publishing (by me@laptop, 2020-01-01 10:00 UTC) was cut off: this one takes its place, "
        "and mends what it left."
    ]
    assert list(lock.parent.iterdir()) == []


def test_one_whose_lock_was_taken_over_serves_nothing(server: Server, root: Path, tmp_path: Path) -> None:
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two")
    put(server, one, 0)
    with server.alone(print):
        held_now = server.held()
        (root / "publishing/lock").unlink()
        with pytest.raises(PublishError) as stopped:
            server.send(two, make_release(two, Told(), BEGIN), held_now, untold)
    assert str(stopped.value) == (
        "Another publishing to 127.0.0.1 has taken the place of this one, which was out of touch too long. "
        f"{AS_IT_WAS}"
    )
    assert served(root) == snapshot(one)


def test_ctrl_c_lets_go_of_the_lock(server: Server, root: Path) -> None:
    with pytest.raises(KeyboardInterrupt), server.alone(print):
        raise KeyboardInterrupt
    assert list((root / "publishing").iterdir()) == []


@contextmanager
def a_small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", folder], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_when_the_disk_of_the_server_is_full_the_old_site_stays_whole(
    server: Server, root: Path, tmp_path: Path
) -> None:
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two", size=300_000)
    with a_small_disk(root):
        put(server, one, 0)
        with pytest.raises(PublishError) as stopped:
            put(server, two, 1)
        assert str(stopped.value) == FULL
        assert served(root) == snapshot(one)
        assert len(held(root)) == 2, "nothing half sent fills the disk"
        three = a_version(tmp_path / "three", "three")
        put(server, three, 2)
        assert served(root) == with_assets(three, one)


def test_a_limit_on_what_may_be_stored_is_said_plainly(
    server: Server, sshd: Sshd, root: Path, tmp_path: Path
) -> None:
    sshd.replace_tool("rsync", "trap '' XFSZ; ulimit -f 8; exec /usr/bin/rsync \"$@\"")
    with pytest.raises(PublishError) as stopped:
        put(server, a_version(tmp_path / "one", "one", size=300_000), 0)
    assert str(stopped.value) == FULL


def no_key(sshd: Sshd) -> None:
    (sshd.folder / "user.pub").write_text("")


def not_known(sshd: Sshd) -> None:
    sshd.know("")


def other_key(sshd: Sshd) -> None:
    sshd.know((sshd.folder / "user.pub").read_text().strip())


def no_rsync(sshd: Sshd) -> None:
    sshd.replace_tool("rsync", 'echo "bash: line 1: rsync: command not found" >&2; exit 127')


def chatty(sshd: Sshd) -> None:
    sshd.replace_tool("rsync", 'echo Welcome; exec /usr/bin/rsync "$@"')


MESSAGES = {
    no_key: (
        "The server 127.0.0.1 takes none of your keys. Give it yours with ssh-copy-id -p {port} "
        "{me}@127.0.0.1; if your key has a passphrase, write ssh-add first. "
    ),
    not_known: (
        "ssh does not know the server 127.0.0.1 yet. Write ssh -p {port} {me}@127.0.0.1 once, compare "
        "the fingerprint that it shows with the one that the server's owner tells, and answer yes; then "
        "publish again. "
    ),
    other_key: (
        "The server 127.0.0.1 shows another key than it did before. Either it was set up anew, or "
        "something stands between you and it: ask whoever runs it. If the new key is right, forget the "
        "old one by writing ssh-keygen -R '[127.0.0.1]:{port}', then ssh -p {port} {me}@127.0.0.1 once, "
        "and publish again. "
    ),
    no_rsync: "The server 127.0.0.1 lacks rsync. On Debian and Ubuntu: apt install rsync, there. ",
    chatty: (
        "The server 127.0.0.1 says something of its own at each login, which rsync cannot read. Take what "
        "is written by .bashrc or its like there out. "
    ),
}


@pytest.mark.parametrize("wrong", MESSAGES, ids=lambda wrong: wrong.__name__)
def test_a_writer_is_told_plainly_why_a_server_cannot_be_published_to(
    wrong, server: Server, sshd: Sshd, root: Path, tmp_path: Path
) -> None:
    one = a_version(tmp_path / "one", "one")
    put(server, one, 0)
    wrong(sshd)
    with pytest.raises(PublishError) as stopped:
        put(server, a_version(tmp_path / "two", "two"), 1)
    port, me = sshd.cable.port, sshd.address.partition("//")[2].partition("@")[0]
    assert str(stopped.value) == MESSAGES[wrong].format(port=port, me=me) + AS_IT_WAS
    assert served(root) == snapshot(one)


def test_a_host_that_is_unknown_or_silent_and_a_folder_that_is_not_ours_are_said_plainly(sshd: Sshd) -> None:
    expected = {
        "ssh://nobody.invalid/srv/story": (
            'No server is known by the name "nobody.invalid". Look at PUBLISH_TO in publishconf.py; if it is '
            "right there, this machine may be offline. "
        ),
        "ssh://127.0.0.1:1/srv/story": (
            "The server 127.0.0.1 does not answer. Look whether you are online, and whether its name and "
            "port in PUBLISH_TO are right. "
        ),
        f"{sshd.address}/sys/story": (
            "You may not write in /sys/story on 127.0.0.1. Make the folder there, and make it yours. "
        ),
    }
    for address, words in expected.items():
        with pytest.raises(PublishError) as stopped, Server(address, Path()).alone(print):
            pass
        assert str(stopped.value) == words + AS_IT_WAS


def test_a_current_that_is_a_folder_of_the_writers_is_left_alone(
    server: Server, root: Path, tmp_path: Path
) -> None:
    (root / "current").mkdir(parents=True)
    with pytest.raises(PublishError) as stopped:
        put(server, a_version(tmp_path / "one", "one"), 0)
    assert str(stopped.value) == (
        f"{root}/current on 127.0.0.1 is no link that publishing has made. "
        f"Move it away, and publish again. {AS_IT_WAS}"
    )


def test_a_line_that_is_cut_while_sending_leaves_the_old_site_and_says_so(
    server: Server, sshd: Sshd, root: Path, tmp_path: Path
) -> None:
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two")
    put(server, one, 0)
    sshd.replace_tool(
        "rsync", f"touch '{tmp_path}/begun'; while [ -e '{tmp_path}/begun' ]; do sleep 0.05; done"
    )
    cutter = threading.Thread(target=cut_when, args=(sshd, tmp_path / "begun"))
    cutter.start()
    with pytest.raises(PublishError) as stopped:
        put(server, two, 1)
    cutter.join()
    assert str(stopped.value) == (
        "The line to 127.0.0.1 was cut off. Publish again when you are online: "
        f"what was sent is not sent again. {AS_IT_WAS}"
    )
    assert served(root) == snapshot(one)
    (sshd.bin / "rsync").unlink()
    put(server, two, 2)
    assert served(root) == with_assets(two, one)


def cut_when(sshd: Sshd, begun: Path) -> None:
    waited = threading.Event()
    for _ in range(500):
        if begun.exists() or waited.wait(0.02):
            break
    sshd.cable.cut()
    begun.unlink()


@pytest.mark.slow
def test_of_2000_files_only_the_one_that_changed_is_sent(server: Server, sshd: Sshd, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in range(2000):
        page = site / f"posts/post-{number}/index.html"
        page.parent.mkdir(parents=True)
        page.write_bytes(os.urandom(1500).hex().encode())
    put(server, site, 0)
    page.write_bytes(os.urandom(1500).hex().encode())
    before = sshd.cable.sent
    assert put(server, site, 1).changes.words == "1 file"
    assert sshd.cable.sent - before < 100_000, "all bytes to the server are counted, the handshake's too"


def test_publishing_works_where_no_connection_can_be_shared(
    server: Server, sshd: Sshd, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("deep" * 20)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    one = a_version(tmp_path / "one", "one")
    put(server, one, 0)
    assert served(root) == snapshot(one)


def test_an_address_names_a_server_its_user_its_port_and_a_folder() -> None:
    assert read_server_address("ssh://me@my-host.example:2222/srv/my%20story/") == ServerAddress(
        "me", "my-host.example", "2222", "/srv/my story"
    )
    assert read_server_address("ssh://[::1]/srv/story").remote == "[::1]:"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "ssh://me:secret@host/srv/story",
            "an address that holds a password. Take it out: publishing uses your ssh keys.",
        ),
        (
            "ssh://host",
            '"ssh://host", which is no address of a server. Write it like this: '
            "ssh://me@my-host.example/srv/my-story",
        ),
        (
            "ssh://-oProxyCommand=x/srv/story",
            '"ssh://-oProxyCommand=x/srv/story", which is no address of a server. Write it like this: '
            "ssh://me@my-host.example/srv/my-story",
        ),
        (
            "ssh://host/",
            '"ssh://host/", which names no folder of its own. Write it like this: '
            "ssh://me@my-host.example/srv/my-story",
        ),
    ],
)
def test_an_address_that_is_none_is_said_with_an_example(address: str, words: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        read_server_address(address)
    assert str(stopped.value) == f"publishconf.py: PUBLISH_TO is {words}"

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from injury_series.publishing.publish import roll_back
from injury_series.publishing.release import Told, make_release
from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.branch import Branch
from tests.publishing.releases import a_version, put
from tests.publishing.small_sites import a_site, publish_and_kill, send, write_site

A, B = a_site("one"), a_site("two")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nothing of who runs the tests."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def host(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--bare", "my host.git")
    git(tmp_path / "my host.git", "config", "uploadpack.allowFilter", "true")
    return tmp_path / "my host.git"


@pytest.fixture
def project(tmp_path: Path, host: Path) -> Path:
    """Make a project as writers leave it: at no branch, one file changed and one not known to git."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "story.md").write_text("begun")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=W", "-c", "user.email=w@knee.example", "commit", "-q", "-m", "begun")
    git(folder, "checkout", "-q", "--detach")
    git(folder, "remote", "add", "origin", str(host))
    (folder / "story.md").write_text("changed")
    (folder / "notes.md").write_text("mine")
    return folder


def a_branch(project: Path) -> Branch:
    return Branch("git:origin#pages", project)


def served(host: Path, branch: str = "pages") -> dict[str, bytes]:
    """Return the files at the tip of a branch."""
    lines = git(host, "ls-tree", "-r", "-z", branch).split("\0")[:-1]
    files = (line.partition("\t") for line in lines)
    return {
        path: subprocess.run(
            ["git", "cat-file", "blob", facts.split()[2]], cwd=host, capture_output=True, check=True
        ).stdout
        for facts, _, path in files
    }


def test_a_branch_holds_the_site_and_the_assets_of_the_one_before(
    host: Path, project: Path, tmp_path: Path
) -> None:
    one, two = write_site(tmp_path / "one", A), write_site(tmp_path / "two", B)
    send(a_branch(project), one)
    assert served(host) == A | {".nojekyll": b""}
    send(a_branch(project), two)
    assets = {path: content for path, content in A.items() if path.startswith("theme/")}
    assert served(host) == assets | B | {".nojekyll": b""}
    assert git(host, "log", "--first-parent", "--format=%an <%ae> %s", "pages").splitlines() == [
        "Injury Series <injury-series@localhost> Publish 42 files",
        "Injury Series <injury-series@localhost> Publish 29 files",
        "Injury Series <injury-series@localhost> Begin the branch",
    ]
    # What came before a push was killed may lie there until git tidies up; nothing is broken by it.
    assert git(host, "fsck", "--strict", "--no-dangling") == ""


def test_nothing_changed_makes_no_commit(host: Path, project: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path / "one", A)
    send(a_branch(project), site)
    tip = git(host, "rev-parse", "pages")
    assert not send(a_branch(project), site).changes
    assert git(host, "rev-parse", "pages") == tip


def test_the_writers_repository_stays_as_it_was(
    host: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of_it() -> dict[str, bytes]:
        paths = [path for path in project.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in paths}

    git(project, "config", "user.name", "A cyclist")
    before = all_of_it()
    monkeypatch.setenv("GIT_INDEX_FILE", str(project / ".git/index"))  # as in a hook of git
    send(a_branch(project), write_site(tmp_path / "one", A))
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert all_of_it() == before
    assert git(host, "log", "-1", "--format=%an", "pages") == "A cyclist"


def test_the_domain_stays_from_release_to_release(host: Path, project: Path, tmp_path: Path) -> None:
    put(a_branch(project), a_version(tmp_path / "one", "one"), 1)
    commit_by_hand(host, tmp_path, "CNAME", "knee.example\n")
    assert a_branch(project).held().served is None
    put(a_branch(project), a_version(tmp_path / "two", "two"), 2)
    put(a_branch(project), a_version(tmp_path / "one", "one"), 3)
    assert served(host)["CNAME"] == b"knee.example\n"


def commit_by_hand(host: Path, tmp_path: Path, name: str, text: str, branch: str = "pages") -> None:
    """Commit a file on the host's branch, as its settings page or another person does."""
    work = tmp_path / f"by hand {name}"
    git(tmp_path, "clone", "-q", str(host), str(work))
    git(
        work,
        "checkout",
        "-q",
        "-B",
        branch,
        *([f"origin/{branch}"] if "pages" in git(host, "branch") else []),
    )
    (work / name).write_text(text)
    git(work, "add", ".")
    git(work, "-c", "user.name=W", "-c", "user.email=w@knee.example", "commit", "-q", "-m", "by hand")
    git(work, "push", "-q", "origin", branch)


@pytest.mark.parametrize("filters", ["true", "false"])
def test_going_back_serves_the_older_pages_with_the_newer_assets(
    host: Path, project: Path, tmp_path: Path, filters: str
) -> None:
    git(host, "config", "uploadpack.allowFilter", filters)
    one, two = a_version(tmp_path / "one", "one"), a_version(tmp_path / "two", "two")
    put(a_branch(project), one, 1)
    first = served(host)
    put(a_branch(project), two, 2)
    second = served(host)
    roll_back(a_branch(project), 1, say=print)
    newer = {path: content for path, content in second.items() if path.startswith("theme/")}
    assert served(host) == newer | first
    held = a_branch(project).held()
    assert held.served == held.releases[1] == make_release(one, Told(), held.releases[1].made)
    assert git(host, "log", "-1", "--format=%s", "pages") == "Go back to the release of 2020-01-01 12:01 UTC"
    put(a_branch(project), two, 3)
    assert served(host).items() >= second.items()


def test_a_branch_that_moved_meanwhile_is_looked_at_again(host: Path, project: Path, tmp_path: Path) -> None:
    put(a_branch(project), a_version(tmp_path / "one", "one"), 1)
    two = a_version(tmp_path / "two", "two")
    target = a_branch(project)
    with target.alone(print):
        held = target.held()
        commit_by_hand(host, tmp_path, "CNAME", "knee.example\n")
        target.send(two, make_release(two, Told(), datetime.now(UTC)), held, lambda what, done, total: None)
    assert served(host)["CNAME"] == b"knee.example\n"
    subjects = git(host, "log", "--first-parent", "--format=%s", "pages").splitlines()
    assert subjects[1:] == ["by hand", "Publish 6 files", "Begin the branch"]


def test_a_branch_with_something_else_than_a_site_stays(host: Path, project: Path, tmp_path: Path) -> None:
    commit_by_hand(host, tmp_path, "story.md", "the text", branch="pages")
    with pytest.raises(PublishError) as stop:
        put(a_branch(project), a_version(tmp_path / "one", "one"), 1)
    assert str(stop.value) == (
        "The branch pages of origin holds something that is no site (story.md), so it stays as it is. "
        "Name another branch in publishconf.py (PUBLISH_TO); a new one is made by itself."
    )
    assert served(host) == {"story.md": b"the text"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "git:elsewhere#pages",
            'The project has no git remote "elsewhere". Say `git remote add elsewhere <address>`, or '
            "give the whole "
            "address in publishconf.py (PUBLISH_TO).",
        ),
        (
            "git:./nothing.git#pages",
            "There is no repository at ./nothing.git, or you may not see it. Make it on the host, or mend "
            "PUBLISH_TO. What was published before is served as before.",
        ),
        (
            "git:https://127.0.0.1:1/me/pages.git#pages",
            "The network to https://127.0.0.1:1/me/pages.git was cut, or nobody answers there. "
            "Publish again when "
            "it is back. What was published before is served as before.",
        ),
    ],
)
def test_what_is_wrong_with_a_branch_is_said_in_plain_words(
    project: Path, tmp_path: Path, address: str, words: str
) -> None:
    with pytest.raises(PublishError) as stop:
        put(Branch(address, project), a_version(tmp_path / "one", "one"), 1)
    assert str(stop.value).splitlines()[0] == words


def test_a_push_that_the_host_refuses_leaves_the_site_as_it_was(
    host: Path, project: Path, tmp_path: Path
) -> None:
    put(a_branch(project), a_version(tmp_path / "one", "one"), 1)
    before = served(host)
    hook = host / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(PublishError) as stop:
        put(a_branch(project), a_version(tmp_path / "two", "two"), 2)
    assert str(stop.value).splitlines()[0] == (
        "origin does not let you write to this branch. Look there at your rights, and whether the branch is "
        "protected. What was published before is served as before."
    )
    assert served(host) == before


@pytest.mark.parametrize(
    "address", ["git:origin", "git:#pages", "git:origin#-f", "git:--upload-pack=x#pages"]
)
def test_an_address_that_names_no_branch_is_refused(project: Path, address: str) -> None:
    with pytest.raises(PublishError) as stop:
        Branch(address, project)
    assert str(stop.value) == (
        f'publishconf.py: PUBLISH_TO is "{address}". A branch is named so: git:origin#pages, or '
        "git:git@codeberg.org:me/pages.git#pages"
    )


def test_a_password_has_no_place_in_the_address(project: Path) -> None:
    with pytest.raises(PublishError, match="PUBLISH_TO holds a password"):
        Branch("git:https://me:secret@codeberg.org/me/pages.git#pages", project)


@pytest.mark.slow
def test_a_publishing_to_a_branch_that_is_killed_leaves_one_site_whole(
    host: Path, project: Path, tmp_path: Path
) -> None:
    sites = write_site(tmp_path / "one", A), write_site(tmp_path / "two", B)

    def whole() -> None:
        there = served(host)
        assert any(there.items() >= version.items() for version in (A, B))

    def arrived(site: Path) -> None:
        assert served(host).items() >= (A if site == sites[0] else B).items()

    assert publish_and_kill("git:origin#pages", project, sites, whole, arrived)
    # What came before a push was killed may lie there until git tidies up; nothing is broken by it.
    assert git(host, "fsck", "--strict", "--no-dangling") == ""

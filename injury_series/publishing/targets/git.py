"""A bare repository in a folder of its own, with the settings of the writer's, which stays untouched."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from injury_series.publishing.tools import ToolError, run

_THEIRS = r"^(core\.sshcommand|user\.(name|email)|credential\.|url\.|http\.|protocol\.)"
"""The settings of the writer's repository by which git reaches other hosts and names the writer."""

_OURS = (
    ("core.hooksPath", os.devnull),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("push.followTags", "false"),
    ("push.gpgSign", "false"),
    ("http.lowSpeedLimit", "1"),  # nobody answers for a minute: the network is gone
    ("http.lowSpeedTime", "60"),
    ("remote.there.promisor", "true"),  # the pages that are there already need not come here
    ("remote.there.partialCloneFilter", "blob:none"),
)
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15"
_NOBODY = {"user.name": "Injury Series", "user.email": "injury-series@localhost"}
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one file of a tree: its mode and the name of its bytes, as git says them."""

    mode: str
    name: str


class Repository:
    """Know one branch of another repository, and make commits for it."""

    def __init__(self, folder: Path, branch: str, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._branch = f"refs/heads/{branch}"
        self._environment = environment

    def git(self, *arguments: str, doing: str, text: bytes = b"") -> bytes:
        """Run git on this repository and return what it writes; raises ToolError."""
        more = {**self._environment, "LC_ALL": "C"}
        return run(["git", *arguments], doing=doing, text=text, more=more, folder=self._folder)

    def fetch(self) -> str:
        """Fetch the branch's last commits with their trees, and return the last; empty if there is none."""
        options = ("--quiet", "--no-tags", f"--depth={_DEPTH}", "--filter=blob:none")
        try:
            self.git("fetch", *options, "there", f"+{self._branch}:refs/there", doing="asking the host")
        except ToolError as error:
            if "couldn't find remote ref" in error.said:
                return ""
            raise
        return self._one("rev-parse", "refs/there")

    def history(self, commit: str) -> list[tuple[str, ...]]:
        """Return a commit and those before it on its branch, each with its parents."""
        written = self._one("log", "--first-parent", "--format=%H %P", commit)
        return [tuple(line.split()) for line in written.splitlines()]

    def tree(self, commit: str) -> dict[str, Entry]:
        """Return the files of a commit by path."""
        lines = self.git("ls-tree", "-r", "-z", commit, doing="reading the branch").split(b"\0")[:-1]
        found = {}
        for line in lines:
            facts, _, path = line.partition(b"\t")
            mode, _, name = facts.decode().split(" ")
            found[path.decode("utf-8", "surrogateescape")] = Entry(mode, name)
        return found

    def blobs(self, names: Sequence[str]) -> list[bytes]:
        """Return the bytes of each of these that is there; "<commit>:<path>" is a name too."""
        if not names:
            return []
        found = [self._one("rev-parse", name) for name in names]
        with suppress(ToolError):  # they are here already, and the host gives none by its name
            options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none")
            self.git("fetch", *options, "there", *found, doing="asking the host")
        return [self.git("cat-file", "blob", name, doing="reading the branch") for name in found]

    def take_in(self, site: Path) -> dict[str, Entry]:
        """Take the site below a folder in, with a `.nojekyll`, and return its files by path."""
        command = ["ghp-import", "--no-jekyll", "--branch", "site", "--message", "site", str(site)]
        run(command, doing="reading the site", more=self._environment, folder=self._folder)
        return self.tree("refs/heads/site")

    def make_tree(self, files: Mapping[str, Entry]) -> str:
        """Return the name of the tree of these files; their bytes need not be here."""
        lines = (
            f"{entry.mode} {entry.name}\t{path}\0".encode("utf-8", "surrogateescape")
            for path, entry in sorted(files.items())
        )
        self.git("read-tree", "--empty", doing="making the commit")
        self.git("update-index", "-z", "--index-info", doing="making the commit", text=b"".join(lines))
        return self._one("write-tree", "--missing-ok")

    def keep(self, content: bytes) -> str:
        """Keep bytes, and return their name."""
        return self._one("hash-object", "-w", "--stdin", text=content)

    def commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """Return a new commit of a tree."""
        options = [option for parent in parents if parent for option in ("-p", parent)]
        return self._one("commit-tree", tree, *options, text=message.encode())

    def push(self, commit: str) -> bool:
        """Push a commit; false where the branch has moved since it was fetched."""
        options = ("--quiet", "--no-verify", "--no-thin")
        try:
            self.git("push", *options, "there", f"{commit}:{self._branch}", doing="sending the site")
        except ToolError as error:
            if re.search(r"non-fast-forward|fetch first|cannot lock ref|failed to update ref", error.said):
                return False
            raise
        return True

    def _one(self, *arguments: str, text: bytes = b"") -> str:
        return self.git(*arguments, doing="making the commit", text=text).decode().strip()


@contextmanager
def repository(project: Path, addresses: tuple[str, str], branch: str) -> Iterator[Repository]:
    """Make an empty repository aside for a branch of another, at addresses to fetch from and to push to."""
    with tempfile.TemporaryDirectory(prefix="injury-series-") as name:
        folder = Path(name)
        run(
            ["git", "init", "--quiet", "--bare", "--template=", name],
            doing="beginning",
            more={"GIT_DIR": name},
        )
        fetch, push = addresses
        there = (("remote.there.url", fetch), ("remote.there.pushurl", push))
        yield Repository(folder, branch, _environment(folder, (*_settings(project), *_OURS, *there)))


def addresses_of(project: Path, remote: str) -> tuple[str, str] | None:
    """Return the addresses to fetch from and to push to of a remote that the project knows, or None."""
    try:
        fetch = run(["git", "remote", "get-url", "--", remote], doing="asking git", folder=project)
        push = run(["git", "remote", "get-url", "--push", "--", remote], doing="asking git", folder=project)
    except ToolError:
        return None
    return fetch.decode().strip(), push.decode().strip()


def _settings(project: Path) -> list[tuple[str, str]]:
    """Return the writer's settings for other hosts; headers for all repositories would only add up."""
    command = ["git", "config", "--show-scope", "--null", "--get-regexp", _THEIRS]
    try:
        parts = run(command, doing="asking git", folder=project).decode("utf-8", "replace").split("\0")
    except ToolError:  # there is none
        return []
    pairs = zip(parts[::2], (part.partition("\n") for part in parts[1::2]), strict=False)
    return [
        (key, value)
        for scope, (key, _, value) in pairs
        if scope in ("local", "worktree") or (scope != "command" and not key.startswith("http."))
    ]


def _environment(folder: Path, settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what git is told: nothing is written to a file, and nothing around it leads it elsewhere."""
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    found = {
        "GIT_DIR": str(folder),
        "GIT_INDEX_FILE": str(folder / "index"),
        "GIT_OBJECT_DIRECTORY": str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_COUNT": str(first + len(settings)),
    }
    for number, (key, value) in enumerate(settings, start=first):
        found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    keys = {key.lower() for key, _ in settings}
    if not (os.environ.get("GIT_SSH_COMMAND") or os.environ.get("GIT_SSH") or "core.sshcommand" in keys):
        found["GIT_SSH_COMMAND"] = _SSH
    return found | _identity(found)


def _identity(environment: Mapping[str, str]) -> dict[str, str]:
    """Return who makes the commits: the writer as git is told, or nobody; never a guess from the machine."""
    found = dict(_NOBODY)
    with suppress(ToolError):
        command = ["git", "config", "--get-regexp", r"^user\.(name|email)$"]
        said = run(command, doing="asking git", more=environment).decode("utf-8", "replace")
        found |= dict(line.split(" ", 1) for line in said.splitlines() if " " in line)
    name = os.environ.get("GIT_COMMITTER_NAME") or found["user.name"]
    email = os.environ.get("GIT_COMMITTER_EMAIL") or found["user.email"]
    roles = ("AUTHOR", "COMMITTER")
    return {
        f"GIT_{role}_{what}": value for role in roles for what, value in (("NAME", name), ("EMAIL", email))
    }

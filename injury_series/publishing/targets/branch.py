"""Publish to a Pages branch: GitHub, GitLab, Codeberg, or any repository that a host serves a branch of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from injury_series.outputs.progress import Tell
from injury_series.publishing.changes import compare
from injury_series.publishing.release import Held, Release, read_release
from injury_series.publishing.target import PublishError, Say
from injury_series.publishing.targets.causes import in_plain_words
from injury_series.publishing.targets.git import Entry, Repository, addresses_of, repository
from injury_series.publishing.targets.git_words import CAUSES
from injury_series.publishing.targets.keeping import kept_assets

_RECORD = "release.json"
_HELD = 5
_TRIES = 3
_HOSTS = ("CNAME", ".domains", ".gitlab-ci.yml")
"""What hosts read beside the site: the domain, the job that serves it. It stays from release to release."""

_ALSO_THERE = frozenset((*_HOSTS, ".nojekyll", "index.html"))


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold one release on the branch: the commit that has its files, and the one that has its record."""

    release: Release
    commit: str
    record: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """Hold what was seen of the branch: its last commit, or nothing, and the releases, newest first."""

    tip: str = ""
    releases: tuple[_Kept, ...] = ()

    @property
    def held(self) -> Held:
        """Return the releases in order of making, and the one at the tip."""
        known = {kept.release.id: kept.release for kept in self.releases}
        order = sorted(known.values(), key=lambda release: release.made, reverse=True)
        at_tip = bool(self.releases) and self.releases[0].commit == self.tip
        return Held(tuple(order), self.releases[0].release if at_tip else None)

    def find(self, release: Release) -> _Kept:
        """Return where a release is; PublishError where it is no longer there."""
        for kept in self.releases:
            if kept.release.id == release.id:
                return kept
        raise PublishError(f"The release {release.id} is no longer on the branch.")


class Branch:
    """Publish to an address such as "git:origin#pages", or with a whole address before the "#".

    Each release is a commit. Its second parent is a commit that holds the release's record: both arrive in
    one step, and no host serves the record. A branch that has moved is looked at again, never forced.
    Nothing of the writer's own repository is changed. Raises PublishError where the address names none.
    """

    compressed = False
    live = True
    sets_headers = False

    def __init__(self, address: str, project: Path) -> None:
        remote, _, branch = address.partition(":")[2].rpartition("#")
        self._project, self._remote, self._branch = project, remote, branch
        if not remote or remote.startswith("-") or not re.fullmatch(r"(?!-)[^\s~^:?*\[\\]+(?<![/.])", branch):
            raise PublishError(
                f'publishconf.py: PUBLISH_TO is "{address}". A branch is named so: git:origin#pages, '
                "or git:git@codeberg.org:me/pages.git#pages"
            )
        if re.match(r"\w+://[^/@]*:[^/@]*@", remote):
            raise PublishError(
                "publishconf.py: PUBLISH_TO holds a password. Take it out, and sign in with the host's own "
                "tool or git's credential helper."
            )
        self.where = f"the branch {branch} of {remote}"
        self._open: Repository | None = None

    @contextmanager
    def alone(self, say: Say) -> Iterator[None]:  # noqa: ARG002 - there is nothing to take over
        """Open a repository for what follows; who else publishes is noticed when the commit is pushed."""
        with self._repository() as opened:
            self._open = opened
            try:
                yield
            finally:
                self._open = None

    def held(self) -> Held:
        """Return the last releases on the branch, and the one at its tip, unless somebody committed since."""
        with self._repository() as opened:
            return self._look(opened).held

    def send(self, site: Path, release: Release, held: Held, tell: Tell) -> None:
        """Commit the site with the assets of the last two releases, and push it."""
        with self._repository() as opened:
            tell("reading the site", 0, 2)
            files = opened.take_in(site)
            tell("sending", 1, 2)
            record = opened.make_tree({_RECORD: Entry("100644", opened.keep(release.to_json()))})
            words = compare(held.served, release).words

            def made(seen: _Seen) -> str:
                before = next((kept.record for kept in seen.releases), "")
                record_commit = opened.commit(record, [before], f"Record of release {release.id}")
                tree = opened.make_tree(_with_kept(opened, seen, release, files))
                message = f"Publish {words}\n\nRelease {release.id}"
                begun = seen.tip or opened.commit(opened.make_tree({}), [], "Begin the branch")
                return opened.commit(tree, [begun, record_commit], message)

            self._push(opened, made)
            tell("sending", 2, 2)

    def roll_back(self, to: Release, held: Held) -> None:  # noqa: ARG002 - the branch is looked at again
        """Commit an older release's files once more, with the assets of the newer ones, and push that."""
        with self._repository() as opened:

            def made(seen: _Seen) -> str:
                older = seen.find(to)
                tree = opened.make_tree(_with_kept(opened, seen, to, opened.tree(older.commit)))
                message = f"Go back to the release of {to.made:%Y-%m-%d %H:%M} UTC\n\nRelease {to.id}"
                return opened.commit(tree, [seen.tip, older.record], message)

            self._push(opened, made)

    def _push(self, opened: Repository, made: Callable[[_Seen], str]) -> None:
        """Push the commit that is made for the branch as it was seen; where it has moved, look again."""
        for _ in range(_TRIES):
            seen = self._look(opened)
            with in_plain_words(CAUSES, self._remote):
                if opened.push(made(seen)):
                    return
        raise PublishError(
            f"Somebody else is publishing to {self.where}: it moved {_TRIES} times meanwhile. What they "
            "published is served. Publish again when they are done."
        )

    def _look(self, opened: Repository) -> _Seen:
        """Return what is on the branch now; PublishError where it holds something else than a site."""
        with in_plain_words(CAUSES, self._remote):
            tip = opened.fetch()
            if not tip:
                return _Seen()
            ours = [(line[0], line[2]) for line in opened.history(tip) if len(line) == 3][:_HELD]
            records = opened.blobs([f"{record}:{_RECORD}" for _, record in ours])
            kept = [
                _Kept(release, commit, record)
                for (commit, record), text in zip(ours, records, strict=True)
                if (release := read_release(text))
            ]
            if not kept:
                self._refuse_foreign({path.partition("/")[0] for path in opened.tree(tip)})
            return _Seen(tip, tuple(kept))

    def _refuse_foreign(self, names: set[str]) -> None:
        if names and not names & _ALSO_THERE:
            where, first = f"{self.where[0].upper()}{self.where[1:]}", ", ".join(sorted(names)[:3])
            raise PublishError(
                f"{where} holds something that is no site ({first}), so it stays as it is. "
                "Name another branch in publishconf.py (PUBLISH_TO); a new one is made by itself."
            )

    @contextmanager
    def _repository(self) -> Iterator[Repository]:
        """Give the repository that is open, or one for the moment."""
        if self._open:
            yield self._open
            return
        with repository(self._project, self._addresses(), self._branch) as opened:
            yield opened

    def _addresses(self) -> tuple[str, str]:
        known = addresses_of(self._project, self._remote)
        if known:
            return known
        if re.search(r"[:/\\]", self._remote):
            path = self._project / Path(self._remote).expanduser()
            address = str(path.resolve()) if path.exists() else self._remote
            return address, address
        raise PublishError(
            f'The project has no git remote "{self._remote}". Say `git remote add {self._remote} <address>`, '
            "or give the whole address in publishconf.py (PUBLISH_TO)."
        )


def _with_kept(
    opened: Repository, seen: _Seen, release: Release, site: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Return the files of a release with what stays beside them: the host's own files, and earlier assets."""
    trees = {kept.commit: opened.tree(kept.commit) for kept in seen.releases}
    files = {
        path: entry
        for path, older in kept_assets(seen.held, release).items()
        if (entry := trees[seen.find(older).commit].get(path))
    }
    if seen.tip:
        tip = trees.get(seen.tip) or opened.tree(seen.tip)
        files |= {path: tip[path] for path in _HOSTS if path in tip}
    own = {path: entry for path, entry in site.items() if path in release.files or path == ".nojekyll"}
    return files | own

"""An edit is heard of, whatever the writer's editor does to save it, and nothing else is."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from injury_series.desk import edits as heard
from injury_series.desk.edits import edits


def told_of(folder: Path, change: Callable[[], object], wanted: set[str], said: list[str]) -> set[str]:
    """Return all paths, below the folder's own, that are told of until the wanted ones are."""

    async def hear() -> set[str]:
        told, every = edits([folder / "content"], folder / "pelicanconf.py", said.append), set[str]()
        first = asyncio.ensure_future(anext(told))
        await asyncio.sleep(0)  # it listens from now on
        change()
        async with asyncio.timeout(20):
            every |= await first
            while not wanted <= {str(Path(path).relative_to(folder)) for path in every}:
                every |= await anext(told)
        await told.aclose()
        return {str(Path(path).relative_to(folder)) for path in every}

    with ThreadPoolExecutor(1) as thread:  # the browser of other tests has a loop in this one
        return thread.submit(lambda: asyncio.run(hear())).result()


def a_folder(root: Path) -> Path:
    (root / "content" / "posts").mkdir(parents=True)
    for name in ("content/posts/a.md", "content/posts/b.md", "pelicanconf.py", "notes.txt"):
        (root / name).write_text("before")
    return root


def replace(file: Path) -> None:
    """Save as many editors do: beside it, then in its place."""
    aside = file.with_name(f".{file.name}.part")
    aside.write_text("after")
    aside.replace(file)


def litter(posts: Path) -> None:
    for name in (".a.md.swp", "a.md~", "#a.md#", ".obsidian/workspace.json"):
        (posts / name).parent.mkdir(exist_ok=True)
        (posts / name).write_text("an editor's")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda root: (root / "content/posts/a.md").write_text("after"), {"content/posts/a.md"}),
        (lambda root: replace(root / "content/posts/a.md"), {"content/posts/a.md"}),
        (lambda root: (root / "content/posts/a.md").unlink(), {"content/posts/a.md"}),
        (
            lambda root: (root / "content/posts/a.md").rename(root / "content/posts/c.md"),
            {"content/posts/a.md", "content/posts/c.md"},
        ),
        (lambda root: (root / "pelicanconf.py").write_text("after"), {"pelicanconf.py"}),
        (
            lambda root: (litter(root / "content/posts"), replace(root / "content/posts/b.md")),
            {"content/posts/b.md"},
        ),
        (
            lambda root: ((root / "notes.txt").write_text("after"), replace(root / "pelicanconf.py")),
            {"pelicanconf.py"},
        ),
    ],
    ids=["written", "replaced", "deleted", "renamed", "settings", "beside an editor's own", "beside others"],
)
def test_an_edit_is_told_and_no_more(
    tmp_path: Path, change: Callable[[Path], object], told: set[str]
) -> None:
    root, said = a_folder(tmp_path), list[str]()
    assert told_of(root, lambda: change(root), told, said) == told
    assert not said


def test_a_folder_that_links_elsewhere_is_listened_to_as_well(tmp_path: Path) -> None:
    root = a_folder(tmp_path / "site")
    (root / "content").rename(tmp_path / "texts")
    (root / "content").symlink_to(tmp_path / "texts")
    changed = {"content/posts/a.md"}
    assert told_of(root, lambda: replace(tmp_path / "texts/posts/a.md"), changed, []) == changed


def a_full_system(patch: pytest.MonkeyPatch, _: Path) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    patch.setattr(heard.Observer, "on_thread_start", full)


def a_drive_of_windows(patch: pytest.MonkeyPatch, root: Path) -> None:
    patch.setattr("platform.release", lambda: "5.15.167.4-microsoft-standard-WSL2")
    patch.setattr(heard, "_DRIVES", root.parent)


@pytest.mark.parametrize(
    ("system", "why"),
    [(a_full_system, "inotify watch limit reached"), (a_drive_of_windows, "this is a drive of Windows")],
)
def test_where_the_system_cannot_tell_the_files_are_looked_at(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    system: Callable[[pytest.MonkeyPatch, Path], None],
    why: str,
) -> None:
    root, said = a_folder(tmp_path), list[str]()
    system(monkeypatch, root)
    monkeypatch.setattr(heard, "_LOOK", 0.05)
    changed = {"content/posts/a.md"}
    assert told_of(root, lambda: (root / "content/posts/a.md").write_text("after"), changed, said) >= changed
    assert said == [f"Edits are seen a little late here, as the system cannot tell of them: {why}."]

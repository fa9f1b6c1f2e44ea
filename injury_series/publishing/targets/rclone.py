"""A path of one of rclone's remotes: read, put, list and remove files there."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.causes import in_plain_words
from injury_series.publishing.targets.rclone_words import CAUSES
from injury_series.publishing.tools import ToolError, run

_ASIDE = ".injury-series-new"
_NOT_THERE = (3, 4)
"""With these codes rclone ends where a folder or a file is not there."""

_LIMIT = 1800.0
"""After so many seconds of one step, other than sending, something hangs."""

_SETTINGS = {
    "RCLONE_ASK_PASSWORD": "false",
    "RCLONE_S3_NO_CHECK_BUCKET": "true",  # a bucket that is not there is said, not made
    "RCLONE_S3_NO_HEAD": "true",  # the store itself holds what comes to the hash that is sent with it
    "RCLONE_GCS_NO_CHECK_BUCKET": "true",
    "RCLONE_AZUREBLOB_NO_CHECK_CONTAINER": "true",
    "RCLONE_WEBDAV_PACER_MIN_SLEEP": "1ms",  # a first publishing asks often: 12 s in place of 67 s
    "RCLONE_RETRIES": "1",
    "RCLONE_LOW_LEVEL_RETRIES": "3",
    "RCLONE_CONTIMEOUT": "20s",
    "RCLONE_TIMEOUT": "60s",
}
_SENDING = ("--no-check-dest", "--no-traverse", "--transfers", "16")
_MOVING = ("--no-check-dest", "--no-traverse", "--transfers", "1", "--checkers", "1")
"""One after the other: WebDAV servers lock folders, and refuse who comes meanwhile."""

_STEPS = ("--stats", "500ms", "--stats-one-line", "--stats-log-level", "NOTICE")
_STEP = re.compile(r"\(xfr#(\d+)/\d+\)")


class Rclone:
    """Know a path of a remote, such as "my-remote:my-bucket/path"; its keys are rclone's own affair.

    Every method raises PublishError in plain words.
    """

    def __init__(self, path: str, place: str) -> None:
        self._path = path if path.endswith(":") else path.rstrip("/") + "/"
        self._place = place
        self._features: Mapping[str, object] | None = None

    @property
    def puts_whole(self) -> bool:
        """Tell whether a file that is sent there takes its place in one step, as in every object store."""
        if self._features is None:
            said = self._rclone("backend", "features", self._path, doing="asking what the remote can do")
            self._features = json.loads(said)["Features"]
        return bool(self._features.get("BucketBased"))

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file there, or None where there is none."""
        try:
            return self._rclone("cat", self._path + name, doing="reading the record") or None
        except PublishError as error:
            if isinstance(error.__cause__, ToolError) and error.__cause__.code in _NOT_THERE:
                return None
            raise

    def read_aside(self, name: str) -> bytes | None:
        """Return the bytes of a file that was sent aside, and whose move to its place was cut off."""
        return None if self.puts_whole else self.read(f"{_ASIDE}/{name}")

    def write(self, name: str, content: bytes, *, whole: bool) -> None:
        """Write one small file there; `whole` as for `put`."""
        with tempfile.TemporaryDirectory(prefix="injury-series-") as folder:
            Path(folder, name).write_bytes(content)
            headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
            self.put(Path(folder), [name], headers, _unheard, whole=whole)

    def put(
        self,
        folder: Path,
        paths: Sequence[str],
        headers: Mapping[str, str],
        heard: Callable[[int], None],
        *,
        whole: bool,
    ) -> None:
        """Put files of a folder there, by their paths in it; `heard` hears how many are done.

        With `whole` each takes its place in one step: where sending does not do that, it is sent aside and
        moved there.
        """
        if self.puts_whole or not whole:
            options = [
                option for name in headers for option in ("--header-upload", f"{name}: {headers[name]}")
            ]
            self._send(folder, self._path, paths, options, heard)
            return
        self._send(folder, self._path + _ASIDE, paths, [], heard)
        with _listed(paths) as names:
            options = [*_MOVING, "--files-from-raw", names]
            self._rclone("move", *options, "--", self._path + _ASIDE, self._path, doing="moving the files")

    def hashes(self) -> dict[str, str]:
        """Return the MD5 of each file there, by path, where the remote knows it."""
        options = ("--recursive", "--files-only", "--hash", "--no-mimetype", "--no-modtime", "--fast-list")
        said = self._rclone("lsjson", *options, "--", self._path, doing="looking what is there")
        return {
            file["Path"]: file["Hashes"]["md5"]
            for file in json.loads(said)
            if "md5" in file.get("Hashes", {})
        }

    def tidy(self) -> None:
        """Remove what a publishing that was cut off has left aside."""
        if not self.puts_whole:
            with suppress(PublishError):  # there is nothing
                self._rclone("purge", "--", self._path + _ASIDE, doing="removing what is over")

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files there, and the folders that held nothing else."""
        with _listed(paths) as names:
            options = ("--files-from-raw", names)
            self._rclone("delete", *options, "--", self._path, doing="removing what is over")
        if not self.puts_whole:
            for folder in [*_outermost(paths), _ASIDE]:
                with suppress(PublishError):  # it holds something, or is not there
                    self._rclone("rmdirs", "--", self._path + folder, doing="removing what is over")

    def _send(
        self,
        folder: Path,
        to: str,
        paths: Sequence[str],
        options: Sequence[str],
        heard: Callable[[int], None],
    ) -> None:
        def line(said: str) -> None:
            if step := _STEP.search(said):
                heard(int(step[1]))

        with _listed(paths) as names, in_plain_words(CAUSES, self._place):
            command = ["rclone", "copy", *_SENDING, *_STEPS, *options, "--files-from-raw", names]
            run(
                [*command, "--", str(folder), to],
                doing="sending the files",
                more=_settings(),
                heard=line,
                errors_too=True,
            )

    def _rclone(self, *arguments: str, doing: str) -> bytes:
        with in_plain_words(CAUSES, self._place):
            return run(["rclone", *arguments], doing=doing, more=_settings(), limit=_LIMIT)


def _unheard(done: int) -> None:
    """Let one file be one step."""


def _settings() -> dict[str, str]:
    """Return how rclone behaves, but for what the writer set in the environment."""
    return {name: value for name, value in _SETTINGS.items() if name not in os.environ}


@contextmanager
def _listed(paths: Sequence[str]) -> Iterator[str]:
    """Write paths to a file, one a line, and give its name."""
    with tempfile.TemporaryDirectory(prefix="injury-series-") as folder:
        names = Path(folder, "names")
        names.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        yield str(names)


def _outermost(paths: Sequence[str]) -> list[str]:
    """Return the folders, at the top of the place, of files in folders."""
    return sorted({PurePosixPath(path).parts[0] for path in paths if "/" in path})

"""Small sites to publish, in versions, and a look at whether what is served of them is whole."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from injury_series.outputs.progress import untold
from injury_series.publishing.publish import Plan, publish
from injury_series.publishing.release import Told
from injury_series.publishing.target import Target
from injury_series.publishing.targets.find import find_target

ROUNDS = int(os.environ.get("SOAK", "4"))

_PUBLISH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from injury_series.outputs.progress import untold
from injury_series.publishing.publish import publish
from injury_series.publishing.release import Told
from injury_series.publishing.targets.find import find_target
address, project, site = sys.argv[1:]
target = find_target(address, Path(project))
print("begun", flush=True)
publish(target, Path(site), Told(), datetime.now(UTC), say=lambda words: None, tell=untold)
"""
_ASSET = re.compile(rb'(?:href|src)="/(theme/[^"]+)"')


def a_site(version: str, pages: int = 12) -> dict[str, bytes]:
    """Return a site's files by path; two versions share only `about`, and each has a page of its own."""
    style = f"body {{ --version: {version} }}\n".encode() * 50
    sheet = f"theme/style.{sha256(style).hexdigest()[:10]}.css"
    files = {sheet: style, "about/index.html": b"the same always"}
    files[f"posts/only-{version}/index.html"] = b"here"
    for number in range(pages):
        picture = f"{version} {number}".encode() * 400
        place = f"theme/p{number}.{sha256(picture).hexdigest()[:10]}.webp"
        files[place] = picture
        page = f'<link href="/{sheet}"><img src="/{place}">{version} of {number}\n' + f"{version} " * 3000
        files[f"posts/p{number}/index.html"] = page.encode()
    files["feeds/all.atom.xml"] = version.encode() * 300
    files["images/ä b.svg"] = f"<svg>{version}</svg>".encode()
    return files


def write_site(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, without our own records and what is on its way."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".injury-series")
    }


def send(target: Target, site: Path, said: list[str] | None = None) -> Plan:
    """Publish a site now."""
    say = said.append if said is not None else lambda words: None
    return publish(target, site, Told(), datetime.now(UTC), say=say, tell=untold)


def assert_pages_whole(served: Mapping[str, bytes], *versions: Mapping[str, bytes]) -> None:
    """Hold each page that is there to one version of it, and to having all that it shows."""
    for path, content in served.items():
        if path.endswith(".html"):
            assert content in [version.get(path) for version in versions], f"{path} is of no version"
            for asset in _ASSET.findall(content):
                assert served[asset.decode()] in [version.get(asset.decode()) for version in versions], asset


def publish_and_kill(
    address: str,
    project: Path,
    sites: tuple[Path, Path],
    served: Callable[[], None],
    arrived: Callable[[Path], None],
) -> int:
    """Kill publishings of one of two sites in turn at random moments; return how many were cut off.

    `served` looks after each kill, `arrived` after the next publishing has completed.
    """
    rounds, cut, chance = ROUNDS, 0, random.Random(1)
    send(find_target(address, project), sites[0])
    process, begun = _started(address, project, sites[1]), time.monotonic()
    assert process.wait(60) == 0
    lasts = time.monotonic() - begun
    for number in range(rounds):
        site = sites[number % 2]
        process = _started(address, project, site)
        try:
            process.wait(chance.uniform(0, 1) * lasts)
        except subprocess.TimeoutExpired:
            cut += 1
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        served()
        send(find_target(address, project), site)
        arrived(site)
    return cut


def _started(address: str, project: Path, site: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _PUBLISH, address, str(project), str(site)]
    process = subprocess.Popen(
        command,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(site.parent)},  # what is left there by a kill goes with the test
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    with process.stdout as said:  # Python is up, the publishing begins
        assert said.readline() == b"begun\n"
    return process

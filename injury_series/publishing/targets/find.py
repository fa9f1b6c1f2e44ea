"""Find the target that `PUBLISH_TO` in `publishconf.py` names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from injury_series.errors import SettingsError
from injury_series.publishing.target import Target
from injury_series.publishing.targets.branch import Branch
from injury_series.publishing.targets.folder import Folder
from injury_series.publishing.targets.remote import Remote
from injury_series.publishing.targets.server import Server
from injury_series.publishing.targets.zip import Zip

_TARGETS: dict[str, Callable[[str, Path], Target]] = {
    "ssh": Server,
    "git": Branch,
    "rclone": Remote,
    "folder": Folder,
    "zip": Zip,
}
EXAMPLES = (
    "ssh://me@my-host.example/srv/my-story",
    "git:origin#pages",
    "rclone:my-remote:my-bucket",
    "folder:../upload",
    "zip:my-story.zip",
)


def find_target(address: str, project: Path) -> Target:
    """Return the target at an address such as "git:origin#pages"; paths in it begin at the project's folder.

    Raises SettingsError where there is none, or it is of no known kind.
    """
    known = "".join(f"\n  {example}" for example in EXAMPLES)
    if not address:
        raise SettingsError(
            f"publishconf.py: PUBLISH_TO is not set. It says where the site goes, one of:{known}"
        )
    kind = address.partition(":")[0]
    if kind not in _TARGETS:
        raise SettingsError(f'publishconf.py: PUBLISH_TO is "{address}", which is none of:{known}')
    return _TARGETS[kind](address, project)

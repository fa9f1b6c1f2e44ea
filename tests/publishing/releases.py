"""Make and publish small sites in which every file says whose it is, and look at what is served."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from injury_series.outputs.progress import untold
from injury_series.publishing.publish import Plan, publish
from injury_series.publishing.release import Told
from injury_series.publishing.target import Target

BEGIN = datetime(2020, 1, 1, 12, tzinfo=UTC)


def a_version(folder: Path, name: str, pages: int = 3, size: int = 200) -> Path:
    """Write the site of a version: pages that name it, and two assets named by their hash; return it."""
    style = f"/* {name} */".encode()
    asset = f"theme/style.{sha256(style).hexdigest()[:10]}.css"
    files = {
        asset: style,
        "theme/same.0123456789.svg": b"<svg/>",
        "about the Ünfall/it's.html": b"the same in every version",
        **{
            f"posts/{number}/index.html": f'{name} {number} <link href="/{asset}">{"." * size}'.encode()
            for number in range(pages)
        },
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def put(target: Target, site: Path, minute: int, said: list[str] | None = None) -> Plan:
    """Publish a site as made some minutes after `BEGIN`."""
    say = [] if said is None else said
    return publish(target, site, Told(), BEGIN + timedelta(minutes=minute), say=say.append, tell=untold)

"""Build small sites for tests: a good one to begin with, and ways to change it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from injury_series.pelican_site.build import Report, build
from injury_series.pelican_site.templates import Templates

REPOSITORY = Path(__file__).parent.parent
NOW = datetime(2020, 6, 1, 12, tzinfo=UTC)
SITE_URL = "https://knee.example"

CONF = f"""
from injury_series import plugin
SITEURL = "{SITE_URL}"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
REPLY_EMAIL = "reply@knee.example"
DEFAULT_PAGINATION = 10
PATH = "content"
THEME = {str(REPOSITORY / "theme")!r}
PLUGINS = [plugin]
"""

GOOD: dict[str, str] = {
    "series.yaml": """
title: A knee on the mend
condition: Torn meniscus
byline: A cyclist
disclaimer: One rider's story, not medical advice.
measures:
  - name: pain
    label: Pain
    unit: of 10
    better: lower
""",
    "phases/fall.md": """
---
title: The fall
order: 1
---
It began on ice.
""",
    "phases/repair.md": """
---
title: The repair
order: 2
---
Then it was mended.
""",
    "providers/dr-okafor.md": """
---
name: Dr. Ada Okafor
role: Surgeon
kind: physician
practice: Harbour Clinic
place: Lagos
url: https://okafor.example
---
She repaired the knee.
""",
    "posts/2020-01-10-the-fall.md": """
---
title: The fall
date: 2020-01-10
phase: fall
summary: How I fell.
happened: 2019-12
---
Down I went. See [the scan](post:the-scan).
""",
    "posts/2020-02-10-the-scan.md": """
---
title: The scan
date: 2020-02-10
phase: repair
summary: What they saw.
providers:
  - dr-okafor
---
[](provider:dr-okafor) looked at the picture.
""",
    "comments/the-fall/first.md": """
---
author: A reader
date: 2020-01-12
---
Get well soon!
""",
    "comments/the-fall/answer.md": """
---
author: The author
date: 2020-01-13
reply-to: first
by-writer: true
---
Thank you.
""",
    "pages/about.md": """
---
title: About
---
I ride bicycles.
""",
}
"""A good site of two posts, by file below `content/`."""


def a_site(root: Path, changes: Mapping[str, str | bytes | None] | None = None, conf: str = CONF) -> Path:
    """Write the good site below `root` with `changes` (None takes a file away), and return `root`."""
    files: dict[str, str | bytes | None] = {**GOOD, **(changes or {})}
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        elif isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text.lstrip("\n"), encoding="utf-8")
    return settled(root, conf)


def a_story(root: Path, name: str) -> Path:
    """Copy a made-up story of `tests/stories` below `root`, and return `root`."""
    shutil.copytree(REPOSITORY / "tests" / "stories" / name, root / "content")
    return settled(root, CONF)


def settled(root: Path, conf: str) -> Path:
    """Write the settings of a site, and the compiled templates that its first build would keep; return it.

    Jinja takes most of the time of a small build, and the templates are the same in each. Whether they still
    are, a build asks of these as it does of its own.
    """
    (root / "pelicanconf.py").write_text(conf, encoding="utf-8")
    kept = root / ".cache" / "templates"
    if not kept.exists():
        kept.mkdir(parents=True)
        for name, compiled in _compiled().items():
            (kept / name).write_bytes(compiled)
    return root


@cache
def _compiled() -> dict[str, bytes]:
    """Return the templates of the theme as a build keeps them compiled, by the names of their files."""
    with TemporaryDirectory() as kept:
        templates = Templates(REPOSITORY / "theme" / "templates", Path(kept))
        for name in templates._env.list_templates(extensions=["html"]):
            templates._env.get_template(name)
        return {path.name: path.read_bytes() for path in Path(kept).iterdir()}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Return the change of one good file in which `new` stands for `old`."""
    assert old in GOOD[name], f"{old!r} is not in {name}"
    return {name: GOOD[name].replace(old, new, 1)}


def a_post(title: str, date: str, phase: str = "fall", body: str = "Words.", **keys: str) -> str:
    """Return the text of a post; `keys` are more front matter, with `_` for `-`."""
    more = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\ndate: {date}\nphase: {phase}\nsummary: About {title}.\n{more}---\n{body}\n"


def build_site(
    root: Path, *, preview: bool = False, now: datetime = NOW, for_readers: bool = False
) -> Report:
    """Build the site below `root` into its `output`; with search, book and pictures for chats for readers."""
    conf, output = root / "pelicanconf.py", root / "output"
    return build(conf, output, preview=preview, now=now, for_readers=for_readers)


def pages(root: Path) -> dict[str, str]:
    """Return every text file of the built site by its path."""
    output = root / "output"
    texts = (".html", ".xml", ".txt", ".css", ".svg", ".json")
    return {
        path.relative_to(output).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(output.rglob("*"))
        if path.suffix in texts
    }


def flat(html: str) -> str:
    """Return HTML with plain spaces where typography has put ones that do not break."""
    return html.replace("\xa0", " ").replace("&nbsp;", " ")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

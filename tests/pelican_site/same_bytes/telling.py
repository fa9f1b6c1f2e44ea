"""Tell a story with everything in it, as facts that can be changed one by one, and write it as files."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from tests.sites import REPOSITORY

POSTS = 16
CONF = {
    "SITEURL": "https://knee.example",
    "TIMEZONE": "UTC",
    "DEFAULT_LANG": "en",
    "REPLY_EMAIL": "reply@knee.example",
    "DEFAULT_PAGINATION": 3,
}
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 9" width="{0}" height="9"/>'


@dataclass
class Telling:
    """Hold a story by its facts: `texts` are front matter and body by file, `others` are bytes by file."""

    texts: dict[str, tuple[dict[str, Any], str]] = field(default_factory=dict)
    series: dict[str, Any] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    conf: dict[str, Any] = field(default_factory=lambda: dict(CONF))

    def files(self) -> dict[str, bytes]:
        """Return every file of the site but its theme, by its path."""
        found = {f"content/{name}": _text(*text).encode() for name, text in self.texts.items()}
        found["content/series.yaml"] = _yaml(self.series).encode()
        found |= {f"content/{name}": content for name, content in self.others.items()}
        lines = [
            "from injury_series import plugin",
            *(f"{name} = {value!r}" for name, value in self.conf.items()),
        ]
        lines += ['PATH = "content"', 'THEME = "theme"', "PLUGINS = [plugin]"]
        return {**found, "pelicanconf.py": "\n".join([*lines, ""]).encode()}

    def of(self, folder: str) -> list[str]:
        """Return the texts of a folder."""
        return [name for name in self.texts if name.startswith(f"{folder}/")]


def write(telling: Telling, root: Path) -> list[Path]:
    """Write what differs, take away what is gone, and return the paths of both."""
    files, touched = telling.files(), []
    for path in [path for path in (root / "content").rglob("*") if path.is_file()]:
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
            touched.append(path)
    for name, content in files.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            touched.append(path)
    return touched


def a_telling() -> Telling:
    """Return a story of sixteen posts, in four phases, with four providers, comments, pictures and drafts."""
    told = Telling(series=_series())
    for number, phase in enumerate(("onset", "doubt", "repair", "after")):
        told.texts[f"phases/{phase}.md"] = (
            {"title": phase.title(), "order": number * 10},
            f"About {phase}.\n",
        )
    people = {
        "dr-okafor": {"name": "Dr. Ada Okafor", "role": "Surgeon", "kind": "physician"},
        "dr-lind": {"name": "Dr. Nils Lind", "role": "Sports doctor", "shown": "role"},
        "m-castell": {
            "name": "M. Castell",
            "role": "Chiropractor",
            "shown": "alias",
            "alias": "The back man",
        },
        "harbour": {"name": "Harbour Physio", "role": "Physical therapist", "kind": "physiotherapist"},
    }
    for key, facts in people.items():
        told.texts[f"providers/{key}.md"] = (facts, f"Who {key} is to me. See [the start](post:part-01).\n")
    for number in range(1, POSTS + 1):
        told.texts[f"posts/part-{number:02}.md"] = _post(number)
    for number in (1, 2, 5):
        for comment in ("first", "second", "third"):
            facts = {"author": f"Reader {comment}", "date": f"2019-06-{number:02} 10:00"}
            if comment == "third":
                facts |= {"reply-to": "first", "date": "2019-07-01 10:00"}
            told.texts[f"comments/part-{number:02}/{comment}.md"] = (facts, f"Words of the *{comment}*.\n")
    told.texts["pages/about.md"] = ({"title": "About"}, "I ride. See [a phase](phase:repair).\n")
    told.others = {
        "images/hip.svg": svg(40),
        "images/knee.png": png((9, 120, 30)),
        "images/unseen.svg": svg(12),
    }
    return told


def copy_theme(root: Path) -> None:
    """Give a site a theme of its own."""
    shutil.copytree(REPOSITORY / "theme", root / "theme")


def svg(width: int) -> bytes:
    """Return a drawing."""
    return _SVG.format(width).encode()


def png(colour: tuple[int, int, int]) -> bytes:
    """Return a photo of one colour."""
    content = io.BytesIO()
    Image.new("RGB", (60, 30), colour).save(content, "PNG")
    return content.getvalue()


def _series() -> dict[str, Any]:
    return {
        "title": "A knee",
        "subtitle": "And all that came of it",
        "condition": "Torn meniscus",
        "byline": "A cyclist",
        "bio": "Rides.",
        "disclaimer": "One story.",
        "measures": [{"name": "pain", "label": "Pain", "unit": "of 10", "better": "lower"}],
        "up-next": [{"title": "The scan", "when": "soon"}],
    }


def _post(number: int) -> tuple[dict[str, Any], str]:
    month = f"2018-{(number + 1) // 2:02}"
    facts: dict[str, Any] = {
        "title": f'Part {number}: "what" I did',
        "date": f"2019-0{(number - 1) // 4 + 1}-{number + 1:02}",
        "phase": ("onset", "doubt", "repair", "after")[(number - 1) * 4 // POSTS],
        "summary": f"Summary {number}.",
        "happened": month,
        "measures": [{"pain": number % 10, "date": month}],
    }
    body = f"Body {number}, and it's long -- or not.\n\n## A heading\n\nMore of {number}.\n"
    if number > 1:
        body += f"\nSee [before](post:part-{number - 1:02}) and [](provider:dr-okafor).\n"
        people = ("dr-okafor", "dr-lind", "m-castell", "harbour")
        facts["providers"] = [people[number % 4], "dr-okafor"][: number % 3]
    if number % 4 == 2:
        outcome = ("no-change", "helped", "worse", "too-early")[number // 4]
        tried = {"name": "Dry needling", "from": "2018-01", "outcome": outcome, "as-of": month}
        facts["treatments"] = [tried]
        body += "\nSee [it](treatment:dry-needling).\n"
    more, text = _MORE.get(number, ({}, ""))
    return {**facts, **more}, body + text


_MORE: dict[int, tuple[dict[str, Any], str]] = {
    3: ({"image": {"src": "images/knee.png", "alt": "A knee"}, "content-notes": ["surgery"]}, ""),
    4: ({}, "\n![A hip](images/hip.svg)\n"),
    6: ({"aliases": ["/old/six/"], "resources": [{"title": "A leaflet", "url": "https://l.example/a"}]}, ""),
    7: ({"diagnoses": [{"name": "Sprain", "date": "2018-03", "status": "suspected"}]}, ""),
    8: ({"events": [{"title": "The fall", "date": "2018-04", "kind": "visit"}]}, ""),
    9: ({}, "\n![A hip](images/hip.svg)\n"),
    12: ({"diagnoses": [{"name": "Torn meniscus", "date": "2018-08", "status": "confirmed"}]}, ""),
    15: ({"status": "draft"}, ""),
    16: ({"date": "2100-01-01"}, ""),
}
"""What some posts have besides, by their number."""


def _text(facts: dict[str, Any], body: str) -> str:
    return f"---\n{_yaml(facts)}---\n{body}"


def _yaml(facts: dict[str, Any]) -> str:
    return str(yaml.dump(facts, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True))

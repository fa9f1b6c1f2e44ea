"""The schema of the front matter, read as an editor reads it: with YAML's types, and no more knowledge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from injury_series.errors import ContentFaults
from injury_series.source.schema import KINDS, schema_files, schema_of
from injury_series.source.text_file import split
from injury_series.source.validate import validate
from injury_series.source.yaml_tree import read_yaml
from tests.sites import GOOD, REPOSITORY

POST = "title: A\ndate: 2020-01-01\nphase: fall\nsummary: B\n"
SERIES = "title: A\ncondition: B\nbyline: C\ndisclaimer: D\n"
PROVIDER = "name: A\nrole: B\n"


class Editor(yaml.SafeLoader):
    """Read YAML 1.2 as an editor does (core schema, section 10.3): dates and `no` are texts."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the library's own way


Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|True|TRUE|false|False|FALSE"), None)
Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("~|null|Null|NULL|$"), None)
Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), None)
Editor.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]+$"), None)


def every_front_matter() -> list[tuple[str, str, str]]:
    """Return kind, name and front matter of every file of the stories at hand."""
    kinds = {f"{kind}s": kind for kind in KINDS}
    found = [("series", "series.yaml", GOOD["series.yaml"])]
    found += [
        (kinds[name.split("/")[0]], name, split(text.lstrip("\n"), name)[0])
        for name, text in GOOD.items()
        if name.endswith(".md")
    ]
    for root in (REPOSITORY / "content", *Path(REPOSITORY / "tests" / "stories").iterdir()):
        found.append(("series", str(root), (root / "series.yaml").read_text("utf-8")))
        for path in sorted(root.rglob("*.md")):
            kind = kinds[path.relative_to(root).parts[0]]
            found.append((kind, str(path), split(path.read_text("utf-8"), path.name)[0]))
    return found


def refused_by_schema(kind: str, text: str) -> list[str]:
    return [e.message for e in Draft7Validator(schema_of(kind)).iter_errors(yaml.load(text, Editor))]


def test_an_editor_finds_nothing_wrong_in_what_builds() -> None:
    wrong = {name: refused_by_schema(kind, text) for kind, name, text in every_front_matter()}
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) > 30


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("post", POST + "part: 3\nhappened: 2019\n"),
        ("post", POST + "slug: 2019\n"),
        ("post", POST.replace("title: A", "title: 2019").replace("summary: B", "summary: no")),
        ("post", POST.replace("2020-01-01", "2020-01-01 18:30") + "happened: 2019-04 to 2019-autumn\n"),
        ("post", POST + "measures:\n  - {date: 2019, pain: 3}\n  - {date: 2019-04, pain: 2 to 3.5}\n"),
        ("post", POST + "content-notes: Needles\n"),
        ("post", POST + "content-notes: [Needles, 12:30]\nslug: колено-2\naliases: [/2019/12/a%20b.html]\n"),
        ("series", SERIES + 'complete: "true"\n'),
        ("phase", 'title: "1"\norder: "2"\n'),
        ("comment", "author: true\ndate: 2020-01-01T8:05\nby-writer: True\n"),
    ],
)
def test_an_editor_takes_what_the_build_takes(kind: str, text: str) -> None:
    validate(read_yaml(text, "x", 1), KINDS[kind], "x")
    assert refused_by_schema(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("post", POST.replace("phase", "fase")),
        ("post", POST.replace("title: A\n", "")),
        ("post", POST.replace("title: A", "title:")),
        ("post", POST.replace("title: A", 'title: " "')),
        ("post", POST.replace("title: A", "title: [A]")),
        ("post", POST.replace("2020-01-01", "2020-1-1")),
        ("post", POST.replace("2020-01-01", "2020")),
        ("post", POST + "happened: winter\n"),
        ("post", POST + "happened: 2019-winter\n"),
        ("post", POST + "happened: 2019-13\n"),
        ("post", POST + "happened: 19\n"),
        ("post", POST + "happened: ~\n"),
        ("post", POST + "part: 0\n"),
        ("post", POST + "part: 1.5\n"),
        ("post", POST + "status: ready\n"),
        ("post", POST + "slug: The Fall\n"),
        ("post", POST + "slug: a--b\n"),
        ("post", POST + "aliases: [2019/12/fall/]\n"),
        ("post", POST + "providers: dr-okafor\n"),
        ("post", POST + "treatments: Ice\n"),
        ("post", POST + "treatments:\n  - outcome: helped\n"),
        ("post", POST + "treatments:\n  - {name: Ice, outcome: great}\n"),
        ("post", POST + "treatments:\n  - {name: Ice, as_of: 2019}\n"),
        ("post", POST + "measures:\n  - {date: 2019}\n"),
        ("post", POST + "measures:\n  - {date: 2019, pain: much}\n"),
        ("post", POST + "discussions:\n  - {site: A, url: example.org}\n"),
        ("post", POST + "image: images/a.svg\n"),
        ("series", SERIES + "complete: perhaps\n"),
        ("series", SERIES + "measures:\n  - {name: pain, label: Pain, unit: of 10, better: low}\n"),
        ("phase", "title: A\norder: first\n"),
        ("phase", "title: A\norder: -1\n"),
        ("provider", PROVIDER + "kind: surgeon\n"),
        ("provider", PROVIDER + "shown: never\n"),
        ("provider", PROVIDER + "url: ftp://a.example\n"),
        ("comment", "author: A\ndate: yesterday\n"),
        ("page", "title: A\norder: a\n"),
    ],
)
def test_an_editor_refuses_what_the_build_refuses(kind: str, text: str) -> None:
    with pytest.raises(ContentFaults):
        validate(read_yaml(text, "x", 1), KINDS[kind], "x")
    assert refused_by_schema(kind, text), "the editor is silent"


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_means_and_shows_how_it_is_written(kind: str) -> None:
    Draft7Validator.check_schema(schema_of(kind))
    silent = [
        path
        for path, value in every_key(schema_of(kind), "")
        if not value.get("description")
        or not ({"enum", "examples"} & value.keys() or "properties" in value or "items" in value)
    ]
    assert silent == []


def every_key(schema: dict[str, object], path: str) -> list[tuple[str, dict[str, object]]]:
    """Return every key of a schema with its own, groups and lists gone into."""
    found: list[tuple[str, dict[str, object]]] = []
    inner = schema.get("items", schema)
    assert isinstance(inner, dict)
    for key, value in inner.get("properties", {}).items():
        found += [(f"{path}.{key}", value), *every_key(value, f"{path}.{key}")]
    return found


@pytest.mark.parametrize("name", schema_files())
def test_the_schema_on_disk_is_the_models(name: str) -> None:
    file = REPOSITORY / "schemas" / name
    assert file.read_text("utf-8") == schema_files()[name], "write it anew: python3 tasks.py schema"

"""What VS Code reads of this project: it completes what builds, and finds each message's line."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from injury_series.desk.editor_files import editor_files, run
from injury_series.errors import ContentFaults
from injury_series.source.schema import KINDS
from injury_series.source.text_file import split
from injury_series.source.validate import validate
from injury_series.source.yaml_tree import read_yaml
from tests.sites import REPOSITORY, a_site, build_site, changed

EDITOR = REPOSITORY / ".vscode"
SNIPPETS = json.loads(editor_files()[".vscode/injury-series.code-snippets"])
TODAY = {"$CURRENT_YEAR": "2020", "$CURRENT_MONTH": "01", "$CURRENT_DATE": "10"}
NEEDED = "title: A\ndate: 2020-01-01\nphase: fall\nsummary: B\n"


def filled_in(body: list[str]) -> str:
    """Return a snippet as one gets it who only presses Tab: first choices, and the words in place."""
    text = "\n".join(body)
    for name, value in TODAY.items():
        text = text.replace(name, value)
    text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", text)
    return text.replace("$0", "") + "\n"


@pytest.mark.parametrize("name", SNIPPETS)
def test_each_snippet_holds_good_as_it_comes(name: str) -> None:
    snippet = SNIPPETS[name]
    text = filled_in(snippet["body"])
    assert "$" not in text
    if snippet["scope"] == "markdown":
        kind, header = snippet["prefix"], split(text, name)[0]
    elif name.startswith("Post: one more of "):
        key = name.removeprefix("Post: one more of ")
        kind, header = "post", f"{NEEDED}{key}:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    else:
        kind, header = "post", re.sub(rf"^{snippet['prefix']}:.*\n", "", NEEDED, flags=re.M) + text
    validate(read_yaml(header, name, 1), KINDS[kind], name)


def test_a_whole_post_comes_as_a_draft() -> None:
    assert "status: draft\n" in filled_in(SNIPPETS["A whole post"]["body"])


@pytest.mark.parametrize("name", editor_files())
def test_the_file_on_disk_is_the_models(name: str) -> None:
    assert (REPOSITORY / name).read_text("utf-8") == editor_files()[name], "anew: python3 tasks.py schema"


def test_the_task_writes_them_all(tmp_path: Path) -> None:
    assert run(tmp_path) == 0
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*") if p.is_file()} == set(
        editor_files()
    )


def test_every_file_for_the_editor_is_plain_json() -> None:
    for path in EDITOR.iterdir():
        json.loads(path.read_text("utf-8"))
    settings = json.loads((EDITOR / "settings.json").read_text("utf-8"))
    assert all((REPOSITORY / schema).is_file() for schema in settings["yaml.schemas"])


def test_the_problems_are_found_at_their_lines(tmp_path: Path) -> None:
    wrong = changed("posts/2020-01-10-the-fall.md", "phase: fall", "phase: fal\nstatus: ready")
    with pytest.raises(ContentFaults) as found:
        build_site(a_site(tmp_path, {**wrong, "series.yaml": "title: A\n"}))
    tasks = json.loads((EDITOR / "tasks.json").read_text("utf-8"))["tasks"]
    matchers = [task["problemMatcher"] for task in tasks if task["problemMatcher"]]
    assert [task["label"] for task in tasks if task["problemMatcher"]] == ["preview", "check", "build"]
    for matcher in matchers:
        pattern = matcher["pattern"]
        for fault in found.value.faults:
            match = re.match(pattern["regexp"], str(fault))
            assert match
            assert (match[pattern["file"]], match[pattern["line"]]) == (fault.file, str(fault.line))
            assert match[pattern["message"]] in str(fault)
        assert not re.match(pattern["regexp"], f"{datetime.now(UTC):%H:%M:%S} not built:")
        assert not re.match(pattern["regexp"], "  content/posts/x.md: a draft")

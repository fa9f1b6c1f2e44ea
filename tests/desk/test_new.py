"""`new`, as the writer meets it: a file that builds, by flags or in a real terminal, and no accidents."""

from __future__ import annotations

import re
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from injury_series.desk.new.editor import open_in_editor
from injury_series.desk.new.task import run
from injury_series.desk.words import words_given
from injury_series.source.read_content import read_content
from tests.sites import CONF, GOOD, NOW, REPOSITORY, a_post, a_site, build_site, flat, snapshot
from tests.terminals import CTRL_C, DOWN, ENTER, SPACE, Terminal, a_terminal

POST = {"title": "The first run", "phase": "repair", "summary": "Two miles, and nothing hurt."}
FILE = "content/posts/2020-06-01-the-first-run.md"
SUCH_AS = (
    'Such as: python3 tasks.py new post "The first run" --phase improvement '
    '--summary "Two miles, and nothing hurt."'
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(a_site(tmp_path))
    return tmp_path


def test_a_post_is_a_draft_and_the_lines_after_it_say_what_to_do(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("post", {**POST, "provider": ["dr-okafor"], "happened": "2020-05"}, NOW) == 0
    assert capsys.readouterr().out == (
        f"Written: {FILE}\n"
        "It is a draft, which only you see. When it is done, take out its line: status: draft\n"
        "To see it: python3 tasks.py preview, then http://127.0.0.1:8000/posts/the-first-run/\n"
    )
    text = (site / FILE).read_text("utf-8")
    assert text.startswith(
        "---\ntitle: The first run\ndate: 2020-06-01\nphase: repair\nsummary: Two miles, and nothing hurt.\n"
        "happened: 2020-05\nproviders:\n  - dr-okafor\n## A draft: you alone see it, in the preview. "
        "Take out the next line when the post is done.\nstatus: draft\n"
    )
    report = build_site(site)
    assert report.waiting == (f"{FILE}: a draft",)
    assert not (site / "output/posts/the-first-run").exists()


@pytest.mark.parametrize(
    "title",
    [
        'Pain: what now? #3 "yes"',
        "no",
        "12:30",
        "2019-04-03",
        "- 5 kg",
        "& then *this* | `that` {x} [y] % @ !",
        "'Twas",
        "null ~",
        "Über Łódź: naïve 👩‍⚕️ 痛み",
        "ends: ",
        " two\nlines\ttab\x07 ",
        "long " * 60,
        "ö" * 300,
        "\\n",
    ],
)
def test_any_title_is_read_back_as_it_was_given(site: Path, title: str) -> None:
    assert run("post", {**POST, "title": title, "summary": title}, NOW) == 0
    build_site(site, preview=True)
    (file,) = set((site / "content/posts").iterdir()) - {
        site / "content" / name for name in GOOD if name.startswith("posts/")
    }
    slug = file.stem.removeprefix("2020-06-01-")
    html = flat((site / f"output/posts/{slug}/index.html").read_text("utf-8"))
    from injury_series.source.front_matter import read_document

    asked = " ".join(title.replace("\x07", "").split())
    assert read_document(file, file.name).header.data["title"] == asked
    assert "<h1" in html
    assert len(slug) <= 60


def blocks(text: str) -> list[str]:
    """Return the examples of a new file: each a key with all that is set in below it."""
    return re.findall(r"^# [\w-]+:.*\n(?:#   .*\n)*", text, flags=re.M)


@pytest.mark.parametrize(
    ("what", "given", "file", "keys"),
    [
        ("post", POST, FILE, 14),
        ("phase", {"title": "Winter"}, "content/phases/winter.md", 2),
        ("provider", {"title": "Dr. A", "role": "Nurse"}, "content/providers/dr-a.md", 3),
    ],
)
def test_each_example_holds_good_as_it_stands(
    site: Path, what: str, given: dict[str, str], file: str, keys: int
) -> None:
    (site / "content/images").mkdir()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"/>'
    (site / "content/images/a.svg").write_text(picture)
    assert run(what, given, NOW) == 0
    text = (site / file).read_text("utf-8")
    assert len(blocks(text)) >= keys
    for block in blocks(text):
        (site / file).write_text(text.replace(block, block.replace("# ", "", 1).replace("\n# ", "\n")))
        assert read_content(site / "content", ZoneInfo("UTC")).faults == [], block
    build_site(site, preview=True)


def test_a_story_without_providers_pictures_and_measures_gets_only_examples_that_hold_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = {name: None for name in GOOD if name not in ("series.yaml", "phases/fall.md")}
    series = GOOD["series.yaml"].partition("measures:")[0]
    monkeypatch.chdir(a_site(tmp_path, {**bare, "series.yaml": series}))
    assert run("post", {**POST, "phase": "fall"}, NOW) == 0
    text = (tmp_path / FILE).read_text("utf-8")
    assert not re.search("image|measures|provider", text)
    for block in blocks(text):
        (tmp_path / FILE).write_text(text.replace(block, block.replace("# ", "", 1).replace("\n# ", "\n")))
        assert read_content(tmp_path / "content", ZoneInfo("UTC")).faults == [], block
    build_site(tmp_path, preview=True)


def test_a_hidden_name_is_in_no_file_name_and_no_page(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"title": "Dr. Secret", "role": "Night nurse", "shown": "role", "kind": "other"}
    assert run("provider", given, NOW) == 0
    assert capsys.readouterr().out == (
        "Written: content/providers/night-nurse.md\n"
        "Posts name it so, in their list of providers: night-nurse\n"
        "To see it, once a post tells of it: python3 tasks.py preview, "
        "then http://127.0.0.1:8000/providers/night-nurse/\n"
        "The name stands in this file alone. Whoever can read the file can read the name.\n"
    )
    assert run("post", {**POST, "provider": ["night-nurse"]}, NOW) == 0
    build_site(site, preview=True)
    assert (site / "output/providers/night-nurse/index.html").exists()
    assert not [name for name, data in snapshot(site / "output").items() if b"Secret" in data]


@pytest.mark.parametrize(
    ("what", "given", "told"),
    [
        ("", {}, f"new: What is new? Known: post, phase, provider. {SUCH_AS}"),
        (
            "pots",
            {},
            'new: "pots" is nothing that can be made. Known: post, phase, provider. '
            f'Did you mean "post"? {SUCH_AS}',
        ),
        (
            "post",
            {"title": "A"},
            "new post: --phase: This is missing, and it is needed.\n"
            f"new post: --summary: This is missing, and it is needed. {SUCH_AS}",
        ),
        (
            "post",
            {**POST, "phase": "repare", "date": "2020-6-1", "provider": ["dr-oka"]},
            'new post: --date: "2020-6-1" is not a date of publishing. '
            "Write a day, or a day and a time: 2019-12-01 18:30.\n"
            'new post: --phase: "repare" is not a phase. Known: fall, repair. Did you mean "repair"?\n'
            'new post: --provider: "dr-oka" is not a provider. Known: dr-okafor. Did you mean "dr-okafor"?',
        ),
        ("post", {**POST, "summary": " "}, "new post: --summary: This has no value."),
        (
            "post",
            {**POST, "title": "🎉"},
            "new post: --title: This makes no address. Give it letters or digits.",
        ),
        (
            "post",
            {**POST, "title": "The Fall!"},
            "new post: --title: This would be at /posts/the-fall/, where "
            "content/posts/2020-01-10-the-fall.md is already. Choose another title.",
        ),
        (
            "phase",
            {"title": "Fall", "role": "x"},
            "new phase: --role: This is not for a phase. Known: --title, --order, --happened, --summary. "
            'Did you mean "--title"?',
        ),
        (
            "provider",
            {"title": "Dr. Secret", "role": "Secret nurse", "shown": "role"},
            'new provider: --role: The role tells "secret", a part of the hidden name.',
        ),
    ],
)
def test_what_is_wrong_is_told_whole_and_nothing_is_written(
    site: Path, what: str, given: dict[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site / "content")
    assert run(what, given, NOW) == 1
    assert capsys.readouterr().err == told + "\n"
    assert snapshot(site / "content") == before


def test_a_fault_elsewhere_in_the_story_keeps_no_one_from_a_new_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {
        "posts/x.md": a_post("X", "yesterday"),
        "phases/bad.md": "---\ntitle: [\n---\n",
        "series.yaml": "x",
    }
    monkeypatch.chdir(a_site(tmp_path, broken))
    assert run("post", {**POST, "phase": "bad"}, NOW) == 0


def test_no_file_is_ever_overwritten(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = site / "content/phases/the-first-run.md"
    taken.symlink_to(site / "nowhere")  # nothing that the story knows of, and yet a file
    assert run("phase", {"title": "The first run"}, NOW) == 1
    assert capsys.readouterr().err.endswith("Choose another title.\n")


def test_today_is_the_writers_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(a_site(tmp_path, conf=CONF.replace('"UTC"', '"Pacific/Auckland"')))
    assert run("post", POST, datetime(2020, 6, 1, 20, tzinfo=UTC)) == 0
    assert (tmp_path / "content/posts/2020-06-02-the-first-run.md").exists()


def test_an_editor_that_is_missing_or_fails_is_told_and_the_file_stays(tmp_path: Path) -> None:
    stays = "The file is there all the same: x.md"
    assert open_in_editor("x.md", {}) == ""
    assert open_in_editor("x.md", {"EDITOR": "true"}) == ""
    assert open_in_editor("x.md", {"VISUAL": "", "EDITOR": "no-such-editor --wait"}) == (
        'The editor "no-such-editor --wait" ($EDITOR) could not be started: '
        f"No such file or directory. {stays}"
    )
    assert open_in_editor("x.md", {"VISUAL": "sh -c 'exit 3'", "EDITOR": "true"}) == (
        f"The editor \"sh -c 'exit 3'\" ($VISUAL) ended with code 3. {stays}"
    )
    assert (
        open_in_editor("x.md", {"EDITOR": "'vi"})
        == f"$EDITOR is 'vi, which has a quote that does not end. {stays}"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["new"], []),
        (["new", "--help"], []),
        (["new", "post"], ["what"]),
        (["new", "post", "The first run", "--phase", "fall", "--summary=x y"], ["what", "title"]),
        (["new", "--phase", "fall", "post", "--summary", "--", "A"], ["what", "title"]),
        (["test", "new", "post"], []),
        (["-e", "new", "phase"], ["what"]),
    ],
)
def test_a_title_may_stand_anywhere_and_may_be_left_out(line: list[str], words: list[str]) -> None:
    assert words_given(line) == words


def test_a_title_without_quotes_is_told_with_the_line_to_type() -> None:
    with pytest.raises(SystemExit) as ended:
        words_given(["new", "post", "The", "first", "run"])
    assert ended.value.code == 'new: Put the title in quotes: python3 tasks.py new post "The first run"'


def new_in_a_terminal(site: Path, *words: str, **surroundings: str) -> AbstractContextManager[Terminal]:
    """Run `inv new …` for a site in a terminal of its own."""
    command = [sys.executable, "-m", "invoke", f"--search-root={REPOSITORY}", "new", *words]
    return a_terminal(site, command, surroundings)


@pytest.mark.timeout(90)
def test_in_a_terminal_it_asks_for_what_is_missing_and_opens_the_editor(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    editor = f"{sys.executable} -c \"import sys; open('opened', 'w').write(sys.argv[1])\""
    with new_in_a_terminal(site, "post", EDITOR=editor) as terminal:
        terminal.expect("What is the post called?")
        terminal.type("The fall" + ENTER)
        terminal.expect("content/posts/2020-01-10-the-fall.md is already. Choose another title.")
        terminal.expect("The fall")
        terminal.type(" again: #2" + ENTER)
        terminal.expect("Which phase is it in?")
        terminal.expect("» The repair")
        terminal.type(ENTER)
        terminal.expect("Dr. Ada Okafor: Surgeon")
        terminal.type(SPACE + ENTER)
        terminal.expect("On which day does it come out?")
        terminal.type("\x15" + "2020-06-05" + ENTER)
        terminal.expect("What happens in it")
        terminal.type(ENTER)
        terminal.expect("This cannot be empty.")
        terminal.expect("What happens in it")
        terminal.type("It went on." + ENTER)
        terminal.expect("Written: content/posts/2020-06-05-the-fall-again-2.md")
        assert terminal.end() == 0
    file = "content/posts/2020-06-05-the-fall-again-2.md"
    assert (site / "opened").read_text() == file
    assert (
        (site / file)
        .read_text("utf-8")
        .startswith(
            "---\ntitle: 'The fall again: #2'\ndate: 2020-06-05\nphase: repair\nsummary: It went on.\n"
            "providers:\n  - dr-okafor\n"
        )
    )
    build_site(site)


@pytest.mark.timeout(90)
def test_without_a_phase_the_first_one_is_made_on_the_way(tmp_path: Path) -> None:
    bare = {name: None for name in GOOD if name != "series.yaml"}
    with new_in_a_terminal(a_site(tmp_path, bare), "post", "The fall") as terminal:
        terminal.expect("There is no phase yet, and every post is in one. Make the first one now?")
        terminal.type(ENTER)
        terminal.expect("What is the phase called?")
        terminal.type("Onset" + ENTER)
        terminal.expect("Which place has it among the phases?")
        terminal.type(ENTER)
        terminal.expect("Written: content/phases/onset.md")
        terminal.expect("» Onset")
        terminal.type(ENTER)
        terminal.expect("On which day does it come out?")
        terminal.type(ENTER)
        terminal.expect("What happens in it")
        terminal.type("I fell." + ENTER)
        assert terminal.end() == 0
    build_site(tmp_path, preview=True)


@pytest.mark.timeout(90)
def test_a_role_that_tells_the_hidden_name_is_asked_for_again(tmp_path: Path) -> None:
    with new_in_a_terminal(a_site(tmp_path), "provider", "Dr. Secret") as terminal:
        terminal.expect("What are they to you?")
        terminal.type("Secret nurse" + ENTER)
        terminal.expect("What is the profession?")
        terminal.type(ENTER)
        terminal.expect("What may readers see?")
        terminal.type(DOWN + ENTER)
        terminal.expect('The role tells "secret", a part of the hidden name.')
        terminal.expect("What are they to you?")
        terminal.type("Nurse" + ENTER)
        terminal.expect("Written: content/providers/nurse.md")
        assert terminal.end() == 0


@pytest.mark.timeout(90)
def test_ctrl_c_writes_nothing(tmp_path: Path) -> None:
    before = snapshot(a_site(tmp_path) / "content")
    with new_in_a_terminal(tmp_path) as terminal:
        terminal.expect("What is new?")
        terminal.type(ENTER)
        terminal.expect("What is the post called?")
        terminal.type("Half a tit" + CTRL_C)
        terminal.expect("Stopped. Nothing was written.")
        assert terminal.end() == 130
    assert snapshot(tmp_path / "content") == before

"""What `check` tells a writer, or an editor, and how it ends."""

from __future__ import annotations

import json
import os
import re
import time
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from injury_series.desk import building
from injury_series.desk.check import site as check_site
from injury_series.desk.check import task as check
from injury_series.desk.check.report import Report, show
from injury_series.source.findings import AdviceKind, ErrorKind, OnlineKind, finding
from tests.sites import GOOD, NOW, REPOSITORY, a_post, a_site, changed, snapshot

FALL, SCAN = "posts/2020-01-10-the-fall.md", "posts/2020-02-10-the-scan.md"
POST = f"content/{FALL}"
BY_NAME = "Link to a part by its name: [words](post:its-slug)."

WELL = {
    FALL: GOOD[FALL].replace("How I fell.", "How I fell from my bicycle, one day in winter."),
    SCAN: GOOD[SCAN]
    .replace("What they saw.", "What they saw of my knee, two months later.")
    .replace("providers:", "happened: 2020-02\nmeasures:\n  - date: 2020-02\n    pain: 3\nproviders:"),
}
"""Changes after which nothing is to be said of the good site."""


def a_body(text: str) -> dict[str, str]:
    return {**WELL, FALL: WELL[FALL].replace("Down I went. See [the scan](post:the-scan).\n", text)}


def checked(
    capsys: pytest.CaptureFixture[str], *, as_data: bool = False, online: bool = False
) -> tuple[int, str]:
    code = check.run(as_data, online, now=NOW)
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def errors_of(out: str) -> list[str]:
    return [
        line for line in out.partition("\nAdvice\n")[0].splitlines() if line.startswith(("content/", "out"))
    ]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_writer_who_has_done_all_is_told_so(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_site(at, WELL)
    assert checked(capsys) == (0, "All is well: nothing to mend.\n")


def test_links_that_lead_nowhere_are_errors_at_their_line_and_told_once(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = """## A part

[gone](/posts/the-scam/) and [lost](#b-part), [there](#a-part),
[over](/posts/the-scan/#nope) `[x](/no/)` [own](https://knee.example/none/)
[thread](#comments) [one](/posts/the-fall/#comment-first) [feed](/feeds/all.atom.xml)
"""
    a_site(at, a_body(body))
    code, out = checked(capsys)
    assert code == 1
    assert errors_of(out) == [
        f'{POST}:10: "#b-part" leads to a place that is not in the page. Did you mean "#a-part"?',
        f'{POST}:10: "/posts/the-scam/" leads to a page that is not there. '
        f'Did you mean "/posts/the-scan/"? {BY_NAME}',
        f'{POST}:11: "/posts/the-scan/#nope" leads to a place that is not in the page. It has no headings.',
        f'{POST}:11: "https://knee.example/none/" leads to a page that is not there. {BY_NAME}',
    ]
    assert out.endswith("4 errors, no advice.\n")


def test_a_site_in_a_folder_of_its_host_is_held_to_that_folder(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_site(at, a_body("[a](/blog/posts/the-scan/) [b](/blog/posts/gone/) [c](/posts/the-scan/)\n"))
    conf = at / "pelicanconf.py"
    conf.write_text(conf.read_text().replace("https://knee.example", "https://knee.example/blog"))
    _, out = checked(capsys)
    assert f'{POST}:8: "/blog/posts/gone/" leads to a page that is not there.' in out
    assert '"/blog/posts/the-scan/" leads' not in out


def test_drafts_and_scheduled_posts_are_looked_at_and_may_link_to_each_other(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "[soon](/posts/soon/) [me](#here) [no](/posts/no/) [them](#comments) [scan](/posts/the-scan/)"
    facts = {"happened": "2020-01", "summary": "A summary that is long enough to tell something."}
    draft = a_post("Later", "2020-05-01", body=body, status="draft").replace("summary: About Later.\n", "")
    soon = a_post("Soon", "2020-06-06 18:30").replace("summary: About Soon.\n", "")
    more = "".join(f"{key}: {value}\n" for key, value in facts.items())
    later, soon = (text.replace("phase: fall\n", f"phase: fall\n{more}") for text in (draft, soon))
    a_site(at, {**WELL, "posts/later.md": later, "posts/soon.md": soon})
    code, out = checked(capsys)
    assert (code, out) == (
        1,
        "Errors, to be mended before readers see the site\n\n"
        'content/posts/later.md:9: "#here" leads to a place that is not in the page. It has no headings.\n'
        f'content/posts/later.md:9: "/posts/no/" leads to a page that is not there. {BY_NAME}\n\n'
        "2 errors, no advice.\n"
        "Scheduled: content/posts/soon.md comes out on Saturday 6 June 2020 at 18:30 (UTC), in 5 days.\n"
        "A site of files does not change by itself: build and publish again after that time, "
        "and readers see it.\n"
        "Drafts: content/posts/later.md.\n",
    )


def test_a_link_from_a_published_post_to_a_draft_is_an_error(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = a_post("Later", "2020-05-01", status="draft")
    a_site(at, {**a_body("[it](/posts/later/)\n"), "posts/later.md": draft})
    code, out = checked(capsys)
    assert code == 1
    assert errors_of(out) == [
        f'{POST}:8: "/posts/later/" leads to a page that is not published. {BY_NAME} '
        "Until it is out, such a link is words alone."
    ]


def test_what_stops_a_build_is_told_whole_and_advice_with_it(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_site(
        at,
        {
            **a_body("[click here](post:the-scam) ![Hip](images/no.svg)\n"),
            "phases/x.md": "---\ntitle: X\n---\n",
        },
    )
    code, out = checked(capsys)
    assert code == 1
    assert errors_of(out) == [
        "content/phases/x.md:2: order: This key is missing, and it is needed.",
        f'{POST}:8: link: "the-scam" is not a post. Known: the-fall, the-scan. Did you mean "the-scan"?',
        f'{POST}:8: picture: There is no file "content/images/no.svg".',
    ]
    assert f'{POST}:8: The link "click here" does not say where it leads.' in out.partition("\nAdvice\n")[2]


def test_what_the_gate_would_hold_back_is_an_error(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hidden = changed("providers/dr-okafor.md", "role: Surgeon", "role: Surgeon\nshown: role")
    a_site(at, {**a_body("Dr. Ada Okafor was kind.\n"), **hidden})
    code, out = checked(capsys, as_data=True)
    assert code == 1
    assert {(found["file"], found["line"], found["kind"]) for found in json.loads(out)["errors"]} == {
        (POST, 8, "gate")
    }


def test_a_build_says_when_a_scheduled_post_comes_out_and_what_that_takes(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_site(at, {"posts/soon.md": a_post("Soon", "2020-06-06 18:30")})
    assert building.run(publish=False, now=NOW) == 0
    assert (
        "Not published:\n"
        "  content/posts/soon.md: comes out on Saturday 6 June 2020 at 18:30 (UTC), in 5 days\n"
        "  A site of files does not change by itself: build and publish again after that time, "
        "and readers see it.\n"
    ) in capsys.readouterr().out


def test_a_narrow_terminal_breaks_lines_between_words_and_keeps_the_place_whole() -> None:
    terminal = Console(force_terminal=True, width=40, file=StringIO(), no_color=True, highlight=False)
    found = finding(
        AdviceKind.NO_ALT, "content/posts/a.md", 7, "A picture has no words here.", "Give it some."
    )
    show(Report((), (found,)), terminal)
    plain = re.sub("\x1b[^m]*m", "", terminal.file.getvalue())  # type: ignore[attr-defined]
    assert "content/posts/a.md:7: A picture has no \nwords here. Give it some.\n" in plain


def test_advice_alone_ends_well(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_site(at, a_body("[here](post:the-scan)\n"))
    code, out = checked(capsys)
    assert code == 0
    assert out.startswith(f'Advice\n\n{POST}:8: The link "here" does not say where it leads.')
    assert out.endswith(
        "No errors, 1 piece of advice.\nThe site can be built as it is; advice is yours to take or leave.\n"
    )


def test_output_stays_as_it_was_and_nothing_is_left_behind(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_site(at, WELL)
    (at / "output").mkdir()
    (at / "output" / "mine.html").write_text("kept")
    killed = at / ".check" / "12345" / "site"
    killed.mkdir(parents=True)
    long_ago = time.time() - 3600
    os.utime(killed.parent, (long_ago, long_ago))
    checked(capsys)
    assert list(snapshot(at / "output")) == ["mine.html"]
    left = {path.name for path in at.iterdir()} - {"__pycache__"}  # Python's own, of the settings
    assert left == {".cache", "content", "output", "pelicanconf.py"}


def test_an_editor_reads_one_shape(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = a_post("Later", "2020-05-01", status="draft")
    soon = a_post("Soon", "2020-06-06 18:30")
    a_site(at, {**a_body("[here](post:the-scam)\n"), "posts/later.md": draft, "posts/soon.md": soon})
    code, out = checked(capsys, as_data=True)
    told = json.loads(out)
    assert (code, list(told)) == (1, ["version", "errors", "advice", "scheduled", "drafts"])
    assert told["errors"] == [
        {
            "file": POST,
            "line": 8,
            "field": "link",
            "kind": "content",
            "message": '"the-scam" is not a post.',
            "hint": 'Known: later, soon, the-fall, the-scan. Did you mean "the-scan"?',
        }
    ]
    assert {found["kind"] for found in told["advice"]} == {"vague-link", "no-happened", "short-summary"}
    assert told["scheduled"] == [
        {
            "file": "content/posts/soon.md",
            "title": "Soon",
            "date": "2020-06-06T18:30:00+00:00",
            "words": "comes out on Saturday 6 June 2020 at 18:30 (UTC), in 5 days",
        }
    ]
    assert told["drafts"] == [{"file": "content/posts/later.md", "title": "Later"}]


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ("x = 1 / 0", 11, "the settings cannot be read: ZeroDivisionError: division by zero"),
        (
            'SITEURL = ""',
            0,
            'SITEURL is "". It is the address where readers find the site, such as https://my-story.example.',
        ),
    ],
)
def test_broken_settings_are_told_in_the_same_shape(
    at: Path, capsys: pytest.CaptureFixture[str], more: str, line: int, message: str
) -> None:
    a_site(at)
    conf = at / "pelicanconf.py"
    conf.write_text(f"{conf.read_text()}{more}\n")
    code, out = checked(capsys, as_data=True)
    found = {
        "file": "pelicanconf.py",
        "line": line,
        "field": "",
        "kind": "settings",
        "message": message,
        "hint": "",
    }
    assert (code, json.loads(out)) == (
        1,
        {"version": 1, "errors": [found], "advice": [], "scheduled": [], "drafts": []},
    )


def test_a_folder_that_is_not_there_and_a_fault_of_our_own_are_told_and_not_thrown(
    at: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    a_site(at, WELL)
    monkeypatch.setattr(check_site, "build", break_down)
    code, out = checked(capsys, as_data=True)
    (found,) = json.loads(out)["errors"]
    assert (code, found["kind"]) == (1, "ours")
    assert "ZeroDivisionError" in found["message"]
    (at / ".check").write_text("A file is in the way.")
    code, out = checked(capsys, as_data=True)
    assert (code, json.loads(out)["errors"][0]["kind"]) == (1, "build")


def test_every_kind_is_told_in_the_papers_and_no_other() -> None:
    papers = (REPOSITORY / "docs" / "check.md").read_text(encoding="utf-8")
    kinds = [kind for group in (ErrorKind, AdviceKind, OnlineKind) for kind in group]
    assert re.findall(r"^- `.*$", papers, re.M) == [f"- `{kind}`: {kind.words}" for kind in kinds]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Write to friend@other.example.\n", "All is well: nothing to mend.\n"),
        (
            "Down I went.\n",
            f'Advice\n\n{POST}:6: allow: "friend@other.example" is allowed here, and the gate does not '
            'find it any more. Take it out from under "allow".\n\nNo errors, 1 piece of advice.\n'
            "The site can be built as it is; advice is yours to take or leave.\n",
        ),
    ],
)
def test_what_is_allowed_and_stands_nowhere_any_more_is_told(
    at: Path, capsys: pytest.CaptureFixture[str], body: str, said: str
) -> None:
    site = a_body(body)
    site[FALL] = site[FALL].replace("happened:", "allow: [friend@other.example]\nhappened:")
    a_site(at, site)
    assert checked(capsys) == (0, said)

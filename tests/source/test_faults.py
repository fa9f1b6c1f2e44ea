"""Each thing that can be wrong in content has one message, whole: where, what, what is allowed, a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from injury_series.desk.building import run
from injury_series.errors import ContentFaults
from tests.sites import GOOD, NOW, a_post, a_site, build_site, changed, snapshot

PASSAGE = 'A passage begins with a line "::: what it is about" and ends with a line ":::".'
FALL = "posts/2020-01-10-the-fall.md"
SCAN = "posts/2020-02-10-the-scan.md"
POST_KEYS = (
    "aliases, allow, content-notes, date, diagnoses, disclosure, discussions, events, happened, image, measures, "
    "part, phase, provider, providers, resources, slug, status, summary, title, treatments, updated"
)
HOW_DATE = (
    "Write a year, a month, a day, a part of a year or a span: "
    "2019, 2019-04, 2019-04-03, 2019-early, 2019-04 to 2019-08."
)
HOW_FILE = 'It begins with a line "---", then the keys, then a line "---", then the text.'


def post_with(keys: str) -> dict[str, str]:
    """Return the change that adds lines of front matter to the first post."""
    return changed(FALL, "happened: 2019-12\n", keys)


FAULTS: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "an unknown key": (
        changed(FALL, "phase:", "fase: fall\nphase:"),
        f'{FALL}:4: fase: This is not a key here. Known: {POST_KEYS}. Did you mean "phase"?',
    ),
    "an unknown key in a list": (
        post_with("treatments:\n  - name: Ice\n    outcom: helped\n"),
        f"{FALL}:8: treatments[1].outcom: This is not a key here. "
        'Known: as-of, from, name, note, outcome, provider, slug, to. Did you mean "outcome"?',
    ),
    "an unknown phase": (
        changed(FALL, "phase: fall", "phase: fal"),
        f'{FALL}:4: phase: "fal" is not a phase. Known: fall, repair. Did you mean "fall"?',
    ),
    "an unknown provider": (
        changed(SCAN, "  - dr-okafor", "  - dr-okafr"),
        f'{SCAN}:7: providers[1]: "dr-okafr" is not a provider. Known: dr-okafor. Did you mean "dr-okafor"?',
    ),
    "an unknown provider of a treatment": (
        post_with("treatments:\n  - name: Ice\n    provider: nurse\n"),
        f'{FALL}:8: treatments[1].provider: "nurse" is not a provider. Known: dr-okafor.',
    ),
    "a missing title": (
        changed(FALL, "title: The fall\n", ""),
        f"{FALL}:2: title: This key is missing, and it is needed.",
    ),
    "an empty title": (
        changed(FALL, "title: The fall", "title:"),
        f"{FALL}:2: title: This has no value. Give it one, or take the line out.",
    ),
    "a title of spaces": (
        changed(FALL, "title: The fall", 'title: "  "'),
        f"{FALL}:2: title: This has no value. Give it one, or take the line out.",
    ),
    "a status without a value": (
        post_with("status:\n"),
        f"{FALL}:6: status: This has no value. Give it one, or take the line out.",
    ),
    "an unknown key without a value": (
        post_with("draft:\n"),
        f'{FALL}:6: draft: This is not a key here. Known: {POST_KEYS}. Did you mean "date"?',
    ),
    "an empty line in a list": (
        post_with("content-notes:\n  - needles\n  -\n"),
        f"{FALL}:8: content-notes[2]: This has no value. Give it one, or take the line out.",
    ),
    "a text that is cut off": (
        changed(FALL, "title: The fall", "title: Pain #1 of 3"),
        f'{FALL}:2: What stands behind " #" is left out here. '
        "Put the whole text in quotes, or the remark on a line of its own.",
    ),
    "a text that begins with a quotation mark": (
        changed(FALL, "title: The fall", 'title: "The fall" and I'),
        f"{FALL}:2: This cannot be read as YAML: did not find expected key. "
        "Put the whole text in quotes of the other kind: '...'.",
    ),
    "a text that begins with a sign": (
        changed(FALL, "title: The fall", "title: *Stars*"),
        f"{FALL}:2: This cannot be read as YAML: did not find expected alphabetic or numeric character. "
        'A text that begins with "*" stands in quotes.',
    ),
    "a key without a space": (
        changed(FALL, "title: The fall", "title:The fall"),
        f"{FALL}:2: This cannot be read as YAML: mapping values are not allowed in this context. "
        'A line is "key: value", with a space after the colon; a list\'s lines begin with "- ".',
    ),
    "a character that is none": (
        changed(FALL, "Down I went.", "Down\x08 I went."),
        f"{FALL}:8: A character stands here that no text can hold: U+0008. Write the line anew.",
    ),
    "a missing date": (
        changed(FALL, "date: 2020-01-10\n", ""),
        f"{FALL}:2: date: This key is missing, and it is needed.",
    ),
    "an impossible date": (
        changed(FALL, "date: 2020-01-10", "date: 2020-02-30"),
        f'{FALL}:3: date: "2020-02-30" is a date that is in no calendar.',
    ),
    "a date that is none": (
        changed(FALL, "date: 2020-01-10", "date: last week"),
        f'{FALL}:3: date: "last week" is not a date of publishing. '
        "Write a day, or a day and a time: 2019-12-01 18:30.",
    ),
    "a story date that is none": (
        changed(FALL, "happened: 2019-12", "happened: winter"),
        f'{FALL}:6: happened: "winter" is not a date. {HOW_DATE}',
    ),
    "a span that ends before it begins": (
        changed(FALL, "happened: 2019-12", "happened: 2019-12 to 2018"),
        f'{FALL}:6: happened: "2019-12 to 2018" ends before it begins.',
    ),
    "a status that is none": (
        post_with("status: publised\n"),
        f'{FALL}:6: status: "publised" is not known here. Known: published, draft. Did you mean "published"?',
    ),
    "an outcome that is none": (
        post_with("treatments:\n  - name: Ice\n    outcome: healed\n"),
        f'{FALL}:8: treatments[1].outcome: "healed" is not known here. '
        'Known: helped, helped-a-while, no-change, worse, too-early. Did you mean "helped"?',
    ),
    "a treatment judged before it began": (
        post_with("treatments:\n  - name: Ice\n    from: 2019-12\n    as-of: 2019-11\n"),
        f'{FALL}:9: treatments[1].as-of: "2019-11" lies before "from: 2019-12".',
    ),
    "a replaced-by that names nothing": (
        post_with("diagnoses:\n  - name: Sprain\n    status: superseded\n    replaced-by: Tear\n"),
        f'{FALL}:9: diagnoses[1].replaced-by: "Tear" is not a diagnosis. Known: Sprain.',
    ),
    "diagnoses that replace each other in a circle": (
        {
            **post_with("diagnoses:\n  - name: Sprain\n    status: superseded\n    replaced-by: Tear\n"),
            "posts/b.md": a_post(
                "B",
                "2020-04-01",
                diagnoses="\n  - name: Tear\n    status: superseded\n    replaced-by: Sprain",
            ),
        },
        "posts/b.md:9: diagnoses[1].replaced-by: "
        "These diagnoses replace each other in a circle: Tear -> Sprain -> Tear.",
    ),
    "two treatments whose names make one slug": (
        {
            **post_with("treatments:\n  - name: Dry needling\n"),
            "posts/b.md": a_post("B", "2020-04-01", treatments="\n  - name: Dry-Needling"),
        },
        f'posts/b.md:7: treatments[1].name: "Dry-Needling" and "Dry needling" in content/{FALL} make one address. '
        "Write both alike, or give one of them a slug of its own.",
    ),
    "a measure that series.yaml does not name": (
        post_with("measures:\n  - date: 2019\n    pian: 3\n"),
        f'{FALL}:8: measures[1].pian: "pian" is not a measure of series.yaml. Known: pain. Did you mean "pain"?',
    ),
    "a number that is none": (
        post_with("measures:\n  - date: 2019\n    pain: lots\n"),
        f'{FALL}:8: measures[1].pain: "lots" is not a number. Write 3, 2.5, or the low and the high: 2 to 3.',
    ),
    "a range that begins with the higher number": (
        post_with("measures:\n  - date: 2019\n    pain: 7 to 5\n"),
        f'{FALL}:8: measures[1].pain: "7 to 5" begins with the higher number. Write "5 to 7".',
    ),
    "a text where a list belongs": (
        changed(SCAN, "providers:\n  - dr-okafor", "providers: dr-okafor"),
        f'{SCAN}:6: providers: Expected a list here: lines that begin with "- ".',
    ),
    "a provider and providers": (
        changed(SCAN, "providers:", "provider: dr-okafor\nproviders:"),
        f'{SCAN}:6: provider: "provider" stands here too. Keep "providers", a list.',
    ),
    "a colon that YAML trips over": (
        changed(FALL, "title: The fall", "title: The fall: how it began"),
        f"{FALL}:2: This cannot be read as YAML: mapping values are not allowed in this context. "
        'A text with ": " in it stands in quotes.',
    ),
    "a tab": (
        changed(FALL, "phase: fall", "\tphase: fall"),
        f"{FALL}:4: This cannot be read as YAML: "
        "found a tab character that violates indentation. Use spaces in place of the tab.",
    ),
    "a duplicate key": (
        changed(FALL, "phase: fall", "phase: fall\nphase: repair"),
        f"{FALL}:5: phase: This key stands here twice; the first is on line 4.",
    ),
    "a value used twice by an alias": (
        post_with("content-notes: &a\n  - *a\n"),
        f"{FALL}:6: A text that is used twice by & and * has no place in front matter.",
    ),
    "brackets without end": (
        post_with(f"content-notes: {'[' * 3000}{']' * 3000}\n"),
        f"{FALL}:2: Brackets are nested far too deep here.",
    ),
    "no front matter": (
        {FALL: "Just words.\n"},
        f"{FALL}:1: This file has no front matter. {HOW_FILE}",
    ),
    "front matter that does not end": (
        {FALL: "---\ntitle: The fall\n\nWords.\n"},
        f'{FALL}:1: The front matter does not end: no second line "---" was found. {HOW_FILE}',
    ),
    "a file that is not UTF-8": (
        {FALL: b"---\ntitle: Caf\xe9\n---\n"},
        f"{FALL}:2: This file is not UTF-8 text: the byte 0xe9 on this line. Save it with the encoding UTF-8.",
    ),
    "an empty file": ({FALL: ""}, f"{FALL}:1: This file is empty. {HOW_FILE}"),
    "a comment that answers nothing": (
        changed("comments/the-fall/answer.md", "reply-to: first", "reply-to: frist"),
        'comments/the-fall/answer.md:4: reply-to: "frist" is not a comment under this post. '
        'Known: answer, first. Did you mean "first"?',
    ),
    "a comment that answers itself": (
        changed("comments/the-fall/answer.md", "reply-to: first", "reply-to: answer"),
        "comments/the-fall/answer.md:4: reply-to: "
        "These comments answer each other in a circle: answer -> answer.",
    ),
    "comments under no post": (
        {"comments/the-fal/first.md": GOOD["comments/the-fall/first.md"]},
        'comments/the-fal: No post has the slug "the-fal". Known: the-fall, the-scan. Did you mean "the-fall"?',
    ),
    "a comment whose name is no address": (
        {"comments/the-fall/Second One.md": GOOD["comments/the-fall/first.md"]},
        "comments/the-fall/Second One.md: "
        'A comment is linked to by its file\'s name, so that is written "second-one.md".',
    ),
    "a link to a post that is not there": (
        changed(FALL, "(post:the-scan)", "(post:the-scam)"),
        f'{FALL}:8: link: "the-scam" is not a post. Known: the-fall, the-scan. Did you mean "the-scan"?',
    ),
    "a link without words to a draft": (
        {**changed(FALL, "[the scan](post:the-scan)", "[](post:secret)"), "posts/secret.md": a_post(
            "Secret", "2020-01-01", status="draft"
        )},
        f"{FALL}:8: post:secret: This post is not published, and a link without words would tell its name. "
        "Give the link words of your own.",
    ),
    "a picture that is not there": (
        changed(FALL, "Down I went.", "Down I went.\n\n![The ice](images/ice.svg)\n"),
        f'{FALL}:10: picture: There is no file "content/images/ice.svg".',
    ),
    "a drawing with a script": (
        {
            **changed(FALL, "Down I went.", "![The ice](images/ice.svg)"),
            "images/ice.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        },
        "images/ice.svg: This picture cannot be shown: "
        "it holds a script, or a link to something outside itself.",
    ),
    "a photo that is cut short": (
        {**changed(FALL, "Down I went.", "![The ice](images/ice.png)"), "images/ice.png": b"\x89PNG\r\n\x1a\n"},
        "images/ice.png: This picture cannot be shown: it is damaged, or no picture at all.",
    ),
    "two posts with one address": (
        {"posts/more/the-fall.md": a_post("Again", "2020-03-01")},
        f"posts/more/the-fall.md:2: This would be at /posts/the-fall/, where content/{FALL} is already. "
        "Rename this file, or give a post its own slug.",
    ),
    "a page that hides a part of the site": (
        {"pages/posts.md": GOOD["pages/about.md"]},
        "pages/posts.md:1: This would be at /posts/, where the site itself is already. "
        "Rename this file, or give a post its own slug.",
    ),
    "an old address that hides a page": (
        post_with("aliases:\n  - /2019/fall/\n  - /about\n"),
        f"{FALL}:8: This would be at /about, where content/pages/about.md is already. "
        "Rename this file, or give a post its own slug.",
    ),
    "two posts that are one part": (
        {"posts/a.md": a_post("A", "2020-03-01", part="1"), "posts/b.md": a_post("B", "2020-03-02", part="1")},
        "posts/b.md:6: part: content/posts/a.md is part 1 too.",
    ),
    "a slug that is no address": (
        post_with("slug: The Fall!\n"),
        f'{FALL}:6: slug: "The Fall!" cannot be in an address. '
        'Write small letters, digits and hyphens: "the-fall".',
    ),
    "an alias that is not shown": (
        changed("providers/dr-okafor.md", "kind: physician", "shown: alias"),
        'providers/dr-okafor.md:4: shown: "shown: alias" wants an alias to show. Add a line "alias: ...".',
    ),
    "an alias beside a name that is shown": (
        changed("providers/dr-okafor.md", "kind: physician", "kind: physician\nalias: Dr. Blue"),
        "providers/dr-okafor.md:5: alias: An alias stands here, but what is published is the name. "
        'Add "shown: alias", or take the alias out.',
    ),
    "an alias that tells the name": (
        changed("providers/dr-okafor.md", "kind: physician", "shown: alias\nalias: Ada the surgeon"),
        'providers/dr-okafor.md:5: alias: The alias tells "ada", a part of the hidden name.',
    ),
    "a name that makes no address": (
        {"pages/\U0001f3bf.md": GOOD["pages/about.md"]},
        "pages/\U0001f3bf.md: This file's name makes no address. Give it letters or digits.",
    ),
    "a link of the story in raw HTML": (
        changed(FALL, "Down I went.", '<a href="provider:dr-okafor">she</a>.'),
        f"{FALL}:8: provider:dr-okafor: A link of the story is written in Markdown. "
        "Write [words](provider:dr-okafor).",
    ),
    "a link to a file": (
        changed(FALL, "(post:the-scan)", "(2020-02-10-the-scan.md)"),
        f"{FALL}:8: 2020-02-10-the-scan.md: Readers have no such file. "
        "Link to a part like this: [words](post:its-slug).",
    ),
    "a link of a kind that is none": (
        changed(FALL, "(post:the-scan)", "(posts:the-scan)"),
        f"{FALL}:8: posts:the-scan: This leads nowhere. "
        "A link begins with https:, mailto:, / or post:, phase:, provider:, treatment:.",
    ),
    "a marked passage without an end": (
        changed(FALL, "Down I went.", "::: Blood\n\nDown I went."),
        f'{FALL}:8: ::: Blood: This marked passage has no end. {PASSAGE}',
    ),
    "a marked passage within another": (
        changed(FALL, "Down I went.", "::: Blood\n::: Bone\nDown I went.\n\n:::\n"),
        f'{FALL}:9: ::: Bone: A passage begins here, and the one before, "::: Blood", has no end yet. {PASSAGE}',
    ),
    "the end of a passage that did not begin": (
        changed(FALL, "Down I went.", "Down I went.\n\n:::\n"),
        f"{FALL}:10: :::: A passage ends here that did not begin. {PASSAGE}",
    ),
    "a picture of another host": (
        changed(FALL, "Down I went.", "![x](https://other.example/x.jpg)"),
        f"{FALL}:8: https://other.example/x.jpg: This picture would be loaded from another host. "
        "Put it into content/images/.",
    ),
    "a picture without its folder": (
        changed(FALL, "Down I went.", "![x](hip.jpg)"),
        f"{FALL}:8: hip.jpg: This picture is not found. "
        "Write ![what it shows](images/name.jpg), for a file in content/images/.",
    ),
    "a script in a text": (
        changed(FALL, "Down I went.", "<script>1</script>"),
        f"{FALL}:8: <script: <script> is not for a text: it would run, load or ask for something. Take it out.",
    ),
    "a reader's address in a comment": (
        {"comments/the-fall/x.md": "---\nauthor: bob@x.example\ndate: 2020-01-14\n---\nHi.\n"},
        "comments/the-fall/x.md:2: author: "
        "An e-mail address stands here; readers' addresses are not published. Write the name alone.",
    ),
    "a comment without words": (
        {"comments/the-fall/x.md": "---\nauthor: Bob\ndate: 2020-01-14\n---\n\n"},
        "comments/the-fall/x.md:5: This comment has no words.",
    ),
    "a comment of the future": (
        {"comments/the-fall/x.md": "---\nauthor: Bob\ndate: 2099-01-14\n---\nHi.\n"},
        "comments/the-fall/x.md: date: This lies in the future.",
    ),
    "comments under the file's name of a post with its own slug": (
        {
            "posts/foo.md": a_post("Foo", "2020-03-01", slug="other"),
            "comments/foo/a.md": GOOD["comments/the-fall/first.md"],
        },
        'comments/foo: No post has the slug "foo". Known: other, the-fall, the-scan.',
    ),
    "a file that is nothing": (
        {"posts/notes.txt": "x"},
        "posts/notes.txt: Nothing is made of this file. In posts/ each file is <name>.md.",
    ),
    "no series.yaml": (
        {"series.yaml": None},
        "series.yaml: This file is missing. "
        "It says what the series is: title, condition, byline, disclaimer.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_alone_is_one_whole_message(name: str, tmp_path: Path) -> None:
    changes, message = FAULTS[name]
    with pytest.raises(ContentFaults) as caught:
        build_site(a_site(tmp_path, changes))
    assert [str(fault) for fault in caught.value.faults] == [f"content/{message}"]


def test_all_faults_are_told_together_and_the_last_output_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    assert run(publish=False, now=NOW) == 0
    before = snapshot(tmp_path / "output")
    several = {
        "posts/a.md": a_post("A", "2020-13-01", status="publised"),
        "posts/b.md": a_post("B", "2020-01-01", phase="knee", body="[x](post:nowhere)\n\n[y](phase:nowhere)"),
        "posts/c.md": "",
        "posts/d.md": b"\xff\xfe",
        "posts/e.md": a_post("E", "2020-01-01").replace("phase: fall", "phase: [fall"),
        "comments/the-fall/lost.md": "---\nauthor: A reader\ndate: 2020-01-12\nreply-to: gone\n---\nHi.\n",
    }
    a_site(tmp_path, several)
    assert run(publish=False, now=NOW) == 1
    lines = capsys.readouterr().err.splitlines()
    places = [line.split(" ")[0] for line in lines if line.startswith("content/")]
    assert places == [
        "content/comments/the-fall/lost.md:4:",
        "content/posts/a.md:3:",
        "content/posts/a.md:6:",
        "content/posts/b.md:4:",
        "content/posts/b.md:7:",
        "content/posts/b.md:9:",
        "content/posts/c.md:1:",
        "content/posts/d.md:1:",
        "content/posts/e.md:4:",
    ]
    assert lines[-1] == "9 faults found. Nothing was built; the last output/ is as it was."
    assert snapshot(tmp_path / "output") == before
    assert not list(tmp_path.glob(".output*"))

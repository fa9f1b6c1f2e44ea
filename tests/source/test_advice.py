"""The advice that a writer gets: each kind where it belongs, and none that would be noise."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from injury_series.source.advice import advise, outlines_of
from injury_series.source.advice_body import WRITE_HERE
from injury_series.source.findings import AdviceKind
from injury_series.source.readable import read_readable
from tests.sites import NOW, REPOSITORY, a_site, changed

ZONE = ZoneInfo("UTC")
FALL, SCAN = "posts/2020-01-10-the-fall.md", "posts/2020-02-10-the-scan.md"
POST = f"content/{FALL}"
FIRST = 8
"""The line on which the body of that post begins."""

WHY = (
    "This is a named person, whom readers can find: it is fairer, and safer for you, as your own experience."
)
HEAR = "Some readers go from link to link and hear only these words. Name what is there."


def advice(root: Path, *, now: datetime = NOW, english: bool = True) -> dict[str, list[str]]:
    """Return what is advised for a site, by kind."""
    readable = read_readable(root / "content", ZONE)
    told: dict[str, list[str]] = {}
    for found in advise(readable, outlines_of(readable), now, english=english):
        told.setdefault(found.kind.value, []).append(str(found))
    return told


def told(
    root: Path, kind: AdviceKind, changes: dict[str, str | bytes | None], *, english: bool = True
) -> list[str]:
    return advice(a_site(root, changes), english=english).get(kind.value, [])


def a_body(text: str) -> dict[str, str | bytes | None]:
    return dict(changed(FALL, "Down I went. See [the scan](post:the-scan).\n", text))


def facts(text: str) -> dict[str, str | bytes | None]:
    return dict(changed(FALL, "happened: 2019-12\n", text))


def a_photo(width: int, turned: bool = False) -> bytes:
    made, notes = io.BytesIO(), Image.Exif()
    if turned:
        notes[274] = 6
    Image.new("RGB", (width, 500)).save(made, "JPEG", exif=notes)
    return made.getvalue()


BODIES = [
    (
        "### Deep\n",
        AdviceKind.SKIPPED_HEADING,
        [f'{FIRST}: "Deep" is a heading with "###" where "##" comes next. Write "##": the site shows it so, '
         "and readers who go by headings would look for more."],
    ),
    (
        "```\n### Code\n```\n\n## One\n\n#### Four\n",
        AdviceKind.SKIPPED_HEADING,
        [f'{FIRST + 6}: "Four" is a heading with "####" where "###" comes next. Write "###": the site '
         "shows it so, and readers who go by headings would look for more."],
    ),
    (
        "# Top\n\n## Below\n",
        AdviceKind.TOP_HEADING,
        [f'{FIRST}: "Top" is marked as the title is, by a single "#"; the site shows it as "##". '
         'Write "##", and "###" below it.'],
    ),
    (
        "Words.\n\nWHAT THEY SAID THEN\n-------------------\n",
        AdviceKind.SHOUTED_HEADING,
        [f'{FIRST + 2}: The heading "WHAT THEY SAID THEN" is in capitals, which some readers hear '
         "spelled out. Write it as a sentence."],
    ),
    (
        "One.\n\n![](images/hip.svg)\n",
        AdviceKind.NO_ALT,
        [f"{FIRST + 2}: images/hip.svg has no words for those who cannot see it. "
         "Write ![what it shows](images/hip.svg)."],
    ),
    (
        '![A hip](images/hip.svg "A hip")\n![IMG_12.jpg](images/hip.svg)\n![Bones](images/hip.svg "A hip")\n',
        AdviceKind.POOR_ALT,
        [f'{FIRST}: The words for images/hip.svg are "A hip", which says no more than its caption does. '
         "Say what it shows, for those who cannot see it.",
         f'{FIRST + 1}: The words for images/hip.svg are "IMG_12.jpg", which says no more than its name '
         "does. Say what it shows, for those who cannot see it."],
    ),
    (
        "Go\n[click *here*](post:the-scan), or `[here](x)`.\n",
        AdviceKind.VAGUE_LINK,
        [f'{FIRST + 1}: The link "click here" does not say where it leads. {HEAR}'],
    ),
    (
        "See <https://a.example/b>.\n",
        AdviceKind.BARE_ADDRESS,
        [f'{FIRST}: The words of this link are its address, "https://a.example/b", which may be spelled out '
         "aloud. Write [what is there](https://a.example/b)."],
    ),
    (
        "[The scan](post:the-scan)\n\nand [the scan](phase:fall), [the scan](post:the-scan).\n",
        AdviceKind.SAME_WORDS,
        [f'{FIRST + 2}: The links "the scan" lead to post:the-scan and to phase:fall. Give one of them '
         "words of its own, so that a reader can tell them apart."],
    ),
    (
        "It was in the\nthe morning. I had had it, and ![A](images/a.svg) and ![B](images/a.svg).\n",
        AdviceKind.DOUBLE_WORD,
        [f'{FIRST}: "the the" stands here twice over. Take one of the two out.'],
    ),
    (
        "Fine.\n\nMore to come TK\n\n    TODO in code\n",
        AdviceKind.UNFINISHED,
        [f'{FIRST + 2}: "TK" was left here, and readers see it. Write what is missing, '
         "or take the mark out."],
    ),
    (
        f"{WRITE_HERE}\n\nDown I went.\n",
        AdviceKind.UNFINISHED,
        [f'{FIRST}: "{WRITE_HERE}" was left here, and readers see it. Write what is missing, '
         "or take the mark out."],
    ),
    (
        "[](provider:dr-okafor) gave me a brace, and\nit made it worse.\n",
        AdviceKind.BLAME,
        [f'{FIRST + 1}: "made it worse" is told beside the name of Dr. Ada Okafor, without a date. '
         f'Add "in my experience", or when it was. {WHY}'],
    ),
    (
        "In my experience what [](provider:dr-okafor) did was useless.\n\nThe brace did not help.\n",
        AdviceKind.BLAME,
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind", "expected"), BODIES)
def test_a_body_is_advised_on_at_the_very_line(
    tmp_path: Path, body: str, kind: AdviceKind, expected: list[str]
) -> None:
    assert told(tmp_path, kind, a_body(body)) == [f"{POST}:{line}" for line in expected]


FACTS = [
    (
        "",
        AdviceKind.NO_HAPPENED,
        [f"{POST}:3: happened: This post does not say when its story happened, so readers cannot place it in "
         'time. Add a line such as "happened: 2019-04", as vague as you know it.'],
    ),
    (
        "happened: 2020-02\n",
        AdviceKind.TOLD_BEFORE,
        [f'{POST}:6: happened: "2020-02" lies after the post\'s own date, 2020-01-10. '
         "One of the two may be a slip: a post is written after what it tells."],
    ),
    (
        "treatments:\n  - name: Ice\n    to: 2019-06\n",
        AdviceKind.OUTCOME_DUE,
        [f'{POST}:7: treatments[1]: "Ice" ended over half a year ago, and no post says what came of it. '
         'Add "outcome": helped, helped-a-while, no-change, worse, too-early.'],
    ),
    (
        "treatments:\n  - name: Ice\n    outcome: too-early\n    as-of: 2018\n",
        AdviceKind.TOO_EARLY,
        [f'{POST}:8: treatments[1]: Of "Ice" it was too early to say in 2018, over a year ago. '
         "Say in the latest post that tells of it what came of it since."],
    ),
    (
        "treatments:\n  - name: Ice\n    provider: dr-okafor\n    outcome: worse\n",
        AdviceKind.BLAME,
        [f'{POST}:9: treatments[1].outcome: "worse" is told of Dr. Ada Okafor, and not as of when. '
         f'Add "as-of", or to the note "in my experience". {WHY}'],
    ),
    (
        "treatments:\n  - name: Ice\n    provider: dr-okafor\n    outcome: worse\n    as-of: 2020-01\n",
        AdviceKind.BLAME,
        [],
    ),
    (
        "resources:\n  - title: A book\n  - title: A letter\n    note: Ask your library.\n",
        AdviceKind.RESOURCE_WITHOUT_ADDRESS,
        [f'{POST}:7: resources[1]: "A book" has no address, and no note on how to find it. '
         'Add "url" or "note".'],
    ),
    (
        "resources:\n  - title: A site\n    url: https://a.example/\n    checked: 2018-05\n",
        AdviceKind.RESOURCE_UNCHECKED,
        [f'{POST}:9: resources[1]: "A site" was last looked at in 2018, over a year ago. '
         'Open https://a.example/; if it is still right, write "checked: 2020-06".'],
    ),
    (
        "resources:\n  - title: A site\n    url: https://a.example/\n",
        AdviceKind.RESOURCE_UNCHECKED,
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "kind", "expected"), FACTS)
def test_facts_are_advised_on_at_the_line_of_their_key(
    tmp_path: Path, lines: str, kind: AdviceKind, expected: list[str]
) -> None:
    found = told(tmp_path, kind, facts(lines))
    assert [line for line in found if line.startswith(POST)] == expected


def test_a_summary_is_neither_a_word_nor_a_page(tmp_path: Path) -> None:
    long = "It was long. " * 17
    site = a_site(
        tmp_path, {**changed(FALL, "How I fell.", long.strip()), **changed(SCAN, "What they saw.", "A" * 40)}
    )
    found = advice(site)
    assert found["long-summary"] == [
        f"{POST}:5: summary: This summary has 220 characters; search engines and lists cut it off at "
        "about 200. Keep one or two sentences, the most telling first."
    ]
    assert "short-summary" not in found


def test_old_drafts_are_told_and_what_is_unfinished_in_them_is_not(tmp_path: Path) -> None:
    text = "---\ntitle: D\ndate: 2019-10-01\nphase: fall\nsummary: TODO\nstatus: draft\n---\nTODO\n"
    found = advice(a_site(tmp_path, {"posts/d.md": text}))
    assert found["old-draft"] == [
        "content/posts/d.md:6: status: This draft is of 2019-10-01, over half a year ago. "
        "Finish it, give it a later date, or lay it aside outside of content/."
    ]
    assert "unfinished" not in found


def test_what_nothing_names_is_told(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        {
            "phases/lost.md": "---\ntitle: Lost\norder: 9\n---\n",
            "providers/dr-roe.md": "---\nname: Dr. Roe\nrole: Doctor\n---\n",
            "images/alone.jpg": a_photo(900),
            "comments/_held/the-fall/a.md": "Hello.",
        },
    )
    found = advice(site)
    assert found["phase-without-posts"] == [
        "content/phases/lost.md:1: No post tells of this phase, so readers do not see it. "
        'Name it in a post, "phase: lost", or take the file away.'
    ]
    assert found["provider-unnamed"] == [
        "content/providers/dr-roe.md:1: The front matter of no post names this provider, so readers do "
        'not see this page. Name the provider under "providers" in a post, "- dr-roe", or take the file away.'
    ]
    assert found["unused-picture"] == [
        "content/images/alone.jpg: No text shows this picture. "
        "Show it, ![what it shows](images/alone.jpg), or take the file away."
    ]
    assert found["measure-unused"] == [
        'content/series.yaml:6: measures[1]: No post has a number for "pain". '
        'Under "measures" in a post write a date and "pain: 3", or take it out here.'
    ]
    assert found["held-comments"] == [
        "content/comments/_held: 1 comment waits for you. Read each; let it in under its post, "
        "or take it away."
    ]


def test_a_faulty_post_makes_nobody_be_called_unnamed(tmp_path: Path) -> None:
    found = advice(a_site(tmp_path, changed(SCAN, "phase: repair", "phse: repair")))
    assert not found.keys() & {"phase-without-posts", "provider-unnamed", "measure-unused", "unused-picture"}
    assert "short-summary" in found  # of the post that can be read


def test_a_photo_is_measured_as_it_stands_upright(tmp_path: Path) -> None:
    body = a_body("![On its side](images/a.jpg) ![Narrow](images/b.jpg)\n")
    pictures = {"images/a.jpg": a_photo(300, turned=True), "images/b.jpg": a_photo(300)}
    assert told(tmp_path, AdviceKind.SMALL_PICTURE, {**body, **pictures}) == [
        "content/images/b.jpg: This photo is 300 pixels wide, and looks coarse on a page. "
        "Put in a copy that is 480 pixels wide or more, if there is one."
    ]


def test_what_series_yaml_announced_or_said_long_ago_is_told(tmp_path: Path) -> None:
    more = "now:\n  text: Well.\n  as-of: 2019-autumn\nup-next:\n  - title: The Fall\nmeasures:"
    found = advice(a_site(tmp_path, changed("series.yaml", "measures:", more)))
    assert found["stale-now"] == [
        "content/series.yaml:7: now.as-of: Where you are now was written as of autumn 2019, over half a year "
        'ago. Say how it is now and change the date, or write "complete: true" where the story has ended.'
    ]
    assert found["up-next-written"] == [
        f'content/series.yaml:9: up-next[1]: "The Fall" is announced, and is written: {POST}. '
        "Take the announcement out once it is published."
    ]


def test_a_link_to_an_old_address_is_told_once_in_a_site_of_any_language(tmp_path: Path) -> None:
    changes = {**a_body("[Damals](/2019/fall/) [here](post:the-scan)\n")}
    changes |= changed(SCAN, "providers:", "aliases: [/2019/fall/]\nproviders:")
    found = advice(a_site(tmp_path, changes), english=False)
    assert found["old-address"] == [
        f'{POST}:{FIRST}: "/2019/fall/" is an old address, which sends readers on. '
        "Link to the post by its name: [words](post:its-slug)."
    ]
    assert "vague-link" not in found


def test_an_empty_text_is_told_and_takes_nothing_from_the_text_before(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        {
            **a_body("## A\n\n#### B TODO\n"),
            **changed(SCAN, "[](provider:dr-okafor) looked at the picture.\n", ""),
        },
    )
    found = advice(site)
    assert found["empty-body"] == [
        f"content/{SCAN}:9: There is no text below the front matter. "
        'Write it, or add "status: draft" until you do.'
    ]
    assert len(found["skipped-heading"]) == len(found["unfinished"]) == 1


def test_the_story_that_comes_with_it_was_well_told_when_it_came_out() -> None:
    assert advice(REPOSITORY, now=datetime(2020, 1, 1, tzinfo=ZONE)) == {}

"""What the writer plants without meaning to is found before readers have it: with file, line and a way out.

Each leak here has a provider, a draft or a number of its own, so that none is found for another's sake; all
are planted in one site, which is built once.
"""

# ruff: noqa: E501 - messages and what is planted stand here whole

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publishing.gated import gate
from tests.sites import SITE_URL, a_post

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{}</title></svg>'


def given(number: int) -> str:
    return f"Z{'aeiou'[number % 5]}{'bdfgklmnprst'[number // 5]}enka"


def family(number: int) -> str:
    return f"K{'aeiou'[number % 5]}{'bdfgklmnprst'[number // 5]}orvik"


# What stands in a post: {0} is the given name, {1} the family name; what of it the message names.
NAMES: dict[str, tuple[str, str]] = {
    "whole name": ("{0} {1} did it.", "{0} {1}"),
    "title and family name": ("I saw Dr. {1}.", "{1}"),
    "possessive": ("It was {1}’s idea.", "{1}"),
    "plural": ("The {1}s came.", "{1}"),
    "capitals": ("The great {1:u} did it.", "{1}"),
    "small letters": ("Then {1:l} did it.", "{1}"),
    "turned round": ("See {1}, {0}.", "{0} {1}"),
    "first letter": ("Then {0:1}. {1} signed.", "{0} {1}"),
    "given name alone": ("I like {0}.", "{0}"),
    "bold first letter": ("Then **{1:1}**{1:r} did it.", "{1}"),
    "tag inside": ("Then {1:1}<b>{1:r}</b> did it.", "{1}"),
    "soft hyphen": ("Then {1:1}\u00ad{1:r} did it.", "{1}"),
    "no width": ("Then {1:1}\u200b{1:r} did it.", "{1}"),
    "entity": ("Then &#75;{1:r} did it.", "{1}"),
    "wide letters": ("Then \uff2b{1:r} did it.", "{1}"),
    "with an accent": ("Then K\u0301{1:r} did it.", "{1}"),
    "space that does not break": ("Then {0}\u00a0{1} did it.", "{0} {1}"),
    "two lines": ("Then {0}\n{1} did it.", "{0} {1}"),
    "handle": ("She is @dr{1:l} there.", "{1}"),
    "e-mail address": ("Her @{1:l}@forum.example account.", "{1}"),
    "host of a link": ("[here](https://dr{1:l}.example/)", "{1}"),
    "escaped in a link": ("[here](https://x.example/?q=%4B{1:r})", "{1}"),
    "part of an address": ("[here](https://x.example/about-{1:l}-and-me)", "{1}"),
    "alt text": ("![{1} at work](images/plain.svg)", "{1}"),
    "caption": ('![Leg](images/plain.svg "By {1}")', "{1}"),
    "heading": ("## {1} again", "{1}"),
    "table": ("|a|b|\n|-|-|\n|{1}|x|", "{1}"),
    "code": ("Then `{1}` did it.", "{1}"),
    "footnote": ("Then it was done.[^1]\n\n[^1]: By {1}.", "{1}"),
    "old address": (f"It was at {SITE_URL}/providers/old-{{2}}/ then.", "old-{2}"),
    "old slug": ("Then old-{2} did it.", "old-{2}"),
    "practice": ("At Walk-in {1:l}\nHouse I waited.", "Walk-in {1} House"),
    "site": ("[here](https://www.site{2}.example/x)", "site{2}.example"),
}  # fmt: skip


class Name(str):
    """Let a template ask for a name in capitals, in small letters, its first letter, or the rest."""

    def __format__(self, spec: str) -> str:
        ways = {"u": self.upper(), "l": self.lower(), "1": self[:1], "r": self[1:]}
        return ways.get(spec, str(self))


def filled(text: str, number: int) -> str:
    return text.format(Name(given(number)), Name(family(number)), number)


# Other places in which a name can stand: the file, its text, and the line.
PLACES: dict[str, tuple[str, str, int]] = {
    "title": ("posts/place{2}.md", "---\ntitle: With {1}\ndate: 2020-01-01\nphase: fall\nsummary: A.\n---\nB.\n", 2),
    "summary": ("posts/place{2}.md", "---\ntitle: A\ndate: 2020-01-01\nphase: fall\nsummary: By {1}.\n---\nB.\n", 5),
    "note": (
        "posts/place{2}.md",
        a_post("A", "2020-01-01", treatments="\n  - name: Ice\n    note: As {1} said"),
        8,
    ),
    "file name": ("posts/{1:l}s-day.md", a_post("A day", "2020-02-01"), 1),
    "comment": ("comments/the-fall/c{2}.md", "---\nauthor: A\ndate: 2020-01-14\n---\nWell?\n{1}? Good.\n", 6),
    "author of a comment": ("comments/the-fall/c{2}.md", "---\nauthor: Mrs {1}\ndate: 2020-01-14\n---\nGood.\n", 2),
    "page": ("pages/place{2}.md", "---\ntitle: Place{2}\n---\nThanks, {1}.\n", 4),
    "phase": ("phases/repair.md", "---\ntitle: The repair\norder: 2\nsummary: By {1}.\n---\nMended.\n", 4),
    "provider": ("providers/dr-okafor.md", "---\nname: Dr. Ada Okafor\nrole: Surgeon\n---\nNot {1}.\n", 5),
    "series": (
        "series.yaml",
        "title: A knee\ncondition: Torn\nbyline: A cyclist\ndisclaimer: No advice.\nbio: I thank {1}.\n",
        5,
    ),
    "picture's name": ("posts/place{2}.md", a_post("A", "2020-01-01", body="![Leg](images/{1:l}.svg)"), 7),
}  # fmt: skip

FIRST_PLACE = len(NAMES)
DRAWN = FIRST_PLACE + len(PLACES)


def with_names() -> dict[str, str]:
    files = {"images/plain.svg": DRAWING.format("A leg"), "images/drawn.svg": DRAWING.format(family(DRAWN))}
    for number in range(DRAWN + 1):
        files[f"providers/old-{number}.md"] = filled(
            "---\nname: Dr. {0} {1}\nrole: Carer number {2}\nshown: role\npractice: Walk-in {1} House\n"
            "url: https://site{2}.example\n---\nKind.\n",
            number,
        )
    for number, (text, _) in enumerate(NAMES.values()):
        files[f"posts/case-{number}.md"] = a_post(f"Case {number}", "2020-01-01", body=filled(text, number))
    for number, (name, text, _) in enumerate(PLACES.values(), start=FIRST_PLACE):
        files[filled(name, number)] = filled(text, number)
    files[f"images/{family(DRAWN - 1).lower()}.svg"] = DRAWING.format("A leg")
    everyone = ", ".join(f"old-{number}" for number in range(DRAWN + 1))
    body = "![Leg](images/drawn.svg)"
    files["posts/everyone.md"] = a_post("Everyone", "2020-02-02", body=body, providers=f"[{everyone}]")
    return files


@pytest.fixture(scope="module")
def names_found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    refused, _ = gate(tmp_path_factory.mktemp("names"), with_names())
    return refused.splitlines()


def of_provider(number: int, found: list[str]) -> list[str]:
    return [line for line in found if f"content/providers/old-{number}.md hides." in line]


@pytest.mark.parametrize("case", NAMES)
def test_a_hidden_name_in_a_text_is_found_on_its_line(case: str, names_found: list[str]) -> None:
    number = list(NAMES).index(case)
    found = filled(NAMES[case][1], number)
    line = {"table": 9, "footnote": 9}.get(case, 7)
    (said,) = of_provider(number, names_found)
    assert re.sub(r"and \d+ more", "and more", said) == (
        f'content/posts/case-{number}.md:{line}: "{found}" tells who content/providers/old-{number}.md hides. '
        f"It would show in output/posts/case-{number}/index.html and more. "
        f"Write [](provider:old-{number}) there, or other words. "
        f'Or let it stand by a line in this file: allow: ["{found}"]'
    )


@pytest.mark.parametrize("case", PLACES)
def test_a_hidden_name_is_found_wherever_else_it_stands(case: str, names_found: list[str]) -> None:
    number = FIRST_PLACE + list(PLACES).index(case)
    name, _, line = PLACES[case]
    place = f"content/{filled(name, number)}:{line}: "
    (said,) = of_provider(number, names_found)
    assert said.startswith(f'{place}"{family(number)}" tells who content/providers/old-{number}.md hides.')


def test_a_hidden_name_in_a_drawing_is_found_where_it_would_show(names_found: list[str]) -> None:
    (said,) = of_provider(DRAWN, names_found)
    assert re.match(r"output/images/drawn\.\w+\.svg:1: ", said)
    assert said.endswith(f'Or let it stand by a line in content/series.yaml: allow: ["{family(DRAWN)}"]')


WAITS = "a draft, content/posts/wait-{0}.md"
A_TITLE = "The walrus number {0} came off"
A_TEXT = "It took eleven weeks before walrus {0} of a brace came off my leg."

# What stands in a post, and what the message says of it; {0} is the number of the draft.
NOT_OUT = {
    "title": ("Next: The walrus number {0} came off.", f'"{A_TITLE}" is the title of {WAITS}.'),
    "title in capitals": ("Next THE WALRUS NUMBER {0} CAME OFF", f'"{A_TITLE}" is the title of {WAITS}.'),
    "title in a heading": ("## The walrus number {0} came off", f'"{A_TITLE}" is the title of {WAITS}.'),
    "title in alt text": ("![The walrus number {0} came off](images/plain.svg)", f'"{A_TITLE}" is the title of {WAITS}.'),
    "address": (f"[x]({SITE_URL}/posts/wait-{{0}}/)", f'"posts/wait-{{0}}" is an address of {WAITS}.'),
    "address in words": ("It will be /posts/wait-{0}/ soon.", f'"posts/wait-{{0}}" is an address of {WAITS}.'),
    "old address": ("It was /old/wait{0}/ once.", f'"old/wait{{0}}" is an address of {WAITS}.'),
    "slug": ("[x](https://x.example/wait-{0})", f'"wait-{{0}}" is an address of {WAITS}.'),
}  # fmt: skip
SAID = '"it took eleven weeks before walrus {0} of ..." stands in ' + WAITS + "."
TEXTS = {
    "comment": ("comments/the-fall/t{0}.md", "---\nauthor: A\ndate: 2020-01-14\n---\nYou:\n\n> {1}\n", 7),
    "page": ("pages/text{0}.md", "---\ntitle: Text{0}\n---\nHi.\n{1}\n", 5),
    "phase": ("phases/fall.md", "---\ntitle: The fall\norder: 1\nsummary: {1}\n---\nIce.\n", 4),
}
OTHER = {
    "title to come": ("Soon: First mile again.", '"First mile again" is the title of a scheduled post, content/posts/mile.md.'),
    "page's title": ("## Who pays for this", '"Who pays for this" is the title of a draft, content/pages/sponsors.md.'),
    "page's address": (f"[x]({SITE_URL}/sponsors/)", '"/sponsors" is an address of a draft, content/pages/sponsors.md.'),
    "phase's title": ("## Running again", '"Running again" is the title of a phase of which no published post tells, content/phases/running.md.'),
    "phase's address": (f"[x]({SITE_URL}/phases/running/)", '"phases/running" is an address of a phase of which no published post tells, content/phases/running.md.'),
}  # fmt: skip


def with_drafts() -> dict[str, str]:
    files = {
        "images/plain.svg": DRAWING.format("A leg"),
        "posts/mile.md": a_post("First mile again", "2099-04-01", "running"),
        "phases/running.md": "---\ntitle: Running again\norder: 3\n---\nIt goes.\n",
        "pages/sponsors.md": "---\ntitle: Who pays for this\nstatus: draft\n---\nNobody.\n",
    }
    for number in range(len(NOT_OUT) + len(TEXTS)):
        keys = {"status": "draft", "aliases": f"[/old/wait{number}/]"}
        files[f"posts/wait-{number}.md"] = a_post(
            A_TITLE.format(number), "2020-03-01", body=A_TEXT.format(number), **keys
        )
    for number, (text, _) in enumerate(NOT_OUT.values()):
        files[f"posts/case-{number}.md"] = a_post(f"Case {number}", "2020-01-01", body=text.format(number))
    for number, (name, text, _) in enumerate(TEXTS.values(), start=len(NOT_OUT)):
        files[name.format(number)] = text.format(number, A_TEXT.format(number))
    for number, (text, _) in enumerate(OTHER.values()):
        files[f"posts/other-{number}.md"] = a_post(f"Other {number}", "2020-01-01", body=text)
    return files


@pytest.fixture(scope="module")
def drafts_found(tmp_path_factory: pytest.TempPathFactory) -> str:
    return gate(tmp_path_factory.mktemp("drafts"), with_drafts())[0]


@pytest.mark.parametrize("case", NOT_OUT)
def test_what_is_not_out_yet_is_found_on_its_line(case: str, drafts_found: str) -> None:
    number = list(NOT_OUT).index(case)
    problem = NOT_OUT[case][1].format(number)
    assert (
        f"content/posts/case-{number}.md:7: {problem} It would show in output/posts/case-{number}/"
        in drafts_found
    )


@pytest.mark.parametrize("case", TEXTS)
def test_the_text_of_a_draft_is_found_in_what_is_no_post(case: str, drafts_found: str) -> None:
    number = len(NOT_OUT) + list(TEXTS).index(case)
    name, _, line = TEXTS[case]
    assert f"content/{name.format(number)}:{line}: {SAID.format(number)} " in drafts_found


@pytest.mark.parametrize("case", OTHER)
def test_what_only_drafts_tell_of_is_found_on_its_line(case: str, drafts_found: str) -> None:
    number = list(OTHER).index(case)
    assert f"content/posts/other-{number}.md:7: {OTHER[case][1]} It would show in " in drafts_found


TELEPHONE, EMAIL = "a telephone number", "an e-mail address"
BIRTH, RECORD = "a date of birth", "a number of a record"
FACTS = {
    "telephone": ("Call 206-555-0100 now.", "206-555-0100", TELEPHONE),
    "in brackets": ("It is (206) 555-0101.", "(206) 555-0101", TELEPHONE),
    "with dots": ("It is 206.555.0102.", "206.555.0102", TELEPHONE),
    "with spaces": ("It is 206 555 0103.", "206 555 0103", TELEPHONE),
    "from abroad": ("It is +31 20 624 1111.", "+31 20 624 1111", TELEPHONE),
    "behind a word": ("Tel: 555-0104.", "555-0104", TELEPHONE),
    "with a hyphen that does not break": ("It is 206\u2011555\u20110105.", "206-555-0105", TELEPHONE),
    "in a link": ("[call](tel:+12065550106)", "+12065550106", TELEPHONE),
    "e-mail": ("Write to <me1@knee.example>.", "me1@knee.example", EMAIL),
    "e-mail in a link": ("[mail](mailto:me2@knee.example?subject=x)", "me2@knee.example", EMAIL),
    "e-mail in words": ("Mine is me3 at knee dot com.", "me3 at knee dot com", EMAIL),
    "e-mail in brackets": ("Mine is me4 (at) knee.example.", "me4 (at) knee.example", EMAIL),
    "born": ("I was born on 3 April 1980.", "3 April 1980", BIRTH),
    "born, the other way": ("She was born May 4, 1981.", "May 4, 1981", BIRTH),
    "in figures": ("DOB: 04/03/1982.", "04/03/1982", BIRTH),
    "in German": ("Geboren am 5.6.1983.", "5.6.1983", BIRTH),
    "record": ("My MRN is 00482913.", "00482913", RECORD),
    "insurance": ("Policy no. AB-482914.", "AB-482914", RECORD),
    "patient": ("Patient ID: 482915.", "482915", RECORD),
    "social security": ("Mine is 078-05-1120.", "078-05-1120", RECORD),
    "NHS number": ("NHS number 943 476 5919.", "943 476 5919", RECORD),
}  # fmt: skip


def with_facts(keys: Callable[[str], dict[str, str]]) -> dict[str, str]:
    cases = enumerate(FACTS.values())
    return {
        f"posts/case-{number}.md": a_post(f"Case {number}", "2020-01-01", body=text, **keys(found))
        for number, (text, found, _) in cases
    }


@pytest.fixture(scope="module")
def facts_found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return gate(tmp_path_factory.mktemp("facts"), with_facts(lambda _: {}))[0].splitlines()


@pytest.mark.parametrize("case", FACTS)
def test_a_private_fact_is_found_on_its_line(case: str, facts_found: list[str]) -> None:
    number = list(FACTS).index(case)
    _, found, what = FACTS[case]
    (said,) = (line for line in facts_found if line.startswith(f"content/posts/case-{number}.md:"))
    assert re.sub(r"and \d+ more", "and more", said) == (
        f'content/posts/case-{number}.md:7: "{found}" is {what}. '
        f"It would show in output/posts/case-{number}/index.html and more. Take it out. "
        f'Or let it stand by a line in this file: allow: ["{found}"]'
    )


def test_what_the_writer_allows_passes_and_is_named(tmp_path: Path) -> None:
    refused, passed = gate(tmp_path, with_facts(lambda found: {"allow": f'"{found}"'}))
    assert refused == ""
    assert sorted(passed[0].lines[1:]) == sorted(
        f'  Allowed by you: "{found}" (content/posts/case-{number}.md:8)'
        for number, (_, found, _) in enumerate(FACTS.values())
    )


def test_what_one_file_allows_stands_in_no_other(tmp_path: Path) -> None:
    posts = {
        "posts/a.md": a_post("A", "2020-01-01", body="Call 206-555-0100.", allow="206-555-0100"),
        "posts/b.md": a_post("B", "2020-01-01", body="Well.\nCall 206-555-0100."),
    }
    refused, _ = gate(tmp_path, posts)
    assert [line.split(": ")[0] for line in refused.splitlines()] == ["content/posts/b.md:8"]


def test_a_link_that_leads_nowhere_is_found_once_on_its_line(tmp_path: Path) -> None:
    body = "[gone](/posts/gone/) and\n[there](/about/#nowhere) and [so](/about)."
    refused, _ = gate(tmp_path, {"posts/a.md": a_post("A", "2020-01-01", body=body)})
    assert [re.sub(r" It would.*", "", line) for line in refused.splitlines()] == [
        'content/posts/a.md:7: The link "/posts/gone/" leads nowhere. Nothing is there.',
        'content/posts/a.md:8: The link "/about" leads nowhere. The page is at /about/, with a slash at its end.',
        'content/posts/a.md:8: The link "/about/#nowhere" leads nowhere. '
        "The page is there, but no such place in it.",
    ]

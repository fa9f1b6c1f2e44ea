"""What the writer is told to look at in a comment, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from injury_series.desk.comments.queue.harmless import harmless
from injury_series.desk.comments.queue.streets import streets
from injury_series.desk.comments.queue.task import run_show
from tests.sites import a_site
from tests.waiting import HELD, HIDING, a_comment

CHOOSE = "Accept it (a) if that is what you want readers to see, else refuse it (r)."
MEND = f"It cannot be let in so. Mend content/{HELD}/the-fall/x.md, then accept it (a); or refuse it (r)."
ALLOW = "Publishing would stop at it. Write other words in the file, or add this line: allow:"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (a_comment("A", 17, "I had [the same](https://a.example)."), []),
        (
            a_comment("A", 17, "Write to a [at] mail [dot] com"),
            [
                f'Line 5: "a [at] mail [dot] com" is an e-mail address. {ALLOW} ["a [at] mail [dot] com"]',
                MEND,
            ],
        ),
        (
            a_comment("A", 17, "I was born on 3 May 1980."),
            [f'Line 5: "3 May 1980" is a date of birth. {ALLOW} ["3 May 1980"]', MEND],
        ),
        (
            a_comment("A", 17, "My patient number is 12345678."),
            [f'Line 5: "12345678" is a number of a record. {ALLOW} ["12345678"]', MEND],
        ),
        (
            a_comment("Ada Okafor", 17),
            [
                'Line 2: "Ada Okafor" tells who content/providers/dr-okafor.md hides. '
                f'{ALLOW} ["Ada Okafor"]',
                MEND,
            ],
        ),
        (
            a_comment("A", 17, more="url: https://dr-okafor.example\n"),
            [f'Line 4: "Okafor" tells who content/providers/dr-okafor.md hides. {ALLOW} ["Okafor"]', MEND],
        ),
        (
            a_comment("A", 17, "Words.\n\nI live at 12 Elm Street."),
            [f'Line 7: "12 Elm Street" looks like a street address. {CHOOSE}'],
        ),
        (
            a_comment("A", 17, "See https://a.example, www.b.example, http://c.example"),
            [f"It holds 3 links. {CHOOSE}"],
        ),
        (
            a_comment("A", 17, "<https://a.example>\n[here](https://b.example)"),
            [f"There is nothing in it but 2 links. {CHOOSE}"],
        ),
        (a_comment("A", 17, "word " * 1000), [f"It is long: 1,000 words. {CHOOSE}"]),
        (
            a_comment("A", 17, "The  same words."),
            ["The same words wait under the-scan/12 too. Accept (a) one and refuse (r) the rest."],
        ),
        (
            a_comment("A", 17, more="by-writer: true\n"),
            ["It says that you wrote it (by-writer: true). If you did not, take that line out of the file."],
        ),
        (a_comment("A", 17, " "), ["Line 5: This comment has no words.", MEND]),
    ],
)
def test_each_mark_says_what_was_found_where_and_what_then(
    text: str,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = {
        f"{HELD}/the-fall/x.md": text,
        f"{HELD}/the-scan/12.md": a_comment("B", 3, "the same\nwords."),
        "providers/dr-okafor.md": HIDING,
    }
    monkeypatch.chdir(a_site(tmp_path, files))
    assert run_show("the-fall/x") == 0
    said = capsys.readouterr().out.partition("in this thread)\n\n")[2]
    assert said == "".join(f"{'' if line == MEND else '! '}{line}\n" for line in told)


STREETS = """
12 Elm Street|221B Baker Street|1600 Pennsylvania Ave NW|42 West 57th Street|7 Old Mill Rd.|12 St. John's Road
5 Park Lane|Kerkstraat 12|Prins Hendrikkade 33b|Van Woustraat 7|Keizersgracht 174|Hauptstraße 5|Hauptstr. 5a
Lange Straße 12|Frankfurter Allee 99|Lindenweg 3|12 rue de la Paix|3 bis, avenue Victor Hugo
8, place de l'Église|7 impasse des Lilas|P.O. Box 123|Postbus 45|Postfach 12
"""
NONE = """
I ran 5 miles on Main Street|after 10 years in the Street|On 14 March Dr. Yen called|I saw 3 Doctors
In 2 Days Dr. Haran said no|the 2019 Main Street Mile|5 weeks on the road|a 20 Minute Drive home
Phase 2 Road to recovery|In 2018 Road running stopped|Part 2 Way better now|2 Long Way Home
L4 L5 S1|3 Things Way better
Onderweg 2 keer gestopt|Op de Rijksweg 5 km gelopen|Training 3 mal|Auf Platz 3|Der Rückweg 5 km
Halverwege 3 pillen|Arbeitsweg 20 Minuten|Mein iPad 2|Der Heilungsweg 2 Jahre|Lauf auf der Hauptstraße 5 km
Ik ben 12 straten verder|j'ai pris 5 cours de Pilates|il y a 2 ans, rue fermée|3 séances de kiné
"""


@pytest.mark.parametrize("address", STREETS.strip().replace("\n", "|").split("|"))
def test_street_addresses_are_found(address: str) -> None:
    assert list(streets(f"I live at {address}, you see."))


@pytest.mark.parametrize("words", NONE.strip().replace("\n", "|").split("|"))
def test_harmless_words_are_no_street_address(words: str) -> None:
    assert not list(streets(f"{words}, you see."))


def test_a_terminal_is_shown_signs_for_what_it_would_obey_and_everything_else_as_it_is() -> None:
    every = "".join(map(chr, (*range(0x3000), *range(0x3000, 0x110000, 97))))
    shown = harmless(every)
    assert not [
        letter for letter in shown if (ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0
    ]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    assert harmless("Łódź 👩‍⚕️ 痛み\nשלום") == "Łódź 👩‍⚕️ 痛み\nשלום"
    assert harmless("\x1b[31m\tx\x7f\x9b") == "␛[31m    x\ufffd\ufffd"

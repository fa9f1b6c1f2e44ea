"""Tell one made-up story of any length: the same posts, whoever is to make a site of them.

A post of one number has the same words in every corpus, whatever its length. Links between posts stand in the
bodies as `(post:slug)` and `(provider:slug)`: each contestant's maker writes them in that tool's own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.bench.words import a_heading, a_paragraph, a_sentence, a_thing

WORDS = 1300
MARK = "unmarkedqz"
"""A word that stands once in each body, far below what lists show; an edit puts another in its place."""

PHASES = {
    "onset": "Onset",
    "long-year": "The long year",
    "setback": "Setback",
    "diagnosis": "Diagnosis",
    "repair": "The repair",
    "return": "The return",
}
PROVIDERS = {
    "dr-okafor": ("Dr. Ada Okafor", "Surgeon", "physician"),
    "dr-lindqvist": ("Dr. Nils Lindqvist", "Sports doctor", "physician"),
    "harbour-physio": ("Harbour Physio", "Physical therapist", "physiotherapist"),
    "m-castell": ("M. Castell", "Chiropractor", "chiropractor"),
}
_TREATMENTS = ("Rest", "Dry needling", "Hip stability work", "A brace", "An injection", "Ice and heat")
_OUTCOMES = ("helped", "helped-a-while", "no-change", "worse", "too-early")
_BEGIN = date(2005, 1, 1)


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold what a reader, or the writer, said under a post."""

    name: str
    author: str
    day: date
    text: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Treatment:
    """Hold something that was tried, and what came of it."""

    name: str
    provider: str
    outcome: str
    day: date


@dataclass(frozen=True, slots=True)
class Post:
    """Hold one part of the story, its body in plain Markdown."""

    number: int
    slug: str
    title: str
    day: date
    phase: str
    providers: tuple[str, ...]
    summary: str
    body: str
    treatment: Treatment | None
    comments: tuple[Comment, ...]


def slug_of(number: int) -> str:
    """Return the slug of the post of a number."""
    return f"part-{number + 1:04}"


def mid_archive(count: int) -> int:
    """Return the number of the post half way in a corpus."""
    return count // 2


def posts(count: int) -> Iterator[Post]:
    """Yield the posts of a corpus, the oldest first, one at a time: none is kept."""
    for number in range(count):
        yield _post(number, list(PHASES)[number * len(PHASES) // count])


def _post(number: int, phase: str) -> Post:
    random = Random(f"post {number}")
    title = f"{a_heading(random)}, part {number + 1}"
    providers = tuple(sorted(random.sample(list(PROVIDERS), random.randint(1, 2))))
    day = _BEGIN + timedelta(days=number)
    summary = a_sentence(random).replace("*", "").replace('"', "'")
    treatment = None
    if number % 8 == 3:
        treatment = Treatment(_TREATMENTS[number // 8 % 6], providers[0], _OUTCOMES[number // 8 % 5], day)
    comments = tuple(_comments(day)) if number % 10 == 0 else ()
    body = _body(random, number)
    return Post(number, slug_of(number), title, day, phase, providers, summary, body, treatment, comments)


def _comments(day: date) -> Iterator[Comment]:
    random = Random(f"comments {day}")
    for name, author, reply_to, after in (
        ("first", "A reader", "", 1),
        ("second", "Another reader", "", 2),
        ("answer", "The author", "first", 3),
    ):
        text = " ".join(a_sentence(random) for _ in range(3))
        yield Comment(name, author, day + timedelta(days=after), text, reply_to)


def _body(random: Random, number: int) -> str:
    """Return headings, paragraphs, lists and quotes of about 1,300 words together."""

    def link() -> str:
        kind = random.random()
        if kind < 0.4 and number:
            return f"[an earlier part](post:{slug_of(random.randrange(number))})"
        if kind < 0.7:
            return f"[the one who treated me](provider:{random.choice(list(PROVIDERS))})"
        return f"[a leaflet](https://leaflets.example/{random.randrange(400)})"

    blocks = [a_paragraph(random, link), a_paragraph(random, link), f"The word of this day is {MARK}."]
    while sum(len(block.split()) for block in blocks) < WORDS - 170:
        blocks += [f"## {a_heading(random)}", *(a_paragraph(random, link) for _ in range(2))]
        kind = random.randrange(4)
        if kind == 0:
            blocks.append("\n".join(f"- {a_thing(random)}" for _ in range(random.randint(3, 5))))
        elif kind == 1:
            blocks.append("\n".join(f"> {a_sentence(random)}" for _ in range(2)))
        elif kind == 2:
            blocks.append("\n".join(f"{n}. {a_sentence(random)}" for n in range(1, 4)))
    blocks.append(a_paragraph(random, link))
    return "\n\n".join(blocks) + "\n"

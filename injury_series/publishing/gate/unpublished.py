"""Find what is not out yet: titles, texts and addresses of drafts and scheduled posts, and what is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar

from injury_series.publishing.gate.bare import bare
from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.seen import Kind, seen
from injury_series.publishing.gate.word_names import LITTLE
from injury_series.story.posts import Post, Status
from injury_series.story.series import Series

RUN = 8
"""So many words in the same order are a part of a text, no turn of phrase."""

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_PICTURE = re.compile(r"images/[\w./%-]*\w")
_SHORTEST = 4
_OUT = "It is not published yet: take it out here, or publish that first."
_SAID = frozenset((Kind.WORDS, Kind.ASIDE))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold one text that is not out: `what` names it in a message, `texts` are all its words."""

    what: str
    title: str
    texts: tuple[str, ...]
    addresses: tuple[str, ...]
    slug: str = ""
    picture: str = ""


@dataclass(slots=True)
class _Runs:
    """Hold the runs of words of all that waits, by the text that they are of; and whole short sentences."""

    of: dict[tuple[str, ...], Waiting] = field(default_factory=dict)
    short: dict[str, Waiting] = field(default_factory=dict)


def waiting(whole: Series, shown: Series, body: Callable[[str], str]) -> tuple[Waiting, ...]:
    """Return all that is in the content and not in what is shown; `body` gives a file's text by its name."""
    posts = (
        _post(
            post, [body(comment.source) for comment in whole.comments.get(post.slug, ())], body(post.source)
        )
        for post in whole.posts
        if post not in shown.posts
    )
    return (*posts, *_beside_posts(whole, shown, body))


def _post(post: Post, comments: list[str], body: str) -> Waiting:
    what = f"{'a draft' if post.status is Status.DRAFT else 'a scheduled post'}, {post.source}"
    olds = (alias.strip("/") for alias in post.aliases)
    addresses = (f"posts/{post.slug}", f"comments/{post.slug}", *olds)
    return Waiting(what, post.title, (*_told(post), body, *comments), addresses, post.slug)


def _beside_posts(whole: Series, shown: Series, body: Callable[[str], str]) -> Iterator[Waiting]:
    """Yield drafts of pages, and the phases and providers of which only drafts tell."""
    for page in _only(whole.pages, shown.pages):
        texts = (page.summary or "", body(page.source))
        yield Waiting(f"a draft, {page.source}", page.title, texts, (f"/{page.slug}",))
    for phase in _only(whole.phases, shown.phases):
        what = f"a phase of which no published post tells, {phase.source}"
        texts = (phase.summary or "", body(phase.source))
        yield Waiting(what, phase.title, texts, (f"phases/{phase.slug}",))
    for one in _only(whole.providers, shown.providers):
        what = f"a provider of whom no published post tells, {one.source}"
        yield Waiting(what, "", (body(one.source),), (f"providers/{one.slug}",))


def _only(whole: tuple[T, ...], shown: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(thing for thing in whole if thing not in shown)


def _told(post: Post) -> Iterator[str]:
    """Yield the sentences of a post's front matter."""
    yield post.summary
    yield from (treatment.note for treatment in post.treatments if treatment.note)
    yield from (diagnosis.note for diagnosis in post.diagnoses if diagnosis.note)
    yield from (event.finding for event in post.events if event.finding)
    shown = (post.image.alt, post.image.caption) if post.image else ()
    yield from (words for words in (post.disclosure, *shown) if words)


def waiting_pictures(waits: list[str], told: list[str]) -> tuple[Waiting, ...]:
    """Return the pictures that only the files `waits` show, and none of the files `told`; both are texts."""
    out = {src for text in told for src in _PICTURE.findall(text)}
    only = {src for text in waits for src in _PICTURE.findall(text)} - out
    return tuple(
        Waiting(f"a picture that only drafts show, content/{src}", "", (), (), picture=src)
        for src in sorted(only)
    )


class Unpublished:
    """Know all that waits; calling it finds that in a text.

    `told` gives the texts of every published post: what they hold too is out already. `public` are titles
    and addresses that are out in any case; `home` is the address of the site, without a slash at its end.
    """

    def __init__(
        self, things: tuple[Waiting, ...], told: Callable[[], list[str]], public: frozenset[str], home: str
    ) -> None:
        self.things = things
        self._told = told
        self._public = public
        self._home = home
        self._runs = _runs_of(things)
        self._titles = {
            title_key(thing.title): thing
            for thing in things
            if thing.title and title_key(thing.title) not in public
        }
        self._longest = 2 * max(map(len, self._titles), default=0)
        self._in_prose = [found for thing in self._titles.values() for found in _in_prose(thing)]
        self._addresses = self._patterns()

    def __call__(self, kind: Kind, text: str) -> Iterator[Leak]:
        """Yield everything in a text that waits."""
        if not self.things or kind is Kind.STYLE:
            return
        if kind in _SAID:
            yield from self._title(text)
            yield from self._text(text)
        if "/" in text or kind is Kind.ADDRESS:
            yield from self._address(kind, text)

    def _title(self, text: str) -> Iterator[Leak]:
        whole = self._titles.get(title_key(text)) if len(text) <= self._longest else None
        if whole:
            yield _leak(f'"{whole.title}" is the title of {whole.what}.', whole.title, 0)
            return
        small = text.casefold()
        for thing, needle, pattern in self._in_prose:
            for match in pattern.finditer(text) if needle in small else ():
                yield _leak(f'"{thing.title}" is the title of {thing.what}.', thing.title, match.start())

    def _text(self, text: str) -> Iterator[Leak]:
        words = _words(text)
        if len(words) < RUN:
            thing = self._runs.short.get(" ".join(words))
            if thing and " ".join(words) not in self._out_already[1]:
                yield _leak(f'"{text}" stands in {thing.what}.', text, 0)
            return
        runs = [*zip(*(words[at:] for at in range(RUN)), strict=False)]
        if self._runs.of.keys().isdisjoint(runs):
            return
        at = 0
        while at < len(runs):
            thing = self._runs.of.get(runs[at])
            if thing and runs[at] not in self._out_already[0]:
                found = " ".join(runs[at])
                yield _leak(f'"{found} ..." stands in {thing.what}.', found, _place(text, at))
                at += RUN
            at += 1

    def _address(self, kind: Kind, text: str) -> Iterator[Leak]:
        for thing, pattern, everywhere in self._addresses:
            match = pattern.search(text) if everywhere or kind in (Kind.ADDRESS, Kind.NAME) else None
            if match:
                yield _leak(f'"{match[0]}" is an address of {thing.what}.', match[0], match.start())

    def _patterns(self) -> list[tuple[Waiting, re.Pattern[str], bool]]:
        made = []
        for thing in self.things:
            if thing.picture:
                stem = re.escape(thing.picture.rpartition(".")[0])
                made.append((thing, re.compile(rf"(?i)\b{stem}(?:-\d+)?(?:\.[0-9a-f]{{8,}})?\.\w+"), True))
                continue
            made += [(thing, self._address_pattern(address), True) for address in thing.addresses]
            if "-" in thing.slug and thing.slug not in self._public:
                pattern = re.compile(rf"(?i)(?<![\w#-]){re.escape(thing.slug)}(?![\w-])")
                made.append((thing, pattern, False))
        return made

    def _address_pattern(self, address: str) -> re.Pattern[str]:
        """Return how an address shows: that of a page as a whole path, any other wherever it is."""
        found = rf"{re.escape(address)}(?![\w-])"
        if address.startswith("/"):
            home = re.escape(self._home)
            begins = rf"(?:^|(?<=[\s\"'(])|(?<={home}))"
            return re.compile(rf"(?i){begins}{found}|^{found[1:]}(?=/)")
        return re.compile(rf"(?i)(?<![\w-]){found}")

    @cached_property
    def _out_already(self) -> tuple[set[tuple[str, ...]], set[str]]:
        """Return the runs and the short sentences that a published post holds too."""
        both = _runs_of((Waiting("", "", tuple(self._told()), ()),))
        return both.of.keys() & self._runs.of.keys(), both.short.keys() & self._runs.short.keys()


def _leak(problem: str, found: str, at: int) -> Leak:
    return Leak(problem, found, _OUT, at=at)


def _runs_of(things: tuple[Waiting, ...]) -> _Runs:
    runs = _Runs()
    for thing in things:
        for text in (bare(text) for text in thing.texts):
            words = _words(seen(text))
            for run in zip(*(words[at:] for at in range(RUN)), strict=False):
                runs.of.setdefault(run, thing)
            for sentence in chain(_SENTENCE_END.split(text), text.split("\n")):
                short = _words(seen(sentence))
                if _SHORTEST <= len(short) < RUN:
                    runs.short.setdefault(" ".join(short), thing)
    return runs


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def title_key(text: str) -> str:
    """Return a title in the form in which titles are compared."""
    return " ".join(_words(seen(text)))


def _in_prose(thing: Waiting) -> Iterator[tuple[Waiting, str, re.Pattern[str]]]:
    """Yield how a title shows in prose: a long one in any letters, a short one as it is written.

    Its longest word comes first: a text without that need not be looked at.
    """
    words = _WORD.findall(seen(thing.title))
    telling = [word for word in words if word.casefold() not in LITTLE]
    if len(telling) < 2 and len(words) < 4:
        return
    any_case = "(?i)" if len(telling) > 2 or (len(telling) > 1 and len(words) > 3) else ""
    together = r"[\W_]+".join(map(re.escape, words))
    pattern = re.compile(rf"{any_case}(?<![^\W_]){together}(?![^\W_])")
    yield thing, max(words, key=len).casefold(), pattern


def _place(text: str, at: int) -> int:
    """Return where the word with this number begins in a text."""
    for number, match in enumerate(_WORD.finditer(text)):
        if number == at:
            return match.start()
    return 0

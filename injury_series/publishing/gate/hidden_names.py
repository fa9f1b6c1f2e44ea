"""Find hidden providers: their names, telling parts of these, their practices, sites and old addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.seen import Kind, seen
from injury_series.publishing.gate.word_names import LITTLE, MONTHS, WORD_NAMES
from injury_series.story.providers import Provider
from injury_series.story.series import Series

_OF_TITLES = """
and bsc cmt dc dds do dmd dpt dr dra drs med md mbbs miss mr mrs ms msc mt np od pa phd physio prof professor
doctor pt rmt rn sir the von van der den de di da del dos la le ten ter jr sr ii iii
"""
_TITLES = frozenset(_OF_TITLES.split())
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BEFORE, _AFTER = r"(?<![^\W\d_])", r"(?:'?s)?(?![^\W\d_])"
_GAP = r"(?:[\s_-]|\.(?=\S))+(?:[^\W_]\.?[\s_-]*(?<=[\W_]))?"
"""Between the words of a name: spaces, a dot as in an address, a single letter with its dot."""

_TITLE = r"(?<![^\W_])(?:dra?|doctor|prof|professor|mrs?|ms|miss|sister|nurse)"
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_TWO_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)
_NO_BORDERS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that are written without spaces between words."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Hold one way in which a provider shows; `needle` stands, in small letters, in every text like it."""

    needle: str
    pattern: re.Pattern[str]
    label: str
    kinds: frozenset[Kind] | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """Hold a word of a name: as it is written, and in small letters each way in which it is spelt."""

    label: str
    spellings: tuple[str, ...]

    @property
    def small(self) -> str:
        return self.spellings[0]

    @property
    def needles(self) -> tuple[str, ...]:
        """Return what stands in a text that holds the word, whatever became of an apostrophe."""
        return tuple(dict.fromkeys(max(spelling.split("'"), key=len) for spelling in self.spellings))

    @property
    def pattern(self) -> str:
        ways = "|".join(re.escape(spelling).replace("'", r"['\s-]?") for spelling in self.spellings)
        return f"(?:{ways})"

    @property
    def is_common(self) -> bool:
        return self.small in WORD_NAMES or self.small in MONTHS or self.small in LITTLE


_NEAR = 200
"""So many letters around a part of a name the rest of it stands at most."""

_PLACES = frozenset((Kind.ADDRESS, Kind.NAME, Kind.PLACE))


class HiddenNames:
    """Know every hidden provider of a series; calling it finds them in a text."""

    def __init__(self, whole: Series) -> None:
        shared = _shared_words(whole)
        slugs = {provider.slug for provider in whole.providers}
        hidden = [provider for provider in whole.providers if not provider.is_named]
        self._marks = [(one, _by_needle(_marks(one, whole, shared, slugs))) for one in hidden]
        self.count = sum(bool(marks) for _, marks in self._marks)

    def __call__(self, kind: Kind, text: str) -> Iterator[Leak]:
        """Yield each hidden provider that a text tells, at each place."""
        small = text.casefold()
        for provider, marks in self._marks:
            near = [mark for needle in marks if needle in small for mark in marks[needle]]
            due = [mark for mark in near if mark.kinds is None or kind in mark.kinds]
            for at, label in _first_of_each_place(due, text, small) if due else ():
                yield _leak(provider, label, at)


def _by_needle(marks: Iterable[_Mark]) -> dict[str, list[_Mark]]:
    found: dict[str, list[_Mark]] = {}
    for mark in marks:
        found.setdefault(mark.needle, []).append(mark)
    return found


def _leak(provider: Provider, label: str, at: int) -> Leak:
    problem = f'"{label}" tells who {provider.source} hides.'
    way_out = f"Write [](provider:{provider.key}) there, or other words."
    return Leak(problem, label, way_out, at=at)


def _first_of_each_place(marks: Iterable[_Mark], text: str, small: str) -> list[tuple[int, str]]:
    """Return where which label stands; of those that overlap, the one that begins first or is longer."""
    spans = {span for mark in marks for span in _spans(mark, text, small)}
    found, reached = [], -1
    for start, end, label in sorted(spans):
        if start >= reached:
            found.append((start, label))
            reached = -end
    return found


def _spans(mark: _Mark, text: str, small: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a mark matches, looking only around its needle: most of a text is far from it."""
    at = small.find(mark.needle) if len(small) == len(text) else -1
    if at < 0:
        yield from ((match.start(), -match.end(), mark.label) for match in mark.pattern.finditer(text))
    while at >= 0:
        near = mark.pattern.finditer(text, max(0, at - _NEAR), at + _NEAR)
        yield from ((match.start(), -match.end(), mark.label) for match in near)
        at = small.find(mark.needle, at + 1)


def _marks(one: Provider, whole: Series, shared: frozenset[str], slugs: set[str]) -> Iterator[_Mark]:
    if one.shown_name.casefold() != one.name.casefold():
        yield from _name_marks(one.name, shared)
        yield from _key_marks(one.key, slugs)
    yield from _practice_marks(one, whole)
    if one.place and re.search(r"\d", one.place):
        yield _phrase(one.place)
    if one.url:
        yield from _site_marks(one.url, {other.url for other in whole.providers if other.is_named})


def _shared_words(whole: Series) -> frozenset[str]:
    """Return the words that are shown anyway: names, roles and aliases of providers, and the writer's own."""
    texts = [whole.about.byline, whole.about.title, whole.about.condition]
    for provider in whole.providers:
        texts += [provider.shown_name, provider.role]
        texts += [provider.practice] if provider.is_named and provider.practice else []
    return frozenset(word for text in texts for word in _words(text.casefold()))


def _words(text: str) -> list[str]:
    return _WORD.findall(seen(text))


def _name_words(name: str) -> list[_Word]:
    """Return the words of a name but for titles and single letters."""
    name = unicodedata.normalize("NFC", name)
    plain, long, own = _words(name), _words(name.translate(_TWO_LETTERS)), _WORD.findall(name)
    own = own if len(own) == len(plain) else plain
    words = [_Word(o, _spellings(p, q)) for o, p, q in zip(own, plain, long, strict=True)]
    return [word for word in words if len(word.label) > 1 and word.small not in _TITLES]


def _spellings(word: str, long: str) -> tuple[str, ...]:
    """Return the ways to spell a word, in small letters: an umlaut as one letter or as two."""
    short = word.casefold()
    for two, one in _UMLAUTS:
        short = short.replace(two, one) if len(word) > 4 else short
    return tuple(dict.fromkeys((word.casefold(), long.casefold(), short)))


def _name_marks(name: str, shared: frozenset[str]) -> Iterator[_Mark]:
    words = _name_words(name)
    if len(words) > 1:
        yield from _whole_name(words)
    elif words and words[0].small in shared:
        yield _phrase(name)
    for word in words:
        if word.small not in shared:
            yield from _part_marks(word, [other for other in words if other is not word])


def _whole_name(words: list[_Word]) -> Iterator[_Mark]:
    """Yield the name as it is, turned round, with a first letter for the first names, and written as one."""
    gap, first, last = _GAP, words[0].pattern, words[-1].pattern
    ways = [gap.join(word.pattern for word in words), f"{first}{gap}{last}", rf"{last},?[\W_]+{first}"]
    ways += [rf"{re.escape(words[0].small[0])}\W{{1,2}}{last}", f"{first}{last}"]
    pattern = re.compile(rf"(?i){_BEFORE}(?:{'|'.join(ways)}){_AFTER}")
    for needle in words[-1].needles:
        yield _Mark(needle, pattern, " ".join(word.label for word in words))


def _part_marks(word: _Word, others: list[_Word]) -> Iterator[_Mark]:
    glued = [f"{a.pattern}{b.pattern}" for other in others for a, b in ((other, word), (word, other))]
    titled = rf"{_TITLE}\.?[\s_-]*{word.pattern}"
    known = re.compile(rf"(?i)(?:{'|'.join((titled, *(_BEFORE + both for both in glued)))}){_AFTER}")
    alone = re.compile(_alone(word))
    for needle in word.needles:
        yield _Mark(needle, alone, word.label)
        yield _Mark(needle, known, word.label)
        if len(word.small) > 4 and not word.is_common:
            yield _Mark(needle, re.compile(rf"(?i){word.pattern}"), word.label, _PLACES)
            handle = rf"(?i)[@#]\w*{word.pattern}|{word.pattern}\w*@"
            yield _Mark(needle, re.compile(handle), word.label)


def _alone(word: _Word) -> str:
    """Return the pattern of a part of a name that stands by itself."""
    if _NO_BORDERS.search(word.small):
        return re.escape(word.small)
    if word.small in MONTHS:
        return r"(?!)"
    capitals = "|".join(re.escape(spelling[0].upper() + spelling[1:]) for spelling in word.spellings)
    if word.small in LITTLE or word.small in WORD_NAMES:
        own = "" if word.small in LITTLE else rf"|{_BEFORE}(?:{capitals})'s"
        return rf"(?<=[^\W_A-Z][ \n])(?:{capitals}){_AFTER}|(?<=[,;(] )(?:{capitals}){_AFTER}{own}"
    if len(word.small) < 4:
        return rf"{_BEFORE}(?:{capitals}|{capitals.upper()}){_AFTER}"
    return rf"(?i:{_BEFORE}{word.pattern}{_AFTER})|(?<=[a-z])(?:{capitals})(?![a-z])"


def _phrase(text: str) -> _Mark:
    words = _words(text)
    needle = max((word.casefold() for word in words), key=len, default=text.casefold())
    together = r"[\W_]+".join(map(re.escape, words))
    return _Mark(needle, re.compile(rf"(?i){_BEFORE}{together}{_AFTER}"), text)


def _practice_marks(one: Provider, whole: Series) -> Iterator[_Mark]:
    """Yield a practice, unless one who is shown works there too; a single common word is none."""
    told = {seen(other.practice).casefold() for other in whole.providers if other.is_named and other.practice}
    if not one.practice or seen(one.practice).casefold() in told:
        return
    words = _words(one.practice)
    if len(words) > 1:
        yield _phrase(one.practice)
        run = "".join(words).casefold()
        yield _Mark(run, re.compile(rf"(?i){run}"), one.practice)
    elif words:
        pattern = re.compile(f"{_BEFORE}{re.escape(words[0])}{_AFTER}")
        yield _Mark(words[0].casefold(), pattern, one.practice)


def _site_marks(url: str, told: set[str | None]) -> Iterator[_Mark]:
    """Yield a provider's site: its host, or more of the address where one who is shown is there too."""
    parts = urlsplit(seen(url).casefold())
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    hosts = {urlsplit(other).hostname for other in told if other}
    own = (
        f"{host}{path}" if path and (host in hosts or f"www.{host}" in hosts or path.count("/") > 0) else host
    )
    if own:
        yield _Mark(own, re.compile(rf"(?i)(?<![\w-]){re.escape(own)}(?![\w-])"), own)


def _key_marks(key: str, slugs: set[str]) -> Iterator[_Mark]:
    """Yield the name of a provider's file, which was the address while the name was shown."""
    if key in slugs:
        return
    found = re.escape(key)
    yield _Mark(key, re.compile(rf"(?i)(?<![\w-])providers/{found}(?![\w-])"), key)
    if "-" in key:
        yield _Mark(key, re.compile(rf"(?i)(?<![\w-]){found}(?![\w-])"), key)

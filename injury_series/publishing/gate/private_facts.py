"""Find what is nobody's business: telephone numbers, e-mail addresses, dates of birth, numbers of records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from injury_series.publishing.gate.leaks import Leak
from injury_series.publishing.gate.seen import Kind
from injury_series.publishing.gate.telephones import telephones

_EMAIL = re.compile(r"(?<![\w.+@/-])[\w][\w.+-]*@(?:[\w-]+\.)+[a-z]{2,}(?![\w-])", re.I)
_FILES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".gif", ".js", ".css")
_TLDS = "ch|co|com|de|dk|edu|es|eu|example|fi|fr|gov|info|io|net|nl|nz|org|pl|se|uk|za"
_AT = r"(?:[\[({<] ?(?:at|@|ät) ?[\])}>]|\bat\b)"
_DOT = r"[\[({<]? ?\bdot\b ?[\])}>]?"
_DIGIT = re.compile(r"\d")
_FOUR_DIGITS = re.compile(r"\d(?:\D{0,3}\d){3}")
_IN_BRACKETS = re.compile(r"[\[({<] ?(?:at|@|ät) ?[\])}>]", re.I)
_DOT_ALONE = re.compile(r"\bdot\b", re.I)
_SPELT = re.compile(
    rf"(?<![\w.])[\w.+-]+ ?{_AT} ?[\w-]+(?: ?{_DOT} ?[\w-]+)*? ?{_DOT} ?(?:{_TLDS})\b"
    r"|(?<![\w.])[\w.+-]+ ?[\[({<] ?(?:at|ät) ?[\])}>] ?(?:[\w-]+\.)+[a-z]{2,}\b",
    re.I,
)
"""An address that is spelt out: "name at host dot com", "name [at] host.com"."""

_MONTH = (
    r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|oct|okt|nov|dec|dez|mrt|maart|m[ae]rz|mei|juni|juli|janv|"
    r"fevr|avr|juin|juil|aout)[a-z]*\.?"
)
_DAY = (
    r"(?:\d{4}-\d\d?-\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4}"
    rf"|\d\d?(?:st|nd|rd|th|\.)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?"
    rf"|{_MONTH}\s\d\d?(?:st|nd|rd|th)?(?!\d)(?:,?\s\d{{4}})?)"
)
_OF_BIRTH = ("born", "dob", "d.o.b", "birth", "turned", "geb", " ne le ", " nee ", "naissance")
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|turned \d+|geboren|geb\.|geburtsdatum|"
    r"geburtstag|geboortedatum|nee?|date de naissance)"
    rf"(?:\W+(?:is|was|on|the|am|op|le|of|my|mine|his|her|in))*\W{{0,3}}({_DAY})",
    re.I,
)
_NUMBERED = r"(?:\W{0,2}(?:id|no|nr|num|number|nummer)\b\.?|\W{0,2}#)"
_RECORD = re.compile(
    rf"\b(?:(?:mrn|ssn|bsn|nhs|social security|sofi)(?:{_NUMBERED})?"
    r"|(?:medical record|health record|patient|record|chart|file|case|member|membership|subscriber|policy|"
    r"insurance|claim|group|accession|account|medicare|medicaid|health card|hospital|versicherten|patienten|"
    rf"polis|versicherung|dossier)s?{_NUMBERED})"
    r"(?:\W{0,2}(?:is|was)\b)?\W{0,3}((?:[a-z]{1,4}[ -]?)?\d[\da-z]*(?:[ -]\d[\da-z]*)*)",
    re.I,
)
_SHAPES = re.compile(r"(?<![\w-])\d{3}-\d\d-\d{4}(?![\w-])")
_NEVER = frozenset((Kind.STYLE, Kind.SCRIPT, Kind.NAME, Kind.INDEX, Kind.PLACE, Kind.ASKED, Kind.LINK))
_WORDS = frozenset((Kind.WORDS, Kind.ASIDE))
_CALLS = re.compile(r"(?:tel|sms|callto|facetime|whatsapp):[^\s?\"']*\d[^\s?\"']*|//wa\.me/\d+", re.I)


class PrivateFacts:
    """Know where readers may write to and where the writer lives; calling it finds facts that are private."""

    def __init__(self, reply_email: str, regions: tuple[str, ...]) -> None:
        self._open = {reply_email.casefold()} - {""}
        self._regions = regions

    def __call__(self, kind: Kind, text: str) -> Iterator[Leak]:
        """Yield each private fact in a text; one that is of two kinds is named once."""
        if kind in _NEVER:
            return
        yield from self._emails(text) if "@" in text else ()
        if kind is Kind.ADDRESS:
            for call in _CALLS.finditer(text):
                number = re.sub(r"^\W*[a-z.]+[:/]", "", call[0].casefold())
                yield _leak("a telephone number", number, call.start())
        if kind in _WORDS:
            yield from _spelt(text) if _may_spell(text) else ()
            yield from self._numbers(text) if _DIGIT.search(text) else ()

    def _emails(self, text: str) -> Iterator[Leak]:
        for match in _EMAIL.finditer(text):
            if match[0].casefold() not in self._open and not match[0].casefold().endswith(_FILES):
                yield _leak("an e-mail address", match[0], match.start())

    def _numbers(self, text: str) -> Iterator[Leak]:
        rest = text
        for what, found in (("a date of birth", _born), ("a number of a record", _records)):
            for start, words in list(found(rest)):
                yield _leak(what, words, start)
                rest = rest[:start] + "\x00" * len(words) + rest[start + len(words) :]
        for start, words in telephones(rest, self._regions):
            yield _leak("a telephone number", words, start)


def _may_spell(text: str) -> bool:
    brackets = any(bracket in text for bracket in "([{<")
    return (brackets and _IN_BRACKETS.search(text) is not None) or (
        "dot" in text.casefold() and _DOT_ALONE.search(text) is not None
    )


def _spelt(text: str) -> Iterator[Leak]:
    yield from (_leak("an e-mail address", match[0], match.start()) for match in _SPELT.finditer(text))


def _born(text: str) -> Iterator[tuple[int, str]]:
    small = text.casefold()
    if any(word in small for word in _OF_BIRTH):
        yield from ((match.start(1), match[1]) for match in _BORN.finditer(text))


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Yield numbers behind words that say whose they are, and the shape of a social security number."""
    for match in _RECORD.finditer(text) if _FOUR_DIGITS.search(text) else ():
        if sum(letter.isdigit() for letter in match[1]) > 3:
            yield match.start(1), match[1]
    yield from ((match.start(), match[0]) for match in _SHAPES.finditer(text))


def _leak(what: str, found: str, at: int) -> Leak:
    words = " ".join(found.split())
    return Leak(f'"{words}" is {what}.', words, "Take it out.", at=at)

"""Find telephone numbers in words, as they are written where the writer lives and abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from phonenumbers import SUPPORTED_REGIONS, Leniency, PhoneNumberMatch, PhoneNumberMatcher

_ENOUGH = re.compile(r"(?:\d[^\w\n]{0,3}){6}\d")
_NO_NUMBER = re.compile(
    r"\S*(?:://|www\.)\S*|(?:doi|isbn|issn|pmid|pmcid|nct|orcid|asin|arxiv)[\s:#-]*(?:1[03])?[\s:.-]*[\dXx][\dXx./-]*"
    r"(?:[ -][\dXx]+)*|\b10\.\d{4,9}/\S+|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b",
    re.I,
)
_NORTH_AMERICA = re.compile(
    r"(?<![\w.,/-])(?<!\d )(?:\+?1[ .-]{0,2})?(?:\([2-9]\d\d\) ?|[2-9](?!00 )\d\d[ .-]{1,2})"
    r"\d{3}[ .-]{1,2}\d{4}(?![\w/]|[.,-]\d| \d)"
)
_CALLED = re.compile(
    r"(?<![^\W_])(?:call|called|phone|phones|ph|tel|telephone|telefon|telefoon|t[eé]l[eé]phone|fax|mobile|mobil|"
    r"mobiel|cell|whatsapp|signal|handy|text|sms|reach (?:me|him|her|them))(?:\W+(?:me|us|him|her|them|the|"
    r"office|clinic|desk|number|no|is|at|on|under|nr|line))*\W{0,4}([+(]?\d[\d ()./-]{5,18}\d)(?!\w)",
    re.I,
)
_DATE = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d")


def telephones(text: str, regions: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield where in a text which telephone number stands; `regions` are ISO 3166 codes, such as "US"."""
    if not _ENOUGH.search(text):
        return
    words = _NO_NUMBER.sub(lambda match: "\x00" * len(match[0]), text)
    spans = {(match.start(1), match.end(1)) for match in _CALLED.finditer(words) if _grouped(match[1])}
    if "US" in regions or "CA" in regions:
        spans |= {match.span() for match in _NORTH_AMERICA.finditer(words)}
    for region in regions:
        matcher = PhoneNumberMatcher(words, region, leniency=Leniency.VALID)
        spans |= {(match.start, match.end) for match in matcher if _written_so(match)}
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, text[start:end].strip()
            reached = end


def _grouped(written: str) -> bool:
    """Tell whether a number behind such a word as "call" is set as one: no date, no list of small numbers."""
    groups = re.findall(r"\d+", written)
    by_two = len(groups) in (4, 5) and set(map(len, groups)) == {2}
    return not _DATE.fullmatch(written.strip()) and (by_two or max(map(len, groups)) > 2)


def _written_so(match: PhoneNumberMatch) -> bool:
    """Tell whether a number is written as telephone numbers are, not as any other long number."""
    written = match.raw_string
    digits = sum(letter.isdigit() for letter in written)
    if written.startswith("+") or "(" in written:
        return digits > 7
    groups = re.findall(r"\d+", written)
    if _DATE.fullmatch(written) or digits < 9 or max(map(len, groups)) > 11:
        return False
    begins = written.startswith("0") or match.number.country_code == 1
    return begins or (len(groups) > 2 and "." not in written)


def regions_of(zone: str, language: str) -> tuple[str, ...]:
    """Return the countries by whose customs numbers are read: that of the writer's time zone and language."""
    _, _, of_language = language.partition("-")
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    of_zone = [row[0] for row in rows if row[2] == zone]
    usual = {"en": "US", "pt": "PT", "da": "DK", "sv": "SE", "cs": "CZ", "ja": "JP", "uk": "UA"}
    spoken = of_language.upper() or usual.get(language, language.upper())
    return tuple(region for region in dict.fromkeys((*of_zone, spoken)) if region in SUPPORTED_REGIONS)

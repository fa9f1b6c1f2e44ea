"""Find street addresses in words, as they are written in English, Dutch, German and French.

It is careful rather than complete: what it finds is shown to the writer, and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME = r"(?:[A-Z][\w'’.-]*|\d{1,3}(?:st|nd|rd|th))"
_NOT_A_PLACE = r"(?!\.? ?(?!(?:[NS][EW]?|[EW])\b)[A-Z]| (?:Mile|Race|Run|Relay|Marathon|Challenge)\b|\.?\w)"
_ENGLISH = (
    r"(?<![\w.,:/£$€-])(?<!the )(?<!The )\d{1,5}[A-Za-z]?,? "
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"(?!(?:Minutes?|Hours?|Days?|Weeks?|Months?|Years?|Miles?|Things|Long|Easy|Big|More|Different)\b)"
    rf"(?:(?:North|South|East|West|N\.?|S\.?|E\.?|W\.?) )?(?:{_NAME} ){{1,3}}"
    r"(?:(?:Street|Road|Avenue|Lane|Drive|Court|Boulevard|Terrace|Crescent|Close|Gardens|Square|Highway|Parkway|"
    r"Place|Way)(?! (?:Mile|Race|Run|Relay|Marathon|Challenge)\b)\b|"
    rf"(?:St|Rd|Ave|Ln|Dr|Ct|Blvd|Pkwy|Hwy){_NOT_A_PLACE})"
)
_UNITS = (
    r"(?![\w.,]\d| ?(?:km|m|cm|mijl|meter|minuten|min|uur|uren|dagen|weken|jaar|keer|maal|x|"
    r"Kilometer|Meter|Minuten|Stunden|Tage|Wochen|Jahre|Uhr|mal|Mal|Prozent|procent|%|€|Autos?|Läufe|runs?)\b|\w)"
)
_NO_STREET = (
    r"(?:Onder|Half?ver|Terug|Heen|Snel|Uit|Om|Rück|Hin|Heim|Unter|Aus|Um|Ab|Hin|Nach|Schul|Arbeits|Rad|Fuß|Wander|"
    r"Feld|Lauf|Fiets|Loop|Wandel|Spoor|Water|Luft|Kreuz|Vor|Lebens|Heilungs|Genesungs|Leidens|Half)"
)
_DUTCH = rf"\b(?!{_NO_STREET}weg\b)[A-Z][\w'’-]*(?:straat|laan|weg|plein|gracht|kade|singel|dreef|dijk|steeg)"
_GERMAN = (
    rf"\b(?!{_NO_STREET}weg\b)[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|allee|chaussee|damm)"
    r"|\b[A-ZÄÖÜ][\wäöüß-]+(?:er|e|en) (?:Straße|Strasse|Str\.|Weg|Allee|Platz|Gasse|Ring)"
)
_NUMBER = rf" ?\d{{1,3}}(?: ?[a-zA-Z](?!\w))?{_UNITS}"
_FRENCH = (
    r"(?<![\w.,:/-])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd\.?|impasse|allée|chemin|quai|"
    r"place) (?:(?:de|du|des|la|le|les|au|aux) |(?:de )?l['’]|d['’])*[A-ZÀ-Ý][\w'’-]+"
)
_BOX = r"(?i:\b(?:P\.? ?O\.? ?Box|Postbus|Postfach|Boîte postale) \d+)"
_STREET = re.compile(rf"{_ENGLISH}|(?:{_DUTCH}|{_GERMAN}){_NUMBER}|{_FRENCH}|{_BOX}")


def streets(text: str) -> Iterator[tuple[int, str]]:
    """Yield where in a text which words look like the address of a house."""
    for match in _STREET.finditer(text):
        yield match.start(), match[0].strip()

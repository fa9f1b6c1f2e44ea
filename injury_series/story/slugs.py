"""Make the last part of an address out of a name."""

from __future__ import annotations

import re
import unicodedata

_LEADING_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)


def slugify(name: str) -> str:
    """Return `name` in small letters with hyphens; accents of Latin letters go, other scripts stay."""
    if name.isascii():
        return _BETWEEN_WORDS.sub("-", name.lower().replace("'", "")).strip("-")
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKD", name.lower().translate(_WITHOUT_DECOMPOSITION)):
        if not unicodedata.combining(letter):
            letters.append(letter)
        elif letters and not letters[-1].isascii():
            letters[-1] += letter
    plain = unicodedata.normalize("NFC", "".join(letters)).replace("'", "").replace("\u2019", "")
    return _BETWEEN_WORDS.sub("-", plain).strip("-")


def slug_of_file(stem: str) -> str:
    """Return the slug of a content file from its name without ending: a leading date is left off."""
    return slugify(_LEADING_DATE.sub("", stem, count=1))

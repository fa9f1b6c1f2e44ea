"""Take from strangers only what may stand in public: words, a name, a site of theirs; no address of mail."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from injury_series.desk.new.checking import clean
from injury_series.source.mail_addresses import MAIL_ADDRESS

TAKEN_OUT = "(e-mail address taken out)"
NOBODY = "A reader"

_NO_ADDRESS = re.compile(r"[\s<>\"]")
_LONGEST_NAME = 60
_TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""What is not seen and turns the direction of writing, also of what stands beside it."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text can hold (XML 1.0, section 2.2), and what steers a terminal."""


def words_of_stranger(text: str) -> str:
    """Return a text without addresses of mail, a sign in place of each character that no text can hold."""
    lines = _NO_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return without_addresses(lines).strip()


def without_addresses(text: str) -> str:
    """Return a text in which each e-mail address has given way to words that say so."""
    return MAIL_ADDRESS.sub(TAKEN_OUT, text)


def reader_name(text: str) -> str:
    """Return a name as readers may see it, in one line; "A reader" where nothing is left of it."""
    name = clean(_TURNING.sub("", MAIL_ADDRESS.sub("", unescape(text)))).strip(" ()<>,;\"'")
    return name[:_LONGEST_NAME].strip() or NOBODY


def web_address(url: str) -> str:
    """Return the address of a reader's site; "" where it is none of the web or holds an address of mail."""
    try:
        parts = urlsplit(unescape(url.strip()))
        good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        address = parts.geturl()
    except ValueError:
        return ""
    return address if good and not _NO_ADDRESS.search(address) and not MAIL_ADDRESS.search(address) else ""

"""Make text of the bytes of a mail, whatever it says that they are written in."""

from __future__ import annotations

import re

_LARGER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "shift-jis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "windows-874": "cp874",
}
"""Names under which mails come in a larger set, as the Encoding Standard has them."""

_NO_CHARSETS = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|.)?")
_NO_TEXT = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff"
    "\\u202a-\\u202e\\u2066-\\u2069]"
)
"""What no text can hold, and the marks that turn the words after them round."""


def decoded(data: bytes, charset: str) -> str:
    """Return the text of bytes that are said to be in `charset`; it never fails.

    A text that is UTF-8 without a fault is that, whatever else is said: nothing else reads so by chance.
    """
    named = charset.strip().strip("'\"").lower().replace("_", "-") or "utf-8"
    escaped = b"\x1b" in data or named.startswith(("utf-16", "utf-32", "utf-7", "hz"))
    names = (named, "utf-8") if escaped else ("utf-8", named)
    for name in names:
        try:
            return data.decode(_python_name(name))
        except (LookupError, UnicodeError):
            continue
    try:
        return data.decode(_python_name(named), "replace") if named != "utf-8" else data.decode("cp1252")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def readable(text: str) -> str:
    """Return a text with every end of line as one sign, and nothing in it that is no text."""
    text = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text))
    return _NO_TEXT.sub("", text.replace("\t", "    "))


def _python_name(name: str) -> str:
    if name in _NO_CHARSETS:
        raise LookupError(name)
    return _LARGER.get(name, name)

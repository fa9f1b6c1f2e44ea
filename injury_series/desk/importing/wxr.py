"""Read a WordPress export (WXR 1.0 to 1.2): an RSS 2.0 file with elements of WordPress's own.

A document type is refused before anything in it is used, so that no entity can grow or reach out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.parsers import expat

from injury_series.desk.importing.records import Author, Export, Term, WpComment, WpItem
from injury_series.desk.importing.xml_text import XmlText
from injury_series.outputs.progress import Tell

_NAMESPACES = (
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/excerpt/"), "excerpt:"),
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/"), "wp:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/"), "dc:"),
)
_GROUPS = frozenset((
    "channel", "item", "wp:author", "wp:category", "wp:tag", "wp:term", "wp:comment", "wp:postmeta",
    "wp:commentmeta", "wp:termmeta",
))  # fmt: skip
_NO_YEAR = re.compile(r"[A-Za-z]{3} -\d")
"""Tells the year -1, which Python would take for 2000."""

_HOW = "In WordPress: Tools, Export, All content."
_CUT = (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION, expat.errors.XML_ERROR_PARTIAL_CHAR)  # fmt: skip


@dataclass(slots=True)
class _Group:
    """Hold the values of an element that holds others, by name, and the things listed in it."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: list[WpComment] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.values.get(name, "").strip()


def read_export(path: Path, tell: Tell) -> Export:
    """Return what an export says; ContentFaults where it is none, is cut off, or holds a document type."""
    text = XmlText(path)
    reader = _Reader(text)
    ending = False
    try:
        for piece in text.pieces(tell):
            reader.parser.Parse(piece, False)
        ending = True
        reader.parser.Parse("", True)
    except expat.ExpatError as error:
        if ending or expat.errors.messages.get(error.code) in _CUT:
            problem = "This export is not whole: it ends in the middle."
            hint = "Load it down from WordPress again."
            raise text.fault(problem, hint, error.lineno) from error
        problem = f"This is no file that can be read as XML: {expat.ErrorString(error.code)}."
        raise text.fault(problem, _HOW, error.lineno) from error
    if not reader.export.version and not reader.export.items:
        raise text.fault("This is not an export of WordPress.", _HOW)
    reader.export.unreadable = text.unreadable
    return reader.export


class _Reader:
    """Take the parser's events and fill one export."""

    def __init__(self, text: XmlText) -> None:
        self.file = text
        self.export = Export()
        self.groups: list[_Group] = []
        self.text: list[str] = []
        self.attributes: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.text.append

    def _refuse(self, *_: object) -> None:
        problem = "This file declares a document type, as no export of WordPress does. It was not read."
        raise self.file.fault(problem, _HOW, self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.text.clear()
        self.attributes = attributes
        name = self._short(name)
        if name in _GROUPS:
            self.groups.append(_Group(name))

    def _end(self, name: str) -> None:
        name, text = self._short(name), "".join(self.text)
        self.text.clear()
        if self.groups and self.groups[-1].name == name:
            self._close(self.groups.pop(), self.groups[-1] if self.groups else None)
        elif self.groups:
            self._value(self.groups[-1], name, text)

    def _value(self, group: _Group, name: str, text: str) -> None:
        if name == "category" and group.name == "item":
            slug, domain = self.attributes.get("nicename", ""), self.attributes.get("domain", "category")
            group.terms.append(Term("post_tag" if domain == "tag" else domain, slug, text.strip()))
        group.values.setdefault(name, text)

    def _close(self, group: _Group, outer: _Group | None) -> None:
        match group.name, outer:
            case "channel", _:
                self._channel(group)
            case "wp:author", _:
                found = (group.get(f"wp:author_{key}") for key in ("login", "id", "email"))
                self.export.authors.append(Author(*found))
            case "wp:category" | "wp:tag", _:
                self.export.terms.append(_term(group))
            case "item", _:
                self.export.items.append(_item(group))
            case "wp:comment", _Group():
                outer.comments.append(_comment(group))
            case "wp:postmeta", _Group():
                outer.meta.setdefault(group.get("wp:meta_key"), group.get("wp:meta_value"))

    def _channel(self, group: _Group) -> None:
        self.export.version = group.get("wp:wxr_version")
        self.export.title = group.get("title")
        self.export.address = group.get("wp:base_blog_url") or group.get("link")
        self.export.made = rss_date(group.get("pubDate"))

    def _short(self, name: str) -> str:
        """Return a name with the prefix that it usually has, whatever the file's own is."""
        if name not in self.names:
            space, _, local = name.rpartition(" ")
            prefix = next((short for pattern, short in _NAMESPACES if pattern.fullmatch(space)), None)
            self.names[name] = local if not space else f"{prefix or '?:'}{local}"
        return self.names[name]


def rss_date(text: str) -> datetime | None:
    """Return a date as RSS writes it (RFC 822), or None; for no date WordPress writes the year -1."""
    if _NO_YEAR.search(text):
        return None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return date if date.tzinfo else None


def _term(group: _Group) -> Term:
    if group.name == "wp:tag":
        return Term("post_tag", group.get("wp:tag_slug"), group.get("wp:tag_name"))
    return Term("category", group.get("wp:category_nicename"), group.get("wp:cat_name"))


def _comment(group: _Group) -> WpComment:
    keys = ("id", "author", "author_email", "author_url", "date", "date_gmt", "content", "approved", "type",
            "parent", "user_id")  # fmt: skip
    return WpComment(*(group.get(f"wp:comment_{key}") for key in keys))


def _item(group: _Group) -> WpItem:
    return WpItem(
        id=group.get("wp:post_id"),
        type=group.get("wp:post_type") or "post",
        title=group.get("title"),
        link=group.get("link"),
        creator=group.get("dc:creator"),
        content=group.values.get("content:encoded", ""),
        excerpt=group.get("excerpt:encoded"),
        date=group.get("wp:post_date"),
        date_gmt=group.get("wp:post_date_gmt"),
        published=group.get("pubDate"),
        name=group.get("wp:post_name"),
        parent=group.get("wp:post_parent"),
        status=group.get("wp:status"),
        password=group.get("wp:post_password"),
        attachment_url=group.get("wp:attachment_url"),
        terms=tuple(group.terms),
        meta=group.meta,
        comments=group.comments,
    )

"""Read every body through Pelican's readers, and gather what their links and pictures do not find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from markupsafe import Markup
from pelican.readers import Readers

from injury_series.errors import Fault
from injury_series.pelican_site.readers import BODY, COMMENT
from injury_series.source.body_check import BadMarkup
from injury_series.source.content import Body, Content
from injury_series.source.figures import FindPicture
from injury_series.source.links import BadLink, FindTarget


@dataclass(frozen=True, slots=True)
class Finders:
    """Hold the ways in which a body finds what it links to and what it shows."""

    target: FindTarget
    picture: FindPicture


@dataclass(slots=True)
class Bodies:
    """Hold every body as HTML, by the name of its file, ids at links to treatments, passages, faults."""

    texts: dict[str, Markup] = field(default_factory=dict)
    comments: dict[str, Markup] = field(default_factory=dict)
    anchors: dict[str, dict[str, str]] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_bodies(
    content: Content, readers: Readers, shown: Finders, hidden: Finders, unshown: set[str]
) -> Bodies:
    """Read all bodies; the files in `unshown` use `hidden`, as nothing of them is published."""
    bodies, reader = Bodies(), readers.readers[BODY]
    for name, body in content.bodies.items():
        finders = hidden if name in unshown else shown
        reader.find_target, reader.find_picture = finders.target, finders.picture
        bodies.texts[name] = _html(readers, body, BODY)
        bodies.anchors[name], bodies.passages[name] = reader.anchors, reader.passages
        bodies.faults += _link_faults(name, body, reader.bad_links, content)
        bodies.faults += _picture_faults(name, body, reader.missing_pictures, content)
        bodies.faults += _markup_faults(name, body, reader.bad_markup, reader.bad_links)
    for name, body in content.comment_bodies.items():
        bodies.comments[name] = _html(readers, body, COMMENT)
    return bodies


class _Text:
    """Take what Pelican's readers hand over for a file."""

    def __init__(self, content: str, **_: Any) -> None:
        self.html = Markup(content)


def _html(readers: Readers, body: Body, form: str) -> Markup:
    readers.readers[form].text = body.text
    read: _Text = readers.read_file(str(body.path.parent), body.path.name, content_class=_Text, fmt=form)
    return read.html


def _link_faults(name: str, body: Body, links: list[BadLink], content: Content) -> Iterator[Fault]:
    for link in links:
        line = _line_of(link.written, body)
        if link.untold:
            problem = f"This {link.kind} is not published, and a link without words would tell its name."
            way_out = "Give the link words of your own."
            if link.kind != "post":
                way_out += f" Or name the {link.kind} in the front matter of a post that is published."
            yield Fault(name, line, link.written, problem, hint=way_out)
        else:
            fault = content.names.unknown(link.kind, link.name, name, line, "link")
            yield fault or Fault(name, line, "link", f'"{link.written}" leads nowhere.')


def _picture_faults(name: str, body: Body, sources: list[str], content: Content) -> Iterator[Fault]:
    files = (path.relative_to(content.files.root).as_posix() for path in content.files.images)
    known = {file.casefold(): file for file in files}
    for src in sources:
        guess = get_close_matches(src.casefold(), known, n=1, cutoff=0.8)
        hint = f'Did you mean "{known[guess[0]]}"?' if guess else ""
        yield Fault(name, _line_of(src, body), "picture", f'There is no file "content/{src}".', hint=hint)


def _markup_faults(name: str, body: Body, bad: list[BadMarkup], told: list[BadLink]) -> Iterator[Fault]:
    said = {link.written for link in told}
    for markup in bad:
        if markup.written not in said:
            line = _line_of(markup.written, body)
            yield Fault(name, line, markup.written, markup.problem, hint=markup.hint)


def _line_of(written: str, body: Body) -> int:
    """Return the line on which something is written: as a whole first, else as the beginning of more."""
    found = re.search(re.escape(written) + r"(?![\w-])", body.text)
    before = body.text[: found.start()] if found else body.text.partition(written)[0]
    return body.line + before.count("\n") if found or written in body.text else body.line

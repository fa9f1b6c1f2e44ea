"""Read every body through Pelican's readers, and gather what their links and pictures do not find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from markupsafe import Markup

from injury_series.errors import Fault
from injury_series.pelican_site.readers import BODY, COMMENT
from injury_series.pelican_site.reading import Finders
from injury_series.pelican_site.reading_pool import Wanted
from injury_series.pelican_site.texts import Source
from injury_series.source.body_check import BadMarkup
from injury_series.source.content import Body, Content
from injury_series.source.links import BadLink


@dataclass(slots=True)
class Bodies:
    """Hold every body as HTML, by the name of its file, ids at links to treatments, passages, faults.

    `pictured` names the files whose bodies show a picture, `asked` has the sources of these as each body
    names them; `keys` are those under which readings are kept.
    """

    texts: dict[str, Markup] = field(default_factory=dict)
    comments: dict[str, Markup] = field(default_factory=dict)
    anchors: dict[str, dict[str, str]] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    pictured: set[str] = field(default_factory=set)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_bodies(
    content: Content, source: Source, shown: Finders, hidden: Finders, unshown: set[str]
) -> Bodies:
    """Read all bodies; the files in `unshown` use `hidden`, as nothing of them is published."""
    bodies, finders = Bodies(), {True: shown, False: hidden}
    wanted = {
        name: Wanted(BODY, body.path, body.text, name not in unshown) for name, body in content.bodies.items()
    }
    for name, body in content.comment_bodies.items():
        wanted[name] = Wanted(COMMENT, body.path, body.text, shown=True)
    bodies.keys = source.keys(wanted)
    readings = source.read(wanted, bodies.keys, finders)
    if source.store:
        source.store.save()
        source.store.clean(bodies.keys.values())
    for name, body in content.bodies.items():
        reading = readings[name]
        bodies.texts[name] = Markup(reading.html)
        bodies.anchors[name], bodies.passages[name] = reading.anchors, reading.passages
        bodies.asked[name] = reading.asked
        if "<img" in reading.html:
            bodies.pictured.add(name)
        bodies.faults += _link_faults(name, body, reading.bad_links, content)
        bodies.faults += _picture_faults(name, body, reading.missing_pictures, content)
        bodies.faults += _markup_faults(name, body, reading.bad_markup, reading.bad_links)
    for name in content.comment_bodies:
        bodies.comments[name] = Markup(readings[name].html)
    return bodies


def _link_faults(name: str, body: Body, links: Sequence[BadLink], content: Content) -> Iterator[Fault]:
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


def _picture_faults(name: str, body: Body, sources: Sequence[str], content: Content) -> Iterator[Fault]:
    files = (path.relative_to(content.files.root).as_posix() for path in content.files.images)
    known = {file.casefold(): file for file in files}
    for src in sources:
        guess = get_close_matches(src.casefold(), known, n=1, cutoff=0.8)
        hint = f'Did you mean "{known[guess[0]]}"?' if guess else ""
        yield Fault(name, _line_of(src, body), "picture", f'There is no file "content/{src}".', hint=hint)


def _markup_faults(
    name: str, body: Body, bad: Sequence[BadMarkup], told: Sequence[BadLink]
) -> Iterator[Fault]:
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

"""The gate: look through a finished site as a stranger would, and let nothing out that was not meant to."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from injury_series.errors import ContentFaults
from injury_series.pelican_site.made import Made
from injury_series.publishing.built_site import BuiltSite
from injury_series.publishing.gate.broken_links import BrokenLinks, may_link
from injury_series.publishing.gate.hidden_names import HiddenNames
from injury_series.publishing.gate.leaks import Leak, Rule
from injury_series.publishing.gate.outside import Marks, OtherHosts
from injury_series.publishing.gate.own_texts import OwnTexts
from injury_series.publishing.gate.private_facts import PrivateFacts
from injury_series.publishing.gate.seen import Kind, Piece, Text, seen
from injury_series.publishing.gate.standing import Disclaimer, line_of_setting, marked, unreachable
from injury_series.publishing.gate.telephones import regions_of
from injury_series.publishing.gate.unpacking import Unpacker
from injury_series.publishing.gate.unpublished import Unpublished, title_key, waiting, waiting_pictures
from injury_series.publishing.gate.verdict import SETTINGS, Allowed, Places, Verdict
from injury_series.story.series import Series
from injury_series.view.edition import Edition

_GROUPS = ("posts", "phases", "providers", "pages")
Texts: TypeAlias = "dict[tuple[Kind, str], list[tuple[int, Places]]]"
"""Each text and what it is; its line in each piece that holds it, and the line before that in each file."""

_STRUCTURE = frozenset((Kind.ASKED, Kind.LINK))


@dataclass(frozen=True, slots=True)
class Looked:
    """Say what the gate looked through, and what it let pass because the writer allowed it."""

    files: int
    names: int
    waiting: int
    allowed: tuple[Allowed, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Return that in words, a line each."""
        looked = (
            f"Looked through {_count(self.files, 'file')} for {_count(self.names, 'hidden name')}, "
            f"{_count(self.waiting, 'text')} not out yet, private facts, requests to other hosts and broken "
            "links: nothing stands in the way."
        )
        return (looked, *(f'  Allowed by you: "{one.found}" ({one.place})' for one in self.allowed))


def look_through(folder: Path, made: Made) -> Looked:
    """Look through the finished site in `folder`, made from what `made` holds.

    Raises ContentFaults with everything found that may not go out.
    """
    collects = gc.isenabled()
    gc.disable()  # millions of small tuples and no circle among them: to look for one costs a quarter more
    try:
        return _Gate(folder, made).look()
    finally:
        if collects:
            gc.enable()


class _Gate:
    """Look through one site."""

    def __init__(self, folder: Path, made: Made) -> None:
        self.made = made
        edition, content = made.edition, made.content
        self.site = BuiltSite(folder, edition.addresses.origin + edition.addresses.base)
        every, shown = (_sources(series) for series in (made.whole, edition.series))
        self.own = OwnTexts(content.files, every - shown, made.whole.providers)
        self.names = HiddenNames(made.whole)
        self.unpublished = self._unpublished(edition, every - shown)
        self.marks = Marks(content.files.root.parent, edition.addresses.origin)
        regions = regions_of(_zone(edition), edition.choices.language)
        facts = PrivateFacts(edition.choices.reply_email, regions)
        self.rules: tuple[Rule, ...] = (self.names, self.unpublished, facts, self.marks)
        self.found: dict[Leak, Places] = defaultdict(dict)

    def look(self) -> Looked:
        """Find everything, then say it all at once."""
        texts = self._texts()
        self._look_at_texts(texts)
        self._look_at_links(texts)
        self._look_at_what_stands(texts)
        verdict = Verdict(self.found, self.own, self.rules, self.made.content.allowed)
        faults = verdict.faults()
        if faults:
            raise ContentFaults(faults)
        drafts = sum(not thing.picture for thing in self.unpublished.things)
        return Looked(len(self.site.files), self.names.count, drafts, verdict.allowed)

    def _texts(self) -> Texts:
        """Return every text of the site once, with the places where it stands; faulty files are leaks."""
        pieces: dict[int, tuple[tuple[Text, ...], Places]] = {}
        unpacker = Unpacker()
        for path in self.site.files:
            for found in unpacker.open(path, (self.site.folder / path).read_bytes()):
                if isinstance(found, Piece):
                    _, places = pieces.setdefault(id(found.texts), (found.texts, {}))
                    places.setdefault(found.path, found.line)
                else:
                    self._add(found[1], [(0, {found[0]: 0})])
        texts: Texts = defaultdict(list)
        for piece, places in pieces.values():
            for line, kind, text in piece:
                texts[kind, text].append((line, places))
        return texts

    def _look_at_texts(self, texts: Texts) -> None:
        hosts = OtherHosts(self.site)
        for (kind, text), where in texts.items():
            for leak in hosts(kind, text):
                self._add(leak, where)
            rules = (self.marks,) if kind in _STRUCTURE else self.rules
            form = seen(text)
            for leak in (leak for rule in rules for leak in rule(kind, form)):
                self._add(leak, where)
        self._leave_words_of_whole_texts(texts)

    def _leave_words_of_whole_texts(self, texts: Texts) -> None:
        """Leave out what the search index alone holds, where that is a word of a text found elsewhere."""
        index = {path for (kind, _), where in texts.items() if kind is Kind.INDEX for path in _paths(where)}
        elsewhere = [
            leak.found.casefold() for leak, places in self.found.items() if not index.issuperset(places)
        ]
        for leak, places in list(self.found.items()):
            if index.issuperset(places) and any(leak.found.casefold() in found for found in elsewhere):
                del self.found[leak]

    def _look_at_links(self, texts: Texts) -> None:
        names = {path for kind, path in texts if kind is Kind.NAME}

        def has_place(path: str, name: str) -> bool:
            return any(path in places for _, places in texts.get((Kind.PLACE, name), ()))

        links = BrokenLinks(self.site, frozenset(names.difference(self.site.files)), has_place)
        for (kind, text), where in texts.items():
            for line, places in where if may_link(kind, text) else ():
                for path, before in places.items():
                    for leak in links.in_text(path, kind, text):
                        self._add(leak, [(line, {path: before})])

    def _look_at_what_stands(self, texts: Texts) -> None:
        edition, disclaimer = self.made.edition, Disclaimer(self.made.edition)
        for (kind, text), where in texts.items():
            if kind is Kind.WORDS:
                disclaimer.hear(seen(text), _paths(where))
            for path, leak in marked(edition, kind, text, _paths(where)):
                self._add(leak, [(line, {path: places[path]}) for line, places in where if path in places])
        for path, leak in disclaimer.unsaid():
            self._add(leak, [(0, {path: 0})])
        for leak in unreachable(edition.addresses):
            line = line_of_setting(self.made.content.files.root.parent, "SITEURL")
            self._add(leak, [(line, {SETTINGS: 0})])

    def _add(self, leak: Leak, where: Iterable[tuple[int, Places]]) -> None:
        found = self.found[leak]
        for line, places in where:
            for path, before in places.items():
                found.setdefault(path, before + line)

    def _unpublished(self, edition: Edition, unshown: set[str]) -> Unpublished:
        """Return what knows all that waits: its texts and pictures, and what the published posts say too."""
        content, folder = self.made.content, self.made.content.files.root.parent

        def body(file: str) -> str:
            bodies = content.comment_bodies if file in content.comment_bodies else content.bodies
            return bodies[file].text if file in bodies else ""

        def whole(files: Iterable[str]) -> list[str]:
            return [(folder / file).read_text(encoding="utf-8-sig") for file in sorted(files)]

        pictures = waiting_pictures(whole(unshown), whole(_sources(edition.series)) if unshown else [])
        posts = [post.source for post in edition.series.posts]
        things = waiting(self.made.whole, edition.series, body)
        return Unpublished((*things, *pictures), lambda: whole(posts), _public(edition), self.site.origin)


def _sources(series: Series) -> set[str]:
    """Return the files that a series is told in."""
    comments = {comment.source for under in series.comments.values() for comment in under}
    return comments | {thing.source for group in _GROUPS for thing in getattr(series, group)}


def _public(edition: Edition) -> frozenset[str]:
    """Return the titles, as compared, and the slugs that are out whatever waits under the same ones."""
    series, treatments = edition.series, edition.treatments
    titles = [item.title for item in series.about.up_next]
    titles += [thing.title for group in ("posts", "phases", "pages") for thing in getattr(series, group)]
    titles += [treatments[slug].name for slug in treatments]
    titles += [diagnosis.name for post in series.posts for diagnosis in post.diagnoses]
    titles += [event.title for post in series.posts for event in post.events]
    slugs = [thing.slug for group in _GROUPS for thing in getattr(series, group)]
    return frozenset((*map(title_key, titles), *slugs, *treatments))


def _zone(edition: Edition) -> str:
    """Return the name of the writer's time zone: that of every date of publishing."""
    zones = (getattr(post.date.tzinfo, "key", "") for post in edition.series.posts)
    return next(zones, "") or getattr(edition.now.tzinfo, "key", "")


def _paths(where: Iterable[tuple[int, Places]]) -> set[str]:
    return {path for _, places in where for path in places}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

"""Lay out what was said under the texts of an old site, and account for every comment of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from injury_series.desk.importing.naming import Named
from injury_series.desk.importing.records import Author, Export
from injury_series.desk.importing.report import Fate, Ledger
from injury_series.desk.importing.standing import Standing
from injury_series.desk.importing.talk import Talk
from injury_series.desk.importing.threads import Placed, place_comments
from injury_series.source.files import HELD

_WRITTEN = (Fate.MADE, Fate.HELD, Fate.THERE, Fate.KEPT)
Ids = defaultdict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Lay out comments; `texts` takes their files, by path below the content folder."""

    export: Export
    standing: Standing
    talk: Talk
    ledger: Ledger
    texts: dict[str, str]

    def lay_out(self, named: Named, slug: str) -> None:
        """Lay out what was said under a text that is called `slug` here."""
        thread = place_comments(named.item.comments)
        for ping in thread.pings:
            line = f'a {ping.type} to "{named.title}" from {ping.url or "nowhere"}'
            self.ledger.add("pingbacks and trackbacks", Fate.LEFT, line)
        left, odd = Ids(list), Ids(list)
        for comment, why in thread.left:
            left[why].append(comment.id)
        if named.kind == "pages":
            left["a page has no comments here"] += [placed.comment.id for placed in thread.placed]
        else:
            self._write(thread.placed, named, slug, left, odd)
        for why, ids in left.items():
            self.ledger.add("comments", Fate.LEFT, f'{_listed(ids)} under "{named.title}": {why}', len(ids))
        for why, ids in odd.items():
            self.ledger.note(f"content/comments/{slug}/ {_listed(ids)}: {why}")

    def _write(self, thread: list[Placed], named: Named, slug: str, left: Ids, odd: Ids) -> None:
        writer, fates = self._writer(named.item.creator), Ids(list)
        for placed in thread:
            made = self.talk.write(placed, writer, named.date)
            if not made.text:
                left["without words"].append(placed.comment.id)
                continue
            if placed.held and self.standing.was_refused(slug, placed.comment.id):
                left["turned away before"].append(placed.comment.id)
                continue
            for line in made.odd:
                odd[line].append(placed.comment.id)
            fates[self._fate(placed, slug, made.text)].append(placed.comment.id)
        for fate in _WRITTEN:
            folder = f"content/comments/{HELD + '/' if fate is Fate.HELD else ''}{slug}/"
            self.ledger.add("comments", fate, f"{folder} {_listed(fates[fate])}", len(fates[fate]))

    def _fate(self, placed: Placed, slug: str, text: str) -> Fate:
        there = self.standing.comment(slug, placed.comment.id)
        if there:
            return Fate.THERE if there.read_bytes() == text.encode() else Fate.KEPT
        folder = f"{HELD}/{slug}" if placed.held else slug
        self.texts[f"comments/{folder}/{placed.comment.id}.md"] = text
        return Fate.HELD if placed.held else Fate.MADE

    def _writer(self, login: str) -> Author:
        known = (author for author in self.export.authors if author.login == login)
        return next(known, Author(login, "", ""))


def _listed(ids: list[str]) -> str:
    """Return comments by their numbers: "comments 3, 4, 7"."""
    return f"comment{'' if len(ids) == 1 else 's'} {', '.join(ids)}"

"""Lay out an export as files of this story before a single one is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from injury_series.desk.importing.aliases import Aliases
from injury_series.desk.importing.bodies import Bodies, TextMade
from injury_series.desk.importing.conversation import Conversation
from injury_series.desk.importing.leftovers import account_for_others, account_for_pictures
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.naming import Named, written
from injury_series.desk.importing.phases import PhaseChoice, phase_files
from injury_series.desk.importing.places import Places
from injury_series.desk.importing.records import Export
from injury_series.desk.importing.report import Fate, Ledger
from injury_series.desk.importing.signs import address, defused
from injury_series.desk.importing.standing import Standing
from injury_series.desk.importing.talk import Talk
from injury_series.desk.importing.texts import file_text
from injury_series.desk.importing.uploads import Uploads
from injury_series.outputs.progress import Tell


@dataclass(slots=True)
class Layout:
    """Hold what is to be written, texts and pictures by their paths below the content folder."""

    ledger: Ledger = field(default_factory=Ledger)
    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wishes:
    """Hold what the writer asked for, and where: the site's folder of addresses, its zone, the time."""

    choice: PhaseChoice
    uploads: Uploads
    base: str
    zone: ZoneInfo
    now: datetime


def lay_out(export: Export, standing: Standing, wishes: Wishes, named: list[Named], tell: Tell) -> Layout:
    """Return everything that an import makes; `named` are the posts and pages of the export."""
    maker = _Maker(export, standing, wishes)
    for each in named:
        maker.aliases.know(each)
    targets = [maker.target(each) for each in named]
    for number, (each, target) in enumerate(zip(named, targets, strict=True), 1):
        maker.make(each, target)
        tell("Texts and comments", number, len(named))
    maker.end(named)
    return maker.layout


@dataclass(frozen=True, slots=True)
class _Target:
    """Say where a text goes; `there` is false where nothing is in its place."""

    file: str
    slug: str
    aliases: tuple[str, ...]
    there: bool


class _Maker:
    """Make one layout."""

    def __init__(self, export: Export, standing: Standing, wishes: Wishes) -> None:
        self.export, self.standing, self.wishes = export, standing, wishes
        self.layout = Layout(texts=phase_files(wishes.choice, standing.story))
        self.layout.ledger.lines[Fate.MADE] += [f"content/{file}" for file in self.layout.texts]  # new phases
        ledger, now = self.layout.ledger, wishes.now.astimezone(wishes.zone).replace(tzinfo=None)
        self.places = Places(export.address, wishes.base, wishes.uploads)
        for item in export.items:
            if item.type == "attachment":
                self.places.know_picture(item)
        self.bodies = Bodies(export, self.places)
        self.aliases = Aliases(standing, wishes.base, ledger)
        talk = Talk(wishes.zone, now, ToMarkdown(full=False))
        self.conversation = Conversation(export, standing, talk, ledger, self.layout.texts)

    def target(self, named: Named) -> _Target:
        """Return where a post or page goes, and let links find it."""
        if named.kind == "posts":
            aliases = self.aliases.of(named)
            found = self.standing.post(named.file, named.slug, aliases)
            target = _Target(*(found or (named.file, named.slug)), aliases, bool(found))
        else:
            there = bool(self.standing.owner(f"/{named.slug}"))
            target = _Target(named.file, named.slug, (), there)
            self.aliases.of_page(named)
        self.places.know(named, target.slug)
        return target

    def make(self, named: Named, target: _Target) -> None:
        """Lay out a post or page, and what is said under it."""
        made = self.bodies.make(named)
        if named.kind == "posts":
            values, body = self._post(named, target, made), made.body
        else:
            values = {"title": named.title, "summary": made.summary}
            head = made.image
            picture = f"![{defused(head['alt'])}]({address(head['src'])})\n\n" if head else ""
            body = f"{picture}{made.body}"
        draft = f"a draft, as {named.draft}" if named.draft else ""
        if draft:
            values["status"] = "draft"
        text = file_text(values, body, f"{draft.capitalize()}." if draft else "")
        line = f"content/{target.file}" + (f" ({draft})" if draft else "")
        self.layout.ledger.add(named.kind, self._fate(target, text), line)
        for note in (*named.odd, *made.notes):
            self.layout.ledger.note(f"content/{target.file}: {note}")
        self.conversation.lay_out(named, target.slug)

    def _post(self, named: Named, target: _Target, made: TextMade) -> dict[str, Any]:
        return {
            "title": named.title,
            "date": written(named.date),
            "phase": self.wishes.choice.of(named),
            "summary": made.summary,
            "image": made.image,
            "aliases": list(target.aliases),
        }

    def _fate(self, target: _Target, text: str) -> Fate:
        """Write a text where nothing is; what is there already is never touched."""
        path = self.standing.root / target.file
        if path.is_file() and path.read_bytes() == text.encode():
            return Fate.THERE
        if target.there or path.exists():
            return Fate.KEPT
        self.layout.texts[target.file] = text
        return Fate.MADE

    def end(self, named: list[Named]) -> None:
        """Account for everything else that was read, and take along the pictures that texts show."""
        uploads, root, ledger = self.wishes.uploads, self.standing.root, self.layout.ledger
        account_for_pictures(self.export, uploads, root, ledger)
        account_for_others(self.export, named, self.wishes.choice, ledger)
        shown = uploads.shown.items()
        self.layout.pictures = {name: path for name, path in shown if not (root / name).exists()}

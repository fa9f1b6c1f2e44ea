"""Account for what an export holds beside posts, pages and comments, so that the sums agree."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from injury_series.desk.importing.naming import LEFT, Named
from injury_series.desk.importing.phases import PhaseChoice, categories
from injury_series.desk.importing.records import Export, WpItem
from injury_series.desk.importing.report import Fate, Ledger
from injury_series.desk.importing.threads import PINGS
from injury_series.desk.importing.uploads import Uploads

_PICTURES, _OTHERS = "pictures and files", "other things"


def account_for_pictures(export: Export, uploads: Uploads, root: Path, ledger: Ledger) -> None:
    """Note each attachment, and each picture that a text shows though the export does not list it."""
    listed = set()
    for item in export.items:
        if item.type == "attachment":
            name = uploads.find_shown(item.attachment_url)
            if name and name not in listed:
                listed.add(name)
                ledger.add(_PICTURES, _fate(root / name, uploads.shown[name]), f"content/{name}")
            else:
                why = "it is listed twice" if name else uploads.reason(item.attachment_url)
                ledger.add(_PICTURES, Fate.LEFT, f"{item.attachment_url or item.title}: {why}")
            _comments(item, "what it is under is a file", ledger)
    for name, path in uploads.shown.items():
        if name not in listed:
            ledger.add(_PICTURES, _fate(root / name, path), f"content/{name}")


def _fate(there: Path, path: Path) -> Fate:
    if not there.exists():
        return Fate.MADE
    return Fate.THERE if there.read_bytes() == path.read_bytes() else Fate.KEPT


def account_for_others(export: Export, named: list[Named], choice: PhaseChoice, ledger: Ledger) -> None:
    """Note what nothing is made of: categories but for phases, tags, and what plugins and themes keep."""
    kept = {id(each.item) for each in named}
    others: Counter[str] = Counter()
    for item in export.items:
        if id(item) in kept or item.type == "attachment":
            continue
        _comments(item, "what it is under is left", ledger)
        if item.type in ("post", "page"):
            why = LEFT.get(item.status, "it is there twice")
            ledger.add(f"{item.type}s", Fate.LEFT, f'{item.type} {item.id}, "{item.title}": {why}')
        else:
            others[item.type] += 1
    for type_, number in sorted(others.items()):
        ledger.add(_OTHERS, Fate.LEFT, f"{number} of the type {type_}", number)
    _terms(export, named, choice, ledger)


def _comments(item: WpItem, why: str, ledger: Ledger) -> None:
    for comment in item.comments:
        kind = "pingbacks and trackbacks" if comment.type in PINGS else "comments"
        ledger.add(kind, Fate.LEFT, f'comment {comment.id} under "{item.title}": {why}')


def _terms(export: Export, named: list[Named], choice: PhaseChoice, ledger: Ledger) -> None:
    used = {term.slug: term.name for each in named for term in categories(each)}
    tags = {term.slug: term.name for item in export.items for term in item.terms if term.domain == "post_tag"}
    for term in export.terms:
        (tags if term.domain == "post_tag" else used).setdefault(term.slug, term.name)
    for slug, name in sorted(used.items()):
        phase = choice.by_category.get(slug)
        line = (
            f"the category {slug} ({name}) is the phase {phase}" if phase else f"the category {slug} ({name})"
        )
        ledger.add("categories", Fate.MADE if phase else Fate.LEFT, line)
    if tags:
        line = f"tags, which have no place here: {', '.join(sorted(tags.values()))}"
        ledger.add("tags", Fate.LEFT, line, len(tags))

"""Find the phase of each post: by its category, as a file says, else the one phase for all the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from injury_series.desk.importing.naming import Named
from injury_series.desk.importing.records import Term
from injury_series.desk.importing.texts import file_text
from injury_series.desk.new.asking import ask_one, ask_text, ask_whether
from injury_series.desk.new.checking import clean
from injury_series.desk.new.story import StorySoFar
from injury_series.errors import ContentFaults, Fault
from injury_series.source.text_file import read_text
from injury_series.source.yaml_tree import read_yaml
from injury_series.story.slugs import slug_of_file, slugify

_HOW = "Each line is a category of WordPress and a phase of this story, such as: knee-surgery: repair."
_NEW = "\n"
"""Stands for a new phase among the choices; no phase is called so."""


@dataclass(slots=True)
class PhaseChoice:
    """Say in which phase a post is; `made` are titles of phases that are new, by their names."""

    by_category: Mapping[str, str]
    others: str
    made: dict[str, str] = field(default_factory=dict)

    def of(self, named: Named) -> str:
        """Return the phase of a post, or nothing where none was chosen."""
        found = (self.by_category.get(term.slug) for term in categories(named))
        return next(filter(None, found), self.others)


def categories(named: Named) -> list[Term]:
    """Return the categories of a post; very old exports only name them."""
    terms = [term for term in named.item.terms if term.domain == "category"]
    known = {term.name for term in terms if term.slug}
    terms = [term for term in terms if term.slug or term.name not in known]
    return [term if term.slug else Term(term.domain, slugify(term.name), term.name) for term in terms]


def read_map(path: Path) -> dict[str, str]:
    """Return the phases of categories that a file names; ContentFaults where it cannot be read so."""
    tree = read_yaml(read_text(path, path.name, _HOW), path.name, first_line=1)
    wrong = [
        Fault(path.name, tree.line((key,)), key, "Expected the name of one phase here.", hint=_HOW)
        for key, value in tree.data.items()
        if not isinstance(value, str)
    ]
    if wrong:
        raise ContentFaults(wrong)
    return {key: slugify(str(value)) for key, value in tree.data.items()}


def choose(posts: list[Named], choice: PhaseChoice, story: StorySoFar, *, asks: bool) -> None:
    """Complete a choice so that every post has a phase which is there, or is to be made.

    Asks if someone is there to answer; else raises ContentFaults that say what to add to the command.
    """
    without = [post for post in posts if not choice.of(post)]
    if without and not asks:
        raise ContentFaults([_unchosen(without, story)])
    if without:
        choice.others = _asked(len(without), len(posts), story, choice)
    used = dict.fromkeys(map(choice.of, posts))
    missing = [phase for phase in used if phase not in story.phases and phase not in choice.made]
    for phase in missing:
        title = _title(phase, posts, choice)
        if not asks:
            raise ContentFaults([_unknown(phase, title, story)])
        if not ask_whether(f'There is no phase "{phase}" yet. Make it now, with the title "{title}"?'):
            raise KeyboardInterrupt
        choice.made[phase] = title


def phase_files(choice: PhaseChoice, story: StorySoFar) -> dict[str, str]:
    """Return the texts of the phases that are new, by path below the content folder."""
    made = enumerate(choice.made.items(), story.next_order)
    return {
        f"phases/{slug}.md": file_text({"title": title, "order": str(order)}, "")
        for order, (slug, title) in made
    }


def _asked(number: int, all_: int, story: StorySoFar, choice: PhaseChoice) -> str:
    which = "the posts" if number == all_ else f"the posts of no category that was named ({number})"
    if story.phases:
        labels = {**story.phases, _NEW: "a new phase"}
        found = ask_one(f"Which phase are {which} in? You can move each later.", labels)
        if found != _NEW:
            return found
    title = clean(ask_text(f"What is the phase called that {which} are in?", _wrong_title))
    choice.made[slug_of_file(slugify(title))] = title
    return slug_of_file(slugify(title))


def _wrong_title(title: str) -> str:
    return "" if slug_of_file(slugify(title)) else "This makes no address. Give it letters or digits."


def _title(phase: str, posts: list[Named], choice: PhaseChoice) -> str:
    """Return a title for a phase: the name of the one category that leads to it, else its own name."""
    names = {t.name for post in posts for t in categories(post) if choice.by_category.get(t.slug) == phase}
    return clean(names.pop()) if len(names) == 1 else phase.replace("-", " ").capitalize()


def _unchosen(without: list[Named], story: StorySoFar) -> Fault:
    found = sorted({term.slug for post in without for term in categories(post)})
    problem = "1 post has no phase." if len(without) == 1 else f"{len(without)} posts have no phase."
    if found:
        problem += f" Their categories: {', '.join(found)}."
    hint = f"Add --phase {next(iter(story.phases), 'onset')} for all, or --phases with a file. {_HOW}"
    return Fault("import", 0, "--phase", problem, "", tuple(story.phases), hint)


def _unknown(phase: str, title: str, story: StorySoFar) -> Fault:
    hint = f'To make it: python3 tasks.py new phase "{title}"'
    return Fault("import", 0, "--phase", f'"{phase}" is not a phase.', phase, tuple(story.phases), hint)

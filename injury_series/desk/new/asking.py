"""Ask the writer in the terminal, one question at a time; Ctrl-C ends it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from questionary import Question

Wrong = Callable[[str], str]
"""Says what is wrong with an answer, or nothing."""


def is_terminal() -> bool:
    """Tell whether someone is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_text(question: str, wrong: Wrong, default: str = "") -> str:
    """Return a line of text that nothing is wrong with; what is wrong is said, and can be mended."""
    import questionary

    while True:
        answer = str(_answer(questionary.text(question, default)))
        problem = wrong(answer)  # not the library's own check: it cuts a message off at the terminal's edge
        if not problem:
            return answer
        print(problem)
        default = answer


def ask_one(question: str, labels: Mapping[str, str], default: str | None = None) -> str:
    """Return one of the keys of `labels`."""
    import questionary

    choices = [questionary.Choice(label, key) for key, label in labels.items()]
    return str(_answer(questionary.select(question, choices, default=default, instruction="(arrows, Enter)")))


def ask_some(question: str, labels: Mapping[str, str]) -> list[str]:
    """Return those keys of `labels` that were marked, in their order; none is fine."""
    import questionary

    choices = [questionary.Choice(label, key) for key, label in labels.items()]
    return list(_answer(questionary.checkbox(question, choices, instruction="(Space marks, Enter goes on)")))


def ask_whether(question: str) -> bool:
    """Return yes or no; Enter means yes."""
    import questionary

    return bool(_answer(questionary.confirm(question)))


def _answer(question: Question) -> Any:
    return question.unsafe_ask()

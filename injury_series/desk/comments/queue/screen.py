"""Write to the writer's terminal: nothing of a stranger's text is obeyed, and long lines are set in whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from injury_series.desk.comments.queue.harmless import harmless
from injury_series.desk.new.asking import is_terminal

_DEEPEST = 12
"""Columns by which a text is set in at most, so that enough is left for words on a narrow screen."""


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, emoji=False)


@dataclass(frozen=True, slots=True)
class Screen:
    """Say lines; `asks` tells whether someone is there to answer."""

    console: Console = field(default_factory=_console)
    asks: bool = field(default_factory=is_terminal)

    def say(self, text: str = "", *, indent: int = 0, strong: bool = False, sign: str = "") -> None:
        """Show a text, set in by so many columns, with a sign before its first line; `strong` ones stand out.

        In a terminal lines are broken between words.
        """
        indent, style = min(indent, _DEEPEST), "bold" if strong else ""
        for line in harmless(text).split("\n"):
            shown, sign = Text(f"{sign}{line}", style=style), ""
            pad = indent - (len(shown) - len(line))
            if self.console.is_terminal and line:
                self.console.print(Padding(shown, (0, 0, 0, pad), expand=False), soft_wrap=False)
            else:
                self.console.print(Text(" " * pad if line else "") + shown)

    def hand_over(self, text: str) -> None:
        """Show a text that is to be copied: each of its lines is one, however narrow the terminal."""
        self.console.print(Text(harmless(text)))

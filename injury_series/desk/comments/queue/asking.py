"""Ask the writer: for one key without Enter, for yes or no, for a name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from injury_series.desk.comments.queue.entry import Entry
from injury_series.desk.comments.queue.harmless import harmless
from injury_series.desk.comments.queue.one_key import wrong_name
from injury_series.desk.new.asking import ask_text

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent


def ask_key(line: str, keys: Mapping[str, str]) -> str:
    """Show a line and return what the key that is pressed means; `keys` holds the meanings by key.

    What was typed before the line was there means nothing: it was meant for something else. Ctrl-C and the
    end of the input raise KeyboardInterrupt.
    """
    from prompt_toolkit.application import Application
    from prompt_toolkit.input.typeahead import clear_typeahead
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.layout import FormattedTextControl, Layout, Window

    bindings = KeyBindings()
    for key, meaning in keys.items():
        bindings.add(key)(_ending(meaning))

    def stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    for key in ("c-c", "c-d"):
        bindings.add(key)(stop)
    window = Window(FormattedTextControl(line), wrap_lines=True, dont_extend_height=True)
    application: Application[str] = Application(Layout(window), key_bindings=bindings, erase_when_done=True)
    _forget_typed()
    clear_typeahead(application.input)
    return application.run()


def ask_yes(question: str) -> bool:
    """Return whether the writer presses y; n and Enter mean no."""
    question = harmless(question)
    keys = {"y": "y", "Y": "y", "n": "n", "N": "n", "enter": "n"}
    said = ask_key(f"{question} (y/n) ", keys) == "y"
    print(f"{question} {'yes' if said else 'no'}")
    return said


def ask_name(entry: Entry) -> str:
    """Return another name for a comment, or "" where it stays as it is; Ctrl-C leaves it so."""
    old = "" if entry.author == "?" else entry.author
    try:
        name = ask_text("Which name may readers see?", wrong_name, old)
    except (KeyboardInterrupt, EOFError):
        return ""
    return "" if name == old else name


def _ending(meaning: str) -> Callable[[KeyPressEvent], None]:
    def end(event: KeyPressEvent) -> None:
        event.app.exit(result=meaning)

    return end


def _forget_typed() -> None:
    try:
        import termios
    except ImportError:  # not on Windows
        return
    termios.tcflush(sys.stdin, termios.TCIFLUSH)

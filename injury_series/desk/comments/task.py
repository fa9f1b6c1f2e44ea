"""Say which of the tasks about comments was asked for, and start it."""

from __future__ import annotations

from collections.abc import Callable

from injury_series.desk.comments.fediverse.task import run_pull as pull_fediverse
from injury_series.desk.comments.isso.task import run_pull as pull_isso
from injury_series.desk.comments.mail.task import run_read
from injury_series.desk.comments.queue.task import (
    run_accept,
    run_edit_name,
    run_list,
    run_notify,
    run_refuse,
    run_remove,
    run_review,
    run_show,
)
from injury_series.desk.guarded import say_faults
from injury_series.errors import Fault, InjurySeriesError

_WORDLESS: dict[str, Callable[[], int]] = {
    "": run_review,
    "list": run_list,
    "notify": run_notify,
    "pull-fediverse": pull_fediverse,
}
_WITH_FILE: dict[str, Callable[[str], int]] = {"read": run_read, "pull-isso": pull_isso}
_WITH_ID: dict[str, Callable[[str], int]] = {
    "show": run_show,
    "accept": run_accept,
    "refuse": run_refuse,
    "remove": run_remove,
}
_KNOWN = (*filter(None, _WORDLESS), *_WITH_FILE, *_WITH_ID, "edit-name")


def run(what: str, which: str, name: str) -> int:
    """Do what was asked for and return its exit code.

    `which` is a comment's id, or a file to read; `name` is a new name.
    """
    wrong = _wrong(what, which, name)
    if wrong:
        say_faults(InjurySeriesError(str(wrong)))
        return 1
    if what in _WORDLESS:
        return _WORDLESS[what]()
    if what in _WITH_FILE:
        return _WITH_FILE[what](which)
    return run_edit_name(which, name) if what == "edit-name" else _WITH_ID[what](which)


def _wrong(what: str, which: str, name: str) -> Fault | None:
    such_as = "Such as: python3 tasks.py comments {}"
    if what and what not in _KNOWN:
        return Fault("comments", 0, "", f'"{what}" is nothing to do here.', what, _KNOWN)
    if what in _WORDLESS and which:
        return Fault(f"comments {what}", 0, "", f'"{which}" is one word too many.')
    if what in _WITH_ID and not which:
        hint = such_as.format(f"{what} setback/ann-2020-01-05")
        return Fault(f"comments {what}", 0, "", "Which comment? `comments list` tells their ids.", hint=hint)
    if what == "edit-name" and not (which and name):
        hint = such_as.format('edit-name setback/ann-2020-01-05 "Ann"')
        return Fault("comments edit-name", 0, "", "Which comment, and what is the name?", hint=hint)
    return None

"""Tell which words stand without a flag: `new post "The first run"` has two, `new phase` has one."""

from __future__ import annotations

from collections.abc import Sequence

WORDS = {
    "new": ("what", "title"),
    "import": ("what", "file"),
    "rollback": ("back",),
    "comments": ("what", "which", "name"),
}
"""What the words after a task's name are."""

_SWITCHES = ("-h", "--help", "--dry-run")


def words_given(arguments: Sequence[str], task: str = "new") -> list[str]:
    """Return the names of the words after a task, for Invoke, which wants every word that it is told of.

    Ends the command where there are too many: then the last stands there without quotes.
    """
    tasks = [number for number, each in enumerate(arguments) if not each.startswith("-")]
    if not tasks or arguments[tasks[0]] != task:
        return []
    names, words, rest = WORDS[task], list[str](), iter(arguments[tasks[0] + 1 :])
    for each in rest:
        if not each.startswith("-"):
            words.append(each)
        elif "=" not in each and each not in _SWITCHES:
            next(rest, None)  # every other flag has a value
    if len(words) > len(names) > 1:
        last = len(names) - 1
        quoted = " ".join(words[last:]).replace('"', "'")
        line = f'python3 tasks.py {task} {" ".join(words[:last])} "{quoted}"'
        raise SystemExit(f"{task}: Put the {names[last]} in quotes: {line}")
    return list(names[: len(words)])

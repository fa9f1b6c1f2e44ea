"""Tell which words stand without a flag: `new post "The first run"` has two, `new phase` has one."""

from __future__ import annotations

from collections.abc import Sequence

WORDS = ("what", "title")
_HELP = ("-h", "--help")


def words_given(arguments: Sequence[str]) -> list[str]:
    """Return the names of the words that follow `new`, for Invoke, which wants every word that it is told of.

    Ends the command where there are more than two: then a title stands there without quotes.
    """
    tasks = [number for number, each in enumerate(arguments) if not each.startswith("-")]
    if not tasks or arguments[tasks[0]] != "new":
        return []
    words, rest = [], iter(arguments[tasks[0] + 1 :])
    for each in rest:
        if not each.startswith("-"):
            words.append(each)
        elif "=" not in each and each not in _HELP:
            next(rest, None)  # every flag has a value
    if len(words) > len(WORDS):
        title = " ".join(words[1:]).replace('"', "'")
        raise SystemExit(f'new: Put the title in quotes: python3 tasks.py new {words[0]} "{title}"')
    return list(WORDS[: len(words)])

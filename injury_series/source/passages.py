"""Let a writer mark a passage that a reader may want to skip: `::: Needles` before it, `:::` after it."""

from __future__ import annotations

import re
from html import escape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from injury_series.source.body_check import BadMarkup

PAST = "past-passage-"
"""How the id of the place after a passage begins."""

_FENCE = re.compile(r" {0,3}:::+[ \t]*(.*?)[ \t]*")
_BEGIN = """
<div class="passage" markdown="block">

<p class="past"><b>{words}</b> <a href="#{id}">Skip this passage</a></p>
"""
_END = """
</div>

<div id="{id}"></div>
"""


class Passages(Preprocessor):
    """Mark the passages of one body; `count` is how many, `bad` are those without an end or a beginning."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.count = 0
        self.bad: list[BadMarkup] = []

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with each passage in a part of its own, and a link past it."""
        made: list[str] = []
        open_ = ""
        for line in lines:
            fence = _FENCE.fullmatch(line)
            if not fence:
                made.append(line)
            elif open_ and fence[1]:
                self._add(line, f'A passage begins here, and the one before, "{open_}", has no end yet.')
            elif open_:
                made += _END.format(id=self._id()).split("\n")
                open_ = ""
            elif fence[1]:
                open_, self.count = line.strip(), self.count + 1
                made += _BEGIN.format(words=escape(fence[1]), id=self._id()).split("\n")
            else:
                self._add(line, "A passage ends here that did not begin.")
        if open_:
            self._add(open_, "This marked passage has no end.")
            made += _END.format(id=self._id()).split("\n")
        return made

    def _id(self) -> str:
        return f"{PAST}{self.count}"

    def _add(self, line: str, problem: str) -> None:
        way_out = 'A passage begins with a line "::: what it is about" and ends with a line ":::".'
        self.bad.append(BadMarkup(line.strip(), problem, way_out))

"""What a look through the story finds: each finding has a kind, whose short name never changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from injury_series.errors import Fault


class _Kind(StrEnum):
    """Hold the name of a kind of finding, and in a sentence what it says."""

    words: str

    def __new__(cls, name: str, words: str) -> _Kind:
        """Make a member of its name and its words."""
        member = str.__new__(cls, name)
        member._value_, member.words = name, words
        return member


class ErrorKind(_Kind):
    """Name what must be mended: a build stops at it, or readers would meet it."""

    BUILD = "build", "The site cannot be built, for a reason that lies in no text: its theme, or a folder."
    CONTENT = "content", "A file or its front matter says something of which no page can be made."
    DEAD_ANCHOR = "dead-anchor", "A link leads to a place in a page, and the page has no such place."
    DEAD_LINK = "dead-link", "A link leads to a page of this site that is not there, or is not published."
    GATE = "gate", "Something would go out that may not, such as a hidden name or a private fact."
    MISSING_PICTURE = "missing-picture", "A text shows a picture, and there is no such file."
    OURS = "ours", "Injury Series itself has failed; please report it."
    SETTINGS = "settings", "`pelicanconf.py` holds something that cannot be used."


class AdviceKind(_Kind):
    """Name what could be better: no build stops at it."""

    ALLOW_UNUSED = "allow-unused", "A file allows something, under `allow`, that stands nowhere any more."
    BARE_ADDRESS = "bare-address", "A link shows its address in place of words."
    BLAME = (
        "blame",
        "Something bad is told of a provider by name, without a date or a word that it is your experience.",
    )
    DOUBLE_WORD = "double-word", 'A small word stands twice, such as "the the".'
    EMPTY_BODY = "empty-body", "A post or page has a title and no text."
    HELD_COMMENTS = "held-comments", "Comments wait for you in `content/comments/_held`."
    LARGE_PICTURE = "large-picture", "A picture's file is over 8 MB."
    LONG_SUMMARY = "long-summary", "A summary has more than 200 characters."
    MEASURE_UNUSED = "measure-unused", "A measure is named in `series.yaml`, and no post has a number for it."
    NO_ALT = "no-alt", "A picture has no words for those who cannot see it."
    NO_HAPPENED = "no-happened", "A post does not say when its story happened."
    OLD_ADDRESS = "old-address", "A link leads to an old address of a post, which sends readers on."
    OLD_DRAFT = "old-draft", "A draft is older than half a year."
    OUTCOME_DUE = "outcome-due", "A treatment ended over half a year ago, and no post says what came of it."
    PHASE_WITHOUT_POSTS = "phase-without-posts", "No post tells of a phase."
    POOR_ALT = "poor-alt", "The words for a picture are the name of its file, or only say the caption again."
    PROVIDER_UNNAMED = "provider-unnamed", "No post names a provider."
    RESOURCE_UNCHECKED = "resource-unchecked", "A resource was not looked at for over a year."
    RESOURCE_WITHOUT_ADDRESS = (
        "resource-without-address",
        "A resource has neither an address nor a note that says how to find it.",
    )
    SAME_WORDS = "same-words", "Two links of a text have the same words and lead to different places."
    SHORT_SUMMARY = "short-summary", "A summary has fewer than 40 characters."
    SHOUTED_HEADING = "shouted-heading", "A heading is written in capitals."
    SKIPPED_HEADING = "skipped-heading", "A heading is set deeper than the one before it allows."
    SMALL_PICTURE = "small-picture", "A photo that is shown is less than 480 pixels wide."
    STALE_NOW = "stale-now", '"Where I am now" is older than half a year.'
    TOLD_BEFORE = "told-before", "A post is dated before what it tells happened."
    TOO_EARLY = "too-early", '"Too early to say" was said over a year ago, and nothing since.'
    TOP_HEADING = "top-heading", 'A heading in a text is marked as the title is, by a single "#".'
    UNFINISHED = "unfinished", "A mark such as TODO or TK was left in a text that readers see."
    UNUSED_PICTURE = "unused-picture", "Nothing shows a picture that lies in `content/images`."
    UP_NEXT_WRITTEN = "up-next-written", "A part that is announced in `series.yaml` is already written."
    VAGUE_LINK = "vague-link", 'The words of a link do not say where it leads, such as "click here".'


class OnlineKind(_Kind):
    """Name what `--online` can say of a link to another site; all of it is advice."""

    LINK_GONE = "link-gone", "The other site says that the page is not there."
    LINK_INSIDE = "link-inside", "A link leads to a machine at home or at work, which readers cannot reach."
    LINK_MOVED = "link-moved", "The page has moved for good."
    LINK_NOT_SEEN = "link-not-seen", "The link could not be looked at this time; it may well be right."
    LINK_UNKNOWN_SITE = "link-unknown-site", "No site has this name any more."
    LINK_UNSAFE = "link-unsafe", "The other site's certificate is not trusted, and browsers warn of it."
    OFFLINE = "offline", "No other site at all could be reached."


Kind: TypeAlias = "ErrorKind | AdviceKind | OnlineKind"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Hold one thing that was found, and what kind of thing it is."""

    fault: Fault
    kind: Kind

    def __str__(self) -> str:
        return str(self.fault)


def finding(kind: Kind, file: str, line: int, problem: str, hint: str, field: str = "") -> Finding:
    """Return a finding: where it is, what was found, and a way out."""
    return Finding(Fault(file, line, field, problem, hint=hint), kind)

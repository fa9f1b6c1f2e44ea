"""Gather all advice about a story: what no build stops at, and what could be better."""

from __future__ import annotations

from datetime import datetime

from injury_series.source.advice_body import advise_on_body
from injury_series.source.advice_people import advise_on_people
from injury_series.source.advice_pictures import advise_on_pictures
from injury_series.source.advice_posts import advise_on_page, advise_on_post
from injury_series.source.advice_series import advise_on_series
from injury_series.source.findings import AdviceKind, Finding
from injury_series.source.outline import Outline, Outliner
from injury_series.source.readable import Readable
from injury_series.story.posts import Status


def outlines_of(readable: Readable) -> dict[str, Outline]:
    """Return the outline of every body that the writer wrote, by the name of its file."""
    outliner = Outliner()
    return {
        document.file: outliner.read(document.body, document.body_line) for document in readable.documents
    }


def advise(
    readable: Readable, outlines: dict[str, Outline], now: datetime, *, english: bool
) -> tuple[Finding, ...]:
    """Return all advice, in order of file and line; rules about words are for English texts alone."""
    found = [finding for post in readable.posts for finding in advise_on_post(post, now.date())]
    found += [finding for page in readable.pages for finding in advise_on_page(page)]
    found += advise_on_series(readable, now)
    drafts = {
        item.document.file for group in (readable.posts, readable.pages) for item in group
        if item.header.status is Status.DRAFT
    }  # fmt: skip
    old = {alias.rstrip("/") for post in readable.posts for alias in post.header.aliases}
    for file, outline in outlines.items():
        for finding in advise_on_body(file, outline, english=english, old=old):
            if not (file in drafts and finding.kind is AdviceKind.UNFINISHED):  # that is what a draft is for
                found.append(finding)
    if english:
        found += advise_on_people(readable, outlines)
    shown = {picture.src for outline in outlines.values() for picture in outline.pictures}
    shown |= {post.header.image.src for post in readable.posts if post.header.image}
    files = readable.files
    texts = (files.posts, files.phases, files.providers, files.pages)
    all_known = len(readable.documents) == sum(map(len, texts))
    found += advise_on_pictures(files, shown, all_known=all_known)
    return tuple(sorted(set(found)))

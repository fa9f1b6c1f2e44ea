"""Advise on what a post's or page's own front matter says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from injury_series.source.advice_body import ALT_HINT, left_behind, mark_left, poor_alt
from injury_series.source.findings import AdviceKind, Finding, finding
from injury_series.source.headers import PageHeader, PostHeader, ResourceHeader
from injury_series.source.references import Loaded
from injury_series.story.posts import Status

LONGEST, SHORTEST = 200, 40
HALF_A_YEAR, A_YEAR = timedelta(days=183), timedelta(days=365)


def advise_on_post(post: Loaded[PostHeader], today: date) -> Iterator[Finding]:
    """Yield what could be better in the facts of one post."""
    header, file = post.header, post.document.file
    yield from _when(post, today)
    yield from _summary(file, header.summary, post.line("summary"), shortest=SHORTEST)
    yield from _empty(post)
    for number, resource in enumerate(header.resources):
        yield from _resource(post, number, resource, today)
    image = header.image
    if image and poor_alt(image.alt, image.src, image.caption or ""):
        problem = f'"{image.alt}" says no more than the name of the picture or its caption.'
        yield finding(AdviceKind.POOR_ALT, file, post.line("image", "alt"), problem, ALT_HINT, "image.alt")
    for field in ("title", "summary"):
        mark = mark_left(getattr(header, field))
        if mark and header.status is Status.PUBLISHED:
            yield left_behind(file, post.line(field), mark, field)


def advise_on_page(page: Loaded[PageHeader]) -> Iterator[Finding]:
    """Yield what could be better in the facts of one page."""
    if page.header.summary:
        yield from _summary(page.document.file, page.header.summary, page.line("summary"), shortest=0)
    yield from _empty(page)


def _when(post: Loaded[PostHeader], today: date) -> Iterator[Finding]:
    header, file, published = post.header, post.document.file, post.header.date.date()
    if header.happened is None:
        problem = "This post does not say when its story happened, so readers cannot place it in time."
        hint = 'Add a line such as "happened: 2019-04", as vague as you know it.'
        yield finding(AdviceKind.NO_HAPPENED, file, post.line("date"), problem, hint, "happened")
    elif header.happened.first > published:
        problem = f'"{header.happened}" lies after the post\'s own date, {published}.'
        hint = "One of the two may be a slip: a post is written after what it tells."
        yield finding(AdviceKind.TOLD_BEFORE, file, post.line("happened"), problem, hint, "happened")
    if header.status is Status.DRAFT and today - published > HALF_A_YEAR:
        problem = f"This draft is of {published}, over half a year ago."
        hint = "Finish it, give it a later date, or lay it aside outside of content/."
        yield finding(AdviceKind.OLD_DRAFT, file, post.line("status"), problem, hint, "status")


def _summary(file: str, summary: str, line: int, shortest: int) -> Iterator[Finding]:
    length = len(summary)
    if length > LONGEST:
        problem = (
            f"This summary has {length} characters; search engines and lists cut it off at about {LONGEST}."
        )
        hint = "Keep one or two sentences, the most telling first."
        yield finding(AdviceKind.LONG_SUMMARY, file, line, problem, hint, "summary")
    elif length < shortest:
        problem = f"This summary has {length} characters, which tell little in a list or a search engine."
        yield finding(AdviceKind.SHORT_SUMMARY, file, line, problem, "Write a whole sentence.", "summary")


def _empty(text: Loaded[PostHeader] | Loaded[PageHeader]) -> Iterator[Finding]:
    document = text.document
    if not document.body.strip():
        problem = "There is no text below the front matter."
        hint = 'Write it, or add "status: draft" until you do.'
        if text.header.status is Status.DRAFT:
            return
        yield finding(AdviceKind.EMPTY_BODY, document.file, document.body_line, problem, hint)


def _resource(
    post: Loaded[PostHeader], number: int, resource: ResourceHeader, today: date
) -> Iterator[Finding]:
    file, field = post.document.file, f"resources[{number + 1}]"
    if resource.url is None:
        if not resource.note:
            problem = f'"{resource.title}" has no address, and no note on how to find it.'
            hint = 'Add "url" or "note".'
            line = post.line("resources", number)
            yield finding(AdviceKind.RESOURCE_WITHOUT_ADDRESS, file, line, problem, hint, field)
        return
    seen = resource.checked.last if resource.checked else post.header.date.date()
    if today - seen > A_YEAR:
        since = "was last looked at in" if resource.checked else "was perhaps not looked at since"
        problem = f'"{resource.title}" {since} {seen.year}, over a year ago.'
        hint = f'Open {resource.url}; if it is still right, write "checked: {today:%Y-%m}".'
        line = post.line("resources", number, "checked" if resource.checked else "url")
        yield finding(AdviceKind.RESOURCE_UNCHECKED, file, line, problem, hint, field)

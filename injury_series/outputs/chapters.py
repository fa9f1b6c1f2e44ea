"""Make the chapters of the book: title page, phases and their parts, what comes next, who writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from injury_series.outputs.xhtml import BookPictures, BookTexts, well_formed
from injury_series.view.care import Later
from injury_series.view.edition import Edition
from injury_series.view.pictures import Image
from injury_series.view.post import Resource
from injury_series.view.story import StoryPage, StoryPart, StoryStretch
from injury_series.view.typography import text_of, typeset

_DOCUMENT = Markup("""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" \
xml:lang="{language}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
{body}
</body>
</html>
""")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Hold one file of the book: its name, its title in the contents, its XHTML; a phase holds its parts."""

    name: str
    title: str
    content: bytes
    within: tuple[Chapter, ...] = ()


def document(language: str, title: str, body: Markup) -> bytes:
    """Return a whole XHTML file."""
    return well_formed(_DOCUMENT.format(language=language, title=title, body=body)).encode()


class Chapters:
    """Make the chapters of one edition from its whole `story`; `pictures` takes those that they show."""

    def __init__(self, edition: Edition, story: StoryPage, pictures: BookPictures) -> None:
        self.edition = edition
        self.story = story
        self.pictures = pictures
        self.texts = BookTexts(edition.addresses, dict(self._bodies()), dict(self._places()), pictures)

    def all(self) -> Iterator[Chapter]:
        """Yield the chapters in the order of reading, the title page first."""
        yield self._title_page()
        for number, stretch in enumerate(self.story.stretches, start=1):
            yield self._phase(number, stretch)
        if self.story.now or self.story.up_next or self.story.complete:
            yield self._standing()
        for page in self.edition.series.pages:
            href = self.edition.addresses.page(page.slug)
            lead = typeset(page.summary) if page.summary else None
            body = _head(None, typeset(page.title), lead) + self.texts.text(href)
            yield self._chapter(self.texts.places[href], typeset(page.title), body, "appendix")
        yield self._colophon()

    def _bodies(self) -> Iterator[tuple[str, Markup]]:
        """Yield the address on the web and the body of all that the book tells."""
        addresses, bodies, series = self.edition.addresses, self.edition.bodies, self.edition.series
        for phase in series.phases:
            yield addresses.phase(phase.slug), bodies[phase.source]
        for post in series.posts:
            yield addresses.post(post.slug), bodies[post.source]
        for page in series.pages:
            yield addresses.page(page.slug), bodies[page.source]

    def _places(self) -> Iterator[tuple[str, str]]:
        """Yield an address on the web and the file in the book that has it; of a phase, its first stretch."""
        for number, stretch in reversed(list(enumerate(self.story.stretches, start=1))):
            yield stretch.phase.href, f"phase-{number}.xhtml"
            for part in stretch.parts:
                yield part.card.href, f"part-{part.card.part}.xhtml"
        for number, page in enumerate(self.edition.series.pages, start=1):
            yield self.edition.addresses.page(page.slug), f"page-{number}.xhtml"

    def _title_page(self) -> Chapter:
        story = self.story
        site = self.edition.addresses.absolute(self.edition.addresses.home())
        body = Markup("<h1>{}</h1>\n").format(story.title)
        body += _paragraph("lead", story.subtitle) + _paragraph("byline", story.byline)
        years = Markup("{}. {}").format(story.condition, story.happened.text) if story.happened else None
        body += _paragraph("fine", years or story.condition)
        body += _paragraph("note", story.disclaimer)
        body += Markup('<p class="fine"><a href="{0}">{0}</a></p>\n').format(site)
        return self._chapter("title.xhtml", story.title, body, "titlepage")

    def _phase(self, number: int, stretch: StoryStretch) -> Chapter:
        """Return the page that opens a stretch; the phase's text stands at the first of its stretches."""
        name, series = f"phase-{number}.xhtml", self.edition.series
        phase = next(p for p in series.phases if self.edition.phase_marks[p.slug] == stretch.phase)
        body = _head(stretch.happened.text if stretch.happened else None, stretch.phase.title, None)
        if self.texts.places[stretch.phase.href] == name:
            body += _paragraph("lead", typeset(phase.summary) if phase.summary else None)
            body += self.texts.text(stretch.phase.href)
        opened = self._chapter(name, stretch.phase.title, body, "part")
        within = tuple(self._part(part) for part in stretch.parts)
        return Chapter(opened.name, opened.title, opened.content, within)

    def _part(self, part: StoryPart) -> Chapter:
        card, absolute = part.card, self.edition.addresses.absolute
        told = [f"Part {card.part} of {len(self.edition.series.posts)}", card.phase.title]
        told += [f"happened {card.happened.text}"] if card.happened else []
        body = _head(Markup(" · ").join(told), card.title, card.summary)
        for later in part.later:
            body += _later_note(later)
        if part.content_notes:
            notes = Markup(" · ").join(part.content_notes)
            body += Markup('<p class="note"><b>Before you read:</b> {}</p>\n').format(notes)
        body += self._figure(part.image) + self.texts.text(card.href) + _resources(part.resources)
        if part.disclosure:
            body += Markup('<p class="note"><b>Disclosure</b> {}</p>\n').format(part.disclosure)
        web = Markup('<p class="fine"><a href="{}">This part on the web, with its comments</a></p>\n')
        return self._chapter(
            self.texts.places[card.href], card.title, body + web.format(absolute(card.href)), "chapter"
        )

    def _standing(self) -> Chapter:
        story, body = self.story, _head(None, Markup("Where the story stands"), None)
        if story.now:
            body += _paragraph("orient", Markup(story.now.as_of.text)) + _paragraph("", story.now.text)
        if story.up_next:
            body += Markup("<h2>Up next</h2>\n<ul>\n")
            for part in story.up_next:
                when = Markup(" ({})").format(part.when) if part.when else ""
                body += Markup("<li>{}{}</li>\n").format(part.title, when)
            body += Markup("</ul>\n")
        elif story.complete:
            body += _paragraph("", Markup("The story ends here."))
        return self._chapter("standing.xhtml", Markup("Where the story stands"), body, "afterword")

    def _colophon(self) -> Chapter:
        addresses, story = self.edition.addresses, self.story
        body = _head(None, Markup("Who writes"), None)
        body += _paragraph("byline", story.byline) + _paragraph("", story.bio)
        body += Markup(
            '<p class="fine">This book was made from <a href="{0}">{0}</a>. '
            "What has come since, and what readers have said, is there.</p>\n"
        ).format(addresses.absolute(addresses.home()))
        return self._chapter("writer.xhtml", Markup("Who writes"), body, "colophon")

    def _chapter(self, name: str, title: Markup, body: Markup, kind: str) -> Chapter:
        section = Markup('<section class="{0}" epub:type="{0}"{1}>\n{2}</section>')
        language, words = self.edition.choices.language, text_of(title)
        content = document(language, words, section.format(kind, _role(kind), body))
        return Chapter(name, words, content)

    def _figure(self, image: Image | None) -> Markup:
        name = self.pictures.take(image.src, image.alt) if image else None
        if not image or not name:
            return Markup()
        caption = Markup("<figcaption>{}</figcaption>").format(image.caption) if image.caption else ""
        return Markup('<figure><img src="{}" alt="{}"/>{}</figure>\n').format(name, image.alt, caption)


def _role(kind: str) -> Markup:
    """Return the role of a section where the terms of publishing have one for it (DPUB-ARIA 1.1)."""
    known = ("afterword", "appendix", "chapter", "colophon", "part")
    return Markup(' role="doc-{}"').format(kind) if kind in known else Markup()


def _head(orient: str | None, title: Markup, lead: Markup | None) -> Markup:
    body = _paragraph("orient", orient) + Markup("<h1>{}</h1>\n").format(title)
    return body + _paragraph("lead", lead)


def _paragraph(kind: str, text: str | None) -> Markup:
    if not text:
        return Markup()
    return Markup("<p{}>{}</p>\n").format(Markup(f' class="{kind}"') if kind else "", text)


def _later_note(later: Later) -> Markup:
    """Return what a later part tells, with a link inside the book."""
    return Markup('<p class="note">{}</p>\n').format(later.note(f"part-{later.told.part}.xhtml"))


def _resources(resources: Iterable[Resource]) -> Markup:
    rows = Markup()
    for resource in resources:
        title = resource.title
        if resource.href:
            title = Markup('<a href="{}">{}</a>').format(resource.href, title)
        note = Markup(". {}").format(resource.note) if resource.note else ""
        checked = f" (link checked {resource.checked.text})" if resource.checked else ""
        rows += Markup("<li>{}{}{}</li>\n").format(title, note, checked)
    return Markup("<section>\n<h2>Resources</h2>\n<ul>\n{}</ul>\n</section>\n").format(rows) if rows else rows

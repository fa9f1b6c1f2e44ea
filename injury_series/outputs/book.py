"""Make the whole story a book: EPUB 3.3, described as EPUB Accessibility 1.1 asks.

Comments are not in it. Their writers can have them changed or taken away on the web; a book that is out
cannot be called back. Each part leads to its page, where they are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path

from ebooklib import epub  # type: ignore[import-untyped]  # the library has no types
from markupsafe import Markup

from injury_series.errors import SettingsError
from injury_series.outputs.chapters import Chapter, Chapters, document
from injury_series.outputs.cover import make_cover
from injury_series.outputs.store import Store
from injury_series.outputs.xhtml import BookPictures
from injury_series.view.edition import Edition
from injury_series.view.story import StoryPage
from injury_series.view.typography import plain

_FILES = {
    "book.css": ("book/book.css", "text/css"),
    "besley-600.woff2": ("fonts/besley-600.woff2", "font/woff2"),
}
"""What the book takes from the theme: by its name in the book, where it is, and what it is."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_XHTML = "application/xhtml+xml"


def make_book(
    edition: Edition, story: StoryPage, static: Path, pictures: Mapping[str, Path], store: Store
) -> bytes:
    """Return the book of an edition that has at least one post; the same edition gives the same bytes.

    `story` is its whole story, `static` the theme's folder of files, `pictures` what the site publishes by
    its path; the `store` keeps the cover. Raises SettingsError where the theme lacks the book's style, font
    or hill.
    """
    about, shown = edition.series.about, BookPictures(edition.addresses, pictures)
    title, byline = plain(about.title), plain(about.byline)
    chapters = tuple(Chapters(edition, story, shown).all())
    book = epub.EpubBook()
    _describe(book, edition, shown)
    cover = make_cover(store, static, title, plain(about.subtitle or ""), byline)
    book.set_cover("cover.png", cover, False)
    language = edition.choices.language
    _add(book, "cover.xhtml", document(language, title, _cover(title, byline)))
    _add(book, "contents.xhtml", document(language, "Contents", _contents(chapters)), ["nav"])
    for chapter in _in_order(chapters):
        _add(book, chapter.name, chapter.content)
    for name, (place, media) in _FILES.items():
        if not (static / place).is_file():
            raise SettingsError(f'The book wants "static/{place}", which the theme does not have.')
        _add(book, name, (static / place).read_bytes(), media=media)
    for name, content in shown.taken.items():
        _add(book, name, content, media=_MEDIA[Path(name).suffix])
    book.add_item(epub.EpubNcx())
    book.toc = [_entry(chapter) for chapter in chapters]
    names = [chapter.name for chapter in _in_order(chapters)]
    book.spine = [_id(name) for name in ("cover.xhtml", names[0], "contents.xhtml", *names[1:])]
    return _packed(book, edition)


def _describe(book: epub.EpubBook, edition: Edition, pictures: BookPictures) -> None:
    """Say what the book is, and how it can be read."""
    about, addresses = edition.series.about, edition.addresses
    book.set_identifier(addresses.absolute(addresses.book()))
    book.set_title(plain(about.title))
    book.set_language(edition.choices.language)
    book.add_author(plain(about.byline), role="aut")
    book.add_metadata("DC", "date", edition.since.date().isoformat())
    book.add_metadata("DC", "source", addresses.absolute(addresses.home()))
    book.add_metadata("DC", "subject", plain(about.condition))
    if about.subtitle:
        book.add_metadata("DC", "description", plain(about.subtitle))
    for name, value in _access(pictures):
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def _access(pictures: BookPictures) -> Iterator[tuple[str, str]]:
    """Yield how the book can be read (EPUB Accessibility 1.1, 2.2), as schema.org names it."""
    yield "accessMode", "textual"
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    summary = "Text that can be resized and reflowed, with headings and a table of contents."
    if pictures.taken:
        yield "accessMode", "visual"
    if pictures.taken and pictures.described:
        features.append("alternativeText")
        summary += " Every picture is described in words."
    if pictures.described:
        yield "accessModeSufficient", "textual"
    else:
        summary += " Some pictures are not described in words."
    for feature in features:
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "none"
    yield "accessibilitySummary", summary


def _cover(title: str, byline: str) -> Markup:
    words = f"Cover: {title}. {byline}. A hill in contour lines, and a dashed way up it to a red dot."
    image = Markup('<img src="cover.png" alt="{}"/>').format(words)
    return Markup('<section epub:type="cover" class="cover">{}</section>').format(image)


def _contents(chapters: tuple[Chapter, ...]) -> Markup:
    """Return the contents, and the places that a reader's menu leads to (EPUB 3.3, 7.4)."""
    places = (("cover", "cover.xhtml", "Cover"), ("toc", "contents.xhtml", "Contents"))
    first = chapters[1]
    landmarks = Markup("").join(
        Markup('<li><a epub:type="{}" href="{}">{}</a></li>\n').format(*place)
        for place in (*places, ("bodymatter", first.name, first.title))
    )
    return Markup(
        '<nav epub:type="toc" role="doc-toc">\n<h1>Contents</h1>\n{}</nav>\n'
        '<nav epub:type="landmarks" hidden="hidden">\n<h2>Places</h2>\n<ol>\n{}</ol>\n</nav>'
    ).format(_listed(chapters), landmarks)


def _listed(chapters: tuple[Chapter, ...]) -> Markup:
    rows = Markup("").join(
        Markup('<li><a href="{}">{}</a>{}</li>\n').format(
            chapter.name, chapter.title, _listed(chapter.within) if chapter.within else ""
        )
        for chapter in chapters
    )
    return Markup("<ol>\n{}</ol>\n").format(rows)


def _in_order(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
    for chapter in chapters:
        yield chapter
        yield from chapter.within


def _entry(chapter: Chapter) -> object:
    """Return a line of the contents for readers that know EPUB 2 alone."""
    link = epub.Link(chapter.name, chapter.title, f"to-{_id(chapter.name)}")
    return (link, [_entry(part) for part in chapter.within]) if chapter.within else link


def _add(
    book: epub.EpubBook, name: str, content: bytes, properties: list[str] | None = None, media: str = _XHTML
) -> None:
    """Add a file as it is; what EbookLib makes of XHTML by itself loses attributes and moves spaces."""
    item = epub.EpubItem(_id(name), name, media, content)
    item.properties = properties or []
    book.add_item(item)


def _id(name: str) -> str:
    return name.replace("/", "-").replace(".", "-")


def _packed(book: epub.EpubBook, edition: Edition) -> bytes:
    """Return the book as a zip that knows no clock; `mimetype` comes first, stored (EPUB 3.3, 4.2)."""
    loose, packed = io.BytesIO(), io.BytesIO()
    epub.write_epub(loose, book, {"mtime": edition.since.astimezone(UTC), "compresslevel": 0})
    with zipfile.ZipFile(loose) as made, zipfile.ZipFile(packed, "w") as out:
        for name in sorted(made.namelist(), key=lambda name: (name != "mimetype", name)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            way = zipfile.ZIP_STORED if name == "mimetype" or name.endswith(".png") else zipfile.ZIP_DEFLATED
            out.writestr(entry, made.read(name), way)
    return packed.getvalue()

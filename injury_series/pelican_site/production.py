"""Make what has to be made: a file whose fingerprint is that of the last build, and that stands, is kept.

A fingerprint is taken of the view, the templates that it can reach, and the version of all code. Where
nothing but bodies has changed since the last build, even the views of what shows none of them are not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import assert_never

from injury_series.outputs.versions import code_version
from injury_series.pelican_site.fingerprints import Fingerprints, NoFingerprints
from injury_series.pelican_site.last_build import Done, Listed
from injury_series.pelican_site.pieces import MadeBody, Places, changed_in, put_together
from injury_series.pelican_site.product import (
    BytesFile,
    CopyFile,
    PageFile,
    Pieces,
    Product,
    SiteFile,
    ViewFile,
)
from injury_series.pelican_site.seen import SeenBodies
from injury_series.pelican_site.templates import Templates
from injury_series.pelican_site.writer import SeriesWriter, file_of
from injury_series.view.edition import Edition
from injury_series.view.site import make_site


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what is known of the last build.

    `done` says what came of each product; the files at the paths `stands` are as it left them; `changed`
    names the files whose bodies have changed since, or is None where more than that has. Only where this
    build is to be `remembered` too, fingerprints are taken.
    """

    done: dict[str, Done]
    stands: Set[str]
    changed: Set[str] | None
    remembered: bool


class Production:
    """Make the products of one edition with a writer; `done` says what came of them.

    Where it `waits`, what is only made when it is asked for is `waiting`, by its path of the site.
    """

    def __init__(self, templates: Templates, edition: Edition, known: Known, *, waits: bool) -> None:
        assert isinstance(edition.bodies, SeenBodies)
        self.done: dict[str, Done] = {}
        self.waiting: dict[str, Product] = {}
        self._products: dict[str, Product] = {}
        self._waits = waits
        self._templates, self._site, self._addresses = templates, make_site(edition), edition.addresses
        self._bodies, self._known = edition.bodies, known
        self._prints = self._new_prints()

    def expect(self, products: Iterable[Product]) -> None:
        """Hear of all products, in their order, before any is made."""
        self._products = {product.name: product for product in products}

    def make(self, products: Iterable[Product], writer: SeriesWriter) -> None:
        """Make products, or keep what there is of them."""
        for product in products:
            before = self._known.done.get(product.name, Done())
            if self._stands(before, before.reads):
                for path in before.files:
                    writer.keep(path)
                self.done[product.name] = before
            elif self._waits and product.waits_at is not None:
                self.waiting[product.waits_at] = product
            elif product.pieces and self._stands(before, before.frame):
                self.done[product.name] = self._with_new_pieces(product.pieces(), before, writer)
            else:
                self.done[product.name] = self._made(product, before, writer)

    def make_waiting(self, path: str, writer: SeriesWriter) -> bool:
        """Make what waits at a path of the site, if anything does; tell whether it did."""
        product = self.waiting.pop(path, None)
        if product is None:
            return False
        self.done[product.name] = self._made(product, Done(), writer)
        self.rest()
        return True

    def remake(self, changed: Set[str], writer: SeriesWriter) -> None:
        """Make what is made from changed bodies once more, first the pages that tell of their files.

        They get no fingerprints: should anything else change, these few pages are rendered again.
        """
        self._prints = NoFingerprints()
        touched = [name for name, done in self.done.items() if not changed.isdisjoint(done.reads)]
        for product in sorted(
            map(self._products.__getitem__, touched), key=lambda p: p.source not in changed
        ):
            before = self.done.pop(product.name)
            if product.waits_at is None:
                self.done[product.name] = self._made(product, Done(), writer)
            else:
                self.waiting[product.waits_at] = product
                writer.drop(before.files)
        self._prints = self._new_prints()
        self._templates.keep_asked_views()

    def rest(self) -> None:
        """Let go of what is of use only while much is made at once."""
        self._prints = self._new_prints()
        self._templates.forget_views()

    def pages(self) -> list[Listed]:
        """Return the pages that were made, in the order of the products."""
        made = (self.done[name] for name in self._products if name in self.done)
        return [page for done in made for page in done.pages]

    def _new_prints(self) -> Fingerprints | NoFingerprints:
        return Fingerprints() if self._known.remembered else NoFingerprints()

    def _stands(self, before: Done, reads: Iterable[str]) -> bool:
        """Tell whether what was made from these bodies alone is as it was, and the files are there."""
        changed = self._known.changed
        if changed is None or not before.files:
            return False
        return changed.isdisjoint(reads) and before.files.keys() <= self._known.stands

    def _made(self, product: Product, before: Done, writer: SeriesWriter) -> Done:
        done, files = Done(), iter(product.files())
        while True:
            with self._bodies.noted() as reads:
                file = next(files, None)
            done.reads.extend(reads.difference(done.reads))
            if file is None:
                return done
            self._write(file, before, done, writer)

    def _write(self, file: SiteFile, before: Done, done: Done, writer: SeriesWriter) -> None:
        match file:
            case PageFile():
                self._write_page(file, before, done, writer)
            case ViewFile():
                print_ = self._prints.of(code_version(), file.write.__qualname__, file.view)
                if not self._kept(file.path, print_, before, done, writer):
                    writer.write_bytes(file.path, file.write(file.view))
            case BytesFile():
                print_ = self._prints.of(file.content)
                if not self._kept(file.path, print_, before, done, writer):
                    writer.write_bytes(file.path, file.content)
            case CopyFile():
                if not self._kept(file.path, self._prints.of(file.path), before, done, writer):
                    writer.write_copy(file.path, file.file)
            case _:
                assert_never(file)

    def _write_page(self, page: PageFile, before: Done, done: Done, writer: SeriesWriter) -> None:
        path = file_of(self._addresses.path(page.href))
        changed = page.changed.isoformat() if page.changed else ""
        done.pages.append(Listed(page.href, changed, page.view.head.hidden))
        print_ = self._prints.of(
            code_version(), page.template, self._templates.fingerprint(page.template), page.view, self._site
        )
        if page.pieces:
            self._write_pieces(page, path, print_, before, done, writer)
        elif not self._kept(path, print_, before, done, writer):
            writer.write_bytes(path, self._render(page).encode())

    def _write_pieces(
        self, page: PageFile, path: str, print_: str, before: Done, done: Done, writer: SeriesWriter
    ) -> None:
        """Write a page of many bodies; where it stands, only those that have changed are put in."""
        stands = path in self._known.stands and before.files.get(path) == print_
        old = before.pieces if stands and before.pieces.keys() == page.pieces.keys() else {}
        done.files[path], done.frame = print_, list(done.reads)
        done.reads.extend(source for source, _ in page.pieces.values())
        made = self._made_bodies(page.pieces, old)
        if old:
            done.pieces = _put_in(path, old, made, writer)
        else:
            chunks, done.pieces = put_together(self._render(page), made)
            writer.write_chunks(path, chunks)

    def _with_new_pieces(self, pieces: Pieces, before: Done, writer: SeriesWriter) -> Done:
        """Put the bodies that have changed into a page that is else as it was: its view is not made."""
        (path,) = before.files
        places = _put_in(path, before.pieces, self._made_bodies(pieces, before.pieces), writer)
        return Done(before.reads, before.files, before.pages, places, before.frame)

    def _made_bodies(self, pieces: Pieces, old: Places) -> dict[str, MadeBody]:
        """Return the bodies that are not those of the page of the last build, by their marks."""
        made: dict[str, MadeBody] = {}
        changed = self._known.changed
        for mark, (source, make) in pieces.items():
            if not old or changed is None or source in changed:
                content = make().encode()
                body = MadeBody(content, self._prints.of(content))
                if not old or old[mark][2] != body.print:
                    made[mark] = body
        return made

    def _render(self, page: PageFile) -> str:
        return self._templates.render(page.template, page.view, self._site)

    def _kept(self, path: str, print_: str, before: Done, done: Done, writer: SeriesWriter) -> bool:
        """Keep the file of the last build where it has this fingerprint; tell whether that was so."""
        path = file_of(path)
        done.files[path] = print_
        if before.files.get(path) != print_ or path not in self._known.stands:
            return False
        writer.keep(path)
        return True


def _put_in(path: str, old: Places, made: Mapping[str, MadeBody], writer: SeriesWriter) -> Places:
    """Write a page of the last build with other bodies in it, and return where each stands."""
    if not made:
        writer.keep(path)
        return old
    chunks, places = changed_in(old, made)
    writer.write_chunks(path, chunks)
    return places

"""Find the links of the writer's own texts that lead nowhere within the site; those of drafts too."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from injury_series.pelican_site.made import Made
from injury_series.publishing.built_site import BuiltPage, BuiltSite
from injury_series.source.body import IDS_OF_THE_PAGE
from injury_series.source.findings import ErrorKind, Finding, finding
from injury_series.source.outline import Outline
from injury_series.story.series import Series

_BY_NAME = "Link to a part by its name: [words](post:its-slug)."
_FEW = 8
_OF_THE_PAGE = ("comment", *IDS_OF_THE_PAGE)


def dead_links(
    folder: Path, made: Made, outlines: dict[str, Outline]
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Return what is wrong with links of the site in `folder`, and where those lead, however written."""
    dead = _DeadLinks(folder, made, outlines)
    found = tuple(dead.find())
    return found, frozenset(dead.lead)


class _DeadLinks:
    def __init__(self, folder: Path, made: Made, outlines: dict[str, Outline]) -> None:
        addresses = made.edition.addresses
        self.site = BuiltSite(folder, addresses.origin + addresses.base)
        self.made, self.outlines = made, outlines
        self.whole, self.shown = _paths(made.whole), set(_paths(made.edition.series).values())
        self.unshown = set(self.whole.values()) - self.shown
        self.lead: set[str] = set()

    def find(self) -> Iterator[Finding]:
        """Yield each dead link once, at the line where it is written."""
        for file, path in self.whole.items():
            html = self.made.edition.bodies.get(file, "")
            page = BuiltPage(f"{path[1:]}index.html", f"<main>{html}</main>")
            for written in dict.fromkeys(link.written for link in page.outgoing if not link.loads):
                found = self._wrong(file, page, written)
                if found:
                    self.lead |= {written, "#".join(filter(None, self.site.within(page.href, written) or ()))}
                    yield found

    def _wrong(self, file: str, page: BuiltPage, written: str) -> Finding | None:
        own = self.site.within(page.href, written)
        if own is None:
            return None
        path, fragment = own
        line = self._line(file, written)
        if path in self.unshown:
            return self._waiting(file, page, written, line, own)
        if not self.site.broken(page, written):
            return None
        target = self.site.pages.get(path)
        if target is not None:
            problem = f'"{written}" leads to a place that is not in the page.'
            return finding(ErrorKind.DEAD_ANCHOR, file, line, problem, _places(target, fragment))
        near = get_close_matches(path, self.site.pages, n=1, cutoff=0.75)
        hint = f'Did you mean "{near[0]}"? {_BY_NAME}' if near else _BY_NAME
        return finding(
            ErrorKind.DEAD_LINK, file, line, f'"{written}" leads to a page that is not there.', hint
        )

    def _waiting(
        self, file: str, page: BuiltPage, written: str, line: int, own: tuple[str, str]
    ) -> Finding | None:
        """Return what is wrong with a link to a page that waits: nothing, from one that waits as well."""
        path, fragment = own
        if page.href in self.shown:
            problem = f'"{written}" leads to a page that is not published.'
            hint = f"{_BY_NAME} Until it is out, such a link is words alone."
            return finding(ErrorKind.DEAD_LINK, file, line, problem, hint)
        if path != page.href or not fragment or fragment in page.ids or fragment.startswith(_OF_THE_PAGE):
            return None
        problem = f'"{written}" leads to a place that is not in the page.'
        return finding(ErrorKind.DEAD_ANCHOR, file, line, problem, _places(page, fragment))

    def _line(self, file: str, written: str) -> int:
        outline = self.outlines.get(file)
        links = outline.links if outline else ()
        for link in links:
            if link.href == written:
                return link.line
        body = self.made.content.bodies[file]
        return body.line + body.text.partition(written)[0].count("\n") if written in body.text else body.line


def _paths(series: Series) -> dict[str, str]:
    """Return the address of every page that is made of a text, by its file."""
    paths = {post.source: f"/posts/{post.slug}/" for post in series.posts}
    paths |= {phase.source: f"/phases/{phase.slug}/" for phase in series.phases}
    paths |= {provider.source: f"/providers/{provider.slug}/" for provider in series.providers}
    return paths | {page.source: f"/{page.slug}/" for page in series.pages}


def _places(page: BuiltPage, fragment: str) -> str:
    """Return which places a link may have meant: the headings of a page."""
    every = page.root.xpath("//main//*[self::h2 or self::h3 or self::h4]/@id")
    ids = [str(id_) for id_ in every if id_ not in IDS_OF_THE_PAGE]
    near = get_close_matches(fragment, ids, n=1)
    if near:
        return f'Did you mean "#{near[0]}"?'
    return (
        f"Its headings are: {', '.join(f'#{id_}' for id_ in ids[:_FEW])}." if ids else "It has no headings."
    )

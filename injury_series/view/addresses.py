"""Know the address of everything; nothing else puts an address together."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_quoted = lru_cache(16_384)(quote)
"""Each page is linked to from many."""


class Addresses:
    """Make addresses below a site's own: /posts/setback/, or /blog/posts/setback/ for one in a folder."""

    def __init__(self, site_url: str) -> None:
        parts = urlsplit(site_url.rstrip("/"))
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.base = quote(unquote(parts.path))

    def at(self, path: str) -> str:
        """Return the address of a path of the site: "posts/setback/"."""
        return f"{self.base}/{_quoted(path)}"

    def absolute(self, href: str) -> str:
        """Return an address with scheme and host."""
        return self.origin + href

    def path(self, href: str) -> str:
        """Return the path of the site that an address means: "posts/setback/"."""
        return unquote(href.removeprefix(f"{self.base}/").partition("#")[0])

    def home(self) -> str:
        """Return the address of the first page."""
        return self.at("")

    def post(self, slug: str) -> str:
        """Return a post's address."""
        return self.at(f"posts/{slug}/")

    def thread(self, slug: str, page: int = 1) -> str:
        """Return the address of the comments under a post, or of a page of them."""
        return f"{self.comments(slug, page)}#comments"

    def comments(self, slug: str, page: int = 1) -> str:
        """Return the address of a page of a post's comments; the first is the post itself."""
        return self.at(f"posts/{slug}/comments/{page}/") if page > 1 else self.post(slug)

    def comment(self, slug: str, id_: str, page: int = 1) -> str:
        """Return a comment's permalink, where it stands on that page of its thread."""
        return f"{self.comments(slug, page)}#{comment_anchor(id_)}"

    def phases(self) -> str:
        """Return the address of the list of phases."""
        return self.at("phases/")

    def phase(self, slug: str, page: int = 1) -> str:
        """Return a phase's address, or that of a later page of its posts."""
        return self.at(f"phases/{slug}/" + (f"page/{page}/" if page > 1 else ""))

    def providers(self) -> str:
        """Return the address of the list of providers."""
        return self.at("providers/")

    def provider(self, slug: str) -> str:
        """Return a provider's address."""
        return self.at(f"providers/{slug}/")

    def treatments(self) -> str:
        """Return the address of the list of treatments."""
        return self.at("treatments/")

    def treatment(self, slug: str) -> str:
        """Return a treatment's address."""
        return self.at(f"treatments/{slug}/")

    def timeline(self) -> str:
        """Return the address of the timeline."""
        return self.at("timeline/")

    def summary(self) -> str:
        """Return the address of the page for a doctor."""
        return self.at("summary/")

    def story(self) -> str:
        """Return the address of the whole story on one page."""
        return self.at("story/")

    def book(self) -> str:
        """Return the address of the story as a book."""
        return self.at("story.epub")

    def search(self) -> str:
        """Return the address of the search."""
        return self.at("search/")

    def page(self, slug: str) -> str:
        """Return the address of a page of the writer's own."""
        return self.at(f"{slug}/")

    def follow(self) -> str:
        """Return the address of the page about following."""
        return self.at("follow/")

    def json_feed(self) -> str:
        """Return the address of the feed of all posts as JSON Feed."""
        return self.at("feeds/all.json")

    def feed(self, *steps: str) -> str:
        """Return a feed's address: feed("phases", "setback")."""
        return self.at(f"feeds/{'/'.join(steps)}.atom.xml")

    def comment_places(self, slug: str) -> str:
        """Return the address of the file that says on which page of a thread each comment is."""
        return self.at(f"posts/{slug}/comments/places.json")

    def thread_feed(self, slug: str) -> str:
        """Return the address of the feed of one post's comments."""
        return self.at(f"posts/{slug}/comments.atom.xml")


def comment_anchor(id_: str) -> str:
    """Return the id that a comment has on its page."""
    return f"comment-{id_}"

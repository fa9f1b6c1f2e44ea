"""Make the entry that a post has in feeds: all that its page says, as HTML that can stand anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from injury_series.story.posts import Post
from injury_series.view.care import make_later
from injury_series.view.edition import Edition
from injury_series.view.pictures import plain_pictures
from injury_series.view.post import make_resource
from injury_series.view.replies import reply_link
from injury_series.view.typography import plain, typeset

_SITE_LINK = re.compile(r"""\b(href|src)=(["'])(/[^/][^"']*|/)\2""")
_PAGE_LINK = re.compile(r"""\bhref=(["'])(#[^"']*)\1""")

COMPLETE = "The story is complete: no more parts are to come."
LAST = "This is the last part: the story is complete."


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """Hold a post as feeds tell it.

    Its texts are plain but for `html`; its addresses are absolute. `image` is the picture at its head, or
    None; `comments` counts those at `thread`, which `thread_feed` follows.
    """

    title: str
    address: str
    summary: str
    html: str
    image: str | None
    phase: str
    published: datetime
    changed: datetime
    comments: int
    thread: str
    thread_feed: str


class Entries:
    """Make the entries of posts: each once, in however many feeds it stands."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made: dict[str, tuple[Markup, FeedEntry]] = {}

    def of(self, post: Post) -> FeedEntry:
        """Return the entry of a post."""
        body = self._edition.bodies[post.source]  # asked for by every feed: so it is known to read it
        known, entry = self._made.get(post.slug, (None, None))
        if entry is None or known != body:
            entry = make_entry(self._edition, post)
            self._made[post.slug] = body, entry
        return entry


def make_entry(edition: Edition, post: Post) -> FeedEntry:
    """Return the entry of a post."""
    addresses, count = edition.addresses, edition.comment_count(post)
    page = addresses.post(post.slug)
    image = edition.picture(post.image.src, post.image.alt, None) if post.image else None
    return FeedEntry(
        title=plain(post.title),
        address=addresses.absolute(page),
        summary=plain(post.summary),
        html=absolute_links(plain_pictures("\n".join(_pieces(edition, post))), edition, page),
        image=addresses.absolute(image.src) if image else None,
        phase=plain(edition.series.phase(post.phase).title),
        published=post.date,
        changed=post.changed,
        comments=count.number,
        thread=addresses.absolute(count.href),
        thread_feed=addresses.absolute(addresses.thread_feed(post.slug)),
    )


def absolute_links(html: str, edition: Edition, page: str) -> str:
    """Return HTML that can stand anywhere: links of the site and of the `page` get scheme and host."""
    origin = edition.addresses.origin
    html = _SITE_LINK.sub(lambda m: f"{m[1]}={m[2]}{origin}{m[3]}{m[2]}", html)
    return _PAGE_LINK.sub(lambda m: f"href={m[1]}{edition.addresses.absolute(page)}{m[2]}{m[1]}", html)


def _pieces(edition: Edition, post: Post) -> Iterator[Markup]:
    """Yield what a reader must know first, the picture and the text, then what belongs to it."""
    if post.content_notes:
        notes = Markup(" \u00b7 ").join(typeset(note) for note in post.content_notes)
        yield Markup("<p><b>Before you read:</b> {}</p>").format(notes)
    for later in make_later(edition, edition.later[post.slug]):
        yield Markup("<p>{}</p>").format(later.note(later.told.post.href))
    image = edition.picture(post.image.src, post.image.alt, post.image.caption) if post.image else None
    if image:
        yield image.figure(waits=False)
    yield edition.bodies[post.source]
    yield from _resources(post)
    if post.disclosure:
        yield Markup("<p><b>Disclosure</b> {}</p>").format(typeset(post.disclosure))
    yield Markup("<p><i>{}</i></p>").format(typeset(edition.series.about.disclaimer))
    yield _ending(edition, post)


def _resources(post: Post) -> Iterator[Markup]:
    if not post.resources:
        return
    yield Markup("<h2>Resources</h2>\n<ul>")
    for resource in map(make_resource, post.resources):
        title = resource.title
        if resource.href:
            title = Markup('<a href="{}">{}</a>').format(resource.href, title)
        note = Markup(". {}").format(resource.note) if resource.note else ""
        checked = f" (link checked {resource.checked.text})" if resource.checked else ""
        yield Markup("<li>{}{}{}</li>").format(title, note, checked)
    yield Markup("</ul>")


def _ending(edition: Edition, post: Post) -> Markup:
    """Return the line that leads to the comments, and to the reply."""
    count, email = edition.comment_count(post), edition.choices.reply_email
    last = Markup("<p>{}</p>\n").format(LAST) if edition.ends_with(post) else Markup()
    talk = Markup('<a href="{}">{}</a>').format(count.href, count.text)
    if email:
        reply = reply_link(email, plain(post.title), post.slug, None)
        talk += Markup(' \u00b7 <a href="{}">Write a comment by e-mail</a>').format(reply)
    return last + Markup("<p>{}</p>").format(talk)

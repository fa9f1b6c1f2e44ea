"""Hold what one build shows: the series, where its things are, how its texts read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from injury_series.story.diagnoses import DiagnosisRecord, diagnosis_records
from injury_series.story.later import LaterKnowledge, later_knowledge
from injury_series.story.phases import Phase
from injury_series.story.posts import Post
from injury_series.story.providers import Provider
from injury_series.story.series import Series
from injury_series.story.threads import Comment, in_order
from injury_series.story.treatments import TreatmentRecord, treatment_records
from injury_series.view.addresses import Addresses
from injury_series.view.dates import day, when_known
from injury_series.view.head import Assets
from injury_series.view.parts import CommentCount, Link, PhaseMark, PostCard, ProviderMark, UpNext
from injury_series.view.pictures import Image
from injury_series.view.thread_pages import thread_pages
from injury_series.view.typography import counted, typeset

BLAZES = 8


@dataclass(frozen=True, slots=True)
class Choices:
    """Hold what the writer chose in `pelicanconf.py`.

    `reply_email` is where replies go, or empty; `isso` is the address of an Isso server, or empty;
    `follow_by_email` that of a service that sends a feed by e-mail, or empty.
    """

    language: str
    page_size: int
    reply_email: str
    preview: bool
    isso: str = ""
    follow_by_email: str = ""


@dataclass(frozen=True)
class Edition:
    """Hold everything that the views of one build are made from.

    `series` is what this build may show; `bodies` and `comment_bodies` are HTML by the name of their file;
    `anchors` are by file and treatment the ids of the places in a body that link to a treatment;
    `passages` counts by file those of a body that are marked to be skipped; `pictured` names the files whose
    bodies show a picture; `picture` finds the published one of a source such as "images/hip.svg".
    """

    series: Series
    now: datetime
    addresses: Addresses
    choices: Choices
    assets: Assets
    bodies: Mapping[str, Markup]
    comment_bodies: Mapping[str, Markup]
    anchors: Mapping[str, Mapping[str, str]]
    passages: Mapping[str, int]
    pictured: Collection[str]
    picture: Callable[[str, str, str | None], Image | None]

    @cached_property
    def phase_marks(self) -> dict[str, PhaseMark]:
        """Return each phase's mark by its slug; blazes follow the order of the phases."""
        return {
            phase.slug: PhaseMark(typeset(phase.title), self.addresses.phase(phase.slug), place % BLAZES + 1)
            for place, phase in enumerate(self.series.phases)
        }

    @cached_property
    def provider_marks(self) -> dict[str, ProviderMark]:
        """Return each provider's mark by their key."""
        return {provider.key: self._provider_mark(provider) for provider in self.series.providers}

    @cached_property
    def treatments(self) -> dict[str, TreatmentRecord]:
        """Return each treatment by its slug, the first told first."""
        return {record.slug: record for record in treatment_records(self.series.posts)}

    @cached_property
    def diagnoses(self) -> tuple[DiagnosisRecord, ...]:
        """Return each diagnosis, the first told first."""
        return diagnosis_records(self.series.posts)

    @cached_property
    def later(self) -> dict[str, LaterKnowledge]:
        """Return what later posts tell about each post, by its slug."""
        return later_knowledge(self.series.posts)

    @cached_property
    def cards(self) -> dict[str, PostCard]:
        """Return each post's card by its slug, in story order."""
        return {post.slug: self._card(post, part) for part, post in enumerate(self.series.posts, start=1)}

    @property
    def since(self) -> datetime:
        """Return when anything last changed; where nothing is out yet, the time of the build."""
        return self.series.changed or self.now

    def ends_with(self, post: Post) -> bool:
        """Tell whether the series is complete, and this post its last."""
        return self.series.about.complete and post == self.series.posts[-1]

    @property
    def newest(self) -> PostCard | None:
        """Return the post that came out last, or None."""
        post = max(self.series.posts, key=lambda post: (post.date, post.slug), default=None)
        return self.cards[post.slug] if post else None

    @cached_property
    def up_next(self) -> tuple[UpNext, ...]:
        """Return what is announced, unless the series is complete."""
        about = self.series.about
        if about.complete:
            return ()
        return tuple(
            UpNext(typeset(item.title), typeset(item.when) if item.when else None) for item in about.up_next
        )

    @cached_property
    def threads(self) -> dict[str, tuple[tuple[Comment, ...], ...]]:
        """Return the comments under each post by its slug, as they are read, by page."""
        return {
            slug: thread_pages(in_order(comments), lambda comment: len(self.comment_bodies[comment.source]))
            for slug, comments in self.series.comments.items()
        }

    @cached_property
    def _comment_pages(self) -> dict[tuple[str, str], int]:
        every = ((slug, *page) for slug, pages in self.threads.items() for page in enumerate(pages, 1))
        return {(slug, comment.id): number for slug, number, page in every for comment in page}

    def comment_href(self, slug: str, id_: str) -> str:
        """Return where a comment stands, on whatever page of its thread."""
        return self.addresses.comment(slug, id_, self._comment_pages[slug, id_])

    def comment_count(self, post: Post) -> CommentCount:
        """Return how many comments a post has, with the link to them."""
        number = len(self.series.comments.get(post.slug, ()))
        text = counted(number, "comment", "comments") if number else "No comments yet"
        return CommentCount(number, text, self.addresses.thread(post.slug))

    def providers_of(self, keys: tuple[str, ...]) -> tuple[ProviderMark, ...]:
        """Return the marks of providers in the order given."""
        return tuple(self.provider_marks[key] for key in keys)

    def post_link(self, post: Post | None) -> Link | None:
        """Return the link to a post, or None."""
        return Link(self.addresses.post(post.slug), typeset(post.title)) if post else None

    def cards_of(self, posts: tuple[Post, ...]) -> tuple[PostCard, ...]:
        """Return the cards of posts in the order given."""
        return tuple(self.cards[post.slug] for post in posts)

    def mark_of(self, phase: Phase | None) -> PhaseMark | None:
        """Return the mark of a phase, or None."""
        return self.phase_marks[phase.slug] if phase else None

    def _provider_mark(self, provider: Provider) -> ProviderMark:
        role = provider.shown_role
        return ProviderMark(
            name=typeset(provider.shown_name),
            role=typeset(role) if role else None,
            href=self.addresses.provider(provider.slug),
        )

    def _card(self, post: Post, part: int) -> PostCard:
        return PostCard(
            href=self.addresses.post(post.slug),
            title=typeset(post.title),
            part=part,
            phase=self.phase_marks[post.phase],
            happened=when_known(post.happened),
            published=day(post.date),
            summary=typeset(post.summary),
            comments=self.comment_count(post),
            state=post.state(self.now).value,
            current=False,
        )

"""Threads of any shape, decided about in any order: the story still builds, and every count is the same."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from injury_series.desk.comments.queue.opening import open_queue
from injury_series.desk.comments.queue.removing import remove
from injury_series.desk.comments.queue.steps import Steps
from injury_series.desk.comments.records import Records, State
from injury_series.source.read_content import read_content
from injury_series.view.addresses import Addresses
from injury_series.view.edition import Choices, Edition
from injury_series.view.head import Assets
from tests.sites import NOW, SITE_URL, a_site
from tests.waiting import a_reply, take

Decisions = st.lists(
    st.sampled_from(["accept", "refuse", "remove", "undo", "wait"]), min_size=10, max_size=10
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=10, max_size=10), st.permutations(range(10)), Decisions)
def test_whatever_is_decided_in_any_order_the_story_builds_and_the_counts_agree(
    answered: list[int], order: list[int], decisions: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(a_site(Path(folder)))
        try:
            _decide(Path(folder), answered, order, decisions)
        finally:
            os.chdir(before)


def _decide(root: Path, answered: list[int], order: list[int], decisions: list[str]) -> None:
    ids = [f"reader-{number}" for number in range(10)]
    answers = [ids[above] if above < number else None for number, above in enumerate(answered)]
    take(root, *(a_reply(id_, 1, answers=up, notice=True) for id_, up in zip(ids, answers, strict=True)))
    queue = open_queue()
    zone = ZoneInfo("UTC")
    for number, decision in zip(order, decisions, strict=True):
        thread, steps = queue.shelf.of_post("the-fall"), Steps(root / "content")
        entry = thread.get(ids[number])
        if entry is None:
            continue
        if decision == "refuse" and entry.held:
            queue.desk.refuse(entry, steps)
        elif decision in ("accept", "remove", "undo"):
            for each in [*queue.desk.first(entry), entry] if entry.held else ():
                queue.desk.accept(each, steps)
        if decision == "undo":
            assert steps.undo()
        if decision == "remove":
            now_let_in = queue.shelf.of_post("the-fall")[ids[number]]
            remove(queue.shelf, now_let_in, NOW.date(), Steps(root / "content"))
        content = read_content(root / "content", zone)
        assert not content.faults
    assert content.series
    published = content.series.published(NOW)
    files = list((root / "content/comments/the-fall").glob("*.md"))
    words = {file: Markup(body.text) for file, body in content.comment_bodies.items()}
    edition = Edition(
        series=published,
        now=datetime.now(UTC),
        addresses=Addresses(SITE_URL),
        choices=Choices("en", 10, "", False),
        assets=Assets("", {}, {}),
        bodies={},
        comment_bodies=words,
        anchors={},
        passages={},
        pictured=(),
        picture=lambda *_: None,
    )
    post = next(post for post in published.posts if post.slug == "the-fall")
    assert edition.comment_count(post).number == len(files)
    assert sum(map(len, edition.threads["the-fall"])) == len(files)
    states = [record.state for record in Records.read(root / "content")]
    assert states.count(State.ACCEPTED) == len(files) - 2
    assert states.count(State.HELD) == len(queue.shelf.held())
    assert len(states) == 10

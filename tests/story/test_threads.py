"""Comments stand under what they answer, at any depth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from injury_series.story.threads import Branch, Comment, circle_of, in_order, nested

START = datetime(2020, 1, 1, tzinfo=UTC)


def a_comment(id_: str, reply_to: str | None = None, minutes: int = 0) -> Comment:
    return Comment(id_, f"{id_}.md", "A reader", START + timedelta(minutes=minutes), reply_to)


def outline(branches: tuple[Branch, ...]) -> list[str]:
    lines: list[str] = []
    waiting = list(reversed(branches))
    while waiting:
        branch = waiting.pop()
        lines.append("  " * (branch.level - 1) + branch.comment.id)
        waiting += reversed(branch.replies)
    return lines


def test_replies_stand_under_their_comment_oldest_first() -> None:
    comments = [
        a_comment("b", minutes=5),
        a_comment("a2", "a", minutes=9),
        a_comment("a", minutes=1),
        a_comment("a1", "a", minutes=7),
        a_comment("a1x", "a1", minutes=8),
    ]
    assert outline(nested(in_order(comments))) == ["a", "  a1", "    a1x", "  a2", "b"]


def test_a_thread_of_five_thousand_answers_is_no_burden() -> None:
    comments = [a_comment("c0")] + [a_comment(f"c{n}", f"c{n - 1}", n) for n in range(1, 5000)]
    lines = outline(nested(in_order(comments)))
    assert len(lines) == 5000
    assert lines[-1].strip() == "c4999"


def test_a_comment_that_answers_itself_in_the_end_is_found() -> None:
    ring = {
        c.id: c for c in (a_comment("a", "b"), a_comment("b", "c"), a_comment("c", "a"), a_comment("d", "a"))
    }
    assert circle_of(ring["a"], ring) == ("a", "b", "c", "a")
    assert circle_of(ring["d"], ring) == ()
    own = {"x": a_comment("x", "x")}
    assert circle_of(own["x"], own) == ("x", "x")

"""Change a story in every way that a writer can, and in some that only a disk can."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from tests.pelican_site.same_bytes.telling import Telling, png, svg

Edit: TypeAlias = Callable[[Telling, Random], None]
_EARLY, _LATE = "2019-01-05", "2019-04-25"


def body(told: Telling, random: Random) -> None:
    name = random.choice([*told.of("posts"), *told.of("phases"), *told.of("providers"), *told.of("pages")])
    facts, text = told.texts[name]
    more = random.choice(
        (
            "New words.\n",
            "## A new heading\n\nBelow it.\n",
            "[A link](post:part-01), and [](phase:repair).\n",
            '"Quoted" -- by NASA.\n',
            "> Said.\n",
        )
    )
    told.texts[name] = facts, f"{text}\n{random.randrange(1000)} {more}"


def body_that_tells_more(told: Telling, random: Random) -> None:
    name = random.choice(told.of("posts"))
    facts, text = told.texts[name]
    more = random.choice(
        ("![Hip](images/hip.svg)", "![Knee](images/knee.png)", "[it](treatment:dry-needling)")
    )
    told.texts[name] = facts, f"{text}\n{more}\n"


def shorter_body(told: Telling, random: Random) -> None:
    name = random.choice(told.of("posts"))
    told.texts[name] = told.texts[name][0], "Less.\n"


def _facts(told: Telling, random: Random, folder: str, **changes: object) -> None:
    name = random.choice(told.of(folder))
    facts, text = told.texts[name]
    told.texts[name] = {**facts, **changes}, text


def title(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", title=f'Another "title" {random.randrange(99)}')


def summary(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", summary=f"Another summary {random.randrange(99)}.")


def date(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", date=f"2019-0{random.randint(1, 6)}-{random.randint(10, 28)}")


def happened(told: Telling, random: Random) -> None:
    _facts(
        told,
        random,
        "posts",
        happened=random.choice(("2017", "2018-spring", "2018-02 to 2018-06", "2019-03-01")),
    )


def phase(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", phase=random.choice(("onset", "doubt", "repair", "after")))


def status(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", status=random.choice(("draft", "published")))


def scheduled(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", date="2100-03-01", status="published")


def treatments(told: Telling, random: Random) -> None:
    outcome = random.choice(("helped", "worse", "no-change", "helped-a-while"))
    tried = {
        "name": random.choice(("Rest", "Dry needling")),
        "from": "2018-01",
        "outcome": outcome,
        "as-of": "2018-05",
    }
    _facts(told, random, "posts", treatments=[tried])


def diagnoses(told: Telling, random: Random) -> None:
    found = {
        "name": random.choice(("Sprain", "Tear")),
        "date": "2018-05",
        "status": random.choice(("suspected", "ruled-out")),
    }
    _facts(told, random, "posts", diagnoses=[found])


def measures(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", measures=[{"pain": random.randrange(10), "date": "2018-05"}])


def image(told: Telling, random: Random) -> None:
    _facts(
        told,
        random,
        "posts",
        image={"src": random.choice(("images/hip.svg", "images/knee.png")), "alt": "It"},
    )


def aliases(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", aliases=[f"/old/{random.randrange(10_000)}/"])


def notes(told: Telling, random: Random) -> None:
    _facts(told, random, "posts", **{"content-notes": ["needles"], "updated": "2019-12-01"})


def phase_order(told: Telling, random: Random) -> None:
    _facts(told, random, "phases", order=random.randrange(100))


def phase_title(told: Telling, random: Random) -> None:
    _facts(told, random, "phases", title=f"Phase {random.randrange(99)}")


def provider_shown(told: Telling, random: Random) -> None:
    shown = random.choice(
        ({"shown": "role"}, {"shown": "name"}, {"shown": "alias", "alias": f"N. {random.randrange(9)}"})
    )
    name = random.choice(told.of("providers"))
    facts, text = told.texts[name]
    told.texts[name] = (
        {**{key: value for key, value in facts.items() if key not in ("shown", "alias")}, **shown},
        text,
    )


def provider_role(told: Telling, random: Random) -> None:
    _facts(told, random, "providers", role=f"Role {random.randrange(99)}")


def comment(told: Telling, random: Random) -> None:
    slug = random.choice(told.of("posts"))[len("posts/") : -len(".md")]
    facts = {"author": "Someone", "date": f"2020-01-{random.randint(1, 28):02} 11:00"}
    told.texts[f"comments/{slug}/c-{random.randrange(20)}.md"] = facts, f"Said {random.randrange(999)}.\n"


def comment_edited(told: Telling, random: Random) -> None:
    if names := told.of("comments"):
        name = random.choice(names)
        told.texts[name] = told.texts[name][0], f"Said otherwise {random.randrange(999)}.\n"


def comment_removed(told: Telling, random: Random) -> None:
    names = [name for name in told.of("comments") if "first" not in name]
    if names:
        del told.texts[random.choice(names)]


def comment_taken_back(told: Telling, random: Random) -> None:
    if names := told.of("comments"):
        name = random.choice(names)
        facts = {key: value for key, value in told.texts[name][0].items() if key in ("date", "reply-to")}
        told.texts[name] = {**facts, "removed": "2020-02-02"}, ""


def post_added(told: Telling, random: Random) -> None:
    number = random.randrange(100)
    facts = {"title": f"New {number}", "date": "2019-05-05", "phase": "after", "summary": "It is new."}
    told.texts[f"posts/new-{number}.md"] = facts, "New words.\n"


def post_removed(told: Telling, random: Random) -> None:
    for name in [name for name in told.of("posts") if "new-" in name][:1]:
        slug = name[len("posts/") : -len(".md")]
        for gone in [name, *told.of(f"comments/{slug}")]:
            del told.texts[gone]


def post_renamed(told: Telling, random: Random) -> None:
    for name in [name for name in told.of("posts") if "new-" in name and not told.of("comments")][:1]:
        told.texts[f"posts/new-{random.randrange(100, 999)}.md"] = told.texts.pop(name)


def picture_bytes(told: Telling, random: Random) -> None:
    told.others["images/hip.svg"] = svg(random.randint(20, 90))
    told.others["images/knee.png"] = png((random.randrange(255), 1, 2))


def page_added(told: Telling, random: Random) -> None:
    told.texts[f"pages/p{random.randrange(3)}.md"] = {"title": f"Page {random.randrange(9)}"}, "Its words.\n"


def page_removed(told: Telling, random: Random) -> None:
    told.texts.pop(f"pages/p{random.randrange(3)}.md", None)


def series(told: Telling, random: Random) -> None:
    key = random.choice(("title", "subtitle", "byline", "bio", "disclaimer", "condition"))
    told.series[key] = f"Another {key} {random.randrange(99)}"
    told.series["complete"] = random.random() < 0.3


def settings(told: Telling, random: Random) -> None:
    told.conf |= random.choice(
        (
            {"SITEURL": random.choice(("https://knee.example", "https://other.example/blog"))},
            {"DEFAULT_PAGINATION": random.randint(2, 5)},
            {"REPLY_EMAIL": random.choice(("", "new@knee.example"))},
            {"TIMEZONE": random.choice(("UTC", "America/Los_Angeles"))},
            {"FOLLOW_BY_EMAIL": "https://letters.example/knee"},
            {"ISSO": random.choice(("", "https://comments.example/"))},
            {"TYPOGRIFY_DASHES": random.choice(("default", "oldschool"))},
            {"DEFAULT_LANG": random.choice(("en", "nl"))},
        )
    )


BODIES: tuple[Edit, ...] = (body, body, body, shorter_body, body_that_tells_more)
"""Edits of bodies alone."""

EDITS: tuple[Edit, ...] = (
    *BODIES,
    *(
        title,
        summary,
        date,
        happened,
        phase,
        status,
        scheduled,
        treatments,
        diagnoses,
        measures,
        image,
        aliases,
    ),
    *(
        notes,
        phase_order,
        phase_title,
        provider_shown,
        provider_role,
        comment,
        comment_edited,
        comment_removed,
    ),
    *(comment_taken_back, post_added, post_removed, post_renamed, picture_bytes, page_added, page_removed),
    *(series, settings),
)

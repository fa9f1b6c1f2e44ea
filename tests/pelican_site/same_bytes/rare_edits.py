"""Change a story in ways that a writer seldom does, and in some that are wrong."""

from __future__ import annotations

import io
from random import Random

from PIL import Image

from tests.pelican_site.same_bytes.edits import Edit
from tests.pelican_site.same_bytes.telling import Telling


def _facts(told: Telling, file: str, /, **changes: object) -> None:
    facts, text = told.texts[file]
    told.texts[file] = {**facts, **changes}, text


def _post(told: Telling, random: Random, **changes: object) -> None:
    _facts(told, random.choice(told.of("posts")), **changes)


def event(told: Telling, random: Random) -> None:
    kind = random.choice(("scan", "visit", "procedure", "race"))
    _post(told, random, events=[{"title": f"It {random.randrange(9)}", "date": "2018-07", "kind": kind}])


def resource(told: Telling, random: Random) -> None:
    note = {"title": f"A leaflet {random.randrange(9)}", "url": "https://l.example/b", "note": "Read it."}
    _post(told, random, resources=[note])


def discussion(told: Telling, random: Random) -> None:
    _post(told, random, discussions=[{"site": "A forum", "url": f"https://f.example/{random.randrange(9)}"}])


def disclosure(told: Telling, random: Random) -> None:
    _post(told, random, disclosure=f"She is my {random.choice(('sister', 'friend'))}.")


def part(told: Telling, random: Random) -> None:
    _post(told, random, part=random.randint(1, 20))


def slug(told: Telling, random: Random) -> None:
    unlinked = [name for name in told.of("posts") if "new-" in name] or ["posts/part-16.md"]
    _facts(told, random.choice(unlinked), slug=f"called-{random.randrange(99)}")


def revised_outcome(told: Telling, random: Random) -> None:
    """Say later of what an earlier post tried that it came to something else."""
    later = {"name": "Dry needling", "from": "2018-01", "outcome": random.choice(("helped", "worse"))}
    _facts(told, told.of("posts")[-3], treatments=[{**later, "as-of": "2018-08"}])


def treatment_renamed(told: Telling, random: Random) -> None:
    name = f"Needles {random.randrange(99)}"
    for post in told.of("posts"):
        facts, text = told.texts[post]
        tried = [{**each, "name": name, "slug": "dry-needling"} for each in facts.get("treatments", ())]
        if tried:
            told.texts[post] = {**facts, "treatments": tried}, text


def diagnosis_replaced(told: Telling, random: Random) -> None:
    posts = told.of("posts")
    first = {"name": "Sprain", "date": "2018-05", "status": "superseded", "replaced-by": "Torn meniscus"}
    _facts(told, posts[7], diagnoses=[first])


def provider_name(told: Telling, random: Random) -> None:
    _facts(told, random.choice(told.of("providers")), name=f"Dr. Another {random.randrange(99)}")


def answer(told: Telling, random: Random) -> None:
    facts = {"author": "Me", "date": "2020-03-01 09:00", "reply-to": "first", "by-writer": True}
    told.texts[f"comments/part-02/answer-{random.randrange(3)}.md"] = (
        facts,
        f"So it is {random.randrange(9)}.\n",
    )


def long_thread(told: Telling, random: Random) -> None:
    for number in range(random.randint(1, 12)):
        facts = {"author": f"Reader {number}", "date": f"2020-04-01 {number + 8:02}:00"}
        told.texts[f"comments/part-05/long-{number}.md"] = facts, "So many words. " * 600


def photo(told: Telling, random: Random) -> None:
    content = io.BytesIO()
    Image.new("RGB", (random.choice((40, 90)), 30), (random.randrange(255), 9, 9)).save(content, "JPEG")
    told.others["images/shoe.jpg"] = content.getvalue()
    name = random.choice(told.of("posts"))
    facts, text = told.texts[name]
    told.texts[name] = facts, f'{text}\n![A shoe](images/shoe.jpg "Worn.")\n'


def picture_gone(told: Telling, _: Random) -> None:
    """Take a picture away with all that shows it."""
    told.others.pop("images/shoe.jpg", None)
    for name, (facts, text) in told.texts.items():
        told.texts[name] = facts, text.replace('\n![A shoe](images/shoe.jpg "Worn.")\n', "")


def picture_nobody_shows(told: Telling, random: Random) -> None:
    told.others[f"images/more-{random.randrange(3)}.png"] = random.randbytes(9)


def passage(told: Telling, random: Random) -> None:
    name = random.choice(told.of("posts"))
    facts, text = told.texts[name]
    told.texts[name] = {**facts, "content-notes": ["needles"]}, f"{text}\n::: Needles\n\nIn it goes.\n\n:::\n"


def link_to_a_treatment(told: Telling, random: Random) -> None:
    """Link to it where the post says what came of it: its page leads to that very place."""
    tried = [name for name in told.of("posts") if told.texts[name][0].get("treatments")]
    name = random.choice(tried)
    facts, text = told.texts[name]
    told.texts[name] = facts, f"Once more [needles](treatment:dry-needling).\n\n{text}"


def up_next(told: Telling, random: Random) -> None:
    told.series["up-next"] = [{"title": f"What came {random.randrange(9)}"}]


def where_now(told: Telling, random: Random) -> None:
    told.series["now"] = {"text": f"I ride {random.randrange(99)} miles.", "as-of": "2019-11"}


def measure_renamed(told: Telling, random: Random) -> None:
    told.series["measures"] = [{**told.series["measures"][0], "label": f"Ache {random.randrange(9)}"}]


def fault_in_a_body(told: Telling, random: Random) -> None:
    name = random.choice(told.of("posts"))
    wrong = random.choice(("[x](post:nowhere)", "![x](images/none.png)", "[](treatment:nothing)"))
    told.texts[name] = told.texts[name][0], f"{told.texts[name][1]}\n{wrong}\n"


def fault_in_front_matter(told: Telling, random: Random) -> None:
    _post(told, random, **random.choice(({"phase": "nowhere"}, {"colour": "red"}, {"date": "soon"})))


def fault_in_a_file(told: Telling, random: Random) -> None:
    told.others[random.choice(("images/x.txt", "posts/x.md", "stray.md"))] = b"\xff"


EDITS: tuple[Edit, ...] = (
    *(event, resource, discussion, disclosure, part, slug, revised_outcome, treatment_renamed),
    *(diagnosis_replaced, provider_name, answer, long_thread, photo, picture_gone, picture_nobody_shows),
    *(passage, link_to_a_treatment, up_next, where_now, measure_renamed),
    *(fault_in_a_body, fault_in_front_matter, fault_in_a_file),
)

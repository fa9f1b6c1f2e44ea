"""Write the prose of the corpora: plain sentences of an injury, the same for the same number each time."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Prose = Callable[[], str]

_WHO = (
    "I|we|the surgeon|my sister|the man at the desk|the nurse|the second doctor|everyone|a friend|the coach"
)
_DID = (
    "waited|walked to the river|looked at the MRI|asked what had changed|slept badly|read the report twice"
    "|counted the steps|took the stairs|wrote it all down|tried the exercise again|turned back at the gate"
    "|felt nothing|felt the old pain|stood up too fast|laughed about it|went home early|held the rail"
)
_WHEN = (
    "on Monday|after the rain|before the visit|in the third week|that evening|for an hour|at first"
    "|without a plan|with the brace on|two days later|most mornings|since the scan|between two appointments"
)
_HOW = (
    "slowly|as if it were new|because there was no other way|and nothing hurt|and everything hurt"
    "|with some hope|though it rained|which was a mistake|as the sheet said|in spite of the cold"
)
_SAID = (
    "It won't be quick|Don't run yet|That's not the knee|Let's wait and see|You're doing well"
    "|We'll know more in June|It isn't torn|Come back in six weeks|I can't promise that"
)
_THINGS = (
    "a tape measure|ice & heat|the grey brace|a list of questions|the copy of the report|two sticks"
    "|an hour without pain|shoes one size up|the number of the desk|a chair that is high enough"
)
_HEADINGS = (
    "What I was told|Before the visit|The week after|What did not help|A small change|The numbers"
    "|On waiting|What I would ask today|A second opinion|The walk|How it went on|At the desk"
)


def a_heading(random: Random) -> str:
    """Return a heading in a few words."""
    return random.choice(_HEADINGS.split("|"))


def a_thing(random: Random) -> str:
    """Return something that can stand in a list."""
    return random.choice(_THINGS.split("|"))


def a_sentence(random: Random) -> str:
    """Return a sentence, now and then with speech, a dash or stress in it."""
    who, did, when, how, said = (random.choice(of.split("|")) for of in (_WHO, _DID, _WHEN, _HOW, _SAID))
    plain = f"{who[0].upper()}{who[1:]} {did} {when}, {how}."
    kind = random.random()
    if kind < 0.1:
        return f'{plain[:-1]}. "{said}," {random.choice(_WHO.split("|")[2:])} said.'
    if kind < 0.18:
        return f"{plain[:-1]} -- {random.choice(_HOW.split('|'))}."
    if kind < 0.24:
        return f"{who[0].upper()}{who[1:]} *{did}* {when}, and **{random.choice(_DID.split('|'))}** {how}."
    return plain


def a_paragraph(random: Random, link: Prose) -> str:
    """Return four to seven sentences, in lines as a writer breaks them; one in three has a link in it."""
    sentences = [a_sentence(random) for _ in range(random.randint(4, 7))]
    if random.random() < 0.34:
        sentences.insert(2, f"More of that is in {link()}, which I wrote {random.choice(_WHEN.split('|'))}.")
    return "\n".join(sentences)

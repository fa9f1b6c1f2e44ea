"""Build views of what was tried and what it was thought to be, and the pages that are made of them."""

from __future__ import annotations

from markupsafe import Markup

from injury_series.view.care import DiagnosisStrip, Later, OutcomeMark, Step, Told, Tried
from injury_series.view.parts import Link, ProviderMark
from injury_series.view.search import Choice, Facet, SearchPage
from injury_series.view.story import StoryPage, StoryPart, StoryStretch
from injury_series.view.summary import SummaryPage
from injury_series.view.timeline import Moment, Stage, TimelineEntry, TimelinePage, Year
from injury_series.view.treatment import (
    Judgement,
    Telling,
    TreatmentCard,
    TreatmentGroup,
    TreatmentPage,
    TreatmentsPage,
)
from tests.theme import samples

HELPED = OutcomeMark("helped", "Helped")
A_WHILE = OutcomeMark("helped-a-while", "Helped a while")
NO_CHANGE = OutcomeMark("no-change", "No change")
WORSE = OutcomeMark("worse", "Made it worse")
TOO_EARLY = OutcomeMark("too-early", "Too early to say")
OUTCOMES = (HELPED, A_WHILE, NO_CHANGE, WORSE, TOO_EARLY)


def told(part: int = 5) -> Told:
    """Return where a part tells something."""
    return Told(part, Link(f"/posts/part-{part}/", Markup(samples.TITLES[part - 1])))


def superseded(became: str | None = "Hip impingement") -> Later:
    """Return a note on a diagnosis that turned out to be another one."""
    now = Markup(became) if became else None
    return Later(Markup("Piriformis syndrome"), "superseded", now, None, None, told())


def ruled_out() -> Later:
    """Return a note on a diagnosis that was ruled out."""
    return Later(Markup("Sciatica from the spine"), "ruled-out", None, None, None, told(3))


def revised() -> Later:
    """Return a note on an outcome that was seen otherwise later."""
    return Later(Markup("Dry needling"), "", None, A_WHILE, NO_CHANGE, told(6))


def a_tried(
    number: int = 1,
    *,
    then: OutcomeMark | None = A_WHILE,
    now: OutcomeMark | None = None,
    bare: bool = False,
) -> Tried:
    """Return a treatment of a post at a glance; a bare one has nothing but a name."""
    return Tried(
        anchor=f"tried-{number}",
        name=Markup("Dry needling"),
        href="/treatments/dry-needling/",
        providers=() if bare else (a_doctor(),),
        when=None if bare else samples.a_when("2018", "2018"),
        then=None if bare else then,
        as_of=None if bare else samples.a_when("2018", "2018"),
        now=now,
        told=told(6) if now else None,
        note=None if bare else Markup("Some gain, which stopped after a few sessions"),
    )


def a_doctor() -> ProviderMark:
    """Return the mark of a provider who is shown by role."""
    return ProviderMark(Markup("Sports medicine doctor"), None, "/providers/sports-medicine-doctor/")


def a_treatment_card(
    outcome: OutcomeMark | None = NO_CHANGE, *, before: tuple[Judgement, ...] = (), parts: int = 1
) -> TreatmentCard:
    """Return a treatment in a list."""
    every = (2, 4, 6)[:parts]
    return TreatmentCard(
        name=Markup("Dry needling"),
        href="/treatments/dry-needling/",
        providers=(a_doctor(),) if outcome else (),
        when=samples.a_span() if outcome else None,
        outcome=outcome,
        as_of=samples.a_when("August 2019", "2019-08") if outcome else None,
        before=before,
        parts=tuple(Link(f"/posts/part-{n}/#tried-1", Markup(samples.TITLES[n - 1])) for n in every),
    )


def a_judgement(outcome: OutcomeMark = A_WHILE, part: int = 2) -> Judgement:
    """Return an outcome that a part tells."""
    return Judgement(outcome, samples.a_when("2018", "2018"), told(part))


def a_treatments_page(outcomes: tuple[OutcomeMark | None, ...] = (*OUTCOMES, None)) -> TreatmentsPage:
    """Return the list of treatments: two of each outcome."""
    return TreatmentsPage(
        head=samples.a_head("Treatments", path="/treatments/", section="treatments"),
        count=f"{len(outcomes) * 2} treatments",
        groups=tuple(
            TreatmentGroup(
                outcome,
                "2 treatments",
                (a_treatment_card(outcome), a_treatment_card(outcome, before=(a_judgement(),), parts=2)),
            )
            for outcome in outcomes
        ),
    )


def a_treatment_page(
    *judgements: Judgement, outcome: OutcomeMark | None = NO_CHANGE, bare: bool = False
) -> TreatmentPage:
    """Return the page of a treatment that two parts tell of."""
    return TreatmentPage(
        head=samples.a_head("Dry needling", path="/treatments/dry-needling/", section="treatments"),
        name=Markup("Dry needling"),
        providers=() if bare else (a_doctor(),),
        when=None if bare else samples.a_span(),
        outcome=outcome,
        as_of=samples.a_when("August 2019", "2019-08") if outcome else None,
        judgements=judgements,
        tellings=tuple(
            Telling(
                post=samples.a_card(part),
                place=f"/posts/part-{part}/#treatment-dry-needling",
                provider=None if bare else a_doctor(),
                when=None if bare else samples.a_when(*when),
                outcome=outcome,
                as_of=None,
                note=None if bare else Markup("Some gain, which stopped"),
            )
            for part, when in ((2, ("April 2018", "2018-04")), (4, ("August 2019", "2019-08")))
        ),
    )


def a_strip(status: str = "superseded", words: str = "Superseded") -> DiagnosisStrip:
    """Return a diagnosis that was suspected, and then had another status."""
    first = Step("suspected", "Suspected", samples.a_when("2018", "2018"), a_doctor(), None, None, told(2))
    last = Step(
        status=status,
        words=words,
        when=None,
        provider=None,
        replaced_by=Markup("Hip impingement") if status == "superseded" else None,
        note=Markup("A loose name for a trapped nerve"),
        told=told(5),
    )
    return DiagnosisStrip(Markup(f"A diagnosis {status}"), status, words, (first, last))


def strips() -> tuple[DiagnosisStrip, ...]:
    """Return a diagnosis of each status."""
    pairs = (("suspected", "Suspected"), ("confirmed", "Confirmed"), ("ruled-out", "Ruled out"))
    return (a_strip(), *(a_strip(*pair) for pair in pairs))


def an_entry(
    kind: str = "scan",
    name: str = "MRI no. 1: low back",
    *,
    when: tuple[tuple[str, str | None], ...] = (("September 2018", "2018-09"),),
    extent: str = "at",
    soft: tuple[bool, bool] = (True, True),
    text: str | None = "Clear",
    outcome: OutcomeMark | None = None,
    status: str = "",
) -> TimelineEntry:
    """Return one thing on the timeline; that of kind "phase" is the second phase."""
    phase = samples.a_phase(2) if kind == "phase" else None
    return TimelineEntry(
        kind=kind,
        label=kind.capitalize(),
        when=samples.When(tuple(samples.WhenPart(*part) for part in when)),
        extent=extent,
        soft_start=soft[0],
        soft_end=soft[1],
        name=Markup(name),
        href=phase.href if phase else "/treatments/x/" if kind == "treatment" else None,
        text=Markup(text) if text else None,
        provider=a_doctor() if kind == "scan" else None,
        phase=phase,
        outcome=outcome,
        now=None,
        status=status,
        told=None if phase else told(3),
    )


def a_phase_entry(soft: tuple[bool, bool] = (True, True)) -> TimelineEntry:
    """Return a phase on the timeline."""
    name, when = "A year of pain", (("2018", "2018"),)
    return an_entry("phase", name, when=when, extent="lasted", soft=soft, text="Three providers")


def a_moment(*entries: TimelineEntry, said: bool = False) -> Moment:
    """Return what happened on the date of the first of the entries."""
    return Moment(entries[0].when, said, entries)


def a_timeline_page(*stages: Stage, profile: bool = True) -> TimelinePage:
    """Return the timeline of two years; `stages` stand for those of the second."""
    miles = an_entry("measure", "15 miles", when=(("2017", "2017"),), extent="lasted", text=None)
    suspected = an_entry(
        "diagnosis", "Piriformis syndrome", when=(("2018", "2018"),), text="Suspected", status="suspected"
    )
    ruled_out = an_entry("diagnosis", "Sciatica", text="Ruled&nbsp;out", status="ruled-out")
    needling = an_entry("treatment", "Dry needling", text=None, outcome=A_WHILE)
    moments = (a_moment(suspected, said=True), a_moment(an_entry(), ruled_out, needling))
    own = (Stage(a_phase_entry(), continued=False, moments=moments),)
    return TimelinePage(
        head=samples.a_head("Timeline", path="/timeline/", section="timeline"),
        profiles=(samples.a_profile(),) if profile else (),
        years=(
            Year("2017", (Stage(None, continued=False, moments=(a_moment(miles),)),)),
            Year("2018", stages or own),
        ),
        diagnoses=() if stages else strips(),
    )


def a_summary_page(*, empty: bool = False) -> SummaryPage:
    """Return the page for a doctor; an empty one knows the condition alone."""
    return SummaryPage(
        head=samples.a_head("Summary for a doctor", path="/summary/", section="summary"),
        condition=Markup("Hip impingement in both hips"),
        happened=None if empty else samples.a_span(),
        told_by=Markup("A scientist in Seattle"),
        now=None if empty else samples.a_now(),
        history=() if empty else (an_entry("visit", "First visit"), an_entry("race", "A race", text=None)),
        scans=() if empty else (an_entry(),),
        diagnoses=() if empty else strips(),
        treatments=()
        if empty
        else (
            *(a_treatment_card(outcome) for outcome in (*OUTCOMES, None)),
            a_treatment_card(before=(a_judgement(),), parts=2),
        ),
        values=() if empty else (an_entry("measure", "15 miles", text=None),),
        disclaimer=samples.DISCLAIMER,
    )


def a_story_page(*, complete: bool = False) -> StoryPage:
    """Return the whole story: two parts."""
    site, post = samples.a_site(), samples.a_post_page()
    return StoryPage(
        head=samples.a_head("The whole story", path="/story/", section="story"),
        title=site.title,
        subtitle=site.subtitle,
        condition=Markup("Hip impingement in both hips"),
        happened=samples.a_span(),
        total="2 parts",
        stretches=(
            StoryStretch(
                samples.a_phase(2),
                samples.a_span(),
                tuple(
                    StoryPart(
                        anchor=f"part-{number}",
                        card=samples.a_card(number),
                        content_notes=post.content_notes,
                        later=(superseded(), ruled_out(), revised()),
                        image=None,
                        image_waits=True,
                        body=post.body,
                        resources=post.resources,
                        disclosure=post.disclosure,
                    )
                    for number in (1, 2)
                ),
            ),
        ),
        now=samples.a_now(),
        up_next=() if complete else samples.up_next(),
        complete=complete,
        byline=post.byline,
        bio=post.bio,
        disclaimer=post.disclaimer,
        book="/story.epub",
    )


def a_search_page(*, facets: bool = True) -> SearchPage:
    """Return the search."""
    choices = (Choice("Setback", 1, "/phases/setback/", 3), Choice("Onset", 2, "/phases/onset/"))
    return SearchPage(
        head=samples.a_head("Search", path="/search/", section="search"),
        index="/pagefind/",
        base="/",
        facets=(Facet("phase", "Phase", Link("/phases/", Markup("All phases")), choices),) if facets else (),
        ways=(Link("/timeline/", Markup("The timeline")),),
    )

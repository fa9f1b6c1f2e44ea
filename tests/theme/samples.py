"""Build views with realistic text, each argument optional, so that a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from injury_series.view.care import Later, Tried
from injury_series.view.comments import CommentsPage
from injury_series.view.follow import FollowPage, MailService, PhaseFeeds
from injury_series.view.head import Assets, Feed, Head, MenuEntry, Site
from injury_series.view.home import HomePage, Stretch
from injury_series.view.page import NotFoundPage, PlainPage
from injury_series.view.paging import Paging
from injury_series.view.parts import (
    CommentCount,
    Link,
    Now,
    PhaseMark,
    PostCard,
    ProviderMark,
    UpNext,
    When,
    WhenPart,
)
from injury_series.view.phase import PhaseCard, PhasePage, PhasesPage
from injury_series.view.pictures import Image
from injury_series.view.post import PostPage, Resource
from injury_series.view.profile import Here, ProfileView, Row, Spot, TrailView
from injury_series.view.profile_labels import Label
from injury_series.view.profile_lines import Lines
from injury_series.view.provider import Appearance, Deed, ProviderCard, ProviderPage, ProvidersPage
from injury_series.view.thread import NESTED, CommentView, NewComment, ThreadView

ORIGIN = "https://injury-series.example"
TITLES = (
    "The burn that stayed",
    "Named, but not mended",
    "Three opinions, one answer",
    "After the procedure",
    "It was the hip",
    "Three good months",
)
PHASES = ("Onset", "A year of pain", "Setback", "Diagnosis", "Improvement")
SHEETS = ("post", "inner", "reading", "data", "summary", "search", "story", "follow")
DISCLAIMER = Markup("This is one person’s story. It is not medical advice.")


def a_when(text: str = "April 2019", datetime: str | None = "2019-04") -> When:
    """Return a date of one part."""
    return When((WhenPart(text, datetime),))


def a_span() -> When:
    """Return a span whose ends are dates."""
    return When((WhenPart("April", "2019-04"), WhenPart(" to ", None), WhenPart("August 2019", "2019-08")))


def a_phase(number: int = 3) -> PhaseMark:
    """Return the mark of a phase, counted from 1."""
    title = PHASES[(number - 1) % len(PHASES)]
    slug = title.lower().replace(" ", "-")
    return PhaseMark(Markup(title), f"/phases/{slug}/", (number - 1) % 8 + 1)


def a_provider(name: str = "Dr. Leslianne Yen") -> ProviderMark:
    """Return the mark of a provider who is shown by name."""
    return ProviderMark(
        Markup(name), Markup("Doctor of musculoskeletal sports medicine"), "/providers/dr-yen/"
    )


def a_card(part: int = 4, *, state: str = "published", current: bool = False, comments: int = 2) -> PostCard:
    """Return a post in a list."""
    href = f"/posts/part-{part}/"
    text = f"{comments} comments" if comments else "No comments yet"
    return PostCard(
        href=href,
        title=Markup(TITLES[(part - 1) % len(TITLES)]),
        part=part,
        phase=a_phase(min(part, len(PHASES))),
        happened=a_span(),
        published=a_when("13 December 2019", "2019-12-13"),
        summary=Markup(
            "A procedure that went well, and strong nerve pain three days later: four months at a halt."
        ),
        comments=CommentCount(comments, text, f"{href}#comments"),
        state=state,
        current=current,
    )


def cards(current: int = 0) -> tuple[PostCard, ...]:
    """Return the cards of all parts; one of them may be the current page's own."""
    return tuple(a_card(part, current=part == current) for part in range(1, len(TITLES) + 1))


def up_next() -> tuple[UpNext, ...]:
    """Return what is announced."""
    return (UpNext(Markup("What Dr. Haran found, and what she did"), Markup("Planned, not yet written")),)


def a_head(
    title: str = "After the procedure", *, path: str = "/", section: str = "", hidden: bool = False
) -> Head:
    """Return the facts of a page's `<head>`."""
    return Head(
        title=title,
        description="A runner’s hip impingement, and how the cause was found.",
        canonical=f"{ORIGIN}{path}",
        kind="article",
        image=f"{ORIGIN}/theme/social.png",
        image_alt="A hill in contour lines, and a dashed trail that climbs it",
        published="2019-12-13",
        updated=None,
        feeds=(Feed("Managing hip impingement", f"{ORIGIN}/feeds/all.atom.xml"),),
        structured=Markup('{"@context": "https://schema.org", "@type": "BlogPosting"}'),
        section=section,
        hidden=hidden,
    )


def a_site(*, preview: bool = False) -> Site:
    """Return what is the same on every page."""
    names = (
        "fonts/besley-600.woff2",
        "icons/icon.svg",
        "icons/icon-180.png",
        "img/hill.svg",
        "js/follow.js",
        "js/lists.js",
        "js/page.js",
        "js/search.js",
        "social.png",
    )
    return Site(
        title=Markup("Managing hip impingement"),
        plain_title="Managing hip impingement",
        subtitle=Markup("A trail runner’s nerve pain, what did not help, and how the cause was found"),
        byline=Markup("A scientist and mountain athlete in Seattle"),
        disclaimer=DISCLAIMER,
        language="en",
        locale="en_US",
        home="/",
        menu=(
            MenuEntry("/", "The story", "home"),
            MenuEntry("/timeline/", "Timeline", "timeline"),
            MenuEntry("/treatments/", "Treatments", "treatments"),
            MenuEntry("/providers/", "Providers", "providers"),
            MenuEntry("/about/", "About", "about"),
        ),
        pages=(Link("/about/", Markup("About")), Link("/disclaimer/", Markup("Disclaimer"))),
        legend=tuple(a_phase(number) for number in range(1, len(PHASES) + 1)),
        follow="/follow/",
        newest="2019-12-21",
        updated=a_when("21 December 2019", "2019-12-21"),
        assets=Assets(
            "/theme/style.css",
            {name: f"/theme/{name}.css" for name in SHEETS},
            {name: f"/theme/{name}" for name in names},
        ),
        preview=preview,
    )


def a_comment(
    name: str, *, level: int = 1, by_writer: bool = False, replies: tuple[CommentView, ...] = ()
) -> CommentView:
    """Return a comment; `name` is its anchor's end; below NESTED it says whom it answers."""
    return CommentView(
        anchor=f"comment-{name}",
        href=f"/posts/part-4/#comment-{name}",
        author=Markup("The author" if by_writer else "A reader"),
        removed=None,
        by_writer=by_writer,
        url=None,
        date=a_when("18 December 2019", "2019-12-18"),
        body=Markup("<p>Keep the posts on hip impingement coming; my own scan is tomorrow.</p>"),
        answers=Link(f"#comment-{int(name) - 1}", Markup("A reader"))
        if level > NESTED and name.isdigit()
        else None,
        reply=f"mailto:writer@injury-series.example?subject=Re%3A%20%5B{name}%5D",
        replies=replies,
    )


def a_thread(depth: int = 2, *, reply: bool = True, paged: bool = False) -> ThreadView:
    """Return a thread in which every comment answers the one before it, laid in a row below NESTED."""
    deep = (
        a_comment(str(level), level=level, by_writer=level % 2 == 0) for level in range(NESTED + 1, depth + 1)
    )
    comments: tuple[CommentView, ...] = tuple(deep)
    for level in range(min(depth, NESTED), 0, -1):
        comment = a_comment(str(level), level=level, by_writer=level % 2 == 0)
        comments = (comment, *comments) if level == NESTED else (replace(comment, replies=comments),)
    if not reply:
        comments = tuple(replace(comment, reply=None) for comment in comments)
    return ThreadView(
        number=depth,
        text=f"{depth} comments" if depth else "No comments yet",
        comments=comments,
        paging=a_paging() if paged else None,
        places="/posts/part-4/comments/places.json" if paged else None,
        reply="mailto:writer@injury-series.example?subject=Re%3A%20After%20the%20procedure"
        if reply
        else None,
        discussions=(Link("https://fediverse.example/@runner/1", Markup("the Fediverse")),),
        feed="/posts/part-4/comments.atom.xml",
    )


def a_profile() -> ProfileView:
    """Return the profile of a measure: a year at 15, then nothing known."""
    return ProfileView(
        key="profile1",
        name=Markup("Pain-free running"),
        unit=Markup("miles"),
        title="Pain-free running over the time of the story",
        description="15 miles (2017); not known since.",
        lines=Lines("M0 67V25H500V67z", "", "M0 25H500", "", "", "M500 25H1000V67H500z"),
        marks="M500 67v8",
        labels=(Label("25%", "22.5%", "15 miles"), Label("50%", "75%", "2018", "start", wide=True)),
        here=Here("M1000 8V67", Spot("100%", "67%"), Label("100%", "6%", "You are here", "end", "-9")),
        grid="M0 67H1000",
        stems="M250 17V25",
        ticks=(Label("0", "67%", "0", "end"),),
        trail=(TrailView("M0 82H500", 1, Spot("25%", "82%")),),
        rings=(Spot("25%", "25%"),),
        rows=(Row(a_when("2017", "2017"), "15"),),
    )


def a_now() -> Now:
    """Return where the writer is now."""
    text = "Three months with a hip specialist have brought me more than the two years before."
    return Now(Markup(text), a_when("autumn 2019", "2019"))


def a_home_page(*, new_comments: int = 1, complete: bool = False) -> HomePage:
    """Return the home page of the whole series."""
    every = cards()
    return HomePage(
        head=a_head("Managing hip impingement", section="home"),
        condition=Markup("Hip impingement in both hips, with nerve pain down the right leg"),
        happened=a_span(),
        now=a_now(),
        profiles=(a_profile(),),
        stretches=tuple(
            Stretch(
                phase=a_phase(number),
                number=number,
                happened=a_span(),
                summary=Markup("Three providers, one shared diagnosis, and many months of exercises."),
                posts=tuple(card for card in every if card.phase == a_phase(number)),
                more=None,
            )
            for number in range(1, len(PHASES) + 1)
        ),
        start=every[0],
        latest=every[-1],
        up_next=() if complete else up_next(),
        complete=complete,
        new_comments=tuple(
            NewComment(
                href=f"/posts/part-4/#comment-{number}",
                author=Markup("A reader"),
                by_writer=False,
                date=a_when("18 December 2019", "2019-12-18"),
                post=Link("/posts/part-4/", Markup("After the procedure")),
                excerpt="Sorry to hear it, and <fascinated> by it…",
            )
            for number in range(new_comments)
        ),
    )


def a_post_page(
    *,
    title: str = "After the procedure",
    part: int = 4,
    state: str = "published",
    body: str = "<p>I stopped running for a while. I climbed, I skied, I did some mountaineering.</p>",
    thread: ThreadView | None = None,
    image: Image | None = None,
    all_parts: Link | None = None,
    later: tuple[Later, ...] = (),
    tried: tuple[Tried, ...] = (),
) -> PostPage:
    """Return the page of a post."""
    return PostPage(
        head=a_head(title, path=f"/posts/part-{part}/", hidden=state != "published"),
        title=Markup(title),
        part=part,
        total=len(TITLES),
        phase=a_phase(3),
        happened=a_span(),
        published=a_when("13 December 2019", "2019-12-13"),
        updated=a_when("2 January 2020", "2020-01-02"),
        state=state,
        summary=Markup(
            "A new specialist, a procedure that went well, and strong nerve pain three days later."
        ),
        content_notes=(Markup("An injection under ultrasound"), Markup("Pain that grew much worse")),
        passages=1,
        providers=(
            a_provider(),
            ProviderMark(Markup("Second physical therapist"), None, "/providers/second/"),
        ),
        later=later,
        tried=tried,
        now=a_now(),
        profile=replace(a_profile(), grid="", stems="", ticks=(), trail=(), rings=(), rows=()),
        image=image,
        body=Markup(body),
        resources=(
            Resource(
                Markup("On hip impingement"),
                "https://arrow.example/blog",
                Markup("A specialist’s blog"),
                a_when(),
            ),
            Resource(Markup("A leaflet without an address"), None, None, None),
        ),
        disclosure=Markup("I pay for my own treatment."),
        byline=Markup("A scientist and mountain athlete in Seattle"),
        bio=Markup("I ran for years, mostly on trails, and cannot run now."),
        disclaimer=DISCLAIMER,
        parts=tuple(replace(card, state=state if card.current else "published") for card in cards(part)),
        all_parts=all_parts,
        previous=Link(f"/posts/part-{part - 1}/", Markup(TITLES[part - 2])) if part > 1 else None,
        next=Link(f"/posts/part-{part + 1}/", Markup(TITLES[part])) if part < len(TITLES) else None,
        ends=False,
        up_next=up_next(),
        thread=thread or a_thread(),
    )


def a_comments_page() -> CommentsPage:
    """Return the second page of a thread, in which a comment was removed."""
    thread = a_thread(paged=True)
    gone = replace(a_comment("gone"), author=None, removed=Markup("Removed"), body=Markup(), reply=None)
    return CommentsPage(
        head=a_head("Comments", path="/posts/part-4/comments/2/"),
        part=4,
        post=Link("/posts/part-4/", Markup("After the procedure")),
        thread=replace(thread, comments=(*thread.comments, gone)),
    )


def a_follow_page(*, complete: bool = False) -> FollowPage:
    """Return the page about following; of a `complete` story it is long, and names a mail service."""
    feeds = f"{ORIGIN}/feeds"
    return FollowPage(
        head=a_head("Follow the story", path="/follow/", section="follow"),
        complete=complete,
        condition=Markup("Hip impingement"),
        parts=f"{feeds}/all.atom.xml",
        parts_json=f"{feeds}/all.json",
        comments=f"{feeds}/comments.atom.xml",
        phases=tuple(
            PhaseFeeds(
                a_phase(number),
                f"{feeds}/phases/{number}.atom.xml",
                (Link(f"{ORIGIN}/posts/part-{number}/comments.atom.xml", Markup(TITLES[number])),),
            )
            for number in range(1, len(PHASES) + 1)
        ),
        providers=(Link(f"{feeds}/providers/dr-yen.atom.xml", Markup("Dr. Leslianne Yen")),),
        folded=complete,
        mail=MailService("https://letters.example/hip", "letters.example") if complete else None,
    )


def a_phases_page() -> PhasesPage:
    """Return the list of phases."""
    return PhasesPage(
        head=a_head("Phases", path="/phases/", section="phases"),
        phases=tuple(
            PhaseCard(
                phase=a_phase(number),
                number=number,
                happened=a_span(),
                summary=Markup("A fresh look, a second scan, and an explanation after nearly two years."),
                count="1 part",
                posts=(a_card(number),),
            )
            for number in range(1, len(PHASES) + 1)
        ),
    )


def a_paging(number: int = 2, total: int = 3) -> Paging:
    """Return the paging of a long phase."""
    return Paging(
        number=number,
        total=total,
        pages=tuple(Link(f"/phases/setback/page/{page}/", Markup(page)) for page in range(1, total + 1)),
        previous="/phases/setback/" if number > 1 else None,
        next=f"/phases/setback/page/{number + 1}/" if number < total else None,
    )


def a_phase_page(*, paging: Paging | None = None, summary: bool = True) -> PhasePage:
    """Return the page of the third phase of five."""
    return PhasePage(
        head=a_head("Setback", path="/phases/setback/", section="phases"),
        phase=a_phase(3),
        number=3,
        total=len(PHASES),
        happened=a_span(),
        summary=Markup("A procedure meant to free the nerve, and about four months of pain.")
        if summary
        else None,
        body=Markup("<p>This is the steepest stretch of the route.</p>"),
        posts=(a_card(4),),
        providers=(a_provider(),),
        paging=paging,
        previous=a_phase(2),
        next=a_phase(4),
    )


def a_providers_page() -> ProvidersPage:
    """Return the list of providers, one of them with nothing but a role."""
    return ProvidersPage(
        head=a_head("Providers", path="/providers/", section="providers"),
        providers=(
            ProviderCard(a_provider(), Markup("Swedish Medical Centers"), Markup("Seattle"), "in 2 parts"),
            ProviderCard(
                ProviderMark(Markup("Sports chiropractor"), None, "/providers/c/"), None, None, "in 1 part"
            ),
        ),
    )


def a_provider_page(*, deeds: tuple[Deed, ...] | None = None, hidden: bool = False) -> ProviderPage:
    """Return the page of a provider; a hidden one has neither role, practice, place nor site."""
    own = (
        Deed("Visit", Markup("First visit"), a_when("March 2019", "2019-03"), None, ""),
        Deed("Treatment", Markup("Hydrodissection"), a_when(), Markup("Made it worse"), "worse"),
        Deed("Diagnosis", Markup("Hip impingement"), None, Markup("Confirmed"), ""),
    )
    return ProviderPage(
        head=a_head("Dr. Leslianne Yen", path="/providers/dr-yen/", section="providers"),
        name=Markup("Dr. Leslianne Yen"),
        role=None if hidden else Markup("Doctor of musculoskeletal sports medicine"),
        kind=None if hidden else "Physician",
        practice=None if hidden else Markup("Swedish Medical Centers"),
        place=None if hidden else Markup("Seattle"),
        url=None if hidden else "https://clinic.example/",
        body=Markup("<p>I think highly of her.</p>"),
        appearances=(Appearance(a_card(4), own if deeds is None else deeds), Appearance(a_card(5), ())),
        feed="/feeds/providers/dr-yen.atom.xml",
    )


def a_plain_page(*, state: str = "published", summary: bool = True) -> PlainPage:
    """Return a page of the writer's own."""
    return PlainPage(
        head=a_head("About", path="/about/", section="about", hidden=state != "published"),
        title=Markup("About"),
        summary=Markup("Who writes this, and why.") if summary else None,
        body=Markup("<p>I write down what I learned.</p><h2>How</h2><p>In order.</p>"),
        state=state,
    )


def a_not_found_page() -> NotFoundPage:
    """Return the page for an address that is not there."""
    return NotFoundPage(
        head=a_head("Off the trail", path="/404.html", hidden=True),
        start=a_card(1),
        latest=a_card(6),
        ways=(Link("/phases/", Markup("The phases")),),
    )

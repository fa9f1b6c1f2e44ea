"""Say what each page is in JSON-LD, in the words of schema.org; never a rating."""

from __future__ import annotations

import json
from functools import singledispatch
from typing import Any, TypeAlias

from markupsafe import Markup

from injury_series.story.posts import Post
from injury_series.story.providers import Provider, ProviderKind
from injury_series.story.threads import Comment
from injury_series.view.edition import Edition
from injury_series.view.head import Head
from injury_series.view.typography import plain, text_of

Thing: TypeAlias = dict[str, Any]

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script(*things: Thing) -> Markup:
    """Return things as JSON-LD that can stand inside a `<script>`."""
    graph = {"@context": "https://schema.org", "@graph": [_without_empty(thing) for thing in things]}
    return Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def page_data(edition: Edition, subject: object, title: str, head: Head) -> Markup:
    """Return the JSON-LD of a page: its head, and its subject, a post, a provider or nothing of its own."""
    return script(_thing(subject, edition, head), _crumbs(edition, title, head.canonical))


@singledispatch
def _thing(_: object, edition: Edition, head: Head) -> Thing:
    return {"@type": "WebPage", "@id": head.canonical, "isPartOf": _series_ref(edition)}


@_thing.register
def _post(subject: Post, edition: Edition, head: Head) -> Thing:
    about = edition.series.about
    thread = edition.threads.get(subject.slug, ((),))
    return {
        "@type": "BlogPosting",
        "@id": head.canonical,
        "mainEntityOfPage": head.canonical,
        "headline": plain(subject.title),
        "description": plain(subject.summary),
        "image": _pictures(edition, subject, head),
        "datePublished": subject.date.isoformat(),
        "dateModified": subject.changed.isoformat(),
        "inLanguage": edition.choices.language,
        "author": _person(about.byline),
        "position": edition.cards[subject.slug].part,
        "isPartOf": _series_ref(edition),
        "about": [_condition(about.condition), *_conditions(edition, past=False, of=subject)],
        "mentions": _conditions(edition, past=True, of=subject),
        "commentCount": sum(map(len, thread)),
        "comment": [_comment(edition, subject, comment) for comment in thread[0] if not comment.removed],
    }


def _pictures(edition: Edition, post: Post, head: Head) -> list[str]:
    """Return the addresses of a post's own photo, if it has one, and of the picture that is shared."""
    image = edition.picture(post.image.src, post.image.alt, None) if post.image else None
    own = edition.addresses.absolute(image.src) if image and not image.src.endswith(".svg") else None
    return list(dict.fromkeys(address for address in (own, head.image) if address))


@_thing.register
def _provider(subject: Provider, edition: Edition, head: Head) -> Thing:
    page = _thing(None, edition, head)
    if not subject.is_named:
        return page
    physician = subject.kind is ProviderKind.PHYSICIAN
    place = {"@type": "PostalAddress", "addressLocality": subject.place} if subject.place else None
    practice = {"@type": "MedicalOrganization", "name": subject.practice, "address": place}
    thing: Thing = {
        "@type": "Physician" if physician else "Person",
        "name": plain(subject.name),
        "url": subject.url,
    }
    if physician:
        thing |= {"description": plain(subject.role), "address": place}
        thing |= {"parentOrganization": practice if subject.practice else None}
    else:
        thing |= {"jobTitle": plain(subject.role), "worksFor": practice if subject.practice else None}
    return {**page, "mainEntity": thing}


def series_data(edition: Edition) -> Markup:
    """Return the JSON-LD of the first page: the series and its parts."""
    about, addresses = edition.series.about, edition.addresses
    return script(
        {
            "@type": "CreativeWorkSeries",
            "@id": addresses.absolute(addresses.home()),
            "name": plain(about.title),
            "description": plain(about.subtitle) if about.subtitle else None,
            "url": addresses.absolute(addresses.home()),
            "inLanguage": edition.choices.language,
            "author": _person(about.byline),
            "about": [_condition(about.condition), *_conditions(edition, past=False)],
            "mentions": _conditions(edition, past=True),
            "hasPart": [
                {
                    "@type": "BlogPosting",
                    "@id": addresses.absolute(addresses.post(post.slug)),
                    "headline": plain(post.title),
                    "position": part,
                }
                for part, post in enumerate(edition.series.posts, start=1)
            ],
        }
    )


def _condition(name: str) -> Thing:
    return {"@type": "MedicalCondition", "name": plain(name)}


def _conditions(edition: Edition, *, past: bool, of: Post | None = None) -> list[Thing]:
    """Return the diagnoses of the series, or `of` one post: those that hold, or those that are past."""
    records = [record for record in edition.diagnoses if record.is_past is past]
    own = {diagnosis.name for diagnosis in of.diagnoses} if of else {record.name for record in records}
    return [_condition(record.name) for record in records if record.name in own]


def _series_ref(edition: Edition) -> Thing:
    address = edition.addresses.absolute(edition.addresses.home())
    return {"@type": "CreativeWorkSeries", "@id": address, "name": plain(edition.series.about.title)}


def _comment(edition: Edition, post: Post, comment: Comment) -> Thing:
    def address(id_: str) -> str:
        return edition.addresses.absolute(edition.comment_href(post.slug, id_))

    return {
        "@type": "Comment",
        "@id": address(comment.id),
        "text": text_of(edition.comment_bodies[comment.source]),
        "dateCreated": comment.date.isoformat(),
        "author": _person(comment.author or ""),
        "parentItem": {"@type": "Comment", "@id": address(comment.reply_to)} if comment.reply_to else None,
    }


def _crumbs(edition: Edition, title: str, address: str) -> Thing:
    """Return the way from the first page to this one, through the list that it is in."""
    addresses, absolute = edition.addresses, edition.addresses.absolute
    steps = [(plain(edition.series.about.title), absolute(addresses.home()))]
    lists = (
        (absolute(addresses.phases()), "Phases"),
        (absolute(addresses.providers()), "Providers"),
        (absolute(addresses.treatments()), "Treatments"),
    )
    steps += [(name, above) for above, name in lists if address.startswith(above) and address != above]
    steps.append((title, address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": step}
            for place, (name, step) in enumerate(steps, start=1)
        ],
    }


def _person(name: str) -> Thing:
    return {"@type": "Person", "name": plain(name)}


def _without_empty(thing: Thing) -> Thing:
    return {
        key: _without_empty(value) if isinstance(value, dict) else value
        for key, value in thing.items()
        if value is not None and value != []
    }

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
from injury_series.view.typography import plain, text_of

Thing: TypeAlias = dict[str, Any]

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script(*things: Thing) -> Markup:
    """Return things as JSON-LD that can stand inside a `<script>`."""
    graph = {"@context": "https://schema.org", "@graph": [_without_empty(thing) for thing in things]}
    return Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def page_data(edition: Edition, subject: object, title: str, href: str) -> Markup:
    """Return the JSON-LD of a page whose subject is a post, a provider, a series, or nothing of its own."""
    return script(_thing(subject, edition, href), _crumbs(edition, title, href))


@singledispatch
def _thing(_: object, edition: Edition, href: str) -> Thing:
    return {"@type": "WebPage", "@id": edition.addresses.absolute(href), "isPartOf": _series_ref(edition)}


@_thing.register
def _post(subject: Post, edition: Edition, href: str) -> Thing:
    address, about = edition.addresses.absolute(href), edition.series.about
    comments = edition.series.comments.get(subject.slug, ())
    return {
        "@type": "BlogPosting",
        "@id": address,
        "mainEntityOfPage": address,
        "headline": plain(subject.title),
        "description": plain(subject.summary),
        "image": edition.addresses.absolute(edition.assets.files["social.png"]),
        "datePublished": subject.date.isoformat(),
        "dateModified": subject.changed.isoformat(),
        "inLanguage": edition.choices.language,
        "author": _person(about.byline),
        "position": edition.cards[subject.slug].part,
        "isPartOf": _series_ref(edition),
        "about": {"@type": "MedicalCondition", "name": plain(about.condition)},
        "commentCount": len(comments),
        "comment": [_comment(edition, subject, comment) for comment in comments],
    }


@_thing.register
def _provider(subject: Provider, edition: Edition, href: str) -> Thing:
    page = _thing(None, edition, href)
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
            "about": {"@type": "MedicalCondition", "name": plain(about.condition)},
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


def _series_ref(edition: Edition) -> Thing:
    address = edition.addresses.absolute(edition.addresses.home())
    return {"@type": "CreativeWorkSeries", "@id": address, "name": plain(edition.series.about.title)}


def _comment(edition: Edition, post: Post, comment: Comment) -> Thing:
    def address(id_: str) -> str:
        return edition.addresses.absolute(edition.addresses.comment(post.slug, id_))

    return {
        "@type": "Comment",
        "@id": address(comment.id),
        "text": text_of(edition.comment_bodies[comment.source]),
        "dateCreated": comment.date.isoformat(),
        "author": _person(comment.author),
        "parentItem": {"@type": "Comment", "@id": address(comment.reply_to)} if comment.reply_to else None,
    }


def _crumbs(edition: Edition, title: str, href: str) -> Thing:
    """Return the way from the first page to this one, through the list that it is in."""
    addresses = edition.addresses
    steps = [(plain(edition.series.about.title), addresses.home())]
    lists = ((addresses.phases(), "Phases"), (addresses.providers(), "Providers"))
    steps += [(name, above) for above, name in lists if href.startswith(above) and href != above]
    steps.append((title, href))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": addresses.absolute(step)}
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

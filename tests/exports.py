"""Build WordPress exports for tests, in the shape that WordPress itself gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

SITE = "https://old.example"
WRITER = ("ann", "7", "ann@old.example")


def cdata(text: str) -> str:
    """Return a text as WordPress wraps it: an end of the wrapping in it is split over two."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def an_export(
    *items: str, version: str = "1.2", scheme: str = "http", terms: Iterable[str] = (), prolog: str = ""
) -> str:
    """Return a whole export of `items`; version 1.0 knows no authors."""
    login, number, email = WRITER
    author = (
        f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(email)}</wp:author_email>"
        f"<wp:author_display_name>{cdata('Ann')}</wp:author_display_name></wp:author>"
    )
    space = f"{scheme}://wordpress.org/export/{version}/"
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" created="2020-05-01 10:00" -->
{prolog}<rss version="2.0"
	xmlns:excerpt="{space}excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="{space}">
<channel>
	<title>My knee</title>
	<link>{SITE}</link>
	<description>A blog</description>
	<pubDate>Fri, 01 May 2020 10:00:00 +0000</pubDate>
	<language>en</language>
	<wp:wxr_version>{version}</wp:wxr_version>
	<wp:base_site_url>{SITE}</wp:base_site_url>
	<wp:base_blog_url>{SITE}</wp:base_blog_url>
	{"" if version == "1.0" else author}
	{"".join(terms)}
	<generator>https://wordpress.org/?v=6.5</generator>
	<image><url>{SITE}/icon.png</url><title>An icon</title><link>{SITE}/icon</link></image>
{"".join(items)}</channel>
</rss>
"""


def an_item(
    id_: int | str,
    title: str,
    content: str = "Words.",
    *,
    type_: str = "post",
    status: str = "publish",
    date: str = "2019-05-01 09:00:00",
    local: str = "",
    name: str | None = None,
    link: str | None = None,
    excerpt: str = "",
    password: str = "",
    parent: int = 0,
    url: str = "",
    categories: Mapping[str, str] | None = None,
    tags: Mapping[str, str] | None = None,
    meta: Mapping[str, str] | None = None,
    comments: Iterable[str] = (),
) -> str:
    """Return a post, page, attachment or other thing; `date` is in UTC, `local` as the old site had it."""
    name = title.lower().replace(" ", "-") if name is None else name
    link = f"{SITE}/2019/05/{name}/" if link is None else link
    groups = [("category", categories or {}), ("post_tag", tags or {})]
    terms = "".join(
        f'<category domain="{domain}" nicename="{slug}">{cdata(words)}</category>'
        for domain, known in groups
        for slug, words in known.items()
    )
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value>"
        "</wp:postmeta>"
        for key, value in (meta or {}).items()
    )
    attachment = f"<wp:attachment_url>{cdata(url)}</wp:attachment_url>" if url else ""
    return f"""	<item>
		<title>{cdata(title)}</title>
		<link>{escape(link)}</link>
		<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>
		<dc:creator>{cdata(WRITER[0])}</dc:creator>
		<guid isPermaLink="false">{SITE}/?p={id_}</guid>
		<description></description>
		<content:encoded>{cdata(content)}</content:encoded>
		<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>
		<wp:post_id>{id_}</wp:post_id>
		<wp:post_date>{cdata(local or date)}</wp:post_date>
		<wp:post_date_gmt>{cdata(date)}</wp:post_date_gmt>
		<wp:comment_status>{cdata("open")}</wp:comment_status>
		<wp:post_name>{cdata(name)}</wp:post_name>
		<wp:status>{cdata(status)}</wp:status>
		<wp:post_parent>{parent}</wp:post_parent>
		<wp:menu_order>0</wp:menu_order>
		<wp:post_type>{cdata(type_)}</wp:post_type>
		<wp:post_password>{cdata(password)}</wp:post_password>
		<wp:is_sticky>0</wp:is_sticky>
		{attachment}{terms}{metas}
{"".join(comments)}	</item>
"""


def a_comment(
    id_: int | str,
    words: str = "Get well soon!",
    *,
    author: str = "A friend",
    parent: int | str = 0,
    date: str = "2019-05-02 10:00:00",
    approved: str = "1",
    type_: str = "comment",
    email: str = "friend@mail.example",
    url: str = "",
    user: int | str = 0,
) -> str:
    """Return a comment as it stands in its item; `date` is in UTC."""
    return f"""		<wp:comment>
			<wp:comment_id>{id_}</wp:comment_id>
			<wp:comment_author>{cdata(author)}</wp:comment_author>
			<wp:comment_author_email>{cdata(email)}</wp:comment_author_email>
			<wp:comment_author_url>{escape(url)}</wp:comment_author_url>
			<wp:comment_author_IP>{cdata("203.0.113.7")}</wp:comment_author_IP>
			<wp:comment_date>{cdata(date)}</wp:comment_date>
			<wp:comment_date_gmt>{cdata(date)}</wp:comment_date_gmt>
			<wp:comment_content>{cdata(words)}</wp:comment_content>
			<wp:comment_approved>{cdata(approved)}</wp:comment_approved>
			<wp:comment_type>{cdata(type_)}</wp:comment_type>
			<wp:comment_parent>{parent}</wp:comment_parent>
			<wp:comment_user_id>{user}</wp:comment_user_id>
			<wp:commentmeta><wp:meta_key>{cdata("akismet_result")}</wp:meta_key>
			<wp:meta_value>{cdata("false")}</wp:meta_value></wp:commentmeta>
		</wp:comment>
"""

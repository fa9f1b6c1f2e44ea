"""The site as a whole: its addresses, its links, the same bytes from the same files, whole at any moment."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from injury_series.errors import InjurySeriesError, SettingsError
from injury_series.pelican_site.build import build
from tests.sites import CONF, REPOSITORY, SITE_URL, a_post, a_site, build_site, flat, pages, snapshot

KNEE = {f"posts/knee-{n:02}.md": a_post(f"Knee {n}", f"2020-03-{n + 1:02}", "knee") for n in range(12)} | {
    "posts/other.md": a_post("Other", "2020-05-01", "knee2"),
    "phases/knee.md": "---\ntitle: Knee\norder: 3\n---\nThe knee.\n",
    "phases/knee2.md": "---\ntitle: Knee again\norder: 4\n---\nAgain.\n",
}


def test_every_address_is_there(tmp_path: Path) -> None:
    site = a_site(tmp_path, KNEE)
    build_site(site)
    made = set(pages(site))
    assert {
        "index.html",
        "posts/the-fall/index.html",
        "posts/the-fall/comments.atom.xml",
        "phases/index.html",
        "phases/fall/index.html",
        "phases/knee/page/2/index.html",
        "phases/knee2/index.html",
        "providers/index.html",
        "providers/dr-okafor/index.html",
        "about/index.html",
        "404.html",
        "feeds/all.atom.xml",
        "feeds/comments.atom.xml",
        "feeds/phases/fall.atom.xml",
        "feeds/providers/dr-okafor.atom.xml",
        "sitemap.xml",
        "robots.txt",
    } <= made
    assert "phases/knee2/page/2/index.html" not in made
    first, second = (flat(pages(site)[f"phases/knee/{page}index.html"]) for page in ("", "page/2/"))
    assert "The knee." in first
    assert "The knee." not in second
    assert [f"Knee {n}<" in second for n in (9, 10, 11)] == [False, True, True]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


def broken_links(output: Path) -> list[str]:
    """Return every link of the site that leads nowhere, and every id that stands on a page twice."""
    read: dict[str, _Links] = {}
    for path in sorted(output.rglob("*.html")):
        parser = _Links()
        parser.feed(path.read_text(encoding="utf-8"))
        read["/" + path.relative_to(output).as_posix().removesuffix("index.html")] = parser
    bad: list[str] = []
    for page, parser in read.items():
        bad += [f"{page}: id {id_} twice" for id_ in set(parser.ids) if parser.ids.count(id_) > 1]
        for link in parser.links:
            to = urlsplit(urljoin(SITE_URL + page, link))
            if f"{to.scheme}://{to.netloc}" != SITE_URL:
                continue
            path = unquote(to.path)
            there = (output / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))).is_file()
            if not there or (to.fragment and path in read and unquote(to.fragment) not in read[path].ids):
                bad.append(f"{page}: {link}")
    return bad


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    site = a_site(tmp_path, KNEE)
    build_site(site, for_readers=True)
    assert broken_links(site / "output") == []


def test_every_link_of_the_real_story_leads_somewhere(tmp_path: Path) -> None:
    build(REPOSITORY / "pelicanconf.py", tmp_path / "output", site_url=SITE_URL)
    assert broken_links(tmp_path / "output") == []


def test_the_same_files_give_the_same_bytes_whatever_the_clock_says(tmp_path: Path) -> None:
    build_site(a_site(tmp_path / "one"), now=datetime(2020, 6, 1, tzinfo=UTC))
    build_site(a_site(tmp_path / "two"), now=datetime(2024, 6, 1, tzinfo=UTC))
    assert snapshot(tmp_path / "one/output") == snapshot(tmp_path / "two/output")


def test_nothing_is_kept_between_two_builds_in_one_process(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"posts/gone.md": a_post("Soon gone", "2020-05-01")})
    build_site(site)
    assert "Soon gone" in flat(pages(site)["index.html"])
    a_site(site, {"posts/gone.md": None})
    build_site(site)
    build_site(a_site(tmp_path / "fresh"))
    assert snapshot(site / "output") == snapshot(tmp_path / "fresh/output")


def test_a_site_in_a_folder_of_its_host_links_within_it(tmp_path: Path) -> None:
    site = a_site(tmp_path, conf=CONF.replace(SITE_URL, f"{SITE_URL}/blog"))
    build_site(site)
    for name, text in pages(site).items():
        if name.endswith(".html"):
            assert not re.search(r'(?:href|src)="/(?!blog/)', text), name
    assert f"{SITE_URL}/blog/posts/the-fall/" in pages(site)["feeds/all.atom.xml"]


def test_a_build_that_was_cut_off_is_mended_by_the_next(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)
    good = snapshot(site / "output")
    (site / "output").rename(site / ".output.old")  # as if killed between the two steps of the swap
    (site / ".output.new").mkdir()
    a_site(site, {"posts/bad.md": ""})
    with pytest.raises(InjurySeriesError):
        build_site(site)
    assert snapshot(site / "output") == good


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (f'"{SITE_URL}"', '""', 'SITEURL is "". It is the address where readers find the site'),
        ('"UTC"', '"Mars"', 'TIMEZONE is "Mars", which is no time zone.'),
        ('"reply@knee.example"', '"me"', 'REPLY_EMAIL is "me", which is not an e-mail address.'),
        ("DEFAULT_PAGINATION = 10", "DEFAULT_PAGINATION = -1", "DEFAULT_PAGINATION is -1."),
        ("PLUGINS = [plugin]", "PLUGINS = []", "PLUGINS must hold the module injury_series.plugin"),
        (
            "from injury_series import plugin",
            "import nowhere",
            "pelicanconf.py:2: the settings cannot be read: ModuleNotFoundError: No module named",
        ),
        ('"UTC"', '"UTC', "pelicanconf.py:4: the settings cannot be read"),
        ('"UTC"', "1 / 0", "pelicanconf.py:4: the settings cannot be read: ZeroDivisionError"),
        ('"en"', '"English"', 'DEFAULT_LANG is "english". Write it like en, nl or pt-BR.'),
        ('"content"', '"nowhere"', "PATH names the folder of the content, and there is no such folder."),
        (
            "PLUGINS =",
            'FOLLOW_BY_EMAIL = "me@knee.example"\nPLUGINS =',
            'FOLLOW_BY_EMAIL is "me@knee.example". It is the page where readers leave their address with a '
            "service that sends them your feed, such as https://letters.example/my-story.",
        ),
        (f'"{SITE_URL}"', f'"{SITE_URL}/?a=1"', "It is the address where readers find the site"),
    ],
)
def test_a_wrong_setting_is_said_plainly(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in CONF
    with pytest.raises(SettingsError) as caught:
        build_site(a_site(tmp_path, conf=CONF.replace(old, new)))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("post.html", "{% block %}", "theme/templates/post.html:1: "),
        ("post.html", "\n{{ page.nothing }}", "theme/templates/post.html:2: "),
        ("post.html", None, "a template is missing: "),
        ("base.html", None, "a template is missing: "),
    ],
)
def test_a_broken_template_is_said_with_its_line(
    tmp_path: Path, name: str, text: str | None, says: str
) -> None:
    shutil.copytree(REPOSITORY / "theme", tmp_path / "theme")
    place = tmp_path / "theme" / "templates" / name
    if text is None:
        place.unlink()
    else:
        place.write_text(text, encoding="utf-8")
    conf = CONF.replace(repr(str(REPOSITORY / "theme")), '"theme"')
    with pytest.raises(InjurySeriesError) as caught:
        build_site(a_site(tmp_path, conf=conf))
    assert says in str(caught.value)


def test_names_in_other_scripts_are_addresses_that_a_server_finds(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        {
            "posts/колено-й.md": a_post("Колено", "2020-03-01", "колено"),
            "phases/колено.md": "---\ntitle: Колено\norder: 3\n---\nКолено.\n",
        },
    )
    build_site(site, for_readers=True)
    assert {"posts/колено-й/index.html", "phases/колено/index.html"} <= set(pages(site))
    assert broken_links(site / "output") == []


def test_pelican_s_own_command_builds_too_and_fails_with_exit_code_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "out"]
    site = a_site(tmp_path)
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert (site / "out/index.html").is_file()
    a_site(site, {"posts/bad.md": ""})
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "bad.md:1: This file is" in done.stdout + done.stderr


def test_structured_data_says_what_a_post_is(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    build_site(site)

    def graph(name: str) -> dict[str, dict[str, object]]:
        script = re.search(r'<script type="application/ld\+json">(.*?)</script>', pages(site)[name], re.S)
        assert script
        return {thing["@type"]: thing for thing in json.loads(script[1])["@graph"]}

    post = graph("posts/the-fall/index.html")
    posting = post["BlogPosting"]
    assert (posting["position"], posting["commentCount"]) == (1, 2)
    assert posting["isPartOf"]["@type"] == "CreativeWorkSeries"  # type: ignore[index]
    assert [c["text"] for c in posting["comment"]] == ["Get well soon!", "Thank you."]  # type: ignore[attr-defined]
    crumbs = [step["name"] for step in post["BreadcrumbList"]["itemListElement"]]  # type: ignore[attr-defined]
    assert crumbs == ["A knee on the mend", "The fall"]
    doctor = graph("providers/dr-okafor/index.html")["WebPage"]["mainEntity"]
    assert (doctor["@type"], doctor["name"]) == ("Physician", "Dr. Ada Okafor")  # type: ignore[index]
    assert len(graph("index.html")["CreativeWorkSeries"]["hasPart"]) == 2  # type: ignore[arg-type]

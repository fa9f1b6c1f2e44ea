"""What a real Isso server holds becomes files: in its thread, under its post, and no one's address."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from injury_series.desk.comments.isso.task import run_pull
from injury_series.errors import SettingsError
from injury_series.pelican_site.settings import read_isso
from tests.isso_server import Isso, an_isso
from tests.serving import served
from tests.sites import CONF, a_site, build_site, changed, snapshot

FALL = "/posts/the-fall/"
EMAIL = "ada@private.example"


@dataclass
class Guest:
    """Write to an Isso server as readers' browsers do, and read what a task told of it."""

    isso: Isso
    root: Path
    capsys: pytest.CaptureFixture[str]
    client: httpx2.Client = field(default_factory=httpx2.Client)

    def says(self, text: str, uri: str = FALL, parent: int | None = None, **more: str) -> int:
        given = {"text": text, "author": "Ada", "title": "A title", "parent": parent, **more}
        answer = self.client.post(f"{self.isso.address}new", params={"uri": uri}, json=given)
        return int(answer.raise_for_status().json()["id"])

    def takes_back(self, id_: int) -> None:
        self.client.request(
            "DELETE", f"{self.isso.address}id/{id_}", headers={"Content-Type": "application/json"}
        ).raise_for_status()

    def pull(self, file: str | None = None) -> str:
        """Pull from the database, or from the server with "", and return what was told."""
        assert run_pull(str(self.isso.database) if file is None else file) == 0
        return self.capsys.readouterr().out

    def files(self) -> dict[str, str]:
        """Return the comments that came, by place: their text without the line of the date."""
        folder = self.root / "content" / "comments"
        texts = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("isso-*.md"))
        }
        return {name: re.sub(r"date: .*\n", "", text) for name, text in texts.items()}

    def sums(self, told: str) -> list[int]:
        """Return the last line of a report: read, made, held, left, already there, changed here."""
        row = re.search(r"^comments((?: +[\d-]+){6})$", told, re.M)
        assert row, told
        read, *fates = [0 if cell == "-" else int(cell) for cell in row[1].split()]
        assert read == sum(fates)
        return fates


@pytest.fixture
def guest_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Guest]]:
    """Yield a way to begin a site with an Isso server."""
    with ExitStack() as stack:

        def begin(*, moderated: bool = False, site_url: str = "https://knee.example") -> Guest:
            (tmp_path / "web").mkdir()
            site = stack.enter_context(served(tmp_path / "web"))
            isso = stack.enter_context(an_isso(tmp_path / "isso", site, moderated=moderated))
            conf = CONF.replace("https://knee.example", site_url) + f'ISSO = "{isso.address}"\n'
            fall = "posts/2020-01-10-the-fall.md"
            old = changed(fall, "phase: fall\n", "phase: fall\naliases:\n  - /2020/01/the-fall/\n")
            root = a_site(tmp_path / "story", old, conf=conf)
            monkeypatch.chdir(root)
            guest = Guest(isso, root, capsys)
            stack.callback(guest.client.close)
            return guest

        yield begin


def test_all_that_a_server_holds_finds_its_place_once_and_nobody_is_given_away(
    guest_of: Callable[..., Guest],
) -> None:
    guest = guest_of()
    first = guest.says(f"Write to {EMAIL}, **please**.\n<script>alert(1)</script>", email=EMAIL)
    guest.says("# Loud\n\n~~~\na = 1\n~~~\n\n![seen](https://x.example/p.png) [there](javascript:alert(1))")
    guest.says("Me too.", parent=first, author=f"Ben <{EMAIL}>", website="ben.example")
    regretted = guest.says("Oh no.")
    guest.says("Oh yes.", parent=regretted)
    guest.takes_back(regretted)
    guest.says("By its old address.\x1b[31m\x00", uri="/2020/01/the-fall")
    guest.says("By another.", uri="/posts/the-scan/index.html?utm=1#x")
    guest.says("Nowhere.", uri="/nowhere/\x1b[2J")
    before = guest.isso.database.read_bytes()
    told = guest.pull()
    assert guest.isso.database.read_bytes() == before
    assert guest.files() == {
        "the-fall/isso-1.md": "---\nauthor: Ada\n---\nWrite to (e-mail address taken out), **please**.  \n"
        "&lt;script>alert(1)&lt;/script>\n",
        "the-fall/isso-2.md": "---\nauthor: Ada\n---\n**Loud**\n\n    a = 1\n\n"
        "!\\[seen\\](<https://x.example/p.png>) \\[there\\](javascript:alert(1))\n",
        "the-fall/isso-3.md": "---\nauthor: Ben\nreply-to: isso-1\nurl: http://ben.example\n---\nMe too.\n",
        "the-fall/isso-5.md": "---\nauthor: Ada\n---\nOh yes.\n",
        "the-fall/isso-6.md": "---\nauthor: Ada\n---\nBy its old address.\ufffd\\[31m\ufffd\n",
        "the-scan/isso-7.md": "---\nauthor: Ada\n---\nBy another.\n",
    }
    assert guest.sums(told) == [6, 0, 2, 0, 0]
    assert told.startswith(
        "Left: nothing was made of these:\n  isso-4: deleted there\n"
        "  /nowhere/\u241b[2J: no post of yours has this address (1)\n"
    )
    kept = snapshot(guest.root / "content")
    assert not [name for name, data in kept.items() if EMAIL.encode() in data or b"127.0.0" in data]
    assert guest.sums(guest.pull()) == [0, 0, 2, 6, 0]
    assert guest.sums(guest.pull("")) == [0, 0, 1, 5, 0], "under /posts/the-scan/index.html nobody asks"
    assert snapshot(guest.root / "content") == kept
    assert build_site(guest.root, now=datetime.now(UTC)).comments == 8


def test_what_waits_there_waits_here_and_is_not_shown_by_the_server(guest_of: Callable[..., Guest]) -> None:
    guest = guest_of(moderated=True)
    guest.says("May I?")
    assert guest.pull("").endswith("\nThere is no comment yet.\n")
    told = guest.pull()
    assert guest.files() == {"_held/the-fall/isso-1.md": "---\nauthor: Ada\n---\nMay I?\n"}
    assert "  the-fall: isso-1\n" in told
    assert guest.sums(told) == [0, 1, 0, 0, 0]
    assert told.endswith("To look through those that are held: python3 tasks.py comments list\n")
    assert guest.sums(guest.pull()) == [0, 0, 0, 1, 0]
    assert build_site(guest.root, now=datetime.now(UTC)).comments == 2


def test_a_story_below_a_path_is_pulled_from_the_server_as_it_shows_it(
    guest_of: Callable[..., Guest],
) -> None:
    guest = guest_of(site_url="https://knee.example/blog")
    first = guest.says("*Yes.*  \nNo.", uri=f"/blog{FALL}")
    guest.says("Maybe.", uri=f"/blog{FALL}", parent=first)
    assert guest.sums(guest.pull("")) == [2, 0, 0, 0, 0]
    assert guest.files() == {
        "the-fall/isso-1.md": "---\nauthor: Ada\n---\n*Yes.*  \nNo.\n",
        "the-fall/isso-2.md": "---\nauthor: Ada\nreply-to: isso-1\n---\nMaybe.\n",
    }
    assert guest.sums(guest.pull()) == [0, 0, 0, 2, 0]


def a_database(path: Path, version: int, *, tables: bool = True) -> Path:
    with closing(sqlite3.connect(path)) as database:
        if tables:
            database.execute("CREATE TABLE threads (id INTEGER)")
            database.execute("CREATE TABLE comments (id INTEGER)")
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
    return path


DBPATH = "the file that `dbpath` names in your isso.cfg."
NONE = f"f.db: this is not the database of an Isso server. It is {DBPATH}"
OTHER = "f.db: its version is {}; what can be read is 5, as Isso 0.14 writes it. {}"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "f.db: there is no such file. It is the one that `dbpath` names in your isso.cfg."),
        (lambda path: path.write_text("Words. " * 99, encoding="utf-8"), NONE),
        (lambda path: a_database(path, 5, tables=False), NONE),
        (lambda path: a_database(path, 5), NONE),
        (
            lambda path: a_database(path, 3),
            OTHER.format(3, "Run Isso 0.14 once with this file, which brings it up to date."),
        ),
        (
            lambda path: a_database(path, 6),
            OTHER.format(6, "Give no file, and the comments are read from the server instead."),
        ),
    ],
    ids=["missing", "text", "empty", "other tables", "older", "newer"],
)
def test_a_file_that_is_none_is_told_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], object],
    words: str,
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    make(tmp_path / "f.db")
    before = snapshot(tmp_path / "content")
    assert run_pull("f.db") == 1
    assert capsys.readouterr().err == f"{words}\n"
    assert snapshot(tmp_path / "content") == before


def test_a_server_that_is_none_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_site(tmp_path))
    assert run_pull("") == 1
    assert capsys.readouterr().err == (
        "pelicanconf.py: ISSO is not set. Write the address of your Isso server there, such as "
        "https://comments.example/, or name the file of its database.\n"
    )
    (tmp_path / "web").mkdir()
    with served(tmp_path / "web") as address:
        a_site(tmp_path, conf=f'{CONF}ISSO = "{address}"\n')
        assert run_pull("") == 1
    ask = "Is Isso running, and is ISSO in pelicanconf.py its address?\n"
    assert capsys.readouterr().err == f"{address}/: this cannot be read: it answers with 501. {ask}"
    assert run_pull("") == 1
    refused = "it does not answer ([Errno 111] Connection refused)"
    assert capsys.readouterr().err == f"{address}/: this cannot be read: {refused}. {ask}"


def test_a_setting_that_no_browser_could_use_is_told() -> None:
    assert read_isso({}) == ""
    assert read_isso({"ISSO": "https://c.example/isso"}) == "https://c.example/isso/"
    for bad in (
        "c.example",
        "https://c.example/; img-src *",
        "https://c.example/?a",
        "ftp://c.example/",
        "/isso",
    ):
        with pytest.raises(SettingsError) as caught:
            read_isso({"ISSO": bad})
        assert str(caught.value) == (
            f'pelicanconf.py: ISSO is "{bad}". '
            "It is the address of your Isso server, such as https://comments.example/."
        )
    with pytest.raises(SettingsError) as caught:
        read_isso({"ISSO": "http://c.example", "SITEURL": "https://knee.example"})
    assert str(caught.value) == (
        'pelicanconf.py: ISSO is "http://c.example", but SITEURL begins with https: browsers load nothing '
        "from http into such a page. Let the server speak https, and write it so."
    )

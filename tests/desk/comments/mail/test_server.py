"""Replies in a mailbox on a server: it stays as it is, little is fetched, and no password is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from injury_series.desk.comments.mail.task import run_read
from tests.mailbox.imap import PASSWORD, USER, ImapServer, serving
from tests.mailbox.letters import a_mail, a_part, in_parts
from tests.servers import free_port
from tests.sites import NOW, a_site
from tests.web_servers import Certificate, a_certificate

HELD = Path("content/comments/_held/the-fall")
PHOTO = in_parts(a_part("See my knee."), a_part(b"\xff" * 4_000_000, "image/jpeg", "base64"))
MAILS = [a_mail("Mine, too."), a_mail("x" * 50_000, "Not for us"), PHOTO]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return a_certificate(tmp_path_factory.mktemp("imap"), days=2)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, certificate: Certificate) -> Path:
    monkeypatch.chdir(a_site(tmp_path))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    for name, value in (("HOST", "127.0.0.1"), ("USER", USER), ("PASSWORD", PASSWORD)):
        monkeypatch.setenv(f"INJURY_SERIES_IMAP_{name}", value)
    return tmp_path


def go(server: ImapServer, certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> int:
    """Read a mailbox while it is served, and return the exit code."""
    with serving(server, certificate):
        monkeypatch.setenv("INJURY_SERIES_IMAP_PORT", str(server.port))
        return run_read("", now=NOW)


def test_only_what_is_for_us_is_fetched_and_the_mailbox_stays_as_it_is(
    site: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ImapServer(MAILS)
    assert go(server, certificate, monkeypatch) == 0
    out = capsys.readouterr().out
    assert "Read 3 mails in INBOX on 127.0.0.1: 2 held, 0 known already, 1 left." in out
    assert "only its first 2 MB were read" in out
    assert sorted(path.read_text("utf-8").splitlines()[-1] for path in HELD.iterdir()) == [
        "Mine, too.",
        "See my knee.",
    ]
    assert {command.split()[0] for command in server.asked} == {
        b"CAPABILITY",
        b"LOGIN",
        b"EXAMINE",
        b"UID",
        b"LOGOUT",
    }
    fetches = [command for command in server.asked if command.startswith(b"UID FETCH")]
    assert [command.split()[2] for command in fetches] == [b"10,20,30", b"10", b"30"]
    assert all(b"BODY.PEEK[" in command for command in fetches)
    assert server.sent < 2_010_000

    server.asked.clear()
    assert go(server, certificate, monkeypatch) == 0
    assert "0 held, 2 known already, 1 left." in capsys.readouterr().out
    assert sum(command.startswith(b"UID FETCH") for command in server.asked) == 1


def test_a_password_of_any_letters_and_a_folder_of_any_name_are_taken(
    site: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INJURY_SERIES_IMAP_PASSWORD", "geheim\u00df\u20ac")
    monkeypatch.setenv("INJURY_SERIES_IMAP_FOLDER", "Gr\u00fc\u00dfe & mehr")
    server = ImapServer(MAILS[:1], folder=b"Gr&APwA3w-e &- mehr", plain=True)
    assert go(server, certificate, monkeypatch) == 0
    assert len(list(HELD.iterdir())) == 1


def said(server: ImapServer, text: str) -> str:
    return text.replace("{where}", f"127.0.0.1:{server.port}") + "\n"


GO_ON = "What is held already is whole; read again to go on."


@pytest.mark.parametrize(
    ("settings", "changes", "message"),
    [
        (
            {"PASSWORD": "s3cret-wr0ng"},
            {},
            f'127.0.0.1 does not take this password for the user "{USER}". Many providers want an '
            f"app password here, "
            "which you make in their settings.",
        ),
        (
            {"FOLDER": "Replys"},
            {"folder": b"Replies"},
            "INJURY_SERIES_IMAP_FOLDER: The mailbox has no such folder. Known: Replies. Did you "
            'mean "Replies"?',
        ),
        ({}, {"cut_at": b"UID SEARCH"}, f"{{where}}: The line was cut. {GO_ON}"),
        ({}, {"cut_at": b"UID FETCH 30"}, f"{{where}}: The line was cut. {GO_ON}"),
        (
            {"HOST": "no-such-host.invalid"},
            {},
            "no-such-host.invalid:{port}: There is no such host, or no way to the network.",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_without_the_password(
    site: Path,
    certificate: Certificate,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    changes: dict[str, bytes],
    message: str,
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"INJURY_SERIES_IMAP_{name}", value)
    server = ImapServer(MAILS, **changes)  # type: ignore[arg-type]
    assert go(server, certificate, monkeypatch) == 1
    told = capsys.readouterr()
    assert told.err == said(server, message).replace("{port}", str(server.port))
    assert not any(secret in told.out + told.err for secret in (PASSWORD, "s3cret-wr0ng"))
    assert HELD.exists() == (changes.get("cut_at") == b"UID FETCH 30")


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    site: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = ImapServer(MAILS)
    assert go(server, certificate, monkeypatch) == 1
    problem = "Its certificate is not good: self-signed certificate. Nothing was sent to it."
    assert capsys.readouterr().err == said(server, f"{{where}}: {problem}")
    assert not server.asked


def test_nothing_that_answers_and_what_is_missing_are_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    monkeypatch.setenv("INJURY_SERIES_IMAP_PORT", str(port))
    assert run_read("", now=NOW) == 1
    assert capsys.readouterr().err == (
        f"127.0.0.1:{port}: Nothing answers there: IMAP over TLS is mostly on 993.\n"
    )
    monkeypatch.setenv("INJURY_SERIES_IMAP_PORT", "imap")
    assert run_read("", now=NOW) == 1
    assert capsys.readouterr().err == 'INJURY_SERIES_IMAP_PORT: "imap" is not a port. It is mostly 993.\n'
    for name in ("HOST", "PASSWORD"):
        monkeypatch.delenv(f"INJURY_SERIES_IMAP_{name}")
    assert run_read("", now=NOW) == 1
    assert capsys.readouterr().err == (
        "comments read: Which mails? No file is given, and INJURY_SERIES_IMAP_HOST, "
        "INJURY_SERIES_IMAP_PASSWORD not "
        "set. Such as: python3 tasks.py comments read replies.mbox\n"
        "The mailbox is named by the environment: see docs/comments.md.\n"
    )

"""The published site read back: what is wrong with it is said, each thing in a line with a way out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from injury_series.publishing.staging import PACKINGS, site_files
from injury_series.publishing.verify.asking import Asker
from injury_series.publishing.verify.connecting import look_at_plain
from injury_series.publishing.verify.finding import in_lines
from injury_series.publishing.verify.verifying import Verified, verify
from tests.publishing.staged_sites import a_staged_story
from tests.servers import free_port
from tests.serving import served
from tests.web_servers import a_certificate, caddy, nginx

PIECES = "The ready pieces serving/nginx.conf and serving/Caddyfile set it."
ORIGIN = "https://hip.example"


@dataclass(frozen=True)
class Hosted:
    """Hold a site as it was built, and as it stands on a server at an address."""

    address: str
    site: Path
    there: Path
    plain: str = ""

    def verify(self, *, sets_headers: bool = True, patience: float = 0.0) -> Verified:
        return verify(self.address, self.site, sets_headers=sets_headers, patience=patience)

    def write(self, path: str, text: str) -> None:
        """Write a file as it stands on the server, and its packings too: away."""
        (self.there / path).unlink()
        (self.there / path).write_text(text, encoding="utf-8")
        for packing in PACKINGS:
            (self.there / f"{path}{packing}").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_staged_story(tmp_path_factory.mktemp("story"), ORIGIN)


@contextmanager
def hosted(
    server: Callable[..., AbstractContextManager[Any]], built: Path, folder: Path, **more: Any
) -> Iterator[Hosted]:
    """Serve the site, whose sitemap names the address of this test."""
    site, there = folder / "site", folder / "there"
    for copy in (site, there):
        shutil.copytree(built, copy)
    with server(there, folder / "web", **more) as web:
        sitemap = (built / "sitemap.xml").read_text(encoding="utf-8").replace(ORIGIN, web.address)
        here = Hosted(web.address, site, there, web.plain)
        here.write("sitemap.xml", sitemap)
        (site / "sitemap.xml").write_text(sitemap, encoding="utf-8")
        yield here


@pytest.mark.parametrize("server", [nginx, caddy])
def test_of_a_good_site_there_is_nothing_to_say(built: Path, tmp_path: Path, server: Any) -> None:
    with hosted(server, built, tmp_path) as host:
        host.write("sitemap.xml", (host.site / "sitemap.xml").read_text(encoding="utf-8"))
        seen = host.verify()
        uncompressed = f"{host.address}/sitemap.xml: is not compressed; it should be compressed. "
        assert seen.errors == ()
        assert seen.remarks == (f"{uncompressed}Switch compression on at your host.",)
        assert seen.looked_at > 80
        assert seen.certificate_days is None


def test_what_readers_get_wrong_is_an_error(built: Path, tmp_path: Path) -> None:
    spoilt = {
        "text/css; charset=utf-8": "text/plain",
        "error_page 404 /404.html": "error_page 404 =200 /404.html",
    }
    with hosted(nginx, built, tmp_path, spoilt=spoilt) as host:
        host.write("about/index.html", "<!doctype html><p>Another page.")
        for name in ("index.html", *(f"index.html{packing}" for packing in PACKINGS)):
            (host.there / "timeline" / name).unlink()
        seen = host.verify()
        (styles, *more) = [path for path in site_files(host.site) if path.endswith(".css")]
        count = f" and {len(more)} more" if more else ""
        here = host.address
        nowhere = (
            f"{here}/there-is-no-such-page/: nothing is there, and it is answered with 200; it should be "
        )
        assert [
            line for line in seen.errors if "comes wrong" not in line and "in the sitemap" not in line
        ] == [
            f"{here}/about/: other bytes than were built; it should be as it was built. "
            "Where a cache stands before your host, empty it; then run `verify` again.",
            f'{here}/{styles}{count}: its type is "text/plain"; it should be "text/css; charset=utf-8". '
            f"{PIECES}",
            f"{here}/timeline/: is missing (404); it should be there (200). Publish again.",
            f"{nowhere}answered with 404. "
            "Let your host answer what is not there with 404.html and the status 404.",
        ]


def test_a_missing_page_and_wrong_packings_are_errors(built: Path, tmp_path: Path) -> None:
    with hosted(nginx, built, tmp_path) as host:
        shutil.rmtree(host.there / "timeline")
        (host.there / "index.html.gz").unlink()
        (host.there / "index.html.gz").write_bytes((host.there / "404.html.gz").read_bytes())
        errors = host.verify().errors
        assert (
            f"{host.address}/timeline/: is missing (404); it should be there (200). Publish again." in errors
        )
        packed = (
            f"{host.address}/: comes wrong to a browser that asks for gzip; it should be as it was built. "
        )
        assert f"{packed}Publish again." in errors


def test_a_host_that_lags_behind_is_given_time(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hosted(nginx, built, tmp_path) as host:
        good = (host.there / "about/index.html").read_text(encoding="utf-8")
        host.write("about/index.html", "<!doctype html><p>The page before.")
        waits: list[float] = []

        def wait(seconds: float) -> None:
            waits.append(seconds)
            host.write("about/index.html", good)

        monkeypatch.setattr("time.sleep", wait)
        assert (host.verify(patience=60).errors, waits) == ((), [3.0])


def test_headers_are_errors_where_the_writer_sets_them(built: Path, tmp_path: Path) -> None:
    spoilt = {'add_header X-Frame-Options "DENY" always;': "", "max-age=63072000": "max-age=60"}
    with hosted(nginx, built, tmp_path, spoilt=spoilt) as host:
        seen = host.verify()
        first = f"{host.address}/404.html and {seen.looked_at - 1} more: "
        assert set(seen.errors) == {
            f'{first}X-Frame-Options is missing; it should be "DENY". {PIECES}',
            f'{first}Strict-Transport-Security is "max-age=60"; it should be "max-age=63072000". {PIECES}',
        }


def test_a_host_that_sets_its_own_headers_gets_remarks(built: Path) -> None:
    with served(built) as address:
        seen = verify(address, built, sets_headers=False, patience=0)
    guards = [line for line in seen.remarks if "not so guarded" in line]
    assert guards
    for line in guards:
        assert line.endswith(
            "; it should be there. This host sets its own; "
            "a server of your own, Netlify and Cloudflare Pages set what you say."
        )
    assert any("answered by a page" in line for line in seen.remarks) is False, "there it cannot be better"


def test_an_address_where_nothing_answers_is_one_error(built: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    seen = verify(address, built, sets_headers=True, patience=60)
    (line,) = seen.errors
    assert line.startswith(f"{address}/: it does not answer (")
    assert line.endswith(
        "it should be there. Look whether the address is right, and the host there; then run `verify`."
    )


def test_a_certificate_near_its_end_is_a_remark(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = a_certificate(tmp_path, days=5)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    with hosted(nginx, built, tmp_path, certificate=certificate) as host:
        seen = host.verify()
        assert (seen.errors, seen.certificate_days) == ((), 4)
        remark = f"{host.address}: its certificate is good for 4 days yet; it should be good for longer. "
        assert seen.remarks[-1] == (
            f"{remark}Look why it was not renewed: on a server of your own, run `certbot renew` there."
        )
        with Asker() as asker:
            assert list(look_at_plain(f"{host.plain}/", host.address, asker)) == []
            (bare,) = in_lines(look_at_plain(f"{host.address}/", "https://hip.example", asker))
        assert bare == (
            f"{host.address}/: is answered with 200, without HTTPS; "
            "it should be a redirect to https://hip.example. "
            "Redirect it there: each ready piece in serving/ does."
        )


def test_a_certificate_of_nobody_known_is_an_error(built: Path, tmp_path: Path) -> None:
    with hosted(nginx, built, tmp_path, certificate=a_certificate(tmp_path, days=5)) as host:
        assert host.verify().errors == (
            f"{host.address}/: its certificate is not good (self-signed certificate); it should be there. "
            "Look whether the address is right, and the host there; then run `verify`.",
        )

"""Serve a site with the ready pieces in `serving/`, as nginx and Caddy read them, on 127.0.0.1."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import tool
from tests.servers import free_port, running
from tests.sites import REPOSITORY

_NGINX = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log warn;
{load}events {{ worker_connections 256; }}
http {{
access_log off;
client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
{piece}
}}
"""
_CADDY = """{{
	admin off
	auto_https off
	persist_config off
	storage file_system {folder}/caddy
}}
{piece}"""


@dataclass(frozen=True)
class Web:
    """Tell where a site is served; `plain` is the port without encryption, if that is another."""

    name: str
    address: str
    log: Path
    plain: str = ""


@dataclass(frozen=True)
class Certificate:
    """Name the files of a certificate for 127.0.0.1, which is its own authority."""

    chain: Path
    key: Path


def a_certificate(folder: Path, days: int) -> Certificate:
    """Make a certificate that is good for so many days."""
    made = Certificate(folder / "chain.pem", folder / "key.pem")
    subprocess.run(
        [
            *(tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *(
                "-nodes",
                "-days",
                str(days),
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
            ),
            *("-keyout", str(made.key), "-out", str(made.chain)),
        ],
        check=True,
        capture_output=True,
    )
    return made


def nginx_piece(current: Path, port: int, certificate: Certificate | None, plain: int) -> str:
    """Return `serving/nginx.conf` with the names of a test in place of those to fill in."""
    piece = (REPOSITORY / "serving" / "nginx.conf").read_text(encoding="utf-8")
    lines = [
        line for line in piece.splitlines() if "listen [::]" not in line and not line.lstrip().startswith("#")
    ]
    piece = (
        "\n".join(lines)
        .replace("/srv/my-story/current", str(current))
        .replace("my-story.example", "127.0.0.1")
    )
    piece = piece.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    piece = piece.replace("https://$host$request_uri", f"https://$host:{port}$request_uri")
    if certificate:
        piece = piece.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;")
        piece = piece.replace("/etc/letsencrypt/live/127.0.0.1/fullchain.pem", str(certificate.chain))
        return piece.replace("/etc/letsencrypt/live/127.0.0.1/privkey.pem", str(certificate.key))
    piece = piece.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    return "\n".join(line for line in piece.splitlines() if not line.lstrip().startswith("ssl_"))


@contextmanager
def nginx(
    current: Path,
    folder: Path,
    certificate: Certificate | None = None,
    base: str = "",
    spoilt: Mapping[str, str] | None = None,
) -> Iterator[Web]:
    """Serve `current` with the ready piece for nginx; `base` is the path that it is below, as "/blog".

    `spoilt` is a text for each that it stands for in the piece.
    """
    port, plain = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    piece = _below(nginx_piece(current, port, certificate, plain), base, current, folder)
    for good, bad in (spoilt or {}).items():
        assert good in piece
        piece = piece.replace(good, bad)
    conf = folder / "nginx.conf"
    brotli = tool("nginx's Brotli module")
    conf.write_text(
        _NGINX.format(folder=folder, load=f"load_module {brotli};\n", piece=piece), encoding="utf-8"
    )
    command = [tool("nginx"), "-p", str(folder), "-c", str(conf), "-e", str(folder / "error.log")]
    with running(command, port, folder / "log"):
        scheme = "https" if certificate else "http"
        address = f"{scheme}://127.0.0.1:{port}{base}"
        yield Web("nginx", address, folder / "error.log", f"http://127.0.0.1:{plain}")


@contextmanager
def caddy(current: Path, folder: Path, base: str = "") -> Iterator[Web]:
    """Serve `current` with the ready piece for Caddy; `base` is the path that it is below, as "/blog"."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    piece = (REPOSITORY / "serving" / "Caddyfile").read_text(encoding="utf-8")
    piece = piece.replace("my-story.example {", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1")
    piece = _below(piece.replace("/srv/my-story/current", str(current)), base, current, folder)
    conf = folder / "Caddyfile"
    conf.write_text(_CADDY.format(folder=folder, piece=piece), encoding="utf-8")
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with running([tool("caddy"), "run", "--config", str(conf)], port, folder / "log", home):
        yield Web("caddy", f"http://127.0.0.1:{port}{base}", folder / "log")


def _below(piece: str, base: str, current: Path, folder: Path) -> str:
    """Return a ready piece for a site below a path, changed as it says at its top."""
    if not base:
        return piece
    www = folder / "www"
    www.mkdir()
    (www / base.lstrip("/")).symlink_to(current)
    for old, new in (
        (f"root {current};", f"root {www};"),
        (f"root * {current}", f"root * {www}"),
        ("~^/", f"~^{base}/"),
        ("~ ^/", f"~ ^{base}/"),
        (" /404.html", f" {base}/404.html"),
    ):
        piece = piece.replace(old, new)
    return piece

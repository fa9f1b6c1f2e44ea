"""Read the address of a server: "ssh://me@host:22/srv/my-story"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from injury_series.errors import SettingsError

_EXAMPLE = "ssh://me@my-host.example/srv/my-story"
_FORM = re.compile(
    r"ssh://(?:(?P<user>[^@/:]+)@)?(?P<host>\[[0-9A-Fa-f:.%\w]+\]|[^@/:\[\]]+)(?::(?P<port>\d{1,5}))?(?P<path>/.*)"
)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Hold where on which server a site goes; what is empty is left to the writer's own ssh settings."""

    user: str
    host: str
    port: str
    path: str

    @property
    def login(self) -> str:
        """Return what ssh calls the server and its user: "me@host"."""
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def remote(self) -> str:
        """Return what begins a path of this server for rsync: "me@host:", or "[::1]:"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user}@{host}:" if self.user else f"{host}:"


def read_server_address(text: str) -> ServerAddress:
    """Return the server that an address names; a space in its path may be written as it is, or as "%20".

    Raises SettingsError where it is none, or holds a password.
    """
    if re.match(r"ssh://[^@/]*:[^@/]*@", text):
        raise _wrong("an address that holds a password", "Take it out: publishing uses your ssh keys.")
    match = _FORM.fullmatch(text)
    if not match:
        raise _wrong(f'"{text}", which is no address of a server', f"Write it like this: {_EXAMPLE}")
    user, path = unquote(match["user"] or ""), "/" + unquote(match["path"]).strip("/")
    host = match["host"].strip("[]")
    if path == "/" or ".." in path.split("/") or not path.isprintable():
        raise _wrong(f'"{text}", which names no folder of its own', f"Write it like this: {_EXAMPLE}")
    if user.startswith("-") or host.startswith("-") or not (user + host).replace(" ", "-").isprintable():
        raise _wrong(f'"{text}", which is no address of a server', f"Write it like this: {_EXAMPLE}")
    return ServerAddress(user, host, match["port"] or "", path)


def _wrong(found: str, way_out: str) -> SettingsError:
    return SettingsError(f"publishconf.py: PUBLISH_TO is {found}. {way_out}")

"""Say in plain words what ssh, rsync and the server say in theirs when publishing stops."""

from __future__ import annotations

import re
from shlex import quote

from injury_series.publishing.target import PublishError
from injury_series.publishing.targets.server_address import ServerAddress
from injury_series.publishing.tools import ToolError

FULL = (
    "The disk of {host} is full, or what you may store there is used up. Make room there, and publish again."
)

_WORDS: tuple[tuple[str, str], ...] = (
    (
        r"Could not resolve hostname|Name or service not known",
        'No server is known by the name "{host}". Look at PUBLISH_TO in publishconf.py; if it is right '
        "there, this machine may be offline.",
    ),
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "The server {host} shows another key than it did before. Either it was set up anew, or something "
        "stands between you and it: ask whoever runs it. If the new key is right, forget the old one "
        "by writing ssh-keygen -R {known}, then {ssh} once, and publish again.",
    ),
    (
        r"Host key verification failed|host key is known",
        "ssh does not know the server {host} yet. Write {ssh} once, compare the fingerprint that it shows "
        "with the one that the server's owner tells, and answer yes; then publish again.",
    ),
    (
        r"Permission denied \(|Too many authentication failures",
        "The server {host} takes none of your keys. Give it yours with ssh-copy-id {login}; if your key has "
        "a passphrase, write ssh-add first.",
    ),
    (
        r"sftp connections only",
        "The server {host} takes files by SFTP alone. Set up an SFTP remote in rclone, and set PUBLISH_TO to "
        '"rclone:its-name:folder".',
    ),
    (
        r"injury-series: no-rsync|rsync: (?:command )?not found",
        "The server {host} lacks rsync. On Debian and Ubuntu: apt install rsync, there.",
    ),
    (r"No space left on device|[Qq]uota exceeded|File too large", FULL),
    (
        r"injury-series: taken",
        "Another publishing to {host} has taken the place of this one, which was out of touch too long.",
    ),
    (
        r"injury-series: no-link",
        "{path}/current on {host} is no link that publishing has made. Move it away, and publish again.",
    ),
    (
        r"injury-series: no-such-release",
        "The release is no longer in {path}/releases on {host}.",
    ),
    (
        r"injury-series: no-hard-links",
        "{path} on {host} lies on a disk that knows no hard links, which publishing there needs.",
    ),
    (
        r"Permission denied|Read-only file system|Operation not permitted",
        "You may not write in {path} on {host}. Make the folder there, and make it yours.",
    ),
    (
        r"injury-series: no-swap",
        "The server {host} has nothing that changes a link in one step: a mv with -T or -h, perl, "
        "or python3.",
    ),
    (
        r"is your shell clean",
        "The server {host} says something of its own at each login, which rsync cannot read. Take what is "
        "written by .bashrc or its like there out.",
    ),
    (
        r"unrecognized option|unknown option|invalid option",
        "rsync, here or on {host}, is too old: publishing needs 3.1. On macOS: brew install rsync.",
    ),
    (
        r"Connection refused|[Cc]onnection timed out|No route to host|Network is unreachable",
        "The server {host} does not answer. Look whether you are online, and whether its name and port in "
        "PUBLISH_TO are right.",
    ),
    (
        r"[Cc]onnection (?:reset|closed|to|unexpectedly)|Broken pipe|not responding|timeout in data",
        "The line to {host} was cut off. Publish again when you are online: what was sent is not sent again.",
    ),
)


class ServerFull(PublishError):
    """Say that the server has no room."""


def in_plain_words(error: ToolError, address: ServerAddress, served: str) -> PublishError:
    """Return what a tool said in words that the writer can act on; `served` says what readers get now."""
    port = f"-p {address.port} " if address.port else ""
    known = f"[{address.host}]:{address.port}" if address.port else address.host
    for pattern, words in _WORDS:
        if re.search(pattern, error.said):
            said = words.format(
                host=address.host,
                path=address.path,
                known=quote(known),
                login=port + quote(address.login),
                ssh=f"ssh {port}{quote(address.login)}",
            )
            return (ServerFull if words is FULL else PublishError)(f"{said} {served}")
    return PublishError(f"{error}\n{served}")

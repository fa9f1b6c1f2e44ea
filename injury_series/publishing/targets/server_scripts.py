"""Write the scripts that a server runs, for any POSIX shell: dash, bash, busybox, a Mac's.

Each is read whole before its first line runs, since a line may be cut off at any byte. What it answers comes
after the line "injury-series: answer"; what stops it is said as "injury-series: <why>".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from shlex import quote

_COMMON = r"""
stop() {
    printf 'injury-series: %s\n' "$*" >&2
    exit 1
}
answer() { printf 'injury-series: answer\n'; }
ours() { # Tell whether the lock is still held by this publishing.
    [ -z "$token" ] && return 0
    { read -r holder <publishing/lock; } 2>/dev/null && [ "$holder" = "$token" ]
}
link() { # Put an asset of another release beside those of release $to.
    [ -e "releases/$1/$2" ] || return 0
    [ -e "releases/$to/$2" ] && return 0
    case $2 in */*) [ -d "releases/$to/${2%/*}" ] || mkdir -p "releases/$to/${2%/*}" ;; esac
    ln "releases/$1/$2" "releases/$to/$2"
}
settle() { sync -f releases 2>/dev/null || sync; } # Have all that was sent on the disk, lest the power fails.
switch() { # Serve release $to: another link takes the place of the old one, in one step.
    ours || stop taken
    [ "$(readlink current)" != "releases/$to" ] || return 0
    new=.current.$$
    rm -f "$new"
    ln -s "releases/$to" "$new"
    mv -fT "$new" current || # GNU, busybox
        mv -fh "$new" current || # FreeBSD, NetBSD, newer Macs
        perl -e 'exit !rename $ARGV[0], $ARGV[1]' "$new" current || # OpenBSD, older Macs
        python3 -c 'import os, sys; os.replace(*sys.argv[1:])' "$new" current || {
        rm -f "$new"
        stop no-swap
    }
}
clean() { # Remove what is not kept: a record before its folder, so that no half of a release looks whole.
    for path in releases/[0-9]*-*.json releases/.*.part.json releases/[0-9]*-* releases/.*.part; do
        name=${path#releases/}
        name=${name%.json}
        case " $keep $(readlink current) " in *" $name "* | *" releases/$name "*) continue ;; esac
        ours || return 0
        rm -rf "$path" || :
    done
    rm -f .current.*
}
"""

_LOCK = r"""
mkdir -p "$root/publishing" "$root/releases"
cd "$root"
here="$(id -un)@$(uname -n)"
own=publishing/.$token
printf '%s\n' "$token" "$here" "$$" "$who" "$(date -u '+%Y-%m-%d %H:%M')" >"$own"
gone() { # Tell whether who holds the lock has died, or was out of touch for ten minutes.
    [ -z "$(find publishing/lock -mmin +10 2>/dev/null)" ] || return 0
    [ "$there" = "$here" ] && [ -n "$pid" ] && ! kill -0 "$pid" 2>/dev/null
}
let_go() {
    ! ours || rm -f publishing/lock
    rm -f "$own"
}
trap let_go EXIT
trap 'exit 1' HUP INT PIPE TERM
tries=0
until ln "$own" publishing/lock 2>/dev/null; do
    [ -e publishing/lock ] || ln "$own" "$own.link" || stop no-hard-links
    rm -f "$own.link"
    moved='' holder='' there='' pid='' other='' since=''
    { { read -r holder; read -r there; read -r pid; read -r other; read -r since; } <publishing/lock; } \
        2>/dev/null || :
    if gone && mv publishing/lock "$own.gone" 2>/dev/null; then
        # Another may have taken it over between the look and the move: then it gets it back.
        { read -r moved <"$own.gone"; } && [ "$moved" = "$holder" ] || ln "$own.gone" publishing/lock || :
        [ "$moved" != "$holder" ] || printf 'injury-series: over %s, %s UTC\n' "$other" "$since"
        rm -f "$own.gone"
    elif [ "$tries" -ge 3 ]; then
        printf 'injury-series: busy %s, %s UTC\n' "$other" "$since"
        exit 0
    else
        sleep 1 # the holder may be just about to end
    fi
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || stop taken
done
for path in releases/[0-9]*-*; do # what was cut off as it was made, or removed
    [ ! -d "$path" ] || [ -e "$path.json" ] || [ "$(readlink current)" = "$path" ] || rm -rf "$path" || :
done
find publishing -type f -name '.*' ! -name ".$token" -mmin +10 -exec rm -f {} + 2>/dev/null || :
answer
while read -r beat; do touch -c "$own"; done
"""

_HELD = r"""
answer
[ -e "$root" ] || return 0
cd "$root"
readlink current || echo
for record in releases/*.json; do
    [ -f "$record" ] && [ -d "${record%.json}" ] || continue
    printf '@record %s\n' "$record"
    cat "$record"
    echo
done
"""

_PREPARE = r"""
command -v rsync >/dev/null || stop no-rsync
mkdir -p "$root/releases"
cd "$root"
[ -L current ] || [ ! -e current ] || stop no-link
ours || stop taken
mkdir "releases/$part"
[ -z "$last" ] || cp "releases/$last.json" "releases/$part.json" # rsync sends what differs from it
answer
for left in releases/.*.part; do
    [ "$left" = "releases/$part" ] || [ ! -d "$left" ] || printf '%s\n' "${left#releases/}"
done
"""

_SERVE = r"""
cd "$root"
ours || stop taken
if [ -d "releases/$to" ]; then rm -rf "releases/$part"; else mv "releases/$part" "releases/$to"; fi
links
settle
mv -f "releases/$part.json" "releases/$to.json"
switch
clean
answer
"""

_ROLL_BACK = r"""
cd "$root"
ours || stop taken
[ -d "releases/$to" ] || stop no-such-release
links
settle
switch
answer
"""

_DROP = r"""
cd "$root"
rm -rf "releases/$part" "releases/$part.json"
answer
"""


def lock(root: str, token: str, who: str) -> bytes:
    """Return the script that holds the lock until its input ends; each line that it reads keeps it fresh.

    Before its answer it may say "injury-series: over ..." (whose lock it took over); instead of one,
    "injury-series: busy ...".
    """
    return _script(_LOCK, root=root, token=token, who=who)


def held(root: str) -> bytes:
    """Return the script that answers what `current` links to, in a line, then each record after its name."""
    return _script(_HELD, root=root, token="")


def prepare(root: str, token: str, part: str, last: str) -> bytes:
    """Return the script that makes the folder to send to, and answers what earlier publishings have left."""
    return _script(_PREPARE, root=root, token=token, part=part, last=last)


def serve(root: str, token: str, part: str, to: str, assets: Mapping[str, str], keep: Iterable[str]) -> bytes:
    """Return the script that makes a release of what was sent, and serves it.

    `assets` are those of other releases that stay beside it, by path with their release; `keep` names the
    releases that are kept.
    """
    return _script(_SERVE, assets, root=root, token=token, part=part, to=to, keep=" ".join(keep))


def roll_back(root: str, token: str, to: str, assets: Mapping[str, str]) -> bytes:
    """Return the script that serves an earlier release again."""
    return _script(_ROLL_BACK, assets, root=root, token=token, to=to)


def drop(root: str, part: str) -> bytes:
    """Return the script that removes what was sent."""
    return _script(_DROP, root=root, token="", part=part)


def _script(body: str, assets: Mapping[str, str] | None = None, **values: str) -> bytes:
    links = [f"link {quote(release)} {quote(path)}" for path, release in sorted((assets or {}).items())]
    lines = [
        "main() {",
        "set -eu",
        "umask 022",
        "LC_ALL=C; export LC_ALL",
        *(f"{name}={quote(value)}" for name, value in values.items()),
        _COMMON,
        *("links() {", ":", *links, "}"),
        body,
        "}",
        "main",
        "",
    ]
    return "\n".join(lines).encode()

"""Say what each file of the site is served with: its type, how long it is kept, and what guards it.

This is the one table. `_headers` is written from it; `serving/nginx.conf` and `serving/Caddyfile` are held to
it by a test, and what readers really get is compared with it after each publish.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from injury_series.outputs.assets import is_hashed
from injury_series.view.addresses import Addresses

FOREVER = "public, max-age=31536000, immutable"
"""For a file named by the hash of its bytes: kept for a year, never asked for again."""

FRESH = "no-cache"
"""For everything else: kept, but asked for again each time, which costs a few bytes where nothing changed."""

SECURITY = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What is the same for every file.

HTTPS is promised for this host alone, without includeSubDomains: what else the writer has below the name is
not ours to promise for. Other sites are not told that a reader comes from the story of an injury.
"""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SEARCHING = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""For the page of the search, whose index is read by a small program of WebAssembly."""

DRAWING = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""For pictures: a drawing that is opened by itself brings its own style, and nothing else."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",  # feeds too: named as Atom, browsers show their source at best
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
}
_JSON_FEED = "application/feed+json; charset=utf-8"
_OTHER = "application/octet-stream"
_TEXTS = frozenset((".html", ".css", ".js", ".txt", ".xml", ".json", ".svg", ".webmanifest"))

_MOST_RULES = 100  # Cloudflare Pages reads no more
_FEEDS = {"feeds/all.json": _JSON_FEED}
_ASSETS = (
    "theme/*",
    "images/*",
    "pagefind/fragment/*",
    "pagefind/index/*",
    "pagefind/filter/*",
    "pagefind/*.pf_meta",
)


def content_type(path: str) -> str:
    """Return the type of the file at a path of the site: "text/html; charset=utf-8"."""
    if path.startswith("feeds/") and path.endswith(".json"):
        return _JSON_FEED
    return _TYPES.get(PurePosixPath(path).suffix.lower(), _OTHER)


def is_text(path: str) -> bool:
    """Tell whether the file at a path of the site gets smaller when it is compressed."""
    return PurePosixPath(path).suffix.lower() in _TEXTS


def cache_control(path: str) -> str:
    """Return how long the file at a path of the site may be kept (RFC 9111; immutable: RFC 8246)."""
    return FOREVER if is_hashed(path) and not path.endswith(".html") else FRESH


def security_headers(path: str, isso: str = "") -> dict[str, str]:
    """Return what guards the file at a path of the site; `isso` is the address of the Isso server, if any.

    Pictures and theme files may be shown on other sites: readers of feeds in the web show them there.
    """
    shared = path.startswith(("images/", "theme/"))
    return {
        **SECURITY,
        "Content-Security-Policy": _policy(path, isso),
        "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
    }


def headers(path: str, isso: str = "") -> dict[str, str]:
    """Return all that the file at a path of the site is served with."""
    return {
        "Content-Type": content_type(path),
        "Cache-Control": cache_control(path),
        **security_headers(path, isso),
    }


def make_headers(addresses: Addresses, paths: Iterable[str], isso: str = "") -> bytes:
    """Return `_headers`, as Netlify and Cloudflare Pages read it, for a site with pages at these paths.

    No header stands in two rules that can meet: the one host joins such values, the other picks one. So each
    folder of the first level has a rule of its own, and an address that leads nowhere has what all have.
    """
    rules: dict[str, dict[str, str]] = {"*": dict(SECURITY)}
    for path in sorted(
        {_first_level(path) for path in paths} | {"images/*", "pagefind/*", "theme/*", "feeds/*"}
    ):
        own = security_headers(path, isso)
        rules[path] = {name: value for name, value in own.items() if name not in SECURITY}
    for pattern in _ASSETS:
        rules.setdefault(pattern, {})["Cache-Control"] = FOREVER
    for pattern, type_ in _FEEDS.items():
        rules.setdefault(pattern, {})["Content-Type"] = type_
    blocks = (
        "\n".join([f"{addresses.base}/{pattern}", *(f"  {name}: {value}" for name, value in own.items())])
        for pattern, own in list(rules.items())[:_MOST_RULES]
    )
    return ("\n".join(blocks) + "\n").encode()


def _policy(path: str, isso: str) -> str:
    if isso and path.startswith("posts/"):
        return _with_isso(isso)
    if path.startswith("search/"):
        return SEARCHING
    return DRAWING if path.startswith("images/") else POLICY


def _with_isso(server: str) -> str:
    """Return the policy for a page with the thread of an Isso server: its one script, and its answers."""
    script, connect = f"script-src 'self' {server}js/embed.min.js", f"connect-src 'self' {server}"
    return POLICY.replace("script-src 'self'", script).replace("connect-src 'self'", connect)


def _first_level(path: str) -> str:
    folder, slash, _ = path.partition("/")
    return f"{folder}/*" if slash else path

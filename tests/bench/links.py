"""Write the links of the corpus as every generator takes them: as addresses."""

from __future__ import annotations

import re

_NAMED = re.compile(r"\]\((post|provider):([\w-]+)\)")


def web_links(body: str) -> str:
    """Return a body in which links by name are links by address."""
    return _NAMED.sub(lambda found: f"](/{found[1]}s/{found[2]}/)", body)

"""Find e-mail addresses in what strangers write."""

from __future__ import annotations

import re

MAIL_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")
"""It begins where a word does: else a word of thousands of letters would be tried at each of them."""

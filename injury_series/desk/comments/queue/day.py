"""Say a day as people write it, whatever language the machine speaks."""

from __future__ import annotations

from datetime import datetime

from injury_series.story.dates import MONTHS


def day_of(moment: datetime) -> str:
    """Return the day of a moment: "5 January 2020"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"

"""What of a day a spreadsheet's cell shows: a format may leave out its year or its day, which then nobody wrote."""

import re
from datetime import datetime
from functools import lru_cache

from .formats import sections_of

HALF_DAY = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)
MINUTES = re.compile(r"h+[^a-z]*m{1,2}(?!m)|(?<!m)m{1,2}[^a-z]*s", re.IGNORECASE)  # the m beside hours or seconds
# What of a day a format may show, the letters being all that is left of it; ddd and more are days of the week.
DAY_PARTS = {"年": re.compile("[yeg]"), "月": re.compile("m"), "日": re.compile("(?<!d)d{1,2}(?!d)")}


def day_shown(day: datetime, pattern: str) -> datetime | str:
    """Return a day as its format shows it: itself, or a text such as 2012年5月 where a part of it is left out.

    What a spreadsheet makes of 2012年5月 as it is typed holds the first day of that month, which nobody wrote.
    """
    parts = _parts_shown(pattern)
    if len(parts) == len(DAY_PARTS):
        return day
    values = {"年": day.year, "月": day.month, "日": day.day}
    return "".join(f"{values[part]}{part}" for part in parts) or f"{day:%H:%M}"


@lru_cache(maxsize=5_000)
def _parts_shown(pattern: str) -> tuple[str, ...]:
    """Return which of 年, 月, 日 a format of dates shows."""
    section = next(iter(sections_of(HALF_DAY.sub("", pattern))), None)
    tokens = section.tokens if section else ()
    letters = "".join(text if kind == "date" else " " for kind, text in tokens).casefold()
    letters = MINUTES.sub(" ", letters)
    return tuple(part for part, letter in DAY_PARTS.items() if letter.search(letters))

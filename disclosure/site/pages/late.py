"""Who is late: each district's count, the list as CSV, and those that are late by the most days."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..listed import LISTS
from ..reading import Row
from ..tabled import LATE, NAME, beside
from .lists import EVERY
from .obligations import marked
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page."""
    most = LISTS["latest"]
    late = [marked(site.named(row)) for row in site.reader.query("duties_late", district=None, most=most)]
    given: dict[str, Any] = {
        "totals": site.reader.query("late", district=None),
        "rows": late,
        "most": most,
        "duties": site.duties,
    }
    names = [None, *dict.fromkeys(row["district"] for row in given["totals"])]
    files = [beside(site, LATE, partial(_all, site, name), f"{name}.csv" if name else NAME) for name in names]
    yield Sheet("/late/", "late.html", given | {"csvs": {name: one[name] for one in files for name in one}})


def _all(site: Site, district: str | None) -> Iterator[Row]:
    """Yield all that is late in a district, None: everywhere, with who owes it and what it is called."""
    for row in site.reader.query("duties_late", district=district, most=EVERY):
        yield site.named(row) | {"title": site.duties[row["obligation"]].title}

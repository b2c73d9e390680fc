"""Who is late: each district's count, the lists as CSV, and those that are late by the most days.

What organisations owe and what authorities owe are told apart: each has its list and its files.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..addresses import address
from ..listed import LISTS
from ..reading import Row
from ..tabled import LATE, LATE_OTHERS, NAME, YES, Beside, beside
from .lists import EVERY
from .obligations import late, marked
from .sheet import Sheet, Site

WHOLE = NAME.removesuffix(".csv")  # the name of what is late everywhere
ENDS = {True: ".csv", False: "-authorities.csv"}  # whether organisations owe it → how its file ends


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page."""
    totals, most = site.reader.query("late", district=None), LISTS["latest"]
    names = {WHOLE: None} | {row["district"]: row["district"] for row in totals}
    files: Beside = {}
    for name, district in names.items():
        files |= beside(site, LATE, partial(_all, site, district, True), f"{name}{ENDS[True]}")
        files |= beside(site, LATE_OTHERS, partial(_all, site, district, False), f"{name}{ENDS[False]}")
    rows, of_others = ([marked(row) for row in late(site, None, own, most)] for own in ENDS)
    given: dict[str, Any] = {"totals": totals, "rows": rows, "of_others": of_others, "most": most}
    yield Sheet("/late/", "late.html", given | {"duties": site.duties, "whole": WHOLE, "ends": ENDS, "csvs": files})


def _all(site: Site, district: str | None, own: bool) -> Iterator[Row]:
    """Yield all that is late in a district, None: everywhere, with what it is called and the page where it stands."""
    for row in late(site, district, own, EVERY):
        ledger = address("obligations", row["district"], anchor="late" if own else "late-others")
        page = address("organisations", row["org_id"], anchor="duties") if own and row["linked"] else ledger
        yield row | {
            "title": site.duties[row["obligation"]].title,
            "of_body": row["organisation"],
            "estimated": YES if row["estimated"] else "",
            "page": site.publisher.url + page,
        }

"""The list of notices, open ones first, and a page for each."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..addresses import address
from ..blocks import block
from ..citing import Shown, figures, foot
from ..reading import Row
from ..records import heading
from .grants import body_of
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list and every notice's page."""
    rows = site.reader.rows("select * from notices_today order by start_on desc, notice_id")
    having = [name for name in site.reader.districts if any(row["district"] == name for row in rows)]
    opened = open_notices(site)
    for chosen in [None, *having]:
        told: dict[str, Any] = {"having": having, "chosen": chosen}
        for name, found in (("open_notices", opened), ("rows", rows)):
            told[name] = [row for row in found if chosen in (None, row["district"])]
        yield Sheet(f"/notices/{chosen}/" if chosen else "/notices/", "notices.html", told)
    for row in rows:
        given = partial(_page, site, row["district"], row["notice_id"])
        yield Sheet(f"/notices/{row['district']}/{row['notice_id']}/", "notice.html", given, alone=True)


def _page(site: Site, district: str, notice_id: str) -> dict[str, Any]:
    """Return what the page of a notice shows, and the record that lies beside it."""
    where = {"notice_id": notice_id, "district": district}
    tests = "district = :district and notice_id = :notice_id"
    (row,) = site.reader.rows(f"select * from notices_today where {tests}", where)
    items = site.reader.rows(f"select * from notice_items where {tests} order by item", where)
    fitting = site.reader.found("notice_bodies", **where)
    bodies = {one["item"]: one["org_id"] for one in fitting if one["sure"] and one["sample"] == row["sample"]}
    grants = site.reader.query("grants_of_notice", **where)
    steps = ("notices", district, notice_id)
    shown = [Shown("notices", where, [row]), Shown("notice_items", where, items)]
    return {
        "notice": row,
        "items": block(site.reader, "notice_items", items, {"notice_id", "org_id"}, where) if items else None,
        "rows": [site.named(item, bodies.get(item["item"])) for item in items],
        "grants": [site.named(grant, body_of(site, grant)) for grant in grants],
        "where": where,
        "foot": foot(site, steps, row["title"], shown, figures(site, "notice", {"notices": [row]})),
        "record": heading(site.reader, row, address(*steps)) | {"notice": row, "items": items, "grants": grants},
    }


def open_notices(site: Site) -> list[Row]:
    """Return the notices that are open on the day, those that end first before the others."""
    return site.reader.rows("select * from notices_today where open order by end_on, district, notice_id")

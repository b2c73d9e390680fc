"""The list of notices, open ones first, and a page for each."""

from collections.abc import Iterator

from ..addresses import address
from ..blocks import block
from ..citing import Shown, figures, foot
from ..reading import Row
from ..records import heading
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list and every notice's page."""
    rows = site.reader.rows("select * from notices_today order by start_on desc, notice_id")
    yield Sheet("/notices/", "notices.html", {"open_notices": open_notices(site), "rows": rows})
    for row in rows:
        key = [row["district"], row["notice_id"]]
        items = site.reader.rows("select * from notice_items where district = ? and notice_id = ? order by item", key)
        where = {"notice_id": row["notice_id"], "district": row["district"]}
        about = block(site.reader, "notice_items", items, {"notice_id", "org_id"}, where) if items else None
        grants = site.reader.query("grants_of_notice", district=row["district"], notice_id=row["notice_id"])
        steps = ("notices", row["district"], row["notice_id"])
        shown = [Shown("notices", where, [row]), Shown("notice_items", where, items)]
        context = {"notice": row, "items": about, "rows": [site.named(item) for item in items],
                   "grants": [site.named(grant) for grant in grants], "where": where,
                   "foot": foot(site, steps, row["title"], shown, figures(site, "notice", {"notices": [row]})),
                   "record": heading(site.reader, site.build, row, address(*steps))
                   | {"notice": row, "items": items, "grants": grants}}  # fmt: skip
        yield Sheet(f"/notices/{row['district']}/{row['notice_id']}/", "notice.html", context)


def open_notices(site: Site) -> list[Row]:
    """Return the notices that are open on the day, those that end first before the others."""
    return site.reader.rows("select * from notices_today where open order by end_on, district, notice_id")

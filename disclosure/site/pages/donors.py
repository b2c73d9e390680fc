"""The sheet 捐前核验单: what a donor asks of an organisation, on one page of A4 to take along."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..invented import fit
from ..reading import Row
from ..records.organisations import verdicts_on
from .obligations import marked
from .organisations import UNDECIDED, answered
from .sheet import Sheet, Site

BROKEN = "不符合"
MISSING = "missing"


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the sheet of every organisation."""
    for row in site.reader.rows("select district, org_id from organisations order by district, org_id"):
        yield Sheet(f"/organisations/{row['org_id']}/sheet/", "sheet.html", partial(_context, site, row), alone=True)


def _context(site: Site, key: Row) -> dict[str, Any]:
    """Return what the sheet of one organisation shows."""
    (row,) = site.reader.rows("select * from organisations where district = :district and org_id = :org_id", key)
    duties = [marked(one) for one in fit(site.reader.query("organisation_duties", **key), row)]
    verdicts = fit(verdicts_on(site.reader, key), row)
    return {
        "organisation": row,
        "lists": ",".join(sorted({one["kind"] for one in fit(site.reader.query("standing_lists", **key), row)})),
        "checklist": answered(site, site.reader.query("organisation_checklist", **key)),
        "missing": [one | {"duty": site.duties[one["obligation"]]} for one in duties if one["mark"] == MISSING],
        "unsure": sum(one["status"] == UNDECIDED and not one["published"] for one in duties),
        "published": sum(one["published"] for one in duties),
        "judged": any(one["status"] != UNDECIDED for one in duties),
        "broken": [one for one in verdicts if one["status"] == BROKEN],
        "undecided": [one for one in verdicts if one["status"] == UNDECIDED],
        "finances": next(iter(site.reader.query("latest_finances", **key)), None),
    }

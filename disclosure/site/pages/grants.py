"""The list of grants by programme and round, and a page for each that follows it from the application to the audit."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..blocks import block
from ..charts import meter
from ..citing import Shown, figures, foot
from ..figures import of_money, of_sums
from ..following import SHOWN, followed
from ..invented import fit
from ..reading import Row
from ..records.grants import record, said, stages_of
from . import additions
from .obligations import marked
from .sheet import Sheet, Site
from .standing import grants as standing
from .standing.grants import WAITING

MARKS = {
    "逾期": "overdue",
    "晚于约定": "late",
    "未到期": "coming",
    "进行中": "going",
    "未到条件": "waiting",
}  # the states worth a word
STOPPED = "不适用"
FEW = 5  # projects of a round in the list of all; the page of the round has the rest
ROUND = ("programme", "round", "district", "sample")


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list and every grant's page."""
    grants = [site.named(row) for row in site.reader.query("grants")]
    yield Sheet("/grants/", "grants.html", {"rounds": list(_rounds(grants))})
    for grant in grants:
        given = partial(_context, site, grant["district"], grant["grant_id"])
        yield Sheet(f"/grants/{grant['district']}/{grant['grant_id']}/", "grant.html", given, alone=True)


def _rounds(grants: list[Row]) -> Iterator[Row]:
    """Yield the rounds, each with how many applied, how many were funded with how much, and its first projects.

    `awarded` is None where no amount is filed, `blank` how many funded ones have none.
    """
    for key, found in groupby(grants, key=lambda row: [row[name] for name in ROUND]):
        rows = list(found)
        funded = [row for row in rows if row["decision"] == "资助"]
        told = {"count": len(rows), "funded": len(funded), "rows": rows[:FEW]}
        known = [row["awarded"] for row in funded if row["awarded"] is not None]
        told |= {"awarded": sum(known) if known else None, "blank": len(funded) - len(known)}
        yield dict(zip(ROUND, key, strict=True)) | told


def body_of(site: Site, row: Row) -> str | None:
    """Return the code of the one organisation that the name of a grant without a code fits; None if there is none."""
    if row["org_id"]:
        return None
    where = "district = ? and grant_id = ? and sample = ?"
    sql = f"select org_id from grant_bodies where {where}"
    found = site.reader.rows(sql, [row["district"], row["grant_id"], row["sample"]])
    return found[0]["org_id"] if found else None


def _context(site: Site, district: str, grant_id: str) -> dict[str, Any]:
    """Return what a grant's page shows, and the record that lies beside it."""
    where = {"grant_id": grant_id, "district": district}
    (row,) = site.reader.rows("select * from grants where district = :district and grant_id = :grant_id", where)
    grant, stages = site.named(row, body_of(site, row)), stages_of(site.reader, row)
    shown, told = followed(site.reader, row), said(site.reader, row)
    filed = record(site.reader, row, stages, shown, told)
    lines = [stage | {"mark": MARKS.get(stage["state"]), "stopped": stage["state"] == STOPPED} for stage in stages]
    state = {stage["stage"]: stage["state"] for stage in lines}
    states = [state.get(f"第{one['instalment']}期拨款") for one in shown["payments"]]
    shown["payments"] = [
        one | {"stopped": now == STOPPED, "overdue": MARKS.get(now or "") == "overdue", "waits": now in WAITING}
        | {"state": now} for one, now in zip(shown["payments"], states, strict=True)
    ]  # fmt: skip
    columns = [column["column_name"] for column in site.reader.columns["grants"]]
    return {
        "grant": grant,
        "facts": block(site.reader, "grants", [row], {"grant_id"}, where, columns),
        "standing": standing.lines(site, row, stages, shown, told),
        "stages": lines,
        **shown,
        "meter": meter,
        "sums": of_sums(site.gettext, row),
        "track": of_money(site.gettext, fit(shown["payments"], row), fit(shown["quarters"], row)),
        "broken": told["broken"],
        "undecided": told["undecided"],
        "waived": told["waived"],
        "duties": [marked(one) for one in told["duties"]],
        "duty_of": site.duties,
        "additions": additions.of_row(site, additions.GRANT, row),
        "blocks": [block(site.reader, table, rows, {"grant_id"}, where) for table, rows in filed["tables"].items()],
        "corrections": filed["corrections"],
        "title_of": site.reader.title_of,
        "where": where,
        "record": filed,
        "foot": _foot(site, row, where),
    }


def _foot(site: Site, row: Row, where: Row) -> dict[str, Any]:
    """Return what stands at the foot of a grant's page."""
    tables = {"grants": [row]}
    for table in (*sorted(SHOWN - {"audits", "cases"}), "cases"):
        order = site.reader.key_of(table)
        sql = f'select * from "{table}" where district = :district and grant_id = :grant_id order by {order}'
        tables[table] = site.reader.rows(sql, where)
    shown = [Shown(table, where, rows) for table, rows in tables.items()]
    steps = ("grants", row["district"], row["grant_id"])
    return foot(site, steps, row["project"], shown, figures(site, "grant", tables))

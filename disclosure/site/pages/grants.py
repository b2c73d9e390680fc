"""The list of grants by programme and round, and a page for each with its life line."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..blocks import Block, block
from ..reading import Row
from .sheet import Sheet, Site

MARKS = {
    "逾期": "overdue",
    "晚于约定": "late",
    "未到期": "coming",
    "进行中": "going",
    "未到条件": "waiting",
}  # the states worth a word


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list and every grant's page."""
    grants = [site.named(row) for row in site.reader.query("grants")]
    rounds = [
        {"programme": key[0], "round": key[1], "district": key[2], "sample": key[3], "rows": list(rows)}
        for key, rows in groupby(
            grants, key=lambda row: (row["programme"], row["round"], row["district"], row["sample"])
        )
    ]
    yield Sheet("/grants/", "grants.html", {"rounds": rounds})
    lines = _life_lines(site)
    for grant in grants:
        context = partial(_context, site, grant, lines[grant["district"], grant["grant_id"]])
        yield Sheet(f"/grants/{grant['district']}/{grant['grant_id']}/", "grant.html", context)


def _context(site: Site, grant: Row, stages: list[Row]) -> dict[str, Any]:
    """Return what a grant's page shows."""
    key = [grant["district"], grant["grant_id"]]
    payments = site.reader.rows(
        "select * from grant_payments where district = ? and grant_id = ? order by instalment", key
    )
    where = {"grant_id": grant["grant_id"], "district": grant["district"]}
    corrections = site.reader.rows(
        "select * from corrections where district = ? and json_extract(key, '$.grant_id') = ? order by rowid desc", key
    )
    return {
        "grant": grant,
        "facts": block(
            site.reader,
            "grants",
            [grant],
            {"grant_id"},
            where,
            [c["column_name"] for c in site.reader.columns["grants"]],
        ),
        "stages": stages,
        "payments": payments,
        "paid": sum(p["amount"] for p in payments if p["paid_on"]),
        "blocks": _blocks(site, grant, where),
        "corrections": corrections,
        "title_of": site.reader.title_of,
        "where": where,
    }


def _blocks(site: Site, grant: Row, where: Row) -> list[Block]:
    """Return a block for every other table that refers to grants."""
    found = []
    for table, columns in site.reader.columns.items():
        referring = [c["column_name"] for c in columns if c["reference"] == "grants"]
        if not referring or table in ("grants", "grant_payments"):
            continue
        sql = (
            f'select * from "{table}" where district = ? and "{referring[0]}" = ? order by {site.reader.key_of(table)}'
        )
        if rows := site.reader.rows(sql, [grant["district"], grant["grant_id"]]):
            found.append(block(site.reader, table, rows, {"grant_id"}, where))
    return found


def _life_lines(site: Site) -> dict[tuple[str, str], list[Row]]:
    """Return (district, grant_id) → its stages; of a grant that was not funded only what was reached."""
    lines: dict[tuple[str, str], list[Row]] = {}
    for stage in site.reader.query("life_lines"):
        key = (stage["district"], stage["grant_id"])
        lines.setdefault(key, []).append(stage | {"mark": MARKS.get(stage["state"])})
    return lines

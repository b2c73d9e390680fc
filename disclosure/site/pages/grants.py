"""The list of grants by programme and round, and a page for each with its life line."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from ..blocks import Block, block, filters
from ..reading import Row
from .sheet import Sheet, Site

STAGES: list[dict[str, str]] = json.loads((Path(__file__).parent.parent / "stages.json").read_text(encoding="utf-8"))


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
    for grant in grants:
        yield Sheet(f"/grants/{grant['district']}/{grant['grant_id']}/", "grant.html", _context(site, grant))


def _context(site: Site, grant: Row) -> dict[str, Any]:
    """Return what a grant's page shows."""
    key = [grant["district"], grant["grant_id"]]
    payments = site.reader.rows(
        "select * from grant_payments where district = ? and grant_id = ? order by instalment", key
    )
    where = filters(grant_id=grant["grant_id"], district=grant["district"])
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
        "stages": _stages(site, grant, payments),
        "payments": payments,
        "paid": sum(p["amount"] for p in payments if p["paid_on"]),
        "blocks": _blocks(site, grant, where),
        "corrections": corrections,
        "title_of": site.reader.title_of,
        "where": where,
    }


def _blocks(site: Site, grant: Row, where: str) -> list[Block]:
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


def _stages(site: Site, grant: Row, payments: list[Row]) -> list[Row]:
    """Return the stages of the grant's life with the date of each that has been reached."""
    notices = {
        column: next(
            iter(
                site.reader.rows(
                    "select * from notices where district = ? and notice_id = ?", [grant["district"], grant[column]]
                )
            ),
            {},
        )
        for column in ("call_notice_id", "review_notice_id", "completion_notice_id")
        if grant[column]
    }
    stages = []
    for stage in STAGES:
        row = notices.get(stage["notice"], {}) if "notice" in stage else grant
        stages.append({"title": stage["title"], "on": row.get(stage["column"])})
        if stage["column"] == "agreement_on":
            stages += [
                {"title": "", "instalment": p["instalment"], "on": p["paid_on"], "due": p["agreed_on"]}
                for p in payments
            ]
    return [stage for stage in stages if grant["decision"] == "资助" or stage["on"]]

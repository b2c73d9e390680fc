"""The list of grants by programme and round, and a page for each that follows it from the application to the audit."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..blocks import Block, block
from ..following import SHOWN, followed
from ..reading import Row
from .obligations import marked
from .sheet import Sheet, Site

MARKS = {
    "逾期": "overdue",
    "晚于约定": "late",
    "未到期": "coming",
    "进行中": "going",
    "未到条件": "waiting",
}  # the states worth a word

Found = dict[tuple[str, str, Any], list[Row]]


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
    lines, verdicts, duties = _life_lines(site), _verdicts(site), _duties(site)
    for grant in grants:
        told = _told(grant, verdicts, duties)
        context = partial(_context, site, grant, lines[grant["district"], grant["grant_id"]], told)
        yield Sheet(f"/grants/{grant['district']}/{grant['grant_id']}/", "grant.html", context)


def _context(site: Site, grant: Row, stages: list[Row], told: dict[str, Any]) -> dict[str, Any]:
    """Return what a grant's page shows."""
    key = [grant["district"], grant["grant_id"]]
    where = {"grant_id": grant["grant_id"], "district": grant["district"]}
    corrections = site.reader.rows(
        "select * from corrections where district = ? and json_extract(key, '$.grant_id') = ? order by rowid desc", key
    )
    shown = followed(site.reader, grant)
    stopped = {stage["stage"] for stage in stages if stage["stopped"]}
    shown["payments"] = [row | {"stopped": f"第{row['instalment']}期拨款" in stopped} for row in shown["payments"]]
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
        **shown,
        **told,
        "duty_of": site.duties,
        "blocks": _blocks(site, grant, where),
        "corrections": corrections,
        "title_of": site.reader.title_of,
        "where": where,
    }


def _told(grant: Row, verdicts: Found, duties: Found) -> dict[str, Any]:
    """Return what the rules and the duties say of a grant, of its notices and of its round."""
    district = grant["district"]
    notices = [grant[name] for name in ("call_notice_id", "review_notice_id", "completion_notice_id")]
    found = verdicts.get((district, "grant", grant["grant_id"]), [])
    found = found + [one for name in notices if name for one in verdicts.get((district, "notice", name), [])]
    due = duties.get((district, "grant", grant["grant_id"]), [])
    of_round = duties.get((district, grant["programme"], grant["round"]), [])
    return {
        "broken": [one for one in found if one["status"] == "不符合"],
        "undecided": [one for one in found if one["status"] == "无法判断"],
        "duties": due + [one for one in of_round if one["sample"] == grant["sample"]],
    }


def _verdicts(site: Site) -> Found:
    """Return (district, what, id) → what the rules find amiss or cannot judge of a grant or a notice."""
    found: Found = {}
    for row in site.reader.query("grant_verdicts"):
        what = "grant" if row["grant_id"] else "notice"
        found.setdefault((row["district"], what, row["grant_id"] or row["notice_id"]), []).append(row)
    return found


def _duties(site: Site) -> Found:
    """Return (district, "grant", id) or (district, programme, round) → the duties that stand in the ledger."""
    found: Found = {}
    for row in site.reader.query("grant_duties"):
        key = ("grant", row["grant_id"]) if row["grant_id"] else (row["programme"], row["round"])
        found.setdefault((row["district"], *key), []).append(marked(row))
    return found


def _blocks(site: Site, grant: Row, where: Row) -> list[Block]:
    """Return a block for every table that refers to grants and has no section of its own on the page."""
    found = []
    for table, columns in site.reader.columns.items():
        referring = [c["column_name"] for c in columns if c["reference"] == "grants"]
        if not referring or table in SHOWN or table == "grants":
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
        stopped = stage["state"] == "不适用"
        lines.setdefault(key, []).append(stage | {"mark": MARKS.get(stage["state"]), "stopped": stopped})
    return lines

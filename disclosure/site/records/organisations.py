"""One organisation: its row, every row that speaks of it, what rules, duties and questions say of it."""

import json
from typing import Any

from ..addresses import address
from ..reading import Reader, Row
from . import SECTIONS, Record, heading

JUDGED = ("rule_results", "rule_waived")  # each asked by itself: what of one table changed is known by its bodies
BROKEN, WAIVED, DIRECT = "不符合", "不适用", "直接登记"


def organisation(reader: Reader, org_id: str) -> Record | None:
    """Return the record of an organisation, None if no such code is published."""
    found = reader.rows("select * from organisations where org_id = ?", [org_id])
    return record(reader, found[0]) if found else None


def record(reader: Reader, row: Row) -> Record:
    """Return the record of an organisation, given its row."""
    key = {"district": row["district"], "org_id": row["org_id"]}
    verdicts = _verdicts(reader, key)
    tables = {name: _with_pages(name, rows) for name, rows in tables_about(reader, row).items()}
    return {
        **heading(reader, row, address("organisations", row["org_id"])),
        "organisation": row,
        "predecessor": _named(reader, "org_id = ?", row["predecessor_id"]),
        "successor": _named(reader, "predecessor_id = ?", row["org_id"]),
        "tables": tables,
        "notices": [
            one | {"permalink": address("notices", one["district"], one["notice_id"])}
            for one in reader.query("organisation_notices", org_id=row["org_id"])
        ],
        "by_name": [
            one | {"permalink": address(one["about"], one["district"], one["id"])}
            for one in reader.query("organisation_by_name", org_id=row["org_id"])
        ],
        "checklist": reader.query("organisation_checklist", **key),
        "duties": reader.query("organisation_duties", **key),
        "rules": {
            "broken": [one for one in verdicts if one["status"] == BROKEN],
            "undecided": [one for one in verdicts if one["status"] not in (BROKEN, WAIVED)],
            "waived": [one for one in verdicts if one["status"] == WAIVED],
        },
        "corrections": reader.query("organisation_corrections", org_id=row["org_id"]),
        "not_received": {
            "columns": [name for name in SECTIONS["expected"] if row[name] is None and not _beyond(name, row)],
            "tables": [name for name in SECTIONS["expected_tables"] if name not in tables],
        },
    }


def _beyond(column: str, row: Row) -> bool:
    """Return whether a column does not apply: who was registered directly has no supervising unit."""
    return column == "supervisor" and row["admission"] == DIRECT


def tables_about(reader: Reader, row: Row) -> dict[str, list[Row]]:
    """Return table → its rows that speak of an organisation, by the order of the dictionary; no empty ones."""
    asked = {}  # table → which of its rows speak of an organisation
    for table, columns in reader.columns.items():
        column = about_column(columns)
        if column and table != "organisations":
            anywhere = not any(c["column_name"] == column and c["reference"] for c in columns)
            asked[table] = f'"{column}" = :org_id' + ("" if anywhere else " and district = :district")
    key = {"org_id": row["org_id"], "district": row["district"]}
    probes = (f"""select '{table}' as name where exists (select * from "{table}" where {where})"""
              for table, where in asked.items())  # fmt: skip
    return {
        (table := one["name"]): reader.rows(
            f'select * from "{table}" where {asked[table]} order by {reader.key_of(table)}', key
        )
        for one in reader.rows(" union all ".join(probes), key)
    }


def about_column(columns: list[Row]) -> str | None:
    """Return the column of a table that names the organisation a row speaks of."""
    return next((str(column["column_name"]) for column in columns if column["identifier"]), None)


def _with_pages(table: str, rows: list[Row]) -> list[Row]:
    """Return the rows of a table, each with the address of its page if it has one."""
    column = SECTIONS["pages"].get(table)
    if not column:
        return rows
    kind = "grants" if column == "grant_id" else "notices"
    return [row | {"permalink": address(kind, row["district"], row[column])} for row in rows]


def _verdicts(reader: Reader, key: Row) -> list[Row]:
    """Return what the rules find amiss or cannot judge of an organisation, each with its replies."""
    replies: dict[str, list[Row]] = {}
    for reply in reader.rows("select * from responses where district = :district and org_id = :org_id", key):
        replies.setdefault(reply["concerns"], []).append(reply)
    return [
        one | {
            "permalink": address("rules", one["rule"], anchor=f"v{one['version']}"),
            "replies": [reply for name in _called(one) for reply in replies.get(name, [])],
        }
        for one in verdicts_on(reader, key)
    ]  # fmt: skip


def verdicts_on(reader: Reader, key: Row) -> list[Row]:
    """Return what the rules find amiss, cannot judge or do not ask of an organisation."""
    found = [one for table in JUDGED for one in reader.query("organisation_verdicts", {"judged": table}, **key)]
    return sorted(found, key=_place)


def _place(verdict: Row) -> tuple[bool | str, ...]:
    """Return where a verdict stands among the others, as the query orders those of one table: none before any text."""
    texts = (verdict[name] for name in ("rule", "period", "key"))
    return verdict["severity"] == "info", *(part for text in texts for part in (text is not None, text or ""))


def _called(broken: Row) -> tuple[str, str, str]:
    """Return what a reply may call a violation: the rule, its title, or the rule and the subject's key values."""
    return broken["rule"], broken["title"], " ".join([broken["rule"], *map(str, json.loads(broken["key"]).values())])


def _named(reader: Reader, where: str, code: Any) -> Row | None:
    """Return the code, name and page of the organisation of which a condition holds, None if there is none."""
    sql = f"select org_id, name, status, sample from organisations where {where} order by sample, district, org_id"
    found = reader.rows(sql, [code]) if code else []
    return found[-1] | {"permalink": address("organisations", found[-1]["org_id"])} if found else None

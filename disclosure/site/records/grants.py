"""One grant: its row, its life line, what was filed of each stage, what rules and duties say of it."""

from ..addresses import address
from ..following import SHOWN, followed
from ..reading import Reader, Row
from . import Record, heading

STATES = {"broken": "不符合", "undecided": "无法判断", "waived": "不适用"}
NOTICES = ("call_notice_id", "review_notice_id", "completion_notice_id")


def said(reader: Reader, grant: Row) -> dict[str, list[Row]]:
    """Return what rules (`broken`, `undecided`, `waived`) and `duties` say of a grant, its notices and its round."""
    district, notices = grant["district"], [grant[name] for name in NOTICES if grant[name]]
    found = reader.found("grant_verdicts", district=district, grant_id=grant["grant_id"])
    for notice in notices:
        of_notice = reader.found("grant_verdicts", district=district, notice_id=notice)
        found += [one for one in of_notice if one["grant_id"] is None]
    due = reader.found("grant_duties", district=district, grant_id=grant["grant_id"])
    of_round = reader.found("grant_duties", district=district, programme=grant["programme"], round=grant["round"])
    due += [one for one in of_round if one["grant_id"] is None and one["sample"] == grant["sample"]]
    return {name: [one for one in found if one["status"] == state] for name, state in STATES.items()} | {"duties": due}


def grant(reader: Reader, district: str, grant_id: str) -> Record | None:
    """Return the record of a grant, None if no such grant is published."""
    found = reader.rows("select * from grants where district = ? and grant_id = ?", [district, grant_id])
    if not found:
        return None
    return record(reader, found[0], stages_of(reader, found[0]), followed(reader, found[0]), said(reader, found[0]))


def stages_of(reader: Reader, grant: Row) -> list[Row]:
    """Return the stages of a grant in their order; of one that was not funded only what was reached."""
    return reader.found("life_lines", district=grant["district"], grant_id=grant["grant_id"])


def record(reader: Reader, row: Row, stages: list[Row], shown: Record, told: dict[str, list[Row]]) -> Record:
    """Return the record of a grant, given its row, its stages, what was filed of each, and what is said of it."""
    key = {"district": row["district"], "grant_id": row["grant_id"]}
    return {
        **heading(reader, row, address("grants", *key.values())),
        "grant": row,
        "organisation": _body(reader, row),
        "stages": stages,
        "terms": reader.rows(
            "select * from grant_terms where district = :district and grant_id = :grant_id order by term", key
        ),
        "scores": [{"stage": stage, **sheet} for stage, sheet in shown["scores"].items()],
        "assessments": [{k: v for k, v in one.items() if k != "scores"} for one in shown["assessments"]],
        "budget": shown["budget"],
        "paid": shown["paid"],
        "payments": shown["payments"],
        "spending": shown["quarters"],
        "changes": shown["changes"],
        "audits": shown["audits"],
        "notices": [
            one | {"permalink": address("notices", one["district"], one["notice_id"])} for one in shown["notices"]
        ],
        "duties": told["duties"],
        "rules": {
            name: [
                one | {"permalink": address("rules", one["rule"], anchor=f"v{one['version']}")} for one in told[name]
            ]
            for name in ("broken", "undecided", "waived")
        },
        "tables": tables_about(reader, row),
        "corrections": reader.query("grant_corrections", **key),
    }


def tables_about(reader: Reader, row: Row) -> dict[str, list[Row]]:
    """Return table → its rows about a grant, of each table that refers to grants and is not told as a stage."""
    found = {}
    for table, columns in reader.columns.items():
        referring = [c["column_name"] for c in columns if c["reference"] == "grants"]
        if not referring or table in SHOWN or table == "grants":
            continue
        where = f'district = ? and "{referring[0]}" = ? order by {reader.key_of(table)}'
        if rows := reader.rows(f'select * from "{table}" where {where}', [row["district"], row["grant_id"]]):
            found[table] = rows
    return found


def _body(reader: Reader, row: Row) -> Row:
    """Return the body that a grant went to: its code, its name, its page if it is in the register."""
    names = reader.rows("select name from organisations where org_id = ?", [row["org_id"]]) if row["org_id"] else []
    link = address("organisations", row["org_id"]) if names else None
    name = names[0]["name"] if names else row["org_name"] or row["org_id"]
    return {"org_id": row["org_id"], "name": name, "permalink": link}

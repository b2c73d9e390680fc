"""One grant: its row, its life line, what was filed of each stage, what rules and duties say of it."""

from dataclasses import dataclass
from typing import Any

from ..addresses import address
from ..following import SHOWN, followed
from ..reading import Reader, Row
from . import Record, heading

Found = dict[tuple[str, str, Any], list[Row]]
NOTICES = ("call_notice_id", "review_notice_id", "completion_notice_id")


@dataclass(frozen=True)
class Said:
    """What rules and duties say of grants, of their notices and of their rounds: of all, or of one district's."""

    verdicts: Found  # (district, "grant" or "notice", id)
    duties: Found  # (district, "grant", id) or (district, programme, round)

    def of(self, grant: Row) -> dict[str, list[Row]]:
        """Return what is said of one grant: `broken`, `undecided`, `waived` and `duties`."""
        district = grant["district"]
        notices = [grant[name] for name in NOTICES]
        found = self.verdicts.get((district, "grant", grant["grant_id"]), [])
        found = found + [one for name in notices if name for one in self.verdicts.get((district, "notice", name), [])]
        due = self.duties.get((district, "grant", grant["grant_id"]), [])
        of_round = self.duties.get((district, grant["programme"], grant["round"]), [])
        return {
            "broken": [one for one in found if one["status"] == "不符合"],
            "undecided": [one for one in found if one["status"] == "无法判断"],
            "waived": [one for one in found if one["status"] == "不适用"],
            "duties": due + [one for one in of_round if one["sample"] == grant["sample"]],
        }


def said(reader: Reader, district: str | None = None) -> Said:
    """Return what rules and duties say of the grants of a district; None: of all."""
    verdicts, duties = Found(), Found()
    for row in reader.query("grant_verdicts", district=district):
        what = "grant" if row["grant_id"] else "notice"
        verdicts.setdefault((row["district"], what, row["grant_id"] or row["notice_id"]), []).append(row)
    for row in reader.query("grant_duties", district=district):
        key = ("grant", row["grant_id"]) if row["grant_id"] else (row["programme"], row["round"])
        duties.setdefault((row["district"], *key), []).append(row)
    return Said(verdicts, duties)


def grant(reader: Reader, district: str, grant_id: str, build: str) -> Record | None:
    """Return the record of a grant, None if no such grant is published."""
    found = reader.rows("select * from grants where district = ? and grant_id = ?", [district, grant_id])
    if not found:
        return None
    life_line = f"select * from ({reader.sql('life_lines')}) where district = ? and grant_id = ? order by position"
    stages = reader.rows(life_line, [district, grant_id])
    return record(reader, found[0], stages, followed(reader, found[0]), said(reader, district).of(found[0]), build)


def record(reader: Reader, row: Row, stages: list[Row], shown: Record, told: dict[str, list[Row]],
           build: str) -> Record:  # fmt: skip
    """Return the record of a grant, given its row, its stages, what was filed of each, and what is said of it."""
    key = {"district": row["district"], "grant_id": row["grant_id"]}
    return {
        **heading(reader, build, row, address("grants", *key.values())),
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

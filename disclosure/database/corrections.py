"""Writes what a submission changes in what was published: one row of `corrections` per value."""

import json
import sqlite3
from typing import Any

from sqlite_utils import Database

from ..reading.characters import alike
from ..statements import quoted
from ..submissions import Submission
from ..tables import Column, Table
from ..taking.stage import stage
from ..validation import Checked
from .questions import pairs, spoken


def record(db: Database, submission: Submission, file: Checked, submitted_on: str) -> int:
    """Write a correction per changed value and per retracted row of one staged table, and return how many."""
    rows = [
        _row(submission, file.table, new, column, old, submitted_on)
        for new, old in pairs(db, submission, file)
        for column in file.table.columns
        if not alike(new[column.name], old[column.name])
    ]
    if file.retracted_at is not None:
        rows += [
            _row(submission, file.table, row, None, row, submitted_on) | {"kind": "撤回", "reason": row["why"]}
            for row in _taken_out(db, submission, file.table)
        ]
    db.table("corrections").insert_all(rows)
    return len(rows)


def _taken_out(db: Database, submission: Submission, table: Table) -> list[sqlite3.Row]:
    """Return the published rows that a submission retracts, with the reason: filed of them is their key alone."""
    same = " and ".join(f"t.{quoted(name)} is s.{quoted(name)}" for name in table.key)
    rows: list[sqlite3.Row] = db.execute(
        f"select t.*, s.retracted as why from {stage(table.name)} s join {quoted(table.name)} t on t.district = ?"
        f" and {same} where s.retracted is not null order by s.source_row",
        [submission.district],
    ).fetchall()
    return rows


def kind_of(submission: Submission, old: Any) -> str:
    """Return the kind of a change: 补充 a blank became a value, 更正 with a stated reason, 变更 life went on."""
    if old is None:
        return "补充"
    return "更正" if submission.manifest.corrects else "变更"


def _row(submission: Submission, table: Table, new: sqlite3.Row, column: Column | None, old: sqlite3.Row | None,
         submitted_on: str) -> dict[str, Any]:  # fmt: skip
    """Return one row of `corrections`; a retraction has no column."""
    before = old[column.name] if column and old else None
    return {
        "district": submission.district,
        "table_name": table.name,
        "key": json.dumps({name: new[name] for name in table.key}, ensure_ascii=False),
        "org_id": _body(table, new, column, old),
        "column_name": column.name if column else None,
        "old": spoken(column, before) if column else None,
        "new": spoken(column, new[column.name]) if column else None,
        "kind": kind_of(submission, before),
        "reason": submission.manifest.corrects,
        "submission": submission.name,
        "submitted_on": submitted_on,
        "sample": int(submission.manifest.sample),
    }


def _body(table: Table, new: sqlite3.Row, column: Column | None, old: sqlite3.Row | None) -> str | None:
    """Return the code of the body that a change is told of: of what was taken from a body, of that one."""
    if "org_id" not in table.by_name:
        return None
    taken_from = old["org_id"] if old and (column is None or column.name == "org_id") else None
    code: str | None = taken_from or new["org_id"]
    return code

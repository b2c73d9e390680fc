"""What is asked of a staged submission against the rows accepted before it; each question yields findings."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlite_utils import Database

from ..findings import Finding, Place, finding, has_error, wording
from ..reading.characters import alike
from ..rules import Rule
from ..statements import quoted
from ..submissions import Submission
from ..tables import Column, Reference, Table
from ..taking.stage import stage
from ..validation import Checked
from .layout import rejected

MENTIONED = 60  # characters of a value that would be erased


def asked(db: Database, submission: Submission, staged: list[Checked], tables: dict[str, Table]) -> list[Finding]:
    """Return the findings of every question about every staged table."""
    found: list[Finding] = []
    for file in staged:
        for reference in file.table.references:
            if set(reference.columns) <= set(file.filed_columns):
                found += _dangling(db, submission, file, reference, tables[reference.table])
        if set(file.table.filled_key) <= set(file.filed_columns):
            found += _retractions(db, submission, file, tables)
            found += _replacements(db, submission, file)
        if file.table.name == "organisations":
            found += _of_other_districts(db, submission, file)
    return found


def without_tables(found: list[Finding]) -> list[Finding]:
    """Return the finding for a submission in which no table was found, unless an error says why."""
    return [] if has_error(found) else [finding("submission-without-tables", Place())]


class FiledRows:
    """The rows of a submission by the columns that rules name them by, looked through once for each set of these."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.known: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {}

    def find(self, table: str, named: dict[str, Any]) -> int | None:
        """Return the number of the first row of a table that has these values, None if none was filed."""
        columns = (table, *named)
        if columns not in self.known:
            asked = ", ".join(map(quoted, named))
            rows = self.db.execute(f"select source_row, {asked} from {stage(table)} order by rowid desc")
            self.known[columns] = {values: row for row, *rest in rows if (values := tuple(rest))}
        return self.known[columns].get(tuple(named.values()))


def rule_violated(rows: FiledRows, rule: Rule, file: Checked | None, table: str, key: str, detail: str) -> Finding:
    """Return the finding for a subject that breaks a rejecting rule, at the row that was filed if it was."""
    words = {"rule": rule.code, "rule_title": rule.title, "rule_title_en": rule.title_en, "basis": rule.basis,
             "detail": detail}  # fmt: skip
    place = Place(table=table)
    if file:
        place = file.place(rows.find(table, json.loads(key)), None)
    return finding("rule-violated", place, key, **words)


def is_faulty(row: sqlite3.Row, column: str) -> bool:
    """Return whether a staged cell has a finding of its own, which another must not repeat."""
    return f" {column} " in row["faulty"]


def _place(file: Checked, row: sqlite3.Row, column: str | None) -> Place:
    return file.place(row["source_row"], column)


def _same(columns: tuple[str, ...], left: str, right: str, targets: tuple[str, ...] | None = None) -> str:
    """Return the SQL condition that two rows agree in some columns, empty with empty."""
    pairs = zip(columns, targets or columns, strict=True)
    return " and ".join(f"{left}.{quoted(a)} is {right}.{quoted(b)}" for a, b in pairs)


def _key(table: Table, row: Any) -> dict[str, str]:
    """Return a row's key in words, in Chinese and in English."""
    filled = [(table.by_name[name], row[name]) for name in table.key if row[name] is not None]
    return {
        "key": "，".join(f"{column.title} {value}" for column, value in filled),
        "key_en": ", ".join(f"{column.name} {value}" for column, value in filled),
    }


def _dangling(db: Database, submission: Submission, file: Checked, reference: Reference,
              target: Table) -> Iterator[Finding]:  # fmt: skip
    """Yield a finding per row that refers to a key which neither the district nor the submission holds."""
    filled = " and ".join(f"s.{quoted(name)} is not null and s.{quoted(name)} <> ''" for name in reference.columns)
    published = _same(reference.columns, "s", "t", reference.target)
    found_in = (
        f"select submission from {rejected(target.name)} t where district = ? and "
        + " and ".join(f"t.{quoted(name)} = ?" for name in reference.target)
        + " order by submission limit 1"
    )
    held: dict[tuple[Any, ...], str | None] = {}  # key → the rejected submission that has it
    referring = ", ".join(f"s.{quoted(name)}" for name in reference.columns)
    rows = db.execute(
        f"select s.source_row, s.faulty, {referring} from {stage(file.table.name)} s where s.retracted is null"
        f" and {filled} and not exists (select 1 from {stage(target.name)} t where t.retracted is null and {published})"
        f" and not exists (select 1 from {quoted(target.name)} t where t.district = ? and {published}"
        f" and not exists (select 1 from {stage(target.name)} r where r.retracted is not null and "
        f"{_same(target.key, 'r', 't')})) order by s.source_row",
        [submission.district],
    ).fetchall()
    column = file.table.by_name[reference.columns[-1]]
    facts: dict[str, Any] = {"title": column.title, "target": f"“{target.title}”", "target_en": target.name}
    for row in rows:
        if row["faulty"] and any(is_faulty(row, name) for name in reference.columns):
            continue
        key = tuple(row[name] for name in reference.columns)
        value = " ".join(map(str, key))
        if key not in held:
            by = db.execute(found_in, [submission.district, *key]).fetchone()
            held[key] = by[0] if by else None
        code = "foreign-key-rejected" if held[key] else "foreign-key"
        yield finding(code, _place(file, row, column.name), value, **facts, rejected=held[key])


def _retractions(db: Database, submission: Submission, file: Checked, tables: dict[str, Table]) -> Iterator[Finding]:
    """Yield a finding per retracted row that is not published, or that other rows still refer to."""
    if file.retracted_at is None:
        return
    table = file.table
    for row in db.execute(f"select * from {stage(table.name)} where retracted is not null").fetchall():
        key = [row[name] for name in table.key]
        where = " and ".join(f"{quoted(name)} is ?" for name in table.key)
        published = f"select 1 from {quoted(table.name)} where district = ? and {where}"
        if not db.execute(published, [submission.district, *key]).fetchone():
            yield finding("retract-unknown", _place(file, row, None), None, **_key(table, row))
            continue
        for other in tables.values():
            for reference in other.references:
                if reference.table == table.name:
                    yield from _still_referred(db, submission, file, row, other, reference)


def _still_referred(db: Database, submission: Submission, file: Checked, row: sqlite3.Row, other: Table,
                    reference: Reference) -> Iterator[Finding]:  # fmt: skip
    """Yield the finding for a retracted row to which published rows of another table refer."""
    where = " and ".join(f"t.{quoted(name)} = ?" for name in reference.columns)
    count = db.execute(
        f"select count(*) from {quoted(other.name)} t where t.district = ? and {where}"
        f" and not exists (select 1 from {stage(other.name)} s where {_same(other.key, 's', 't')})",
        [submission.district, *(row[name] for name in reference.target)],
    ).fetchone()[0]
    if count:
        facts = {"target": f"“{other.title}”", "target_en": other.name, "count": count, **_key(file.table, row)}
        yield finding("retract-referenced", _place(file, row, None), None, **facts)


def _replacements(db: Database, submission: Submission, file: Checked) -> Iterator[Finding]:
    """Yield findings for values that would be erased or changed without a reason, and for replaced real rows."""
    table = file.table
    filed = [column for column in table.columns if column.name in file.filed_columns]
    unfiled = [column for column in table.columns if column.name not in file.filed_columns]
    erased: dict[str, list[int]] = {}
    for new, old in pairs(db, submission, file):
        if submission.manifest.sample and not old["sample"]:
            yield finding("sample-replaces-real", _place(file, new, None), None, **_key(table, new))
        for column in unfiled:
            if old[column.name] is not None:
                erased.setdefault(column.name, []).append(new["source_row"])
        if erasing := _erasing(submission, file, filed, new, old):
            yield erasing
        if not table.state and not submission.manifest.corrects:
            for column in filed:
                if _needs_reason(column, old[column.name], new) and not is_faulty(new, column.name):
                    yield _unexplained(file, new, old, column)
    for name, rows in erased.items():
        place = file.place(file.header_row, name)
        facts = {"title": table.by_name[name].title, "count": len(rows), "first": rows[0]}
        yield finding("column-would-erase", place, None, **facts)


@cache
def _since() -> datetime:
    """Return from when on an empty cell needs a yes; what was handed in before keeps its verdict."""
    return datetime.fromisoformat(wording()["values-would-erase"]["since"])


def _erasing(submission: Submission, file: Checked, filed: list[Column], new: sqlite3.Row,
             old: sqlite3.Row) -> Finding | None:  # fmt: skip
    """Return the finding for a row whose empty cells would erase published values without a yes, None if none would.

    The yes is the word for it in the cell, or the column among the `erases` of the manifest.
    """
    if submission.manifest.instant < _since():
        return None
    emptied = [
        column for column in filed
        if old[column.name] is not None and new[column.name] is None and not is_faulty(new, column.name)
        and f" {column.name} " not in new["erased"]
        and not {column.name, column.title} & set(submission.manifest.erases)
    ]  # fmt: skip
    if not emptied:
        return None
    values = [(column, (spoken(column, old[column.name]) or "")[:MENTIONED]) for column in emptied]
    facts = {
        "values": "、".join(f"“{column.title}”（原来是“{value}”）" for column, value in values),
        "values_en": ", ".join(f"{column.name} (“{value}”)" for column, value in values),
        "options": " ".join(f"--erase {column.title}" for column in emptied),
        "options_en": " ".join(f"--erase {column.name}" for column in emptied),
        "names": ", ".join(f'"{column.name}"' for column in emptied),
    }
    return finding("values-would-erase", _place(file, new, emptied[0].name), None, count=len(emptied), **facts)


def _needs_reason(column: Column, old: Any, new: sqlite3.Row) -> bool:
    """Return whether a published value changes, other than a date that grows."""
    value = new[column.name]
    return old is not None and not alike(old, value) and not (column.grows and value is not None and value > old)


def _unexplained(file: Checked, new: sqlite3.Row, old: sqlite3.Row, column: Column) -> Finding:
    """Return the finding for a value that changes though nothing says why."""
    value = spoken(column, new[column.name])
    facts = {"title": column.title, "old": spoken(column, old[column.name])}
    words = {"new": value or "空", "new_en": value or "nothing"}
    return finding("change-without-reason", _place(file, new, column.name), value, **facts, **words)


def pairs(db: Database, submission: Submission, file: Checked) -> Iterator[tuple[sqlite3.Row, sqlite3.Row]]:
    """Yield (staged row, the last published row of its key, even a retracted one); not for retractions."""
    table = file.table
    history = quoted(f"{table.name}_history")
    if not holds(db, history, submission.district):
        return
    matched = db.execute(
        f"select staged, published from (select s.rowid as staged, (select max(t.rowid) from {history} t"
        f" where t.district = ? and {_same(table.key, 's', 't')}) as published, s.source_row as place"
        f" from {stage(table.name)} s where s.retracted is null) where published is not null order by place",
        [submission.district],
    )
    for staged, published in matched.fetchall():
        new = db.execute(f"select * from {stage(table.name)} where rowid = ?", [staged]).fetchone()
        yield new, db.execute(f"select * from {history} where rowid = ?", [published]).fetchone()


def holds(db: Database, table: str, district: str) -> bool:
    """Return whether a table, by its SQL name, has any row of a district."""
    return bool(db.execute(f"select exists (select 1 from {table} where district = ?)", [district]).fetchone()[0])


def spoken(column: Column, value: Any) -> str | None:
    """Return a stored value as a person files it: 是 and 否, whole amounts without .0."""
    if value is None:
        return None
    if column.type == "boolean" and value in (0, 1):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.2f}" if column.is_money and value % 1 else f"{value:.15g}"
    return str(value)


def _of_other_districts(db: Database, submission: Submission, file: Checked) -> Iterator[Finding]:
    """Yield a finding per organisation that another district lists already."""
    rows = db.execute(
        f"select s.*, t.district as other from {stage('organisations')} s join organisations t on t.org_id = s.org_id"
        " where s.retracted is null and t.district <> ? order by s.source_row",
        [submission.district],
    ).fetchall()
    for row in rows:
        yield finding("org-other-district", _place(file, row, "org_id"), row["org_id"], other=row["other"])

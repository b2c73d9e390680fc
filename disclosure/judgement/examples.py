"""The smallest rows that show what a rule, a duty or a question says: each judged file's own examples, run.

A case of `<kind>/examples/<code>.toml` has `says`, the tables with their rows, and, where they matter, `about` (the
period, or a value of the key, of the subject meant), `today`, `covered` (table → the day up to which all of it is
filed), `terms` (term → value of the programme 公益创投), and what else is to stand in the row that is said
(`detail`, `basis`, `due_on`, …).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from ..database.layout import create_tables, open_database
from ..districts import NATION, District, places
from ..folders import Folder
from ..rules import Rule, judge
from ..statements import Row, quoted
from ..tables import Column, Table
from .checklist import Question, answers, questions_of
from .fitting import fit
from .obligations import Duty, cases, duties_of
from .prepared import create_views, fill_calendar, fill_statement_parts, measure_targets
from .rulebook import rulebook

DAY = "2026-11-23"
PROGRAMME = "公益创投"
SINCE = "2000-01-01"
SOURCE = {
    "district": "demo",
    "submission": "example",
    "source_file": "x",
    "source_row": 1,
    "submitted_on": DAY,
    "sample": 0,
}
WORDS = ("says", "about", "today", "covered", "terms")


class Blank:
    """An empty register that holds the rows of one example at a time: making the tables anew takes far longer."""

    def __init__(self, districts: Iterable[District]) -> None:
        districts = list(districts)
        fit(districts)
        of_nation = {table.name: table for table in NATION.tables}
        self.tables = of_nation | {name: table for one in districts for name, table in one.tables().items()}
        self.db = open_database(None)
        create_tables(self.db, self.tables.values())
        create_views(self.db, districts)
        fill_calendar(self.db, DAY)
        fill_statement_parts(self.db)

    def empty(self) -> None:
        """Let go of the rows of the example before."""
        if self.db.conn.in_transaction:
            self.db.execute("rollback")

    def filled(self, case: dict[str, Any], beside: Iterable[tuple[str, Row]] = ()) -> Database:
        """Return the register with the rows of an example, and with others beside them if they are not there yet.

        Required columns are filled from the schemas' examples. The rows are there until the next call.
        """
        self.empty()
        self.db.execute("begin")
        self._insert("build", {"today": case.get("today", DAY)}, "insert")
        for name, row in filed_rows(case):
            self._insert(name, row, "insert")
        for name, row in beside:
            self._insert(name, row, "insert or ignore")
        measure_targets(self.db)
        return self.db

    def _insert(self, name: str, row: Row, how: str) -> None:
        """Insert a row into a table or its history."""
        table = self.tables.get(name.removesuffix("_history"))
        filed = self.complete(table, row) if table else row
        columns = ", ".join(map(quoted, filed))
        places = ", ".join("?" * len(filed))
        self.db.execute(f"{how} into {quoted(name)} ({columns}) values ({places})", list(filed.values()))

    @staticmethod
    def complete(table: Table, row: Row) -> Row:
        """Return a row with its required columns, filled from the schema's examples, and where it came from."""
        required = {c.name: _typed(c) for c in table.columns if c.required or c.name in table.key}
        own = {name: value for name, value in SOURCE.items() if name not in table.by_name}
        return own | required | row


def filed_rows(case: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) of an example, those for which `covered` and `terms` stand first."""
    for name, until in case.get("covered", {}).items():
        yield "coverage", {"table_name": name, "from_on": SINCE, "until_on": until, "kind": None, "org_type": None}
    terms = case.get("terms", {})
    if terms:
        yield "policies", {"policy_id": "term-policy", "title": "示例办法"}
    for term, said in terms.items():
        base = {"programme": PROGRAMME, "from_on": SINCE, "policy_id": "term-policy", "section": "第一条", "term": term}
        yield "programme_terms", base | ({"text": said} if isinstance(said, str) else {"value": said})
    for name, rows in case.items():
        if isinstance(rows, list):
            yield from ((name, row) for row in rows)


def judges(kind: str, districts: list[District]) -> Mapping[str, list[Rule] | Duty | Question]:
    """Return code → what judges: the versions of a rule, a duty or a question."""
    if kind == "rules":
        return rulebook(districts)
    return duties_of(districts) if kind == "obligations" else questions_of(districts)


def judged(db: Database, kind: str, code: str, districts: list[District]) -> list[Row]:
    """Return what is said of the rows in a database, each with `says` and `reason`. Raises RuleError."""
    return judged_by(db, judges(kind, districts)[code])


def judged_by(db: Database, found: list[Rule] | Duty | Question) -> list[Row]:
    """Return what a rule, a duty or a question says of the rows, each with `says` and `reason`. Raises RuleError."""
    if isinstance(found, list):
        rows = [row for rule in found for row in judge(db.conn, rule)]
        return [row | {"says": row["status"], "reason": row["detail"]} for row in rows]
    if isinstance(found, Duty):
        (today,) = db.execute("select today from build").fetchone()
        return [row | {"says": row["status"], "reason": row["detail"]} for row in cases(db, found, today)]
    return [row | {"says": row["answer"], "reason": row["evidence"]} for row in answers(db, found)]


def meant(case: dict[str, Any], rows: list[Row]) -> list[Row]:
    """Return the rows that an example is about."""
    about = case.get("about")
    return [row for row in rows if about is None or str(about) in _names(row)]


def _names(row: Row) -> set[str]:
    """Return what a row can be called by: its period, its organisation, and the values of its key."""
    key = json.loads(row["key"] or "{}")
    return {str(value) for value in (row.get("period"), row.get("org_id"), *key.values())}


def disagreement(case: dict[str, Any], rows: list[Row]) -> str | None:
    """Return how what was said of an example differs from what was to be said; None if it does not.

    What is not judged at all is 不适用; nothing else in the example may be a breach unless a breach is meant.
    """
    expected = case["says"]
    about = meant(case, rows)
    said = [row for row in about if row["says"] == expected]
    if not said and not (expected == "不适用" and not about):
        told = "、".join(sorted({row["says"] for row in about})) or "not judged"
        return f"is to be {expected} but is {told}"
    if expected != "不符合" and any(row["says"] == "不符合" for row in about):
        return f"is to be {expected} but something in it is 不符合"
    for name, value in case.items():
        if name in WORDS or isinstance(value, list):
            continue
        if not any(row.get(name) == value for row in said):
            return f"is to have {name} {value!r} but has {[row.get(name) for row in said]}"
    return None


def codes_of(place: Folder, kind: str) -> list[str]:
    """Return the codes of what a place has of a kind, each once."""
    if kind == "rules":
        return sorted({rule.code for rule in place.rules})
    return [statement.header["code"] for statement in place.statements(kind)]


def all_examples(districts: list[District], kind: str) -> dict[str, list[dict[str, Any]]]:
    """Return code → its examples, for every rule, duty or question of every place."""
    return {code: place.examples(kind, code) for place in places(districts) for code in codes_of(place, kind)}


def _typed(column: Column) -> Any:
    """Return a column's example as it is stored."""
    if column.type == "boolean":
        return int(column.example == "是")
    kinds = {"INTEGER": int, "REAL": float}
    return kinds.get(column.sql_type, str)(column.example)

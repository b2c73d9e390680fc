"""Whether the rules are fit to judge: each runs, is dated, and says of its own examples what they are to be told."""

import tomllib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..database.layout import create_tables, open_database
from ..districts import District
from ..exceptions import RuleError
from ..rules import Rule, judge
from ..standard import HERE as STANDARD
from ..tables import Column, Table
from .prepared import create_views

RETURNED = {"district", "table_name", "key", "org_id", "period", "status", "detail"}
NEEDED = ("不符合", "符合")
DAY = "2026-11-23"
SOURCE = {
    "district": "demo",
    "submission": "example",
    "source_file": "x",
    "source_row": 1,
    "submitted_on": DAY,
    "sample": 0,
}


def rulebook(districts: Iterable[District]) -> dict[str, list[Rule]]:
    """Return code → the versions of the rule, of every district, oldest first."""
    found: dict[str, dict[str, Rule]] = {}
    for district in districts:
        for rule in district.rules():
            found.setdefault(rule.code, {})[rule.version] = rule
    return {code: sorted(found[code].values(), key=lambda rule: rule.applies_from or "") for code in sorted(found)}


def judged_by(rule: Rule, districts: list[District]) -> list[str] | None:
    """Return the districts that a rule judges; None if it judges all of them."""
    names = [one.name for one in districts if any(rule.code == own.code for own in one.rules())]
    return None if len(names) == len(districts) else names


def examples_of(code: str, districts: Iterable[District]) -> list[dict[str, Any]]:
    """Return the examples of a rule: those beside the standard rules or beside the district's."""
    folders = [STANDARD / "rules", *(district.path / "rules" for district in districts)]
    for folder in folders:
        path: Path = folder / "examples" / f"{code}.toml"
        if path.exists():
            cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
            return cases
    return []


class Blank:
    """An empty register, to copy and fill with the rows of an example: making the tables anew takes far longer."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables
        self.db = open_database(None)
        create_tables(self.db, tables.values())
        create_views(self.db)

    def filled(self, case: dict[str, Any]) -> Database:
        """Return a database that holds the rows of an example, required columns filled from the schemas' examples."""
        db = open_database(None)
        self.db.conn.backup(db.conn)
        db.table("build").insert({"today": case.get("today", DAY)})
        for name, rows in case.items():
            if isinstance(rows, list):
                table = self.tables.get(name.removesuffix("_history"))
                db.table(name).insert_all([_filled(table, row) if table else row for row in rows])
        return db


def faults(districts: list[District]) -> Iterator[str]:
    """Yield what is wrong with the rules, as lines that name the rule and the next step."""
    blank = Blank({name: table for district in districts for name, table in district.tables().items()})
    for code, versions in rulebook(districts).items():
        for one, other in pairwise(versions):
            if not one.applies_until or not other.applies_from or one.applies_until >= other.applies_from:
                yield f"{code}: {one.version} and {other.version} overlap; date them (applies_until, applies_from)"
        cases = examples_of(code, districts)
        for rule in versions:
            if "待核实" in rule.basis and (rule.severity, rule.effect) == ("error", "reject"):
                yield f"{code}@{rule.version}: rests on what is not verified; make it a warning that is published"
        for needed in NEEDED:
            if not any(case["says"] == needed for case in cases):
                yield f"{code}: no example that is {needed}; add one to rules/examples/{code}.toml"
        for position, case in enumerate(cases, start=1):
            try:
                said = statuses(case, versions, blank)
            except RuleError as error:
                yield str(error)
                break
            if not agrees(case["says"], said):
                told = "、".join(sorted(said)) or "not judged"
                yield f"{code}: example {position} is to be {case['says']} but is {told}"


def agrees(expected: str, said: set[str]) -> bool:
    """Return whether what a rule said of an example is what it was to say; what is not judged is 不适用."""
    if expected == "不适用":
        return said <= {"不适用"}
    return expected in said and ("不符合" not in said or expected == "不符合")


def statuses(case: dict[str, Any], versions: list[Rule], blank: Blank) -> set[str]:
    """Return what the versions of a rule say of an example, each of its own periods. Raises RuleError."""
    db = blank.filled(case)
    said = set()
    for rule in versions:
        for row in judge(db.conn, rule):
            if missing := RETURNED - set(row):
                raise RuleError(f"{rule.code}@{rule.version}: returns no {', '.join(sorted(missing))}; add it")
            if case.get("about") in (None, row["period"]):
                said.add(row["status"])
    return said


def _filled(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its required columns and where it came from."""
    required = {c.name: _typed(c) for c in table.columns if c.required or c.name in table.key}
    own = {name: value for name, value in SOURCE.items() if name not in table.by_name}
    return own | required | row


def _typed(column: Column) -> Any:
    """Return a column's example as it is stored."""
    if column.type == "boolean":
        return int(column.example == "是")
    kinds = {"INTEGER": int, "REAL": float}
    return kinds.get(column.sql_type, str)(column.example)

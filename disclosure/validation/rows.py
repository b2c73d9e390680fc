"""Sees each row as Frictionless read it, words its errors as findings, and passes the row on."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, ClassVar

import frictionless
from frictionless import Check

from ..findings import wording
from ..reading.cells import PERSON, proposal
from ..standard import identifiers
from ..tables import Column
from .filed import File, Filed

WRITTEN = {
    "money-format": re.compile(r"-?[0-9]+(\.[0-9]{1,2})?"),
    "number-format": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "integer-format": re.compile(r"-?[0-9]+"),
    "year-format": re.compile(r"[0-9]{4}"),
    "date-format": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
NEAR = 0.5  # how alike a word must be to a term to be proposed


class Rows(Check):
    """Sees every row that Frictionless reads, with its errors, and passes it on."""

    type = "rows"
    Errors: ClassVar[list[Any]] = []

    def __init__(self, file: File) -> None:
        super().__init__()
        self.file = file
        self.columns = list(file.columns.values())
        codes = [written_code(column) for column in self.columns]
        self.written = [(at, self.columns[at], code) for at, code in enumerate(codes) if code in WRITTEN]

    def validate_row(self, row: frictionless.Row) -> Iterator[frictionless.Error]:
        """Note the findings of one row and pass the row to the sink."""
        file, number = self.file, self.file.numbers[row.row_number - 2]
        file.passed += 1
        faulty = self._written(row, number) | self._frictionless(row, number)
        values: dict[str, Any] = {}
        for at, column in enumerate(self.columns):
            filed = row.cells[at] if at < len(row.cells) else ""
            values[column.name] = filed if column.name in faulty else _sql(row[column.name])
        readable = {name: value for name, value in values.items() if name not in faulty}
        unreadable = frozenset(faulty)
        for code, name, facts in (found for check in file.checks for found in check(readable)):
            if name not in unreadable:  # which has its own finding
                value = values.get(name)
                faulty.add(name)
                file.add(code, number, file.table.by_name[name], None if value is None else str(value), **facts)
        self._sample(readable, number)
        file.sink(Filed(number, values, faulty=frozenset(faulty), erased=frozenset(file.erased.pop(number, ()))))
        yield from ()

    def _written(self, row: frictionless.Row, number: int) -> set[str]:
        """Note cells not written as numbers and dates are to be; Frictionless lets 1e5 and 2012-5-7 pass."""
        faulty = self.file.refused.pop(number, set())
        for at, column, code in self.written:
            cell = row.cells[at] if at < len(row.cells) else ""
            if cell and column.name not in faulty and not WRITTEN[code].fullmatch(cell):
                self.file.add(code, number, column, cell, proposal=proposal(column, cell, self.file.factor))
                faulty.add(column.name)
        self._already = faulty
        return faulty

    def _frictionless(self, row: frictionless.Row, number: int) -> set[str]:
        """Note the row's errors as Frictionless sees them, each cell once."""
        faulty: set[str] = set()
        for error in sorted(row.errors, key=lambda error: error.type != "missing-cell"):
            name = getattr(error, "field_name", None)
            column = self.file.table.by_name.get(name or "")
            if isinstance(error, frictionless.errors.PrimaryKeyError):
                self._duplicate(row, number, error)
            elif isinstance(error, frictionless.errors.ExtraCellError):
                if error.cell:  # an empty one before it says nothing
                    self.file.add("extra-cell", number, None, error.cell)
            elif column and name not in self._already | faulty:
                faulty.add(column.name)
                self.file.add(_code(error, column), number, column, error.cell, **_facts(error, column))
        return faulty

    def _duplicate(self, row: frictionless.Row, number: int, error: frictionless.errors.PrimaryKeyError) -> None:
        """Note a key that an earlier row has; one that is unreadable, or empty where it must be filled, has its own."""
        table = self.file.table
        key = {name: row[name] for name in table.key if name in self.file.filed_columns}
        earlier = re.search(r"\d+$", error.note)
        if earlier and all(key[name] is not None for name in table.filled_key):
            other = self.file.numbers[int(earlier.group()) - 2]
            column = table.key[0] if len(key) == 1 else None
            shown = "，".join(f"{table.by_name[n].title} {value}" for n, value in key.items() if value is not None)
            value = str(next(iter(key.values()))) if column else None
            named = ", ".join(f"{name} {value}" for name, value in key.items() if value is not None)
            self.file.add("duplicate-key", number, column, value, other=other, key=shown, key_en=named)

    def _sample(self, row: dict[str, Any], number: int) -> None:
        """Note invented codes among real ones and real ones among invented ones (design.md §4)."""
        file = self.file
        for column in file.columns.values():
            code = row.get(column.name)
            if column.identifier != "org_id" or not code or identifiers.fault(code) or file.sample is None:
                continue
            if identifiers.is_sample(code) != file.sample:
                file.add("real-code-in-sample" if file.sample else "sample-code-in-real", number, column, code)
        name = row.get("name")
        if file.sample and file.table.name == "organisations" and name and not name.startswith("（示例）"):
            file.add("sample-name", number, file.table.by_name["name"], name)


def written_code(column: Column) -> str:
    """Return the finding for a cell of the column that is not written as its type asks."""
    return "money-format" if column.is_money else f"{column.type}-format"


def _code(error: frictionless.Error, column: Column) -> str:
    """Return our code for a cell error of Frictionless."""
    constraint = re.match(r'constraint "(\w+)"', error.note)
    if constraint:
        coded = [code for code, entry in wording().items() if entry.get("constraint") == constraint[1]]
        return coded[0] if coded else "constraint-error"
    if error.type == "type-error":
        return {"date": "date-impossible", "boolean": "boolean-format"}.get(column.type, "type-error")
    return str(error.type)


def _facts(error: frictionless.Error, column: Column) -> dict[str, Any]:
    """Return the limit that a constraint error speaks of, the nearest term of a vocabulary, the error's own words."""
    constraint = re.match(r'constraint "(\w+)"', error.note)
    limit = column.descriptor["constraints"].get(constraint[1]) if constraint else None
    terms = column.descriptor["constraints"].get("enum", [])
    cell = getattr(error, "cell", None) or ""
    several = len([part for part in PERSON["separators"].split(cell) if part.strip()]) > 1  # none of them is the one
    nearest = get_close_matches(cell, terms, n=1, cutoff=NEAR) if constraint and not several else []
    return {"limit": limit, "note": error.note, "proposal": nearest[0] if nearest else None}


def _sql(value: Any) -> Any:
    """Return a value as SQLite stores it: dates as text, decimals as REAL, booleans as 0 and 1."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)

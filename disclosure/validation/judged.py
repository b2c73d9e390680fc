"""Judges a cell as Frictionless does, by the field of its column: each distinct text of a column once."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from frictionless import Field, Schema

from ..findings import wording
from ..reading.cells import PERSON
from ..tables import Column

WRITTEN = {
    "money-format": re.compile(r"-?[0-9]+(\.[0-9]{1,2})?"),
    "number-format": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "integer-format": re.compile(r"-?[0-9]+"),
    "year-format": re.compile(r"[0-9]{4}"),
    "date-format": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
TYPES = {"date": "date-impossible", "boolean": "boolean-format"}
NEAR = 0.5  # how alike a word must be to a term to be proposed
KEPT = 100_000  # distinct texts of a column


class Judged(NamedTuple):
    """The value of a cell as SQLite stores it, and the code of the finding it deserves, None if it has no fault.

    Of a fault that Frictionless found: the limit broken, its note, the nearest term of a vocabulary.
    """

    value: Any
    code: str | None = None
    limit: Any = None
    note: str | None = None
    nearest: str | None = None


def judging(columns: list[Column]) -> list[Callable[[str], Judged]]:
    """Return the function that judges a cell, for each of the columns of a file."""
    schema = Schema.from_descriptor({"fields": [column.descriptor for column in columns]})
    return [_judge(column, field) for column, field in zip(columns, schema.fields, strict=True)]


def written_code(column: Column) -> str:
    """Return the finding for a cell of the column that is not written as its type asks."""
    return "money-format" if column.is_money else f"{column.type}-format"


def _judge(column: Column, field: Field) -> Callable[[str], Judged]:
    """Return the function that judges a cell of a column."""
    read = field.create_cell_reader()
    code = written_code(column)
    written = WRITTEN.get(code)

    @lru_cache(maxsize=KEPT)  # most cells repeat others
    def judge(cell: str) -> Judged:
        value, notes = read(cell)
        stored = _stored(value)
        if written and cell and not written.fullmatch(cell):  # Frictionless lets 1e5 and 2012-5-7 pass
            return Judged(stored, code)
        if not notes:
            return Judged(stored)
        name, note = next(iter(notes.items()))
        return _at_fault(column, cell, stored, name, note)

    return judge


def _at_fault(column: Column, cell: str, stored: Any, name: str, note: str) -> Judged:
    """Return what is to be said of a cell that is not of its type, or breaks a constraint of that name."""
    if name == "type":
        return Judged(stored, TYPES.get(column.type, "type-error"), note=note)
    coded = [code for code, entry in wording().items() if entry.get("constraint") == name]
    terms = column.descriptor["constraints"].get("enum", [])
    several = len([part for part in PERSON["separators"].split(cell) if part.strip()]) > 1  # none of them is the one
    nearest = [] if several else get_close_matches(cell, terms, n=1, cutoff=NEAR)
    limit = column.descriptor["constraints"].get(name)
    return Judged(stored, coded[0] if coded else "constraint-error", limit, note, nearest[0] if nearest else None)


def _stored(value: Any) -> Any:
    """Return a value as SQLite stores it: dates as text, decimals as REAL, booleans as 0 and 1."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)

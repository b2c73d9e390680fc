"""Judges a cell as Frictionless does, by the field of its column: each distinct text of a column once."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ..findings import wording
from ..reading.cells import PERSON
from ..tables import Column
from .surely import UNSURE, Surely, surely

if TYPE_CHECKING:
    from frictionless import Field

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

    @cache
    def fields() -> "list[Field]":
        from frictionless import Schema  # only who meets what is not surely valid waits until it is loaded

        return Schema.from_descriptor({"fields": [column.descriptor for column in columns]}).fields

    known = [surely(column, WRITTEN.get(written_code(column))) for column in columns]
    if None in known:
        fields()  # what Frictionless refuses of a schema is told at once
    return [
        _judge(column, partial(_reader, fields, place), at_once)
        for place, (column, at_once) in enumerate(zip(columns, known, strict=True))
    ]


def _reader(fields: "Callable[[], list[Field]]", place: int) -> Callable[[str], Any]:
    """Return what reads a cell of a column as Frictionless does."""
    return fields()[place].create_cell_reader()


def written_code(column: Column) -> str:
    """Return the finding for a cell of the column that is not written as its type asks."""
    return "money-format" if column.is_money else f"{column.type}-format"


def _judge(
    column: Column, reader: Callable[[], Callable[[str], Any]], at_once: Surely | None
) -> Callable[[str], Judged]:
    """Return the function that judges a cell of a column."""
    reader = cache(reader)
    code = written_code(column)
    written = WRITTEN.get(code)

    @lru_cache(maxsize=KEPT)  # most cells repeat others
    def judge(cell: str) -> Judged:
        if at_once and (value := at_once(cell)) is not UNSURE:
            return Judged(value)
        try:
            value, notes = reader()(cell)
        except ArithmeticError:  # Decimal reads sNaN, and will not compare it with a bound
            return Judged(None, code)
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

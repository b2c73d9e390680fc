"""Checks one file against its table: header, written form, Frictionless, the row checks. Holds one row at a time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar

import frictionless
from frictionless import Check, Checklist, Resource, Schema

from .findings import Finding, Place, finding, wording
from .rules import RowCheck
from .standard import identifiers
from .submissions.privacy import personal_data
from .submissions.reader import UnreadableError, records
from .tables import RETRACTED, Column, Table

NO_LIMIT = 10**9
WRITTEN = {
    "money-format": re.compile(r"-?\d+(\.\d{1,2})?"),
    "number-format": re.compile(r"-?\d+(\.\d+)?"),
    "integer-format": re.compile(r"-?\d+"),
    "year-format": re.compile(r"\d{4}"),
    "date-format": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


@dataclass(frozen=True)
class Filed:
    """One row as filed: values where readable, else the text of the cell; `faulty` cells have a finding already."""

    row: int
    values: dict[str, Any]
    retracted: str | None = None
    faulty: frozenset[str] = frozenset()


@dataclass
class File:
    """One table file of a submission, being checked. `sink` receives each row."""

    path: Path
    table: Table
    checks: list[RowCheck]
    sample: bool | None
    sink: Callable[[Filed], None]
    findings: list[Finding] = field(default_factory=list)
    columns: dict[int, Column] = field(default_factory=dict)
    rows: int = 0
    header_row: int = 1
    numbers: list[int] = field(default_factory=list)
    retracted_at: int | None = None

    @property
    def filed_columns(self) -> list[str]:
        """Return the names of the table's columns that the file has."""
        return [column.name for column in self.columns.values()]

    def add(self, code: str, row: int | None, column: Column | str | None, value: str | None, **facts: object) -> None:
        """Note a finding at a place of this file."""
        name = column.name if isinstance(column, Column) else column
        if isinstance(column, Column):
            terms = "、".join(column.descriptor["constraints"].get("enum", []))
            facts = {"title": column.title, "example": column.example, "terms": terms} | facts
        place = Place(self.table.name, self.path.name, row, name)
        self.findings.append(finding(code, place, value, **facts))


def validate(path: Path, table: Table, checks: list[RowCheck], sample: bool | None,
             sink: Callable[[Filed], None]) -> File:  # fmt: skip
    """Return the file with its findings, having passed every row to `sink`. `sample` None: not known."""
    file = File(path, table, checks, sample, sink)
    try:
        read = records(path)
        header = next(((number, cells) for number, cells in read if any(cell.strip() for cell in cells)), None)
        if header is None:
            file.add("blank-header", 1, None, None)
            return file
        _read_header(file, *header)
        _check_rows(file, header[1], read)
    except UnreadableError as error:
        file.add(error.code, None, None, None, note=error.note)
    return file


def _read_header(file: File, number: int, cells: list[str]) -> None:
    """Say which column stands where, and what is wrong with the header."""
    file.header_row = number
    seen: dict[str, int] = {}
    for position, label in enumerate(cells):
        _guard(file, number, label, label)
        column = file.table.by_header.get(label)
        name = column.name if column else label
        if not label.strip():
            file.add("blank-label", number, None, label, position=position + 1)
        elif name in seen:
            file.add("duplicate-label", number, name, label, position=position + 1, other=seen[name] + 1)
        elif label == RETRACTED:
            file.retracted_at = position
        elif column:
            file.columns[position] = column
        else:
            nearest = get_close_matches(label, file.table.by_header, n=1, cutoff=0)
            file.add("unknown-column", number, label, label, nearest=nearest[0])
        seen.setdefault(name, position)


def _check_rows(file: File, header: list[str], read: Iterator[tuple[int, list[str]]]) -> None:
    """Pass every row through Frictionless and our own checks."""
    fields = [
        file.columns[position].descriptor if position in file.columns else {"name": f"_{position}", "type": "any"}
        for position in range(len(header))
    ]
    schema: dict[str, Any] = {"fields": fields}
    if set(file.table.key) <= set(file.filed_columns):
        schema["primaryKey"] = list(file.table.key)
    data = _rows(file, [descriptor["name"] for descriptor in fields], read)
    resource = Resource(data=data, schema=Schema.from_descriptor(schema))
    report = resource.validate(Checklist(checks=[_Rows(file)]), limit_errors=NO_LIMIT)
    for error in (error for task in report.tasks for error in task.errors if "#row" not in error.tags):
        if isinstance(error, frictionless.errors.SourceError) and not file.numbers:
            continue  # a header without rows is a table of no rows
        file.add("data-error", None, None, None, note=error.message)
    needed = {column.name for column in file.table.columns if column.required}
    if file.rows and not file.numbers:
        needed = set(file.table.key)  # a file of retractions: key and reason suffice
    for name in sorted(needed - set(file.filed_columns)):
        file.add("missing-column", file.header_row, file.table.by_name[name], None)


def _rows(file: File, names: list[str], read: Iterator[tuple[int, list[str]]]) -> Iterator[list[str]]:
    """Yield the records that Frictionless is to see: neither blank rows nor retractions."""
    yield names
    for number, cells in _until_unreadable(file, read):
        if not any(cell.strip() for cell in cells):
            file.add("blank-row", number, None, None)
            continue
        file.rows += 1
        for position, cell in enumerate(cells):
            column = file.columns.get(position)
            _guard(file, number, column.name if column else None, cell)
        at = file.retracted_at
        if at is not None and at < len(cells) and cells[at].strip():
            _retract(file, number, cells, cells[at])
            continue
        file.numbers.append(number)
        yield [cell if cell.strip() else "" for cell in cells]


def _until_unreadable(file: File, read: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the records up to the place where the file breaks off, and note that place."""
    try:
        yield from read
    except UnreadableError as error:
        file.add(error.code, None, None, None, note=error.note)


def _guard(file: File, number: int, column: str | None, cell: str) -> None:
    """Note personal data in a cell of any column."""
    for code in personal_data(cell):
        file.add(code, number, column, cell)


def _retract(file: File, number: int, cells: list[str], reason: str) -> None:
    """Pass on a row that is taken out: its key and the reason."""
    values = {}
    for position, column in file.columns.items():
        if column.name in file.table.key:
            text = cells[position] if position < len(cells) else ""
            if not text:
                file.add("required", number, column, text)
            values[column.name] = int(text) if column.type in ("year", "integer") and text.isdigit() else text
    file.sink(Filed(number, values, retracted=reason))


class _Rows(Check):
    """Sees every row that Frictionless reads, with its errors, and passes it on."""

    type = "rows"
    Errors: ClassVar[list[Any]] = []

    def __init__(self, file: File) -> None:
        super().__init__()
        self.file = file
        codes = {position: _written_code(column) for position, column in file.columns.items()}
        self.written = [(position, file.columns[position], code) for position, code in codes.items() if code in WRITTEN]

    def validate_row(self, row: frictionless.Row) -> Iterator[frictionless.Error]:
        """Note the findings of one row and pass the row to the sink."""
        file, number = self.file, self.file.numbers[row.row_number - 2]
        faulty = self._written(row, number) | self._frictionless(row, number)
        values: dict[str, Any] = {}
        for position, column in file.columns.items():
            filed = row.cells[position] if position < len(row.cells) else ""
            values[column.name] = filed if column.name in faulty else _sql(row[column.name])
        readable = {name: value for name, value in values.items() if name not in faulty}
        for check in file.checks:
            for code, name, facts in check(readable):
                value = values.get(name)
                faulty.add(name)
                file.add(code, number, file.table.by_name[name], None if value is None else str(value), **facts)
        self._sample(readable, number)
        file.sink(Filed(number, values, faulty=frozenset(faulty)))
        yield from ()

    def _written(self, row: frictionless.Row, number: int) -> set[str]:
        """Note cells not written as numbers and dates are to be; Frictionless lets 1e5 and 2012-5-7 pass."""
        faulty: set[str] = set()
        for position, column, code in self.written:
            cell = row.cells[position] if position < len(row.cells) else ""
            if cell and not WRITTEN[code].fullmatch(cell):
                self.file.add(code, number, column, cell)
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
                self.file.add("extra-cell", number, None, error.cell)
            elif column and name not in self._already | faulty:
                faulty.add(column.name)
                self.file.add(_code(error, column), number, column, error.cell, **_limit(error, column))
        return faulty

    def _duplicate(self, row: frictionless.Row, number: int, error: frictionless.errors.PrimaryKeyError) -> None:
        """Note a key that an earlier row has; a key with an unreadable or empty part has its own finding."""
        key = {name: row[name] for name in self.file.table.key}
        earlier = re.search(r"\d+$", error.note)
        if earlier and all(value is not None for value in key.values()):
            other = self.file.numbers[int(earlier.group()) - 2]
            column = self.file.table.key[0] if len(key) == 1 else None
            shown = "，".join(f"{self.file.table.by_name[n].title} {value}" for n, value in key.items())
            value = str(next(iter(key.values()))) if column else None
            self.file.add("duplicate-key", number, column, value, other=other, key=shown)

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


def _written_code(column: Column) -> str:
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


def _limit(error: frictionless.Error, column: Column) -> dict[str, object]:
    """Return the limit that a constraint error speaks of, and the error's own words."""
    constraint = re.match(r'constraint "(\w+)"', error.note)
    limit = column.descriptor["constraints"].get(constraint[1]) if constraint else None
    return {"limit": limit, "note": error.note}


def _sql(value: Any) -> Any:
    """Return a value as SQLite stores it: dates as text, decimals as REAL, booleans as 0 and 1."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)

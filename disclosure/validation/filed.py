"""A table file while it is checked, and its rows as filed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from ..findings import Finding, Place, finding
from ..rules import RowCheck
from ..submissions.files import TableFile
from ..tables import Column, Table


@dataclass(frozen=True)
class Filed:
    """One row as filed: values where readable, else the text of the cell; `faulty` cells have a finding already."""

    row: int
    values: dict[str, Any]
    retracted: str | None = None
    faulty: frozenset[str] = frozenset()


@dataclass
class File:
    """One table of a submission, being checked. `sink` receives each row; `refused` cells could not be read."""

    source: TableFile
    table: Table
    checks: list[RowCheck]
    sample: bool | None
    sink: Callable[[Filed], None]
    findings: list[Finding] = field(default_factory=list)
    columns: dict[int, Column] = field(default_factory=dict)
    rows: int = 0
    header_row: int = 1
    numbers: list[int] = field(default_factory=list)
    refused: dict[int, set[str]] = field(default_factory=dict)
    retracted_at: int | None = None

    @property
    def path(self) -> Path:
        """Return the file the table stands in."""
        return self.source.path

    @property
    def filed_columns(self) -> list[str]:
        """Return the names of the table's columns that the file has."""
        return [column.name for column in self.columns.values()]

    def add(self, code: str, row: int | None, column: Column | str | None, value: str | None, *,
            at: int | None = None, **facts: Any) -> None:  # fmt: skip
        """Note a finding at a place of this file; `at` is the position of a column that is none of the table's."""
        name = column.name if isinstance(column, Column) else column
        if isinstance(column, Column):
            terms = "、".join(column.descriptor["constraints"].get("enum", []))
            facts = {"title": column.title, "example": column.example, "terms": terms} | facts
        self.findings.append(finding(code, self.place(row, name, at), value, **facts))

    def place(self, row: int | None, column: str | None, at: int | None = None) -> Place:
        """Return a place of this file, with its cell as a spreadsheet names it."""
        at = next((position for position, known in self.columns.items() if known.name == column), at)
        cell = f"{get_column_letter(at + 1)}{row}" if at is not None and row is not None else None
        return Place(self.table.name, self.path.name, row, column, self.source.sheet.name, cell)

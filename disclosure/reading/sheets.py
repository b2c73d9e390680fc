"""What a file holds once opened: sheets of rows of cells, and the words outside its cells."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

LIMITS: dict[str, int] = tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))


class UnreadableError(Exception):
    """Raised when a file cannot be read as tables; `code` is the finding it deserves, `facts` fill its wording."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Merged:
    """A cell below the first of a vertical merge; it shows the value of the first."""

    value: Any


@dataclass(frozen=True)
class Broken:
    """A cell of a workbook that holds no value of its own: a formula or an error such as #REF!; `code` says which."""

    code: str
    text: str


Cell = str | int | float | bool | date | datetime | Merged | Broken | None
Record = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """One sheet; a text file is one sheet without a name. `rows` yields (row number as shown, cells) from row 1."""

    name: str | None
    rows: Callable[[], Iterator[Record]]
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A file: its sheets, and (where, text) of comments, properties and names, which personal data may hide in."""

    sheets: list[Sheet]
    texts: list[tuple[str, str]] = field(default_factory=list)
    day_of: Callable[[float], date] | None = None  # what day a number stands for, in a workbook

    @property
    def filled(self) -> list[Sheet]:
        """Return the sheets a reader sees that hold anything."""
        return [sheet for sheet in self.sheets if not sheet.hidden and any(_filled(row) for _, row in sheet.rows())]


def _filled(row: list[Cell]) -> bool:
    return any(cell is not None and shown(cell).strip() for cell in row)


def shown(cell: Cell) -> str:
    """Return a cell as text, numbers with the 15 digits that a spreadsheet keeps."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Merged):
        return ""
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return plain(cell)


def plain(number: float) -> str:
    """Return a number as its digits, never as 1e5."""
    if isinstance(number, int):
        return str(number)
    digits = Decimal(f"{number:.15g}")
    return f"{digits:f}".removesuffix(".0")


def limited(rows: Iterator[Record]) -> Iterator[Record]:
    """Yield the rows up to the limits. Raises UnreadableError naming the row that breaks one."""
    for number, cells in rows:
        if number > LIMITS["rows"]:
            raise UnreadableError("too-many-rows", limit=f"{LIMITS['rows']:,}")
        if len(cells) > LIMITS["columns"] and any(shown(cell).strip() for cell in cells[LIMITS["columns"] :]):
            raise UnreadableError("too-many-columns", line=number, count=len(cells), limit=LIMITS["columns"])
        for cell in cells:
            if isinstance(cell, str) and len(cell) > LIMITS["cell_characters"]:
                raise UnreadableError("cell-too-long", line=number, count=len(cell), limit=LIMITS["cell_characters"])
        yield number, cells


def is_percentage(pattern: str) -> bool:
    """Return whether a number format shows a hundred times the number, as 0.00% does and 0"%" does not."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", pattern)


def percentage(held: float) -> str:
    """Return a number as such a cell shows it: 70% for 0.7, which read as 0.7 would be a hundredth of what is meant."""
    return f"{(Decimal(shown(held)) * 100).normalize():f}%"

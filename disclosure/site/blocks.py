"""A block shows the rows of one table, whatever the table: as a table, or with the years side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .addresses import data_address
from .formats import as_filed, cell
from .reading import Reader, Row, primary_key

WIDEST = 8
FILED = ("submission", "source_file", "source_row")


STATES = ("opinion", "status", "decision", "result")  # columns whose terms have marks
CLASSES = {"number": "num", "integer": "num", "date": "date"}  # type of a column → how its cells are set
Kind = tuple[str, str, bool]  # of a column: its title, how its cells are set, whether they are states


@dataclass(frozen=True)
class Line:
    """One line of a block: its cells, where it was filed, whether it is a sample."""

    cells: list[str]
    source: Row
    sample: bool
    url: str = ""

    def beside(self, kinds: list[Kind]) -> Iterator[tuple[str, str, bool, str]]:
        """Yield each cell but the first with the kind of its column."""
        return ((*kind, text) for kind, text in zip(kinds[1:], self.cells[1:], strict=False))


@dataclass(frozen=True)
class Block:
    """The rows of a table that concern one subject, with the way back to the query."""

    table: str
    title: str
    description: str
    heads: list[Row]
    lines: list[Line]
    query: str
    by_year: bool = False
    sources: list[Row] = field(default_factory=list)
    count: int = 0  # rows in all where not all are lines
    path: str = ""  # of the page that has them all

    @property
    def sample(self) -> bool:
        """Return whether all of it is invented: then the table says so once, else each line that is."""
        return bool(self.lines) and all(line.sample for line in self.lines)

    @property
    def kinds(self) -> list[Kind]:
        """Return what is said of each cell of a column."""
        return [(one["title"], CLASSES.get(one["type"], ""), one.get("column_name") in STATES) for one in self.heads]


def block(
    reader: Reader, table: str, rows: list[Row], hide: set[str], where: Row, only: list[str] | None = None
) -> Block:
    """Return the block of some rows of a table, the newest year first, without the columns that say nothing here."""
    entry = reader.tables[table]
    key = primary_key(entry["primary_key"])
    if "year" in key:
        rows = sorted(rows, key=lambda row: -int(row["year"]))
    columns = [
        column
        for column in reader.columns[table]
        if column["column_name"] not in hide
        and any(row[column["column_name"]] is not None for row in rows)
        and (not only or column["column_name"] in only)
    ]
    by_year = key[-1] == "year" and len(columns) > WIDEST
    url = data_address(table, **where)
    if by_year:
        return _years(entry, columns, rows, url)
    lines = [
        Line(
            [_cell(row, column) for column in columns[: None if only else WIDEST]],
            row,
            bool(row["sample"]),
        )
        for row in rows
    ]
    return Block(
        table,
        entry["title"],
        entry["description"],
        columns[: None if only else WIDEST],
        lines,
        url,
        sources=_sources(rows),
    )


def _cell(row: Row, column: Row) -> str:
    """Return what a cell says; a text that is no term of a vocabulary stays as it was filed."""
    return as_filed(cell(row[column["column_name"]], column), column)


def _years(entry: Row, columns: list[Row], rows: list[Row], url: str) -> Block:
    """Return a block with a line per figure and a column per year."""
    heads = [{"title": str(row["year"]), "unit": "", "type": "number", "description": ""} for row in rows]
    lines = [
        Line(
            [column["title"], *(_cell(row, column) for row in rows)],
            {},
            any(row["sample"] for row in rows),
        )
        for column in columns
        if column["column_name"] != "year"
    ]
    unit = next((column["unit"] for column in columns if column["unit"]), "")
    head: dict[str, Any] = {"title": "各项", "unit": unit, "type": "string", "description": ""}
    return Block(
        entry["table_name"], entry["title"], entry["description"], [head, *heads], lines, url, True, _sources(rows)
    )


def _sources(rows: list[Row]) -> list[Row]:
    """Return the files the rows were filed in, each once, with the first row."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        entry = seen.setdefault(
            (row["submission"], row["source_file"]), {"rows": []} | {name: row[name] for name in ("district", *FILED)}
        )
        entry["rows"].append(row["source_row"])
    return list(seen.values())

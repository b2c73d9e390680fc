"""Takes a submission in: reads and checks it by itself, whatever else is in the register, into a database of its own.

What comes of it depends on the submission's files, the district's folder and the program alone, so that it can be kept
(`kept`) and made by other processes (`ahead`).
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..findings import Finding, Place, all_masked
from ..privacy import mask_name
from ..rules import RowCheck
from ..submissions import Submission
from ..submissions.files import TableFile
from ..tables import Table
from ..validation import Checked, Filed, validate
from .stage import create_stage, index_stage, stage

WAITING = 5_000  # rows that are put on a stage together


@dataclass(frozen=True)
class Taken:
    """What a submission holds: the findings about its files, and its tables as checked; their rows are on the stage."""

    findings: list[Finding]
    tables: list[Checked]

    def as_json(self) -> str:
        """Return it as text."""
        filed = {"findings": [vars(one) for one in self.findings], "tables": [one.as_json() for one in self.tables]}
        return json.dumps(filed, ensure_ascii=False)


def taken_from(text: str, tables: dict[str, Table]) -> Taken:
    """Return what `as_json` told."""
    filed = json.loads(text)
    findings = [Finding(**one) for one in filed["findings"]]
    return Taken(findings, [Checked.from_json(one, tables) for one in filed["tables"]])


@dataclass(frozen=True)
class Way:
    """How a district's submissions are taken in: its tables, the checks of each, and whether row by row alone."""

    tables: dict[str, Table]
    checks: dict[str, list[RowCheck]]
    by_rows: bool = False


def take_in(submission: Submission, way: Way, connection: sqlite3.Connection, schema: str,
            at: Callable[[Place], None] = lambda _: None) -> Taken:  # fmt: skip
    """Return what a submission holds, its rows put on the stage in a schema of a database; `at` is told where it is."""
    for table in way.tables.values():
        connection.execute(create_stage(table, schema))
    files, findings = submission.files(way.tables)
    checked: list[Checked] = []
    for name, table in way.tables.items():
        if name in files:
            at(Place(name, files[name].path.name))
            faults = checked[-1].faults if checked else 0
            checked.append(_on_stage(submission, files[name], table, way, faults, connection, schema))
    at(Place())
    referred = {reference.table for table in way.tables.values() for reference in table.references}
    retracting = any(file.retracted_at is not None for file in checked)  # who still refers to it is asked of all
    for file in checked:
        if retracting or file.table.name in referred:
            connection.execute(index_stage(file.table, schema))
    return Taken(all_masked(findings, mask_name), checked)


def _is_empty(column: Sequence[Any]) -> bool:
    """Return whether a column holds nothing; most tell by their first cell."""
    return column[0] is None and column.count(None) == len(column)


def _on_stage(submission: Submission, source: TableFile, table: Table, way: Way, faults: int,
              connection: sqlite3.Connection, schema: str) -> Checked:  # fmt: skip
    """Return the checked file, its rows on the table's stage; `faults` are those of the files before it."""
    columns = [column.name for column in table.columns]
    target = stage(table.name, schema)
    insert = f"insert into {target} values ({', '.join('?' * (len(columns) + 4))})"
    waiting: list[tuple[Any, ...]] = []

    def flush() -> None:
        connection.executemany(insert, waiting)
        waiting.clear()

    def sink(row: Filed) -> None:
        named = (f" {' '.join(sorted(names))} " if names else "" for names in (row.faulty, row.erased))
        waiting.append((*map(row.values.get, columns), row.row, row.retracted, *named))
        if len(waiting) >= WAITING:
            flush()

    def together(numbers: Sequence[int], values: Mapping[str, Sequence[Any]]) -> None:
        flush()
        filed = {name: column for name, column in values.items() if not _is_empty(column)}
        places = ", ".join("?" if column in filed else "null" for column in columns)
        plain = f"insert into {target} values ({places}, ?, null, '', '')"
        connection.executemany(
            plain, zip(*(filed[column] for column in columns if column in filed), numbers, strict=True)
        )

    sample = None if submission.lone_file else submission.manifest.sample
    file = validate(source, table, way.checks[table.name], sample, sink, faults, None if way.by_rows else together)
    flush()
    return file.checked(all_masked(file.findings, mask_name))

"""A clerk's workbook as the folder of a submission: the rows as they were understood, and a manifest."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..database.questions import spoken
from ..districts import District
from ..reading.characters import CHARACTERS
from ..skeletons import write_manifest
from ..submissions import Submission
from ..tables import RETRACTED, Table
from ..validation import Filed, validate

ERASE: str = CHARACTERS["stands_for"]["erase"][0]


def write_submission(submission: Submission, of: District, target: Path, manifest: dict[str, Any]) -> Iterator[Path]:
    """Write a checked file's tables as CSV with a manifest into a new folder; yield what was written."""
    tables = of.tables()
    files, _ = submission.files(tables)
    target.mkdir(parents=True)
    yield write_manifest(target, of, manifest)
    for name, file in files.items():
        rows: list[Filed] = []
        checked = validate(file, tables[name], [], None, rows.append)
        if rows:
            path = target / f"{name}.csv"
            _write(path, tables[name], checked.filed_columns, rows)
            yield path


def _write(path: Path, table: Table, columns: list[str], rows: list[Filed]) -> None:
    """Write rows under the Chinese titles of the columns that the file had, no others: an empty column erases."""
    retracted = any(row.retracted for row in rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(table.by_name[name].title for name in columns), *([RETRACTED] if retracted else [])])
        for row in rows:
            cells = [
                ERASE if name in row.erased else spoken(table.by_name[name], row.values.get(name)) or ""
                for name in columns
            ]
            writer.writerow([*cells, *([row.retracted or ""] if retracted else [])])

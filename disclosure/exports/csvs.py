"""Writes a table as CSV for people: UTF-8 with a BOM, without which Excel shows gibberish."""

import csv
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .relations import Relation

RUN = re.compile(r"[=+\-@\t\r]")  # what makes a spreadsheet take a text for a formula
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
BOM = "\ufeff"


def write_csv(connection: sqlite3.Connection, relation: Relation, path: Path) -> None:
    """Write one table, row by row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        writer = csv.writer(file)
        writer.writerow(field.name for field in relation.fields)
        rows = connection.execute(relation.sql)
        writer.writerows((_safe(row, relation.risky) for row in rows) if relation.risky else rows)


def _safe(row: Iterable[Any], risky: frozenset[int]) -> list[Any]:
    """Return a row of which no spreadsheet will run a cell; `risky` are the positions where one might."""
    return [harmless(value) if position in risky else value for position, value in enumerate(row)]


def harmless(value: Any) -> Any:
    """Return a cell as no spreadsheet will run it: a quote before a text that looks like a formula; numbers as is."""
    runs = isinstance(value, str) and RUN.match(value) and not NUMBER.fullmatch(value)
    return f"'{value}" if runs else value

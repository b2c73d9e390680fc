"""Writes a table as CSV for people: UTF-8 with a BOM, without which Excel shows gibberish."""

import csv
import sqlite3
from pathlib import Path


def write_csv(connection: sqlite3.Connection, table: str, path: Path) -> None:
    """Write one table, row by row, in the order of its key."""
    cursor = connection.execute(f'select * from "{table}" order by rowid')
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column[0] for column in cursor.description)
        writer.writerows(cursor)

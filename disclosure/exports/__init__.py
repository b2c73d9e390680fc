"""The open data: each table as CSV, the whole database, and a data package that describes them."""

import sqlite3
from pathlib import Path

from .csvs import write_csv
from .package import write_package


def write_downloads(database: Path, directory: Path) -> None:
    """Write the downloads of a finished database into a folder."""
    directory.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        for table in tables(connection):
            write_csv(connection, table, directory / f"{table}.csv")
        write_package(connection, tables(connection), directory / "datapackage.json")
    finally:
        connection.close()
    (directory / "disclosure.db").hardlink_to(database)


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that are published as files: not the search index, not its shadows."""
    rows = connection.execute(
        "select name from pragma_table_list where type = 'table' and schema = 'main' order by name"
    )
    return [name for (name,) in rows if not name.startswith("sqlite_")]

"""Creates the tables: current rows, history, what the build makes, and the stage on which a submission is judged."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database

from ..tables import SQL_TYPES, Table
from .made import ADDED, made_tables

PROVENANCE = {column["name"]: SQL_TYPES[column["type"]] for column in ADDED["provenance"]}


def create_tables(db: Database, tables: Iterable[Table]) -> None:
    """Create each table, its history and its stage, and the build's own tables."""
    for table in tables:
        create_table(db, table)
    for made in made_tables():
        columns = {column.name: column.sql_type for column in made.columns}
        db.table(made.name).create(columns, pk=made.key or None, strict=True)
        for indexed in made.indexes:
            db.table(made.name).create_index(list(indexed))


def create_table(db: Database, table: Table) -> None:
    """Create a table, its history and its stage."""
    _create(db, table)
    _create_history(db, table)
    _create_stage(db, table)


def _columns(table: Table) -> dict[str, str]:
    """Return the columns of a table in the database: the district first, provenance last."""
    return {"district": "TEXT"} | {column.name: column.sql_type for column in table.columns} | provenance(table)


def provenance(table: Table) -> dict[str, str]:
    """Return the columns that say where a row came from; a table's own column of such a name is the table's."""
    return {name: kind for name, kind in PROVENANCE.items() if name not in table.by_name}


def _create(db: Database, table: Table) -> None:
    """Create the table of current rows with its key, references and indexes on what is looked up."""
    foreign_keys = [
        (("district", *reference.columns), reference.table, ("district", *reference.target))
        for reference in table.references
    ]
    required = {"district", *provenance(table)} | {column.name for column in table.columns if column.required}
    created = db.table(table.name)
    whole = table.filled_key == list(table.key)
    key = table.db_key if whole else None  # a STRICT table has no empty cell in its primary key
    created.create(_columns(table), pk=key, not_null=required, foreign_keys=foreign_keys, strict=True)
    if not whole:
        parts = ", ".join(f"coalesce({quoted(name)}, '')" for name in table.db_key)
        db.execute(f"create unique index {quoted('key_' + table.name)} on {quoted(table.name)} ({parts})")
    looked_up = {reference.columns for reference in table.references}
    looked_up |= {(column.name,) for column in table.columns if column.identifier or column.codelist}
    for columns in sorted(looked_up | {("submission",)}):
        created.create_index(list(columns))


def _create_history(db: Database, table: Table) -> None:
    """Create the table of every accepted version, the current one too."""
    history = db.table(f"{table.name}_history")
    history.create(_columns(table) | {"superseded_on": "TEXT"}, strict=True)
    history.create_index(table.db_key)


def _create_stage(db: Database, table: Table) -> None:
    """Create the temporary tables for the rows of one submission and for the keys of rejected ones."""
    names = ", ".join(quoted(column.name) for column in table.columns)
    db.execute(
        f"create temp table {stage(table.name)} ({names}, source_file, source_row integer, retracted, faulty, erased)"
    )
    db.execute(
        f"create index temp.{quoted('ix_stage_' + table.name)} on {stage(table.name, schema='')} ({_key(table)})"
    )
    db.execute(f"create temp table {rejected(table.name)} (district, submission, {_key(table)})")


def _key(table: Table) -> str:
    """Return the key's columns as SQL."""
    return ", ".join(quoted(name) for name in table.key)


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def stage(table: str, schema: str = "temp.") -> str:
    """Return the SQL name of a table's stage."""
    return schema + quoted(f"stage_{table}")


def rejected(table: str) -> str:
    """Return the SQL name of the keys of a table that only rejected submissions hold."""
    return "temp." + quoted(f"rejected_{table}")


def open_database(path: Path | None) -> Database:
    """Return a new database for a build; nothing of it is durable before it is published. None: in memory."""
    connection = sqlite3.connect(path or ":memory:", isolation_level=None)
    for pragma in ("page_size=4096", "journal_mode=memory", "synchronous=off",
                   "temp_store=memory", "foreign_keys=off", "cache_size=-65536"):  # fmt: skip
        connection.execute(f"pragma {pragma}")
    connection.row_factory = sqlite3.Row
    return Database(connection)

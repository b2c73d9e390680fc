"""Creates the tables: current rows, history, what the build makes, and the keys that only rejected submissions hold."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database

from ..exceptions import SchemaError
from ..statements import quoted
from ..tables import SQL_TYPES, Table
from .made import ADDED, made_tables

PROVENANCE = {column["name"]: SQL_TYPES[column["type"]] for column in ADDED["provenance"]}


def create_tables(db: Database, tables: Iterable[Table]) -> None:
    """Create each table and its history, and the build's own tables."""
    for table in tables:
        create_table(db, table)
    for made in made_tables():
        columns = {column.name: column.sql_type for column in made.columns}
        db.table(made.name).create(columns, pk=made.key or None, strict=True)
        for indexed in made.indexes:
            db.table(made.name).create_index(list(indexed))


def create_table(db: Database, table: Table) -> None:
    """Create a table and its history. Raises SchemaError if a column stands twice."""
    names = [column.name.casefold() for column in table.columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SchemaError(f"{table.name} has the column {twice[0]} twice; give each another name")
    _create(db, table)
    _create_history(db, table)


def create_rejected(db: Database, tables: Iterable[Table]) -> None:
    """Create, beside the database, the tables of the keys that only rejected submissions hold."""
    for table in tables:
        db.execute(f"create temp table {rejected(table.name)} (district, submission, {_key(table)})")
        found_by = quoted(f"key_rejected_{table.name}")
        db.execute(f"create index temp.{found_by} on {quoted(f'rejected_{table.name}')} ({_key(table)})")


def _columns(table: Table) -> dict[str, str]:
    """Return the columns of a table in the database: the district first, provenance last."""
    return {"district": "TEXT"} | {column.name: column.sql_type for column in table.columns} | provenance(table)


def provenance(table: Table) -> dict[str, str]:
    """Return the columns that say where a row came from; a table's own column of such a name is the table's."""
    return {name: kind for name, kind in PROVENANCE.items() if name not in table.by_name}


def _create(db: Database, table: Table) -> None:
    """Create the table of current rows with its key and references."""
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


def key_found_by(table: Table) -> str:
    """Return the SQL, of one column {0}, by which the key of a row `s` finds the row `t` of a table that has it."""
    return "t.{0} = s.{0}" if table.filled_key == list(table.key) else "coalesce(t.{0}, '') = coalesce(s.{0}, '')"


def index_tables(db: Database, tables: Iterable[Table]) -> None:
    """Create the indexes on what is looked up in current rows, once these are there: quicker than row by row."""
    for table in tables:
        looked_up = {reference.columns for reference in table.references}
        looked_up |= {(column.name,) for column in table.columns if column.identifier or column.codelist}
        looked_up -= {columns[:1] for columns in table.indexes}  # these find it, too
        for columns in sorted(looked_up | {("submission",), *table.indexes}):
            db.table(table.name).create_index(list(columns))


def _create_history(db: Database, table: Table) -> None:
    """Create the table of every accepted version, the current one too."""
    history = db.table(f"{table.name}_history")
    history.create(_columns(table) | {"superseded_on": "TEXT"}, strict=True)
    history.create_index(table.db_key)


def _key(table: Table) -> str:
    """Return the key's columns as SQL."""
    return ", ".join(quoted(name) for name in table.key)


def rejected(table: str) -> str:
    """Return the SQL name of the keys of a table that only rejected submissions hold."""
    return "temp." + quoted(f"rejected_{table}")


def write_out(db: Database, path: Path) -> None:
    """Write a database to a file and close it: the same tables and rows give the same bytes, however they came in."""
    db.execute("pragma schema_version = 1")  # else it counts what was ever made and dropped
    db.execute("vacuum into ?", [str(path)])
    db.close()


def open_database(path: Path | None) -> Database:
    """Return a new database for a build; nothing of it is durable before it is published. None: in memory.

    What a statement of a file sorts or keeps meanwhile lies in files, too: of a province it would not fit in memory.
    """
    connection = sqlite3.connect(path or ":memory:", isolation_level=None, uri=True)
    for pragma in ("page_size=4096", "journal_mode=memory", "synchronous=off",
                   f"temp_store={'file' if path else 'memory'}", "foreign_keys=off", "cache_size=-65536"):  # fmt: skip
        connection.execute(f"pragma {pragma}")
    connection.row_factory = sqlite3.Row
    return Database(connection)

"""The stage: a table for the rows that a submission files of each table, beside the register's own."""

import sqlite3
from typing import Any

from ..statements import quoted
from ..tables import Table

NONE: dict[Any, Any] = {}
# An empty value is None already. Without this Python looks each time for how it is to be adapted, which takes three
# times as long as to store a text.
sqlite3.register_adapter(type(None), NONE.get)

SCHEMA = "taken"  # how the database of the submission at hand is called beside the register's


def stage(table: str, schema: str = SCHEMA) -> str:
    """Return the SQL name of a table's stage in a schema."""
    return f"{schema}.{quoted(f'stage_{table}')}"


def create_stage(table: Table, schema: str = SCHEMA) -> str:
    """Return the SQL that makes a table's stage; its rows lie in the order of the file."""
    columns = ", ".join(quoted(column.name) for column in table.columns)
    row = "source_row integer primary key"
    return f"create table {stage(table.name, schema)} ({columns}, {row}, retracted, faulty, erased)"


def index_stage(table: Table, schema: str = SCHEMA) -> str:
    """Return the SQL that makes the rows of a stage found by their key."""
    key = ", ".join(quoted(name) for name in table.key)
    return f"create index {schema}.{quoted(f'key_{table.name}')} on {quoted(f'stage_{table.name}')} ({key})"

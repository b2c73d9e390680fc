"""Writes a table as Parquet, each column with its type, so that no program has to guess."""

import json
import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from .relations import Relation

TYPES = {"string": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN", "integer": "BIGINT", "year": "INTEGER",
         "number": "DOUBLE"}  # fmt: skip
MEMORY = "512MB"
# One thread, in the order of the rows: the same rows are the same bytes.
SETTINGS = f"set threads = 1; set memory_limit = '{MEMORY}'; set preserve_insertion_order = true"
COPY = """copy (select * from read_csv({cells}, header = false, columns = {columns}, delim = ',', quote = '"',
    escape = '"', nullstr = '', allow_quoted_nulls = false, parallel = false, max_line_size = 16000000,
    new_line = '\\n', buffer_size = 32000000, auto_detect = false))
    to {path} (format parquet, compression zstd, kv_metadata {said})"""


def write_parquet(connection: sqlite3.Connection, relation: Relation, path: Path) -> None:
    """Write one table. Raises duckdb.Error where its rows do not have the types that were found."""
    cells = path.with_name(f".{path.name}.csv")
    try:
        with cells.open("w", encoding="utf-8", newline="") as file:
            for row in connection.execute(relation.sql):
                file.write(",".join(map(_cell, row)) + "\n")
        columns = {field.name: TYPES[field.type] for field in relation.fields}
        titles = json.dumps({field.name: field.title for field in relation.fields}, ensure_ascii=False)
        said = {"title": relation.title, "title_en": relation.title_en, "licence": "CC-BY-4.0", "columns": titles}
        statement = COPY.format(cells=_text(cells), columns=_struct(columns), path=_text(path), said=_struct(said))
        _memory(os.getpid()).execute(statement)
    finally:
        cells.unlink(missing_ok=True)


@cache
def _memory(_process: int) -> Any:
    """Return a database in the memory of a process, through which its tables pass one by one."""
    import duckdb  # costs a tenth of a second, and only a whole build needs it

    memory = duckdb.connect()
    memory.execute(SETTINGS)
    return memory


def _cell(value: Any) -> str:
    """Return a value as a cell: quoted, but for an empty one, so that an empty text is not taken for no text."""
    if value is None:
        return ""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _struct(values: dict[str, str]) -> str:
    """Return texts by name as SQL."""
    return "{" + ", ".join(f"{_text(name)}: {_text(value)}" for name, value in values.items()) + "}"


def _text(value: object) -> str:
    """Return a text as SQL."""
    return "'" + str(value).replace("'", "''") + "'"

"""What Datasette says of each table, view and column, read from the dictionary in the database itself."""

import json
import sqlite3
from functools import lru_cache
from typing import Any

from ..database.made import ADDED, SAID, history_of
from ..tables import is_inner


@lru_cache(maxsize=4)
def describe(path: str) -> dict[str, dict[str, Any]]:
    """Return table → its metadata for Datasette; nothing for a database that is not a build of the register."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        tables = connection.execute("select * from dictionary_tables").fetchall()
        columns = connection.execute("select * from dictionary_columns order by table_name, position").fetchall()
        names = {row["name"] for row in connection.execute("select name from sqlite_schema where type = 'table'")}
    except sqlite3.Error:
        return {}
    finally:
        connection.close()
    meanings: dict[str, dict[str, str]] = {}
    for row in columns:
        meanings.setdefault(row["table_name"], {})[row["column_name"]] = _meaning(row)
    described: dict[str, dict[str, Any]] = {}
    for table in tables:
        described |= _entries(table, meanings.get(table["table_name"], {}), f"{table['table_name']}_history" in names)
    hidden = {name: {"hidden": True} for name in names if is_inner(name)}
    return described | hidden


def _meaning(row: Any) -> str:
    """Return a column's title, description and unit in one line."""
    unit = f"（单位：{row['unit']}）" if row["unit"] else ""
    return "：".join(filter(None, [row["title"], row["description"]])) + unit


def _entries(table: sqlite3.Row, meanings: dict[str, str], filed: bool) -> dict[str, dict[str, Any]]:
    """Return the entry of a table or view, and that of the history of a filed one."""
    entry: dict[str, Any] = {key: table[key] for key in SAID if key in table.keys() and table[key]}  # noqa: SIM118
    entry |= {"columns": meanings}
    if not filed:
        return {table["table_name"]: entry}
    added = [{"unit": "", **column} for column in [ADDED["district"], *ADDED["provenance"]]]
    meanings = {column["name"]: _meaning(column) for column in added} | meanings
    entry |= {"columns": meanings, "label_column": json.loads(table["label"])[0]}
    history: dict[str, Any] = {
        **history_of(dict(table)),
        "columns": meanings | {"superseded_on": _meaning({"unit": "", **ADDED["history"]["superseded_on"]})},
    }
    return {table["table_name"]: entry, f"{table['table_name']}_history": history}

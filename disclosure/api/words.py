"""What Datasette says of each table and column, read from the dictionary in the database itself."""

import json
import sqlite3
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

MADE = tomllib.loads(Path(__file__).with_name("made.toml").read_text(encoding="utf-8"))


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
    described: dict[str, dict[str, Any]] = {}
    for table in tables:
        meanings = {"district": MADE["provenance"]["district"]}
        meanings |= {row["column_name"]: _meaning(row) for row in columns if row["table_name"] == table["table_name"]}
        meanings |= {name: words for name, words in MADE["provenance"].items() if name not in meanings}
        described |= _entries(table, meanings)
    described |= {name: _made(words) for name, words in MADE["tables"].items()}
    hidden = {name: {"hidden": True} for name in names if "_fts" in name}
    return described | hidden


def _meaning(row: sqlite3.Row) -> str:
    """Return a column's title, description and unit in one line."""
    unit = f"（单位：{row['unit']}）" if row["unit"] else ""
    return f"{row['title']}：{row['description']}{unit}"


def _entries(table: sqlite3.Row, meanings: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return the entries of a table and of its history."""
    label = json.loads(table["label"])
    searched = json.loads(table["searched"])
    entry: dict[str, Any] = {
        "title": table["title"],
        "description": table["description"],
        "columns": meanings,
        "label_column": label[0],
    }
    if searched:
        entry |= {"fts_table": f"{table['table_name']}_fts", "fts_pk": "rowid"}
    history = {
        "title": f"{table['title']}（历史）",
        "description": MADE["history"]["description"],
        "columns": meanings | {"superseded_on": MADE["history"]["superseded_on"]},
    }
    return {table["table_name"]: entry, f"{table['table_name']}_history": history}


def _made(words: dict[str, str]) -> dict[str, Any]:
    """Return the entry of a table that the build makes."""
    columns = {name: text for name, text in words.items() if name not in ("_title", "_description")}
    return {"title": words["_title"], "description": words["_description"], "columns": columns}

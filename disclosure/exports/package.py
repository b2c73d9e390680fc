"""Describes the downloads as a Frictionless Data Package: what each column means, its key, what it refers to."""

import json
import sqlite3
from pathlib import Path
from typing import Any

TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}


def write_package(connection: sqlite3.Connection, tables: list[str], path: Path) -> None:
    """Write datapackage.json for the CSV files beside it."""
    described = {row["table_name"]: row for row in connection.execute("select * from dictionary_tables")}
    package = {
        "name": "disclosure",
        "title": "社会组织公开平台的全部数据",
        "licenses": [
            {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
        ],
        "sources": [{"title": "各区提交的数据，出处见每一行的 submission、source_file、source_row"}],
        "resources": [_resource(connection, table, described) for table in tables],
    }  # fmt: skip
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(connection: sqlite3.Connection, table: str, described: dict[str, sqlite3.Row]) -> dict[str, Any]:
    """Return one table's entry: a history is described as the table whose versions it keeps."""
    about = described.get(table.removesuffix("_history"))
    history = table.endswith("_history")
    columns = connection.execute("select name, type, pk from pragma_table_info(?)", [table]).fetchall()
    meanings = connection.execute(
        "select * from dictionary_columns where table_name = ?", [table.removesuffix("_history")]
    ).fetchall()
    words = {row["column_name"]: row for row in meanings}
    schema: dict[str, Any] = {"fields": [_field(name, kind, words.get(name)) for name, kind, _ in columns]}
    if key := [name for name, _, pk in sorted(columns, key=lambda column: column[2]) if pk]:
        schema["primaryKey"] = key
    if references := [] if history else _references(connection, table):
        schema["foreignKeys"] = references
    title = about["title"] + ("（历史）" if history else "") if about else table
    return {
        "name": table,
        "title": title,
        "description": about["description"] if about else "",
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": schema,
    }


def _field(name: str, kind: str, words: sqlite3.Row | None) -> dict[str, Any]:
    """Return one column: its type as stored, its title, description and unit."""
    field: dict[str, Any] = {"name": name, "type": TYPES[kind]}
    if words:
        unit = f"（单位：{words['unit']}）" if words["unit"] else ""
        field |= {"title": words["title"], "description": words["description"] + unit}
    return field


def _references(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Return the foreign keys of a table as SQLite knows them, an empty reference being allowed."""
    keys: dict[int, dict[str, Any]] = {}
    for row in connection.execute("select * from pragma_foreign_key_list(?) order by id, seq", [table]):
        key = keys.setdefault(row["id"], {"table": row["table"], "from": [], "to": []})
        key["from"].append(row["from"])
        key["to"].append(row["to"])
    optional = {
        row["name"] for row in connection.execute("select * from pragma_table_info(?)", [table]) if not row["notnull"]
    }
    return [
        {
            "fields": key["from"],
            "reference": {"resource": "" if key["table"] == table else key["table"], "fields": key["to"]},
        }
        for key in keys.values()
        if not optional & set(key["from"])  # Frictionless takes a half-empty key for a broken one
    ]

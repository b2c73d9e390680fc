"""Describes the downloads as a Frictionless Data Package: what each column means, its key, what it refers to."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from .relations import Field, Relation

BITS = {"trueValues": ["1"], "falseValues": ["0"]}


def write_package(connection: sqlite3.Connection, published: list[Relation], path: Path) -> None:
    """Write datapackage.json for the CSV files beside it."""
    package = {
        "name": "disclosure",
        "title": "社会组织公开平台的全部数据",
        "licenses": [
            {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
        ],
        "sources": [{"title": "各区提交的数据，出处见每一行的 submission、source_file、source_row"}],
        "resources": [_resource(connection, one) for one in published],
    }  # fmt: skip
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(connection: sqlite3.Connection, relation: Relation) -> dict[str, Any]:
    """Return one table's entry."""
    schema: dict[str, Any] = {"fields": [_field(field) for field in relation.fields]}
    if relation.key:
        schema["primaryKey"] = list(relation.key)
    if references := [] if relation.is_history or relation.is_view else _references(connection, relation.name):
        schema["foreignKeys"] = references
    return {
        "name": relation.name.lower(),
        "title": relation.title,
        "title_en": relation.title_en,
        "description": relation.description,
        "path": f"{relation.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    """Return one column: its type, title, description and unit."""
    unit = f"（单位：{field.unit}）" if field.unit else ""
    described = {"name": field.name, "type": field.type} | (BITS if field.type == "boolean" else {})
    said = {"title": field.title, "title_en": field.title_en, "description": field.description + unit}
    return described | {key: value for key, value in said.items() if value}


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

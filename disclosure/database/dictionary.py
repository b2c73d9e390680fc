"""Fills the dictionary: what each table, made table and view is, and what each of its columns means."""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..statements import Statement, quoted, read_through, seen_by
from ..tables import Table, Term
from .entering import enter
from .made import ADDED, SAID, made_tables

Read = set[tuple[str, str, str]]  # a table, a column of it, the view or part of one that reads it
READ: dict[str, dict[str, Read]] = {}  # the schema of the database last described → what each of its views reads
Words = dict[str, Any]  # a column's row of dictionary_columns
VIEWS = "views"  # the subject of views; that of the tables which the build makes is "made" (made/*.json)
STORED = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
LABEL = ("title", "title_en", "unit", "type")  # told where all columns of a name agree
INHERITED = ("title", "title_en", "description", "description_en", "type", "unit", "codelist", "identifier")
EVERYWHERE = {column["name"]: column for column in [ADDED["district"], *ADDED["provenance"]]}  # of one meaning
RECKONED = tomllib.loads(Path(__file__).with_name("reckoned.toml").read_text(encoding="utf-8"))
NAMED = re.compile(
    r"\b(\w+)\s*(?:\(([^()]*)\)\s*)?as (?:not )?(?:materialized )?\("
)  # a part of a view, and its columns


def describe(db: Database, tables: Iterable[Table], codelists: dict[str, list[Term]],
             views: dict[str, Statement] | None = None) -> None:  # fmt: skip
    """Fill the tables that say what the others mean: dictionary_tables, dictionary_columns, codelists."""
    tables = list(tables)
    known: dict[str, dict[str, Words]] = {}
    entries: list[Words] = []
    for table in [*tables, *made_tables()]:
        known[table.name] = {words["column_name"]: words for words in _columns(table)}
        entries.append(_entry(table))
    reads = _reads(db)
    for name in _views_in_order(db, views or {}):
        statement = (views or {}).get(name)
        read = read_through(statement, views or {}) if statement else set()
        near = [[known[table.name] for table in some if table.name in read] for some in (tables, made_tables())]
        taken = _taken(db, name, reads[name], known)
        known[name] = _columns_of_view(db, name, statement, near, taken)
    entries += [_entry_of_view(name, (views or {}).get(name), tables) for name in sorted(reads)]
    enter(db, "dictionary_tables", entries)
    columns = [words for entry in entries for words in known[entry["table_name"]].values()]
    enter(db, "dictionary_columns", columns)
    enter(db, "codelists", (vars(term) for terms in codelists.values() for term in terms))


def _entry(table: Table) -> Words:
    """Return the row of dictionary_tables for a table."""
    return {
        "table_name": table.name,
        "district": table.district,
        "title": table.title,
        "title_en": table.title_en,
        "description": table.description,
        "description_en": table.description_en,
        "subject": table.subject,
        "state": int(table.state),
        "basis": table.basis,
        "basis_en": table.basis_en,
        "primary_key": json.dumps(table.key),
        "label": json.dumps(table.label),
        "searched": json.dumps(table.searched),
        "dated": table.dated,
        "download": 1,
    }


def _columns(table: Table) -> Iterable[Words]:
    """Yield the rows of dictionary_columns for a table."""
    referred = {name: reference.table for reference in table.references for name in reference.columns[-1:]}
    for position, column in enumerate(table.columns, start=1):
        yield {
            "table_name": table.name,
            "position": position,
            "column_name": column.name,
            "title": column.title,
            "title_en": column.title_en,
            "description": column.description,
            "description_en": column.description_en,
            "type": column.type,
            "unit": column.unit,
            "required": int(column.required),
            "codelist": column.codelist,
            "example": column.example,
            "identifier": column.identifier,
            "reference": referred.get(column.name),
            "empty": column.empty,
        }


def _entry_of_view(name: str, statement: Statement | None, tables: Iterable[Table]) -> Words:
    """Return the row of dictionary_tables for a view: what its header says."""
    said = statement.header if statement else {}
    own = [table.district for table in tables if table.district and name.startswith(f"{table.district}_")]
    return {
        "table_name": name,
        "district": own[0] if own else None,
        "title": said.get("title", name),
        "title_en": said.get("title_en", name),
        "description": said.get("description", ""),
        "description_en": said.get("description_en", said.get("note", "")),
        "subject": VIEWS,
        "state": 0,
        "basis": "",
        "basis_en": "",
        "primary_key": "[]",
        "label": "[]",
        "searched": "[]",
        "dated": "",
        "download": int(said.get("download") == "yes"),
    }


def _views_in_order(db: Database, views: dict[str, Statement]) -> list[str]:
    """Return the names of the views, each after those that it reads, else by name."""
    read = {name: read_through(views[name], views) if name in views else set() for name in db.view_names()}
    return sorted(read, key=lambda name: (len(read[name] & set(read)), name))


def _taken(db: Database, name: str, read: Read, known: dict[str, dict[str, Words]]) -> dict[str, Words]:
    """Return the columns of a view that surely hold what a column of a table holds → what that says.

    Sure is a column that the view reads under its own name, from one place or from places that say the same of it, and
    neither reckons nor renames; of a union nothing is sure.
    """
    (sql,) = db.execute("select sql from sqlite_schema where name = ?", [name]).fetchone()
    if re.search(r"\bunion\b", sql):
        return {}
    parts = dict(NAMED.findall(sql))
    renamed = {*re.findall(r"\bas (\w+)", sql), *re.findall(r"\w+", " ".join(parts.values()))}
    sources: dict[str, list[Words]] = {}
    for table, column, part in read:
        if part in {name, *parts} and table in known and column in known[table] and column not in renamed:
            sources.setdefault(column, []).append(known[table][column])
    same = {column: {tuple(one[key] for key in INHERITED) for one in found} for column, found in sources.items()}
    return {column: dict(zip(INHERITED, *said, strict=True)) for column, said in same.items() if len(said) == 1}


def _reads(db: Database) -> dict[str, Read]:
    """Return view → what it reads; of databases with one schema that is found once."""
    schema = db.execute("select group_concat(sql, ';') from (select sql from sqlite_schema order by name)").fetchone()[
        0
    ]
    if schema not in READ:
        READ.clear()
        READ[schema] = {name: _read_by(db, name) for name in db.view_names()}
    return READ[schema]


def _read_by(db: Database, name: str) -> Read:
    """Return what a view reads, as SQLite tells it: table, column, and the view or part of one that reads it."""
    return {(seen.table, seen.column, seen.part) for seen in seen_by(db.conn, f"select * from {quoted(name)}")}


def _columns_of_view(db: Database, name: str, statement: Statement | None, near: list[list[dict[str, Words]]],
                     taken: dict[str, Words]) -> dict[str, Words]:  # fmt: skip
    """Return the rows of dictionary_columns for a view by column: what its header says, else where it is taken from.

    Of a column that is not surely taken from a table, the tables that the view reads tell the label if they agree;
    else it is called as columns of that name are (reckoned.toml).
    """
    said = statement.columns if statement else {}
    found = {}
    for position, (column, stored) in enumerate(
        db.execute("select name, type from pragma_table_info(?) order by cid", [name]).fetchall(), start=1
    ):
        words: Words = dict.fromkeys(INHERITED, "") | {
            "table_name": name, "position": position, "column_name": column, "title": column,
            "type": STORED.get(stored, ""), "required": 0, "example": "", "reference": None, "empty": "",
        }  # fmt: skip
        inherited = next(filter(None, ([one[column] for one in some if column in one] for some in near)), [])
        words |= {key: inherited[0][key] for key in LABEL if len({one[key] for one in inherited}) == 1}
        header = said.get(column, {})
        if column in EVERYWHERE:
            words |= {key: EVERYWHERE[column][key] for key in (*SAID, "type")}
        elif column in taken and header.get("title", taken[column]["title"]) == taken[column]["title"]:
            words |= taken[column]
        elif any(header.get(key, words[key]) != words[key] for key in ("title", "unit")):  # another thing of that name
            words["type"] = STORED.get(stored, "")
        found[column] = words | (reckoned(column) if words["title"] == column else {}) | header
    return found


def reckoned(column: str) -> Words:
    """Return the title, in both languages, of a column that views or rules reckon with; nothing for any other."""
    return dict(zip(("title", "title_en"), RECKONED.get(column, ()), strict=False))

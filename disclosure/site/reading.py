"""Reads what the pages show from the database of a build; longer questions are queries/*.sql."""

import json
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..statements import quoted
from .words import Filed

HERE = Path(__file__).parent
QUERIES = HERE / "queries"
# What a table is about → its title, Chinese and English; of the last two nothing is filed.
SUBJECTS: dict[str, list[str]] = tomllib.loads((HERE / "subjects.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))  # of named queries
KEPT: dict[str, list[str]] = tomllib.loads((HERE / "kept.toml").read_text(encoding="utf-8"))
NOT_FILED = ("made", "views")
_SAID = tomllib.loads((HERE / "filed.toml").read_text(encoding="utf-8"))
FILED = frozenset(_SAID["columns"])  # columns whose texts stay as they were filed
BESIDE: dict[str, list[str]] = _SAID["beside"]  # … and those that do beside one of others
SPOKEN = frozenset(_SAID["spoken"])  # … and those that do not, though no vocabulary lists their words
OURS = frozenset(_SAID["ours"])
CHANGED = {"table_name", "column_name", "old", "new"}  # of a correction
Row = dict[str, Any]


@cache
def _read(name: str) -> str:
    """Return the text of a query file."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def about(subject: str) -> str:
    """Return a subject of a table as the pages group it: what they do not know stands with the others."""
    return subject if subject in SUBJECTS else "other"


def _as_filed(row: Row, names: Iterable[str]) -> Row:
    """Return a row in which the texts of some columns are marked as what was filed."""
    for name in names:
        if isinstance(row[name], str):
            row[name] = Filed(row[name])
    return row


class Reader:
    """A read-only database of a build."""

    def __init__(self, path: str, connection: sqlite3.Connection | None = None) -> None:
        """Open the database at a path, or read through a connection to it that is open already."""
        self.path = path
        self.connection = connection or self._connect()

    def _connect(self) -> sqlite3.Connection:
        """Return a connection that can only read."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        return connection

    def keep(self) -> None:
        """Reckon once, beside the database, the views in which page after page looks rows up; they stand for it."""
        for view, columns in KEPT.items():
            self.connection.execute(f"create temp table {quoted(view)} as select * from main.{quoted(view)}")
            found_by = ", ".join(map(quoted, columns))
            self.connection.execute(f"create index temp.{quoted(f'found_{view}')} on {quoted(view)} ({found_by})")

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection to a district's plugin, and be none the worse if it does not come back as it was."""
        try:
            yield self.connection
        finally:
            try:
                self.connection.row_factory, self.connection.text_factory = sqlite3.Row, str
                self.connection.set_authorizer(None)
                self.connection.execute("select 1")
            except sqlite3.Error:
                self.connection = self._connect()

    def rows(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return the rows of a statement."""
        values = parameters if isinstance(parameters, dict) else list(parameters)
        cursor = self.connection.execute(sql, values)
        names = {name for name, *_ in cursor.description or ()}
        filed = FILED & names | {name for name, others in BESIDE.items() if name in names and names & {*others}}
        filed -= {"title"} if names & OURS else set()
        if "source_file" in names:  # a row of a filed table
            filed |= self.unlisted & names - BESIDE.keys()
        rows = [_as_filed(dict(row), filed) for row in cursor]
        return list(map(self._changed, rows)) if names >= CHANGED else rows

    def _changed(self, row: Row) -> Row:
        """Return a correction in which what was filed under no vocabulary is marked as such."""
        listed = (row["table_name"], row["column_name"]) in self.listed_columns
        return row if listed else _as_filed(row, ("old", "new"))

    @cached_property
    def listed_columns(self) -> set[tuple[str, str]]:
        """Return (table, column) of what has a vocabulary."""
        sql = "select table_name, column_name from dictionary_columns where codelist <> ''"
        return {(table, column) for table, column in self.connection.execute(sql)}

    @cached_property
    def unlisted(self) -> set[str]:
        """Return the columns of text of filed tables that have a vocabulary in no table."""
        sql = """select c.column_name from dictionary_columns c join dictionary_tables t using (table_name)
            where c.type = 'string' and t.subject not in ('made', 'views')"""
        return {name for (name,) in self.connection.execute(sql)} - {name for _, name in self.listed_columns} - SPOKEN

    def query(self, name: str, names: dict[str, str] | None = None, /, **parameters: Any) -> list[Row]:
        """Return the rows of a query file, the names of tables and columns in braces put in."""
        sql = self.sql(name)
        return self.rows(sql.format_map(names) if names else sql, parameters)

    @staticmethod
    def sql(name: str) -> str:
        """Return what a query file asks."""
        return _read(name)

    def count(self, table: str) -> Row:
        """Return how many real and how many sample rows a table has."""
        (row,) = self.rows(
            f'select coalesce(sum(1 - sample), 0) as "real", coalesce(sum(sample), 0) as "sample" from "{table}"'
        )
        return row

    @cached_property
    def dictionary(self) -> dict[str, Row]:
        """Return name → its entry in the dictionary, in its order, of every table and view."""
        rows = self.rows("select * from dictionary_tables order by rowid")
        return {row["table_name"]: row | {"subject": about(row["subject"])} for row in rows}

    @cached_property
    def dictionary_columns(self) -> dict[str, list[Row]]:
        """Return name → its columns, of every table and view."""
        columns: dict[str, list[Row]] = {}
        for row in self.rows("select * from dictionary_columns order by table_name, position"):
            columns.setdefault(row["table_name"], []).append(row)
        return columns

    @cached_property
    def tables(self) -> dict[str, Row]:
        """Return table name → its entry in the dictionary, of the tables that districts file."""
        return {name: row for name, row in self.dictionary.items() if row["subject"] not in NOT_FILED}

    @cached_property
    def columns(self) -> dict[str, list[Row]]:
        """Return table name → its columns, of the tables that districts file."""
        return {name: columns for name, columns in self.dictionary_columns.items() if name in self.tables}

    @cached_property
    def districts(self) -> dict[str, Row]:
        """Return district → its entry."""
        return {row["district"]: row for row in self.rows("select * from districts order by rowid")}

    @cached_property
    def projects(self) -> dict[tuple[str, str], str]:
        """Return (district, grant_id) → project of every published grant."""
        rows = self.rows("select district, grant_id, project from grants")
        return {(row["district"], row["grant_id"]): row["project"] for row in rows}

    @cached_property
    def notices(self) -> dict[tuple[str, str], str]:
        """Return (district, notice_id) → title of every published notice."""
        rows = self.rows("select district, notice_id, title from notices")
        return {(row["district"], row["notice_id"]): row["title"] for row in rows}

    def key_of(self, table: str) -> str:
        """Return the key of a table as SQL to order by; the + keeps SQLite from walking the key to find a few rows."""
        return ", ".join(f'+"{name}"' for name in ["district", *json.loads(self.tables[table]["primary_key"])])

    def title_of(self, table: str, column: str | None) -> str:
        """Return the Chinese title of a column."""
        return next(
            (c["title"] for c in self.dictionary_columns.get(table, []) if c["column_name"] == column), column or ""
        )

    def title_of_table(self, table: str) -> str:
        """Return the Chinese title of a table or view."""
        return str(self.dictionary.get(table, {}).get("title") or table)

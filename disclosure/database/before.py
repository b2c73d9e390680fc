"""The database of the release before, beside one under way: what reads only rows that are the same says the same again.

SQLite tells which tables a statement reads, those of views too. If these hold the same rows in both databases, and both
are of one program, what was said is taken over and nothing is asked. A table is compared when it is first asked for.
"""

import sqlite3
from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..statements import Unset, quoted, seen_by
from ..tables import is_inner

PURE = {"json_each", "json_tree"}  # what is read like a table and depends on nothing
DESCRIPTIONS = ("dictionary_tables", "dictionary_columns", "codelists")
SCHEMA = "sqlite_master"
SQL = "select sql from main.sqlite_master where type in ('table', 'view')"
READ: dict[str, dict[str, set[str]]] = {}  # the schema of a database → statement → the tables and views that it reads
KNOWN = "select name from main.sqlite_master where type in ('table', 'view')"


class Before:
    """What the release before holds; without a `path` there is none, and nothing is the same."""

    def __init__(self, db: Database, path: Path | None = None) -> None:
        self.db, self.there = db, path is not None
        self.through: dict[str, set[str]] = {}  # what stands for a view → the tables that the view reads
        self.wanted: Callable[[Collection[str]], None] = lambda _: None  # told what is read by what is to be asked
        self._same: dict[tuple[str, int | None], bool] = {}
        if path:
            db.execute("attach ? as before", [f"{path.resolve().as_uri()}?mode=ro&immutable=1"])

    def stands(self, sql: str, also: Collection[str] = ()) -> bool:
        """Return whether a statement, its parameters as they were, surely says what it said; `also` is read beside."""
        read = self._read(sql) if self.there else set()
        if read and all(map(self.same, {*also, *(table for name in read for table in self.through.get(name, {name}))})):
            return True
        self.wanted(read)
        return False

    def _read(self, sql: str) -> set[str]:
        """Return what a statement reads; of databases with one schema that is found once."""
        if self.schema not in READ:
            READ.clear()
        known = READ.setdefault(self.schema, {})
        if sql not in known:
            known[sql] = reads(self.db.conn, sql)
        return known[sql]

    @cached_property
    def schema(self) -> str:
        """Return the tables and views of the database when it is first asked."""
        return "\n".join(sql for (sql,) in self.db.execute(f"{SQL} order by name"))

    def standing(self) -> set[str]:
        """Return the tables and views that surely say what they said, and are described by the same."""
        names = [name for (name,) in self.db.execute(KNOWN) if not is_inner(name)]
        described = all(map(self.same, DESCRIPTIONS))
        return {name for name in names if described and self.stands(f"select * from {quoted(name)}")}

    def same(self, name: str) -> bool:
        """Return whether a table has the same rows in the same places; nothing is to be said of a view by itself."""
        kinds = dict(self.db.execute("select name, type from main.sqlite_master where name = ?", [name]).fetchall())
        if name in PURE or kinds.get(name) == "view":
            return True
        if not self.there or name not in kinds:
            return False
        (last,) = self.db.execute(f"select max(rowid) from main.{quoted(name)}").fetchone()
        if (name, last) not in self._same:  # a table that statements fill grows while they do
            self._same[name, last] = self._compared(name)
        return self._same[name, last]

    def _compared(self, name: str) -> bool:
        columns = "select group_concat(quote(name) || type) from pragma_table_info(?, ?)"
        new, old = (self.db.execute(columns, [name, schema]).fetchone()[0] for schema in ("main", "before"))
        if new != old:
            return False
        new, old = (f"{schema}.{quoted(name)}" for schema in ("main", "before"))
        ends = [self.db.execute(f"select max(rowid), count(*) from {table}").fetchone()[:] for table in (new, old)]
        if ends[0] != ends[1]:
            return False
        names = [quoted(one) for (one,) in self.db.execute("select name from pragma_table_info(?, 'main')", [name])]
        differs = " or ".join(["o.rowid is null", *(f"n.{one} is not o.{one}" for one in names)])
        found = f"select 1 from {new} n left join {old} o on o.rowid = n.rowid where {differs}"
        return not self.db.execute(f"select exists ({found})").fetchone()[0]

    def take(self, table: str, where: str = "1", values: Collection[Any] = (), order: str = "rowid") -> None:
        """Take over the rows of a table for which a condition holds, in their order."""
        names = ", ".join(quoted(name) for name in self.db[table].columns_dict)
        rows = f"select {names} from before.{quoted(table)} where {where} order by {order}"
        self.db.execute(f"insert into main.{quoted(table)} ({names}) {rows}", list(values))


def reads(connection: sqlite3.Connection, sql: str) -> set[str]:
    """Return the tables and views that a statement reads, by itself or through views; nothing if it does not run."""
    try:
        seen = seen_by(connection, sql, Unset())
    except sqlite3.Error:
        return set()
    seen = {one for one in seen if (one.table, one.column) != (SCHEMA, "ROWID")}  # as json_each makes known
    named = {name for one in seen for name in (one.part, *([] if one.column else [one.table]))}
    known = {SCHEMA, *(name for (name,) in connection.execute(KNOWN))}  # else it is a part of the statement alone
    return {one.table for one in seen if one.column} | (named & known)

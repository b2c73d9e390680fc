"""Where the database of a build differs from the one before: what is asked of all else has its answer still.

A table is as it was if its rows are, in their order. Of one that is not it is known under which values of its indexed
columns anything changed; only a question that plainly looks at the rows of one value alone is decided by that.
"""

import hashlib
import marshal
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..statements import quoted, seen_by

AT_ONCE = 1000  # rows
SCHEMA = ""  # the name under which stands the digest of what tables, views and indexes there are
ROWID = re.compile(r"\b(rowid|oid|_rowid_)\b", re.IGNORECASE)
TEXTS = re.compile(r"'[^']*'")
ORDERED = re.compile(r" order by [^()]*$", re.IGNORECASE)
# One table, asked for by columns; all that would let another row speak (or, not, a second select) is no plain question.
PLAIN = re.compile(r'select (?P<columns>.+) from "?(?P<table>\w+)"? where (?P<tests>.+)', re.IGNORECASE)
SEVERAL = re.compile(
    r"\b(select|from|join|or|not|in|case|between|with|union|except|intersect|group|having|limit|values)\b|--|/\*|;",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\?\d|[$@]|\?.*:\w|:\w.*\?")  # parameters that are not one after the other, or not all named
TEST = re.compile(r'"?(?P<column>\w+)"? (=|is) (?P<value>\?|:\w+)')

Digests = dict[str, str]  # table → a digest of its rows
Values = list[Any] | dict[str, Any]
Made = dict[str, tuple[str, Values]]
READERS = ("json_each", "json_tree")  # what reads nothing but what it is given


def opened(path: Path) -> sqlite3.Connection:
    """Return a connection to a database that only reads it."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def digests(connection: sqlite3.Connection) -> Digests:
    """Return a digest of the rows of each table, and one of the schema; of tables with a reader of their own none."""
    found = {SCHEMA: _digest(connection.execute("select type, name, sql from main.sqlite_master order by 1, 2"))}
    for name in _tables(connection):
        with suppress(sqlite3.Error):
            found[name] = _digest(_rows(connection, name, "rowid, *"))
    return found


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that hold rows of their own, all of which a statement can read in one order."""
    sql = "select name from pragma_table_list where schema = 'main' and type = 'table' and not wr order by 1"
    return [name for (name,) in connection.execute(sql) if not name.startswith("sqlite_")]


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> sqlite3.Cursor:
    return connection.execute(f"select {columns} from main.{quoted(table)} order by rowid")


def _digest(rows: sqlite3.Cursor) -> str:
    summed = hashlib.blake2b(digest_size=16)
    while some := rows.fetchmany(AT_ONCE):
        summed.update(marshal.dumps(some, 2))  # version 2: equal rows have equal bytes
    return summed.hexdigest()


def _chains(connection: sqlite3.Connection, table: str, columns: list[str]) -> list[dict[Any, int]]:
    """Return for each of some columns: value → what its rows are, in their order."""
    chains: list[dict[Any, int]] = [{} for _ in columns]
    for row in _rows(connection, table, ", ".join([*map(quoted, columns), "*"])):
        told = hash(marshal.dumps(row, 2))
        for chain, value in zip(chains, row, strict=False):
            chain[value] = hash((chain.get(value), told))
    return chains


@dataclass(frozen=True)
class Changed:
    """The values of a column in whose rows anything changed."""

    values: frozenset[Any]

    @cached_property
    def _types(self) -> set[type]:
        return {type(value) for value in self.values}

    def holds(self, value: Any) -> bool:
        """Return whether rows of a value may have changed; of one of another type than theirs SQLite decides."""
        return value is None or value in self.values or not self._types <= {type(value), type(None)}


@dataclass(frozen=True)
class Differing:
    """The tables that are as they were, and of others the values of columns under which anything changed."""

    same: frozenset[str] = frozenset()
    changed: dict[str, dict[str, Changed]] = field(default_factory=dict)


def differing(now: Path, known: Digests, before: Path | None, known_before: Digests) -> Differing:
    """Return where a database differs from another, given the digests of both; `before`: None if it is not whole."""
    if known.get(SCHEMA) != known_before.get(SCHEMA):
        return Differing()
    same = {name for name, digest in known.items() if known_before.get(name) == digest}
    changed: dict[str, dict[str, Changed]] = {}
    if before is not None:
        with suppress(sqlite3.Error), closing(opened(now)) as new, closing(opened(before)) as old:
            for table in known.keys() - same:
                columns = _indexed(new, table)
                pairs = zip(columns, _chains(new, table, columns), _chains(old, table, columns), strict=True)
                changed[table] = {column: Changed(_unlike(one, other)) for column, one, other in pairs}
    return Differing(frozenset(same - {SCHEMA}), changed)


def _unlike(one: dict[Any, int], other: dict[Any, int]) -> frozenset[Any]:
    return frozenset(value for value in one.keys() | other.keys() if one.get(value) != other.get(value))


def _indexed(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table by which an index finds rows."""
    sql = "select distinct i.name from pragma_index_list(?) l, pragma_index_info(l.name) i where i.name is not null"
    return [name for (name,) in connection.execute(sql, [table])]


@dataclass(frozen=True)
class _Kind:
    """What is known of a statement: whether it has its answer still, and if not, what may tell that for its values."""

    same: bool
    tests: tuple[tuple[Changed, str | int], ...] = ()  # what changed under a column, and the parameter asked of it


class Asking:
    """What tells whether questions that are asked through a connection have their answers still.

    `made`: name → (statement, values) of each table made beside the database, which stands for a view of its name.
    """

    def __init__(self, connection: Callable[[], sqlite3.Connection], differing: Differing, made: Made) -> None:
        self._connection, self._differing, self._made = connection, differing, made
        self._kinds: dict[str, _Kind] = {}
        self._within: dict[str, set[str] | None] = {}  # … → the tables it was made of

    @cached_property
    def _views(self) -> set[str]:
        sql = "select name from main.sqlite_master where type = 'view'"
        return {*READERS, *(name for (name,) in self._connection().execute(sql))}

    def tables(self, statement: str, values: Values) -> set[str] | None:
        """Return the tables that a statement reads, views and tables beside the database expanded; None: not known."""
        found: set[str] = set()
        for seen in seen_by(self._connection(), statement, values):
            if seen.schema == "temp":
                inner = self._made_of(seen.table)
                if inner is None:
                    return None
                found |= inner
            elif seen.table not in self._views:
                found.add(seen.table)
        return found

    def _made_of(self, name: str) -> set[str] | None:
        """Return the tables of which a table beside the database was made; None: not known."""
        if name not in self._within:
            self._within[name] = None  # while it is looked for: what reads itself is not known
            if name in self._made:
                self._within[name] = self.tables(*self._made[name])
        return self._within[name]

    def is_same(self, statement: str, values: Values) -> bool:
        """Return whether it is sure that a statement has its answer still."""
        kind = self._known(statement, values)
        given: Any = values
        return kind.same or any(not changed.holds(given[place]) for changed, place in kind.tests)

    def is_always_same(self, statement: str, values: Values) -> bool:
        """Return whether it is sure that a statement has its answers still, whatever values it is asked with."""
        return self._known(statement, values).same

    def _known(self, statement: str, values: Values) -> _Kind:
        if statement not in self._kinds:
            self._kinds[statement] = self._kind(statement, values)
        return self._kinds[statement]

    def _kind(self, statement: str, values: Values) -> _Kind:
        tables = self.tables(statement, values)
        if tables is None:
            return _Kind(False)
        differ = tables - self._differing.same
        if len(tables) == 1 and differ:
            (table,) = tables
            return _Kind(False, tuple(_tests(statement, table, self._differing.changed.get(table, {}))))
        return _Kind(not differ)


def _tests(statement: str, table: str, changed: dict[str, Changed]) -> Iterator[tuple[Changed, str | int]]:
    """Yield the columns by whose values a plain question of one table chooses its rows, as far as it is known of them.

    The number of a row is no part of it: a question that shows it is not plain, one that only orders by it is.
    """
    plain = ORDERED.sub("", TEXTS.sub("''", " ".join(statement.split())))
    found = PLAIN.fullmatch(plain)
    if found is None or found["table"] != table or ROWID.search(plain) or NUMBERED.search(plain):
        return
    if SEVERAL.search(found["columns"]) or SEVERAL.search(found["tests"]):
        return
    asked = found["columns"].count("?")
    for part in found["tests"].split(" and "):
        if part.count("(") != part.count(")"):
            return
        test = TEST.fullmatch(part.strip())
        if test and test["column"] in changed:
            yield changed[test["column"]], asked if test["value"] == "?" else test["value"][1:]
        asked += part.count("?")
